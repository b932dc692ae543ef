import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DESK_OUTCOMES, NOTE_LIMIT } from '../../nodes/shared/domain/deskProtocol';
import type { DeskAction } from '../../nodes/shared/domain/deskProtocol';
import { businessPeer } from '../simulator/tests/businessPeer';
import { deskLinkFor } from '../stack/deskLink';
import { ledgerFile, ledgerRows } from '../stack/ledgerRows';
import { startLoopbackServer } from '../stack/loopbackServer';
import type { LoopbackServer } from '../stack/loopbackServer';
import type { StoredWorkflow, WorkflowJson } from '../stack/n8nApi';
import { PACKAGE_NAME } from '../stack/repositoryRoot';
import { forStack, readTemplate } from '../stack/templates';
import { launchToneBrowser } from '../stack/toneBrowser';
import type { ToneBrowser } from '../stack/toneBrowser';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { accessFaults, spokenControls } from './support/accessFaults';
import { Clock } from './support/clock';
import { DeskPage } from '../stack/deskPage';
import { executionsOf, publishTemplate, withParameters } from './support/flows';
import { attemptsOf, untilAttemptEnds } from './support/inLedger';
import { operate } from './support/operations';
import { Phone } from './support/phone';
import { RawDesk, secretOf } from './support/rawDesk';
import type { RawAnswer, RawRequest, RawStream } from './support/rawDesk';

/**
 * The call desk against those who should not be there, and for those who use it without a mouse or
 * without eyes (V4). n8n logs as much as it can, so that a secret in its log would be found.
 */
const stack = useStack({ templates: [], leg: 'call_desk', env: { N8N_LOG_LEVEL: 'debug' } });
const clock = new Clock(stack);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** If it were markup anywhere, it would run. */
const HOSTILE = '<img src=x onerror="window.owned=1">';

const DESK_NODE = `${PACKAGE_NAME}.callDeskTrigger`;
const EVERY_DEED = ['took_call', 'outcome', 'correction', 'opt_out', 'objection', 'recap_approved'];

let deskFlow: StoredWorkflow;
let browser: ToneBrowser;
let url: string;

/** Whatever proves somebody to be somebody. */
const secrets: string[] = [];

beforeAll(async () => {
	browser = await launchToneBrowser(880);
	deskFlow = await publishTemplate(stack(), '03-call-desk.json', {
		setUp: (template) => withDesk(template, { events: EVERY_DEED }),
	});
	await publishTemplate(stack(), '01-messages.json', {
		setUp: (template) =>
			withParameters(template, 'Summary Builder', { mappedFields: HOSTILE_BRIEF }),
	});
	await publishTemplate(stack(), '02-calls.json');
	[url = ''] = (await deskLinkFor(stack(), { name: 'Nobody' })).split('#');
});

afterAll(async () => {
	await browser?.close();
});

/** What a model or a mapping might have taken from a chat. */
const HOSTILE_BRIEF = {
	rows: [
		{ name: 'product_interest', value: HOSTILE },
		{ name: 'room_constraints', value: HOSTILE },
		{ name: 'sentiment', value: HOSTILE },
	],
};

/** With these parameters of its Call Desk Trigger. */
function withDesk(template: WorkflowJson, parameters: Record<string, unknown>): WorkflowJson {
	const [desk] = template.nodes.filter(({ type }) => type === DESK_NODE);
	return withParameters(template, desk?.name ?? '', parameters);
}

/** Signed in, with a page that is open. */
async function signedIn(name: string): Promise<RawDesk> {
	const desk = new RawDesk(url);
	const link = await deskLinkFor(stack(), { name });
	expect(await desk.signIn(link)).toMatchObject({ status: 200 });
	await desk.open();
	secrets.push(secretOf(link), desk.cookie.split('=')[1] ?? '', desk.proof.key);
	return desk;
}

async function revoke(name: string): Promise<void> {
	const people = ledgerRows<{ id: string }>(
		stack().dir,
		'SELECT id FROM representatives WHERE name = ? AND revoked_at IS NULL',
		name,
	);
	for (const { id } of people) {
		const representative = { __rl: true, mode: 'id', value: id };
		const what = { resource: 'representative', operation: 'revoke', representative };
		await operate(stack(), 'whatsAppCalling', what);
	}
}

/** A customer who may be called, and talks until somebody hangs up. */
async function customer(name: string): Promise<Phone> {
	const phone = await Phone.create(stack(), {
		name,
		on_ring: 'answer',
		answer_after_ms: 200,
		talk_ms: 10 * MINUTE_MS,
	});
	await phone.allowInProfile();
	return phone;
}

const rowCount = (table: string): number =>
	ledgerRows(stack().dir, `SELECT 1 FROM ${table}`).length;

const refusal = ({ status, json }: RawAnswer) => ({ status, error: json.error });

describe('the door', () => {
	const hosts = (): [string, string][] => {
		const { port } = new URL(url);
		return [
			['the editor’s host', `localhost:${port}`],
			['another port', '127.0.0.1:1'],
			['no port', '127.0.0.1'],
			['a stranger’s host', 'desk.example.com'],
			['a host that begins like ours', `127.0.0.1:${port}.example.com`],
		];
	};
	const requests: [string, string, RawRequest][] = [
		['the page', '', {}],
		['the view', '?view=1&page=page_x', {}],
		['the stream', '?stream=1&page=page_x&after=0', {}],
		['an action', '', { method: 'POST', body: '{"action":"open"}' }],
	];

	it.each(requests)(
		'V4: %s is served at its own host alone: elsewhere 421',
		async (_, query, asked) => {
			for (const [whose, host] of hosts()) {
				const desk = new RawDesk(url);
				const headers = { 'content-type': 'application/json', origin: desk.origin, host };
				const answer = await desk.send(query, { ...asked, headers });
				expect({ whose, ...refusal(answer) }).toMatchObject({ whose, status: 421 });
				expect(answer.body).not.toContain('<script');
				expect(answer.headers['set-cookie']).toBeUndefined();
			}
		},
	);

	it('V4: a desk at the editor’s host is not published, unless a switch allows it', async () => {
		const { api, n8n } = stack();
		const template = forStack(await readTemplate('03-call-desk.json'), stack());
		const { id } = await api.createWorkflow(withDesk(template, { deskUrl: n8n.url }));
		await expect(api.publish(id)).rejects.toThrow(/host name of the n8n editor/);
		await api.deleteWorkflow(id);
		expect((await new RawDesk(url).get('')).status).toBe(200);
	});

	it('V4: the page allows its own script and style, and nothing else', async () => {
		const [one, other] = [await new RawDesk(url).get(''), await new RawDesk(url).get('')];
		const [, nonce = ''] = /'nonce-([\w+/=]{20,})'/.exec(policyOf(one)) ?? [];
		expect(policyOf(one)).toBe(
			[
				"default-src 'none'",
				`script-src 'nonce-${nonce}'`,
				`style-src 'nonce-${nonce}'`,
				"connect-src 'self'",
				"img-src 'self' data:",
				'media-src blob:',
				"base-uri 'none'",
				"form-action 'none'",
				"frame-ancestors 'none'",
				"require-trusted-types-for 'script'",
				"trusted-types 'none'",
			].join('; '),
		);
		expect(policyOf(other)).not.toContain(nonce);
		expect(one.headers).toMatchObject({
			'cache-control': 'no-store',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
			'permissions-policy': 'microphone=(self)',
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
		});
		expect(Object.keys(one.headers).filter((name) => name.startsWith('access-control'))).toEqual(
			[],
		);
	});
});

const policyOf = ({ headers }: RawAnswer): string =>
	String(headers['content-security-policy'] ?? '');

describe('a link', () => {
	it('V4: is used up by the first who opens it, and signs in by a cookie that no script reads', async () => {
		const link = await deskLinkFor(stack(), { name: 'Ola' });
		const first = await new RawDesk(url).signIn(link);
		expect(first.status).toBe(200);
		const { pathname } = new URL(url);
		expect(first.headers['set-cookie']).toEqual([
			expect.stringMatching(
				new RegExp(
					`^call_desk=[\\w-]{43}; Path=${pathname}; Max-Age=57600; HttpOnly; Secure; SameSite=Strict$`,
				),
			),
		]);
		const second = await new RawDesk(url).signIn(link);
		expect(refusal(second)).toEqual({ status: 403, error: 'link_used' });
		expect(second.headers['set-cookie']).toBeUndefined();
	});

	it('V4: of ten browsers that open it at once, one is signed in', async () => {
		const link = await deskLinkFor(stack(), { name: 'Ola' });
		const tries = Array.from({ length: 10 }, async () => await new RawDesk(url).signIn(link));
		const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
		expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 403)]);
	});

	it.each([
		['guessed', 'A'.repeat(43)],
		['of another desk, whose secret is not ours', 'k3-Zr8y1c0hVwPqT5uXn2mLb7dGfJsAe9oRiQ4tWxUs'],
		['empty but for a letter', 'a'],
	])('V4: that is %s opens nothing', async (_, secret) => {
		const answer = await new RawDesk(url).signIn(`${url}#${secret}`);
		expect(refusal(answer)).toEqual({ status: 403, error: 'link_unknown' });
	});

	it('V4: of somebody whose access was revoked opens nothing', async () => {
		const link = await deskLinkFor(stack(), { name: 'Rene' });
		await revoke('Rene');
		const answer = await new RawDesk(url).signIn(link);
		expect(answer.status).toBe(403);
		expect(answer.headers['set-cookie']).toBeUndefined();
	});
});

describe('a session', () => {
	it('V4: reads nothing without its cookie, or with a made-up one', async () => {
		const desk = await signedIn('Pia');
		const page = desk.proof.page;
		for (const cookie of ['', `call_desk=${'A'.repeat(43)}`]) {
			desk.cookie = cookie;
			for (const query of [`?view=1&page=${page}`, `?stream=1&page=${page}&after=0`]) {
				expect(refusal(await desk.get(query))).toEqual({ status: 401, error: 'session_over' });
			}
			const answer = await desk.act({ action: 'away' });
			expect(refusal(answer)).toEqual({ status: 401, error: 'session_over' });
		}
	});

	it('V4: that is revoked ends at once, its open streams with it', async () => {
		const desk = await signedIn('Rolf');
		const stream = await desk.stream();
		expect(stream.status).toBe(200);
		await desk.beReady(stream);
		await revoke('Rolf');
		await until('the stream to end', 20_000, () => stream.ended() || undefined);
		expect(refusal(await desk.act({ action: 'ready' }))).toMatchObject({ status: 401 });
		expect(refusal(await desk.get(`?view=1&page=${desk.proof.page}`))).toMatchObject({
			status: 401,
		});
	});

	it('V4: that signs out takes its cookie back and ends its streams', async () => {
		const desk = await signedIn('Sam');
		const stream = await desk.stream();
		const answer = await desk.act({ action: 'sign_out' });
		expect(answer.headers['set-cookie']?.[0]).toMatch(/^call_desk=; .*Max-Age=0;/);
		await until('the stream to end', 20_000, () => stream.ended() || undefined);
		expect(refusal(await desk.act({ action: 'away' }))).toMatchObject({ status: 401 });
	});
});

describe('an action', () => {
	let desk: RawDesk;

	beforeAll(async () => {
		desk = await signedIn('Nils');
	});

	const away = () => {
		desk.proof.n += 1;
		return { action: 'away', ...desk.proof } as const;
	};

	it.each([
		['a stranger’s', { origin: 'https://evil.example' }, 403, 'origin_wrong'],
		['null, as a sandboxed frame’s', { origin: 'null' }, 403, 'origin_wrong'],
		['empty', { origin: '' }, 403, 'origin_wrong'],
		['the editor’s', { origin: 'editor' }, 403, 'origin_wrong'],
		['that of another port of the host', { origin: 'http://127.0.0.1:1' }, 403, 'origin_wrong'],
		['ours with another scheme', { origin: 'https' }, 403, 'origin_wrong'],
	])('V4: whose Origin is %s is refused', async (_, { origin }, status, error) => {
		const said: Record<string, string> = {
			editor: stack().n8n.url,
			https: desk.origin.replace('http:', 'https:'),
		};
		const answer = await desk.post(away(), { origin: said[origin] ?? origin });
		expect(refusal(answer)).toEqual({ status, error });
	});

	it('V4: without an Origin is refused', async () => {
		const headers = { 'content-type': 'application/json', cookie: desk.cookie };
		const answer = await desk.send('', { method: 'POST', headers, body: JSON.stringify(away()) });
		expect(refusal(answer)).toEqual({ status: 403, error: 'origin_wrong' });
	});

	it.each([
		'text/plain',
		'text/plain;charset=UTF-8',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/json, text/plain',
		'application/xml',
	])('V4: sent as %s is refused', async (type) => {
		const answer = await desk.post(away(), { 'content-type': type });
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.json.ok).not.toBe(true);
	});

	it('V4: that was said before is not done again', async () => {
		const said = away();
		expect((await desk.post(said)).status).toBe(200);
		expect(refusal(await desk.post(said))).toEqual({ status: 409, error: 'replayed' });
		const before = { ...said, n: said.n - 1 };
		expect(refusal(await desk.post(before))).toEqual({ status: 409, error: 'replayed' });
	});

	it.each([
		['no object', '[]', 'body_invalid'],
		['an unknown action', '{"action":"dial"}', 'action_unknown'],
		['a name of every object', '{"action":"constructor"}', 'action_unknown'],
		['a field too many', '{"action":"open","role":"supervisor"}', 'body_invalid'],
	])('V4: that is %s is refused', async (_, body, error) => {
		expect(refusal(await desk.post(body))).toEqual({ status: 400, error });
	});

	it('V4: that is no JSON is refused, by n8n itself', async () => {
		const answer = await desk.post('{"action":');
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.json).not.toHaveProperty('ok');
	});

	it('V4: with a note of a megabyte is refused, and the desk goes on', async () => {
		const noted = (length: number) =>
			({
				action: 'outcome',
				attempt: 'att_x',
				outcome: DESK_OUTCOMES[0],
				notes: 'x'.repeat(length),
			}) as const;
		expect(refusal(await desk.act(noted(1024 * 1024)))).toEqual({
			status: 413,
			error: 'body_too_large',
		});
		expect(refusal(await desk.act(noted(NOTE_LIMIT + 1)))).toEqual({
			status: 400,
			error: 'body_invalid',
		});
		expect(await desk.view()).toMatchObject({ me: { name: 'Nils' } });
		expect(rowCount('desk_deeds')).toBe(0);
	});
});

describe('a page on another loopback origin, to which the browser sends the cookie too', () => {
	let evil: LoopbackServer;
	let desk: DeskPage;

	beforeAll(async () => {
		evil = await startLoopbackServer(() => ({ status: 200, body: '' }));
		const context = await browser.open();
		desk = await DeskPage.open(context, await deskLinkFor(stack(), { name: 'Vera' }));
		await desk.untilState('away');
	});

	afterAll(async () => {
		await evil?.stop();
	});

	/** What the desk was asked from there, and what it answered, whoever got to see that. */
	async function asked(
		attack: (url: string) => void,
	): Promise<{ status: number; cookie: boolean }> {
		const page = await desk.page.context().newPage();
		await page.goto(evil.url);
		const session = await page.context().newCDPSession(page);
		await session.send('Network.enable');
		const ids = new Set<string>();
		const cookies = new Map<string, string>();
		const statuses = new Map<string, number>();
		session.on('Network.requestWillBeSent', ({ request, requestId }) => {
			if (request.url.startsWith(url)) ids.add(requestId);
		});
		session.on('Network.requestWillBeSentExtraInfo', ({ headers, requestId }) =>
			cookies.set(requestId, headers.Cookie ?? headers.cookie ?? ''),
		);
		session.on('Network.responseReceivedExtraInfo', ({ statusCode, requestId }) =>
			statuses.set(requestId, statusCode),
		);
		await page.evaluate(attack, url);
		const id = await until('the answer', 20_000, () => [...ids].find((each) => statuses.has(each)));
		await page.close();
		return {
			status: statuses.get(id) ?? 0,
			cookie: (cookies.get(id) ?? '').includes('call_desk='),
		};
	}

	const OPEN = '{"action":"open"}';

	it('V4: a form of it is refused', async () => {
		const pages = rowCount('desk_pages');
		// A text/plain form whose field is a whole JSON text.
		const answer = await asked((target) => {
			const form = document.createElement('form');
			Object.assign(form, { method: 'POST', action: target, enctype: 'text/plain' });
			const field = document.createElement('input');
			Object.assign(field, { name: '{"action":"open","x":"', value: '"}' });
			form.append(field);
			document.body.append(form);
			form.submit();
		});
		expect(answer).toEqual({ status: 403, cookie: true });
		expect(rowCount('desk_pages')).toBe(pages);
	});

	it('V4: a request of its script is refused', async () => {
		const pages = rowCount('desk_pages');
		const answer = await asked((target) => {
			const body = '{"action":"open"}';
			void fetch(target, { method: 'POST', mode: 'no-cors', credentials: 'include', body });
		});
		expect(answer).toEqual({ status: 403, cookie: true });
		expect(rowCount('desk_pages')).toBe(pages);
	});

	it('V4: a script of it may not ask in JSON, and reads nothing', async () => {
		const page = await desk.page.context().newPage();
		await page.goto(evil.url);
		const pages = rowCount('desk_pages');
		const tries = await page.evaluate(
			async ([target, body]) => {
				const headers = { 'content-type': 'application/json' };
				const credentials = 'include' as const;
				const all = [
					fetch(target, { method: 'POST', credentials, headers, body }),
					fetch(`${target}?view=1&page=page_x`, { credentials }),
					fetch(target, { credentials }),
				];
				return (await Promise.allSettled(all)).map(({ status }) => status);
			},
			[url, OPEN] as const,
		);
		expect(tries).toEqual(['rejected', 'rejected', 'rejected']);
		expect(rowCount('desk_pages')).toBe(pages);
		await page.close();
	});

	it('V4: a frame of it stays empty', async () => {
		const page = await desk.page.context().newPage();
		await page.goto(evil.url);
		await page.evaluate((target) => {
			const frame = document.createElement('iframe');
			frame.src = target;
			document.body.append(frame);
		}, url);
		await until('the frame to be refused', 10_000, () => {
			const [, frame] = page.frames();
			return frame?.url().startsWith('chrome-error:') || undefined;
		});
		await page.close();
	});
});

describe('another representative', () => {
	let ann: RawDesk;
	let bob: RawDesk;
	let stream: RawStream;
	let ring: string;
	let phone: Phone;
	const peer = businessPeer(440);

	beforeAll(async () => {
		ann = await signedIn('Ann');
		bob = await signedIn('Bob');
		stream = await ann.stream();
		await ann.beReady(stream);
		phone = await customer('Cleo');
		await phone.write('call me');
		const rung = await until("the ring at Ann's desk", 30_000, () =>
			stream.events.find((event) => event.kind === 'ring'),
		);
		ring = rung.kind === 'ring' ? rung.ring.id : '';
		await ann.does({ action: 'ring_shown', ring });
	});

	afterAll(async () => {
		stream?.close();
		await peer.close();
	});

	const refusals = async (actions: DeskAction[]) =>
		await Promise.all(
			actions.map(async (action) => {
				const { status, json } = await bob.act(action);
				return {
					action: action.action,
					done: status === 200 && json.ok === true && json.taken !== false,
				};
			}),
		);

	it('V4: cannot use somebody’s page, or its key', async () => {
		const { page, key } = ann.proof;
		const asAnn = await bob.act({ action: 'away' }, { page, key });
		expect(refusal(asAnn)).toEqual({ status: 403, error: 'page_unknown' });
		expect(refusal(await bob.act({ action: 'away' }, { key }))).toEqual({
			status: 403,
			error: 'key_wrong',
		});
		for (const what of ['view', 'stream', 'events']) {
			const answer = await bob.get(`?${what}=1&page=${page}&after=0`);
			expect(refusal(answer)).toEqual({ status: 403, error: 'page_unknown' });
		}
		expect(await ann.view()).toMatchObject({ me: { status: 'ready' }, ring: { id: ring } });
	});

	it('V4: cannot take, decline or show a ring that rings at somebody else’s desk', async () => {
		const sdp = await businessPeerOffer();
		const tried = await refusals([
			{ action: 'ring_shown', ring },
			{ action: 'decline', ring },
			{ action: 'take', ring, sdp },
		]);
		expect(tried.filter(({ done }) => done)).toEqual([]);
		expect(await ann.view()).toMatchObject({ ring: { id: ring } });
		expect(attemptsOf(stack(), phone)).toMatchObject([{ status: 'reserved' }]);
	});

	it('V4: cannot touch somebody else’s call', async () => {
		const taken = await ann.does({ action: 'take', ring, sdp: await peer.offer() });
		expect(taken).toMatchObject({ taken: true });
		const attempt = String(taken.attempt);
		const answer = await until('the customer’s answer', 20_000, () =>
			stream.events.find((event) => event.kind === 'answer'),
		);
		if (answer.kind === 'answer') await peer.takeAnswer(answer.sdp);
		peer.play(880);
		const tried = await refusals([
			{ action: 'hang_up', attempt, because: 'hung_up' },
			{ action: 'answer', attempt, sdp: await businessPeerOffer() },
			{ action: 'connected', attempt },
			{ action: 'heard', attempt },
			{ action: 'object', attempt },
			{ action: 'no_calls', attempt },
			{ action: 'outcome', attempt, outcome: 'sold', notes: 'mine' },
			{ action: 'correct', attempt, fields: { product_interest: 'mine' } },
			{ action: 'approve_recap', attempt },
		]);
		expect(tried.filter(({ done }) => done)).toEqual([]);
		const view = await until('the call to be accepted', 20_000, async () => {
			const seen = await ann.view();
			return seen.call?.state === 'accepted' ? seen : undefined;
		});
		expect(view.call).toMatchObject({ attempt, isThisPage: true });
		const deeds = ledgerRows(stack().dir, 'SELECT kind FROM desk_deeds');
		expect(deeds).toEqual([{ kind: 'took_call' }]);
		await ann.does({ action: 'hang_up', attempt, because: 'hung_up' });
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
	});
});

/** An offer that would do, of a peer that nobody needs. */
async function businessPeerOffer(): Promise<string> {
	const peer = businessPeer(440);
	const sdp = await peer.offer();
	await peer.close();
	return sdp;
}

/** Notes what a page's policy had to stop, and whether anything of it ran. */
async function watched(
	desk: DeskPage,
): Promise<() => Promise<{ owned: unknown; stopped: string[] }>> {
	const stopped: string[] = [];
	desk.page.on('console', (message) => {
		if (/Content Security Policy|TrustedHTML/.test(message.text())) stopped.push(message.text());
	});
	desk.page.on('pageerror', ({ message }) => stopped.push(message));
	return async () => ({
		// Set by the markup, if it ever is markup.
		owned: await desk.page.evaluate(() => (window as { owned?: number }).owned ?? null),
		stopped,
	});
}

/** One test's page must not ring in the next. */
afterEach(async () => {
	for (const page of pages.splice(0)) await page.context().close();
});

const pages: Page[] = [];

/** A representative's page in a browser of its own, away. */
async function openDesk(name: string, role: 'representative' | 'supervisor'): Promise<DeskPage> {
	const context = await browser.open({ viewport: { width: 1280, height: 800 } });
	const desk = await DeskPage.open(context, await deskLinkFor(stack(), { name, role }));
	pages.push(desk.page);
	await desk.untilState('away');
	return desk;
}

describe('words that are markup', () => {
	it('V4: stay words wherever they are shown: name, brief, notes, corrections, team, executions', async () => {
		const desk = await openDesk(HOSTILE, 'supervisor');
		const seen = await watched(desk);
		await desk.becomeReady();
		expect(await desk.part('me').innerText()).toContain(HOSTILE);
		expect(await desk.part('team-people').innerText()).toContain(HOSTILE);

		const phone = await customer(HOSTILE);
		await phone.write('call me');
		const rung = await desk.untilRings();
		expect(await desk.part('ring-customer').innerText()).toContain(HOSTILE);
		expect(rung.split(HOSTILE).length).toBeGreaterThan(3);

		await desk.take();
		await desk.untilState('talking', 30_000);
		expect(await desk.part('call-customer').innerText()).toContain(HOSTILE);
		await desk.part('notes').fill(HOSTILE);
		await until(
			'the team to see the call',
			15_000,
			async () => (await desk.part('team-live').innerText()).includes(HOSTILE) || undefined,
		);
		await desk.hangUp();
		await desk.untilState('after');
		expect(await desk.part('after-heading').innerText()).toContain(HOSTILE);
		expect(await desk.part('after-notes').inputValue()).toBe(HOSTILE);
		await desk.correct('room_constraints', `${HOSTILE} corrected`);
		await desk.part('save-corrections').click();
		await until(
			'the recap to hold the correction',
			15_000,
			async () =>
				(await desk.part('recap').innerText()).includes(`${HOSTILE} corrected`) || undefined,
		);
		await desk.note('helped', HOSTILE);
		await desk.part('save').click();
		await desk.untilState('away');

		expect(await seen()).toEqual({ owned: null, stopped: [] });
		expect(await desk.page.locator('img[src="x"]').count()).toBe(0);
		const told = await until('the executions', 30_000, async () => {
			const executions = await executionsOf(stack(), deskFlow, phone);
			const all = executions.map(({ data }) => JSON.stringify(data));
			return all.some((data) => data.includes('desk_outcome')) ? all : undefined;
		});
		// As JSON writes it.
		expect(told.join()).toContain(JSON.stringify(HOSTILE).slice(1, -1));
	});
});

describe('for everybody', () => {
	it('V4: axe-core finds nothing serious in any state, wide or narrow, light or dark', async () => {
		const found: Record<string, string[]> = {};
		const look = async (state: string, { page }: DeskPage) => {
			found[state] = await accessFaults(page);
		};
		const context = await browser.open();
		const stranger = await DeskPage.open(context, url);
		await stranger.untilState('sign_in');
		await look('sign in', stranger);
		await context.close();
		const desk = await openDesk('Axel', 'supervisor');
		await look('away, supervisor', desk);
		await desk.becomeReady();
		await look('ready, supervisor', desk);
		const phone = await customer('Dora');
		await phone.write('call me');
		await desk.untilRings();
		await look('ring', desk);
		await desk.take();
		await desk.untilState('talking', 30_000);
		await look('talk', desk);
		await desk.hangUp();
		await desk.untilState('after');
		await look('after', desk);
		await desk.part('after-later').click();
		await desk.untilState('away');
		await look('unfinished talks', desk);
		expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])));
	});

	it('V4: by keyboard alone, and by what a screen reader says: ready, ring, talk, outcome', async () => {
		const desk = await openDesk('Keya', 'representative');
		const { page } = desk;
		const spoken: string[] = [];
		const listen = async () => spoken.push(...(await spokenControls(page)));

		await listen();
		await tabTo(page, 'ready');
		await page.keyboard.press('Enter');
		await desk.untilState('ready', 30_000);
		await listen();

		const phone = await customer('Edda');
		await phone.write('call me');
		await desk.untilState('ring', 30_000);
		await untilFocused(page, 'ring-heading');
		await listen();
		// The dialog keeps the focus for as long as it is there.
		const inside = await focusedParts(page, 6);
		expect(inside).toContain('take');
		expect(inside).not.toContain('sign-out');
		await tabTo(page, 'take');
		await page.keyboard.press('Enter');
		await desk.untilState('talking', 30_000);
		await listen();

		await tabTo(page, 'mute');
		await page.keyboard.press('Space');
		await desk.untilWord('microphone', 'muted');
		expect(await desk.part('mute').getAttribute('aria-pressed')).toBe('true');
		await page.keyboard.press('Space');
		await desk.untilWord('microphone', 'on');
		await tabTo(page, 'notes');
		await page.keyboard.type('Comes back on Friday');
		await tabTo(page, 'hang-up');
		await page.keyboard.press('Enter');
		await desk.untilState('after');
		await untilFocused(page, 'after-heading');
		await listen();

		await tabTo(page, 'outcome-');
		await page.keyboard.press('Space');
		await page.keyboard.press('ArrowDown');
		await tabTo(page, 'save');
		await page.keyboard.press('Enter');
		await desk.untilState('away');
		const [attempt] = attemptsOf(stack(), phone);
		const noted = ledgerRows(
			stack().dir,
			"SELECT kind FROM desk_deeds WHERE attempt_id = ? AND kind = 'outcome'",
			attempt?.id ?? '',
		);
		expect(noted).toHaveLength(1);
		expect(spoken.filter((said) => /^\w+: *$/.test(said))).toEqual([]);
		expect(spoken).toEqual(
			expect.arrayContaining([
				'button: Sign out',
				'button: Ready for calls',
				'button: Stop taking calls',
				'button: I have read it – call now',
				'button: Not me',
				'button: Mute',
				'button: Hold',
				'button: Hang up',
				'textbox: Notes',
				'radio: Helped',
				'button: Save',
			]),
		);
	});
});

const focusedPart = async (page: Page): Promise<string> =>
	await page.evaluate(() => document.activeElement?.getAttribute('data-test') ?? '');

async function untilFocused(page: Page, name: string): Promise<void> {
	await until(`the focus to be on ${name}`, 5_000, async () => {
		return (await focusedPart(page)) === name || undefined;
	});
}

/** Where the focus is after each of so many presses of Tab. */
async function focusedParts(page: Page, presses: number): Promise<string[]> {
	const parts: string[] = [];
	for (let press = 0; press < presses; press++) {
		await page.keyboard.press('Tab');
		parts.push(await focusedPart(page));
	}
	return parts;
}

/** To a part, or to the first whose name begins like `name-`. @throws if there is no way by Tab */
async function tabTo(page: Page, name: string): Promise<void> {
	const passed: string[] = [];
	for (let press = 0; press < 60; press++) {
		const focused = await focusedPart(page);
		if (focused === name || (name.endsWith('-') && focused.startsWith(name))) return;
		await page.keyboard.press('Tab');
		passed.push(await focusedPart(page));
	}
	throw new Error(`Tab does not come to ${name}, only to ${[...new Set(passed)].join(', ')}.`);
}

describe('afterwards', () => {
	it('V4: no secret stands in the ledger, in n8n’s log or in the desk’s executions', async () => {
		const { api, dir, n8n } = stack();
		const file = ledgerFile(dir);
		const executions = await api.listExecutions({ workflowId: deskFlow.id, includeData: true });
		const places = {
			ledger: await readFile(file, 'latin1'),
			'its write-ahead log': await readFile(`${file}-wal`, 'latin1'),
			'the log': await n8n.log(),
			executions: JSON.stringify(executions),
		};
		expect(secrets.length).toBeGreaterThan(10);
		expect(secrets.filter((secret) => secret.length < 20)).toEqual([]);
		const unwanted = [...secrets, 'a=fingerprint', 'ice-ufrag'];
		for (const [place, text] of Object.entries(places)) {
			const found = unwanted.filter((secret) => text.includes(secret));
			expect({ place, found }).toEqual({ place, found: [] });
		}
		expect(places.executions).toContain('desk_outcome');
	});

	it('V4: links end after 15 minutes, sessions after 12 hours', async () => {
		const desk = await signedIn('Tilda');
		const link = await deskLinkFor(stack(), { name: 'Tilda' });
		await clock.jump(15 * MINUTE_MS + 1000);
		expect(refusal(await new RawDesk(url).signIn(link))).toEqual({
			status: 403,
			error: 'link_expired',
		});
		await clock.jump(11 * HOUR_MS);
		expect(await desk.view()).toMatchObject({ me: { name: 'Tilda' } });
		await clock.jump(HOUR_MS);
		const answer = await desk.get(`?view=1&page=${desk.proof.page}`);
		expect(refusal(answer)).toEqual({ status: 401, error: 'session_over' });
	});

	it('V4: a desk that is taken offline serves nothing, and ends its streams', async () => {
		const desk = await signedIn('Uwe');
		const stream = await desk.stream();
		const page = await openDesk('Willa', 'representative');
		await stack().api.deactivate(deskFlow.id);
		await until('the stream to end', 20_000, () => stream.ended() || undefined);
		expect((await desk.get('')).status).toBe(404);
		expect((await desk.act({ action: 'away' })).status).toBeGreaterThanOrEqual(404);
		await page.untilWord('connection', 'lost', 30_000);
	});
});
