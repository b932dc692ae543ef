import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deskPageKeyHash } from '../../../nodes/shared/dial/deskSecrets';
import { SqlDeskPages } from '../../../nodes/shared/ledger/stores/deskPages';
import { DeskServer, ORIGIN, PATH, ROUTE, type Answer, type Visitor } from './deskServer';

/** The built page is only there after a build. */
const PARTS: Record<string, string> = {
	'desk.html': '<!doctype html><title>Desk</title><!--style--><main></main><!--script-->',
	'desk.css': 'main{color:red}',
	'desk.js': 'console.log("$& $1");',
};

let isBuilt = true;

const { readFile } = fs;
// Only how the desk reads them: by path, as text.
const readPart = (async (path: string, encoding: 'utf8') => {
	const part = PARTS[path.split('/').at(-1) ?? ''];
	if (part === undefined) return await readFile(path, encoding);
	if (!isBuilt) throw new Error('ENOENT: no such file');
	return part;
}) as typeof readFile;
vi.spyOn(fs, 'readFile').mockImplementation(readPart);
syncBuiltinESMExports();

const desk = new DeskServer();

const refusal = ({ status, json }: Answer) => ({ status, error: json.error });

const drops = async () =>
	(await desk.do(async (tx) => await tx.drops.list('2000-01-01T00:00:00.000Z'))).map(
		({ reason, detail, count }) => ({ reason, detail, count }),
	);

describe('a page that was not built', () => {
	it('is said to be missing, and looked for again', async () => {
		isBuilt = false;
		const answer = await desk.get();
		expect(refusal(answer)).toEqual({ status: 503, error: 'desk_page_missing' });
		expect(desk.host.log.map(({ message }) => message).join()).toMatch(/ENOENT/);
		isBuilt = true;
		expect((await desk.get()).status).toBe(200);
	});
});

describe('the page', () => {
	it('V4: is one document whose script and style carry a nonce of this answer alone', async () => {
		const [one, other] = [await desk.get(), await desk.get()];
		const nonce = /'nonce-([\w+/=]+)'/.exec(String(one.headers['content-security-policy']))?.[1];
		expect(nonce).toMatch(/^[\w+/]{22}==$/);
		expect(one.text).toBe(
			`<!doctype html><title>Desk</title><style nonce="${nonce}">main{color:red}</style>` +
				`<main></main><script nonce="${nonce}">console.log("$& $1");</script>`,
		);
		expect(other.text).not.toContain(nonce);
	});

	it('V4: tells the browser to allow it nothing but itself', async () => {
		const { status, headers } = await desk.get('', { origin: 'https://evil.example' });
		const policy = String(headers['content-security-policy']).replace(/nonce-[\w+/=]+/g, 'nonce');
		expect(status).toBe(200);
		expect(policy.split('; ')).toEqual([
			"default-src 'none'",
			"script-src 'nonce'",
			"style-src 'nonce'",
			"connect-src 'self'",
			"img-src 'self' data:",
			'media-src blob:',
			"base-uri 'none'",
			"form-action 'none'",
			"frame-ancestors 'none'",
			"require-trusted-types-for 'script'",
			"trusted-types 'none'",
		]);
		const { date: _, etag: __, connection: ___, 'keep-alive': ____, ...rest } = headers;
		expect(rest).toEqual({
			'content-type': 'text/html; charset=utf-8',
			'content-length': expect.any(String),
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
			'x-frame-options': 'DENY',
			'permissions-policy': 'microphone=(self)',
			'content-security-policy': expect.any(String),
		});
	});

	it.each([
		['a link in a chat', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }, 200],
		['the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }, 200],
		['an old browser', {}, 200],
		['a frame', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }, 403],
		[
			'a script of another site',
			{ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty' },
			403,
		],
		['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }, 403],
	])('V4: comes by %s: %j → %i', async (_, headers, status) => {
		expect((await desk.get('', headers)).status).toBe(status);
	});

	it('V4: a test address serves no desk and starts nothing', async () => {
		desk.mode = 'manual';
		for (const answer of [await desk.get(), await desk.post({ action: 'open' })]) {
			expect(answer.status).toBe(200);
			expect(answer.text).toMatch(/Publish the workflow/);
			expect(answer.headers['content-security-policy']).toBe(
				"default-src 'none'; frame-ancestors 'none'",
			);
		}
		expect(desk.executions).toBe(0);
	});
});

describe('the host', () => {
	it.each([
		'n8n.example.com',
		'desk.example.com:443',
		'desk.example.com.',
		'desk.example.com.evil.example',
		'xdesk.example.com',
		'127.0.0.1',
	])('V4: is the desk’s own: %s is answered 421, whatever is asked', async (host) => {
		const headers = { host, 'x-forwarded-host': 'desk.example.com' };
		const asked = [
			await desk.get('', headers),
			await desk.get('?view=1&page=page_1', headers),
			await desk.post({ action: 'open' }, headers),
			await desk.post('{', { ...headers, origin: undefined, 'content-type': 'text/plain' }),
		];
		for (const answer of asked) {
			expect(refusal(answer)).toEqual({ status: 421, error: 'host_wrong' });
			expect(answer.headers['access-control-allow-origin']).toBeUndefined();
		}
		expect(await drops()).toEqual([{ reason: 'desk_host_wrong', detail: 'host_wrong', count: 4 }]);
	});

	it('V4: may be written in capitals', async () => {
		expect((await desk.get('', { host: 'DESK.example.com' })).status).toBe(200);
	});
});

describe('a request', () => {
	it.each([
		['no origin', undefined],
		['an empty origin', ''],
		['the origin of a sandboxed frame', 'null'],
		['another site', 'https://evil.example'],
		['the editor', 'https://n8n.example.com'],
		['our host without TLS', 'http://desk.example.com'],
		['another port of our host', 'https://desk.example.com:8443'],
		['a host that begins like ours', 'https://desk.example.com.evil.example'],
	])('V4: of %s is refused', async (_, origin) => {
		const { cookie, proof } = await desk.visit();
		const answer = await desk.post({ action: 'away', ...proof }, { cookie, origin });
		expect(refusal(answer)).toEqual({ status: 403, error: 'origin_wrong' });
		expect(answer.headers['access-control-allow-origin']).toBeUndefined();
		expect(await drops()).toMatchObject([{ reason: 'desk_origin_wrong', count: 1 }]);
	});

	it.each(['cross-site', 'same-site', 'none'])(
		'V4: that a browser marks %s is refused, origin or not',
		async (site) => {
			const { cookie, proof } = await desk.visit();
			const headers = { cookie, 'sec-fetch-site': site };
			const answers = [
				await desk.post({ action: 'away', ...proof }, headers),
				await desk.get(`?view=1&page=${proof.page}`, headers),
				await desk.get(`?events=1&page=${proof.page}`, headers),
				await desk.get(`?stream=1&page=${proof.page}`, headers),
			];
			for (const answer of answers) {
				expect(refusal(answer)).toEqual({ status: 403, error: 'site_wrong' });
			}
		},
	);

	it.each([
		'text/plain',
		'text/plain;charset=UTF-8',
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/json; charset=utf-8',
		'application/json, text/plain',
		undefined,
	])('V4: as %s is refused', async (type) => {
		const answer = await desk.post({ action: 'open' }, { 'content-type': type });
		expect(refusal(answer)).toEqual({ status: 415, error: 'type_wrong' });
	});

	it.each([
		['{', 'body_invalid'],
		['[]', 'body_invalid'],
		['', 'body_invalid'],
		['{"action":"buy"}', 'action_unknown'],
		['{"action":"ready"}', 'body_invalid'],
	])('V4: %j is refused as %s', async (body, error) => {
		expect(refusal(await desk.post(body))).toEqual({ status: 400, error });
	});

	it('V4: of a megabyte is refused, and so is a note that is too long', async () => {
		const { cookie, proof } = await desk.visit();
		const note = (length: number) => ({
			action: 'outcome',
			attempt: 'att_1',
			outcome: 'sold',
			notes: 'x'.repeat(length),
			...proof,
		});
		expect(refusal(await desk.post(note(2 ** 20), { cookie }))).toEqual({
			status: 413,
			error: 'body_too_large',
		});
		expect(refusal(await desk.post(note(4_001), { cookie }))).toEqual({
			status: 400,
			error: 'body_invalid',
		});
	});

	it('V4: starts no execution, whatever it asks', async () => {
		const { cookie, proof } = await desk.visit();
		await desk.get();
		await desk.get(`?view=1&page=${proof.page}`, { cookie });
		await desk.get(`?events=1&page=${proof.page}`, { cookie });
		await desk.post({ action: 'away', ...proof }, { cookie });
		await desk.post({ action: 'away', ...proof }, { cookie });
		expect(desk.executions).toBe(0);
	});

	it('answers 503 without a readable ledger, and says why in the log alone', async () => {
		desk.memory.ledgerId = 'another';
		const answer = await desk.post({ action: 'open' });
		expect(refusal(answer)).toEqual({ status: 503, error: 'desk_not_ready' });
		expect(desk.host.log.map(({ message }) => message).join()).toMatch(/not the ledger/);
		expect(answer.text).not.toMatch(/ledger/);
	});
});

describe('a link', () => {
	it('V4: signs in once, for 12 h, by a cookie that no script reads', async () => {
		const link = await desk.link(await desk.hire());
		const first = await desk.post({ action: 'sign_in', link });
		expect(first.json).toEqual({ ok: true });
		expect(first.headers['set-cookie']).toEqual([
			expect.stringMatching(
				new RegExp(
					`^__Secure-call_desk=[\\w-]{43}; Path=${PATH}; Max-Age=57600; HttpOnly; Secure; SameSite=Strict$`,
				),
			),
		]);
		const second = await desk.post({ action: 'sign_in', link });
		expect(refusal(second)).toEqual({ status: 403, error: 'link_used' });
		expect(second.headers['set-cookie']).toBeUndefined();
	});

	it('V4: of ten browsers at once, one is signed in', async () => {
		const link = await desk.link(await desk.hire());
		const tries = Array.from({ length: 10 }, () => desk.post({ action: 'sign_in', link }));
		const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
		expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 403)]);
	});

	it.each(['x', 'A'.repeat(43)])('V4: that nobody made opens nothing: %s', async (link) => {
		const answer = await desk.post({ action: 'sign_in', link });
		expect(refusal(answer)).toEqual({ status: 403, error: 'link_unknown' });
		expect(await drops()).toEqual([
			{ reason: 'desk_link_refused', detail: 'link_unknown', count: 1 },
		]);
	});

	it('V4: is too old after 15 minutes', async () => {
		const link = await desk.link(await desk.hire(), 15);
		const answer = await desk.post({ action: 'sign_in', link });
		expect(refusal(answer)).toEqual({ status: 403, error: 'link_expired' });
	});

	it('V4: of somebody who was revoked opens nothing', async () => {
		const who = await desk.hire();
		const link = await desk.link(who);
		const now = new Date().toISOString();
		await desk.do(async ({ representatives }) => await representatives.revoke(who.id, now));
		const answer = await desk.post({ action: 'sign_in', link });
		expect(refusal(answer)).toEqual({ status: 403, error: 'representative_revoked' });
	});

	it('V4: a hash out of the ledger signs nobody in', async () => {
		const { page, key } = (await desk.visit()).proof;
		const ledger = await desk.host.ledger();
		const { sessionHash } = (await desk.do(
			async ({ deskPages }) => await deskPages.get(page, new Date().toISOString()),
		))!;
		for (const secret of [sessionHash, deskPageKeyHash(ledger, key)]) {
			const cookie = `__Secure-call_desk=${secret}`;
			const answer = await desk.post({ action: 'open' }, { cookie });
			expect(refusal(answer)).toEqual({ status: 401, error: 'session_over' });
		}
	});
});

describe('a page that was opened', () => {
	let ann: Visitor;
	let bob: Visitor;

	beforeEach(async () => {
		ann = await desk.visit('Ann');
		bob = await desk.visit('Bob');
	});

	const view = async (query: string, cookie: string | undefined) =>
		await desk.get(`?${query}`, { cookie });

	it('V4: sees its own person, and the ICE servers of the node', async () => {
		const servers = [{ urls: 'turns:turn.example.com:5349', username: 'u', credential: 'c' }];
		await desk.publish({ iceServers: { servers } });
		const answer = await view(`view=1&page=${ann.proof.page}`, ann.cookie);
		expect(answer.json).toMatchObject({
			me: { id: ann.who.id, name: 'Ann', status: 'away' },
			isReadyPage: false,
			ring: null,
			call: null,
			team: null,
			settings: {
				iceServers: [{ urls: ['turns:turn.example.com:5349'], username: 'u', credential: 'c' }],
			},
		});
		expect(answer.headers['cache-control']).toBe('no-store');
	});

	it('V4: is probed before it is ready, and is ready by its answer', async () => {
		const { cookie, proof } = ann;
		const asked = await desk.post({ action: 'ready', ...proof }, { cookie });
		expect(asked.json).toEqual({ ok: true });
		const heard = await view(`events=1&page=${proof.page}&after=0`, cookie);
		expect(heard.headers['retry-after']).toBe('5');
		// Its shape is checked right below.
		const [event] = heard.json.events as { kind: string; probe: string; seq: number }[];
		expect(event).toMatchObject({ kind: 'probe', seq: 1 });
		const probe = String(event?.probe);
		const answer = await desk.post({ action: 'ack', probe, ...proof, n: 2 }, { cookie });
		expect(answer.json).toEqual({ ok: true });
		const seen = await view(`view=1&page=${proof.page}`, cookie);
		expect(seen.json).toMatchObject({ me: { status: 'ready' }, isReadyPage: true });
	});

	it.each([
		['no cookie', undefined],
		['a made-up cookie', `__Secure-call_desk=${'A'.repeat(43)}`],
		['an empty cookie', '__Secure-call_desk='],
	])('V4: does and sees nothing with %s', async (_, cookie) => {
		const { page } = ann.proof;
		const answers = [
			await view(`view=1&page=${page}`, cookie),
			await view(`events=1&page=${page}`, cookie),
			await view(`stream=1&page=${page}`, cookie),
			await desk.post({ action: 'open' }, { cookie }),
			await desk.post({ action: 'away', ...ann.proof }, { cookie }),
		];
		for (const answer of answers) {
			expect(refusal(answer)).toEqual({ status: 401, error: 'session_over' });
		}
	});

	it('V4: is nobody else’s', async () => {
		const { page, key } = ann.proof;
		const { cookie } = bob;
		const answers = [
			await view(`view=1&page=${page}`, cookie),
			await view(`events=1&page=${page}`, cookie),
			await view(`stream=1&page=${page}`, cookie),
			await desk.post({ action: 'away', page, key, n: 9 }, { cookie }),
		];
		for (const answer of answers) {
			expect(refusal(answer)).toEqual({ status: 403, error: 'page_unknown' });
		}
	});

	it('V4: wants its own key', async () => {
		const { cookie, proof } = bob;
		const answer = await desk.post({ action: 'away', ...proof, key: ann.proof.key }, { cookie });
		expect(refusal(answer)).toEqual({ status: 403, error: 'key_wrong' });
		expect(await drops()).toMatchObject([{ reason: 'desk_key_wrong', count: 1 }]);
	});

	it('V4: says nothing twice, and nothing out of turn', async () => {
		const { cookie, proof } = ann;
		const say = async (n: number) => await desk.post({ action: 'away', ...proof, n }, { cookie });
		expect((await say(5)).status).toBe(200);
		expect(refusal(await say(5))).toEqual({ status: 409, error: 'replayed' });
		expect(refusal(await say(4))).toEqual({ status: 409, error: 'replayed' });
		expect((await say(6)).status).toBe(200);
		expect(await drops()).toMatchObject([{ reason: 'desk_replayed', count: 2 }]);
	});

	it('V4: of ten equal actions at once, one is done', async () => {
		const { cookie, proof } = ann;
		const tries = Array.from({ length: 10 }, () =>
			desk.post({ action: 'away', ...proof }, { cookie }),
		);
		const statuses = (await Promise.all(tries)).map(({ status }) => status).sort();
		expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
	});

	it.each([
		['hang_up', { because: 'hung_up' }],
		['outcome', { outcome: 'sold', notes: '' }],
		['no_calls', {}],
		['object', {}],
		['correct', { fields: {} }],
		['approve_recap', {}],
		['heard', {}],
	])('V4: cannot %s a call that is not its own', async (action, more) => {
		const { cookie, proof } = ann;
		const body = { action, attempt: 'att_others', ...more, ...proof };
		const answer = await desk.post(body, { cookie });
		expect(refusal(answer)).toEqual({ status: 409, error: 'not_yours' });
	});

	it('V4: cannot take, show or decline a ring that does not ring there', async () => {
		const { cookie, proof } = ann;
		const ring = { ring: 'ring_others', ...proof };
		const taken = await desk.post({ action: 'take', ...ring, sdp: 'v=0' }, { cookie });
		expect(taken.json).toMatchObject({ ok: true, taken: false });
		const shown = await desk.post({ action: 'ring_shown', ...ring, n: 2 }, { cookie });
		expect(shown).toMatchObject({ status: 409, json: { ok: false, error: 'ring_over' } });
		const declined = await desk.post({ action: 'decline', ...ring, n: 3 }, { cookie });
		expect(declined).toMatchObject({ status: 409, json: { ok: false } });
	});

	it('V4: ends with its session at once: signed out, revoked, or another desk', async () => {
		const { cookie, proof } = ann;
		const out = await desk.post({ action: 'sign_out', ...proof }, { cookie });
		expect(out.headers['set-cookie']).toEqual([
			`__Secure-call_desk=; Path=${PATH}; Max-Age=0; HttpOnly; Secure; SameSite=Strict`,
		]);
		expect((await view(`view=1&page=${proof.page}`, cookie)).status).toBe(401);
		const now = new Date().toISOString();
		await desk.do(async ({ representatives }) => await representatives.revoke(bob.who.id, now));
		expect((await view(`view=1&page=${bob.proof.page}`, bob.cookie)).status).toBe(401);
	});

	it('waits for a desk whose workflow is being edited', async () => {
		const { appKey } = await desk.host.connection();
		await desk.do(async ({ deskDoors }) => await deskDoors.remove(appKey, ROUTE));
		const answer = await desk.post({ action: 'open' }, { cookie: ann.cookie });
		expect(refusal(answer)).toEqual({ status: 503, error: 'desk_not_ready' });
		await desk.publish();
		expect((await desk.post({ action: 'open' }, { cookie: ann.cookie })).status).toBe(200);
	});

	it('V4: hears nothing of what nobody thought of', async () => {
		const broken = vi
			.spyOn(SqlDeskPages.prototype, 'take')
			.mockRejectedValue(new Error('no space left on /var/lib/n8n'));
		const { cookie, proof } = ann;
		const answer = await desk.post({ action: 'away', ...proof }, { cookie });
		expect(refusal(answer)).toEqual({ status: 503, error: 'unexpected' });
		expect(answer.text).not.toContain('/var/lib');
		expect(desk.host.log.map(({ message }) => message).join()).toContain('/var/lib');
		broken.mockRestore();
	});

	it('of a desk that another workflow has taken over sends people there', async () => {
		await desk.publish({}, { id: 'node-2' });
		const answer = await desk.post({ action: 'open' }, { cookie: ann.cookie });
		expect(refusal(answer)).toEqual({ status: 410, error: 'desk_moved' });
	});

	it('knows no other query', async () => {
		expect(refusal(await view('x=1', ann.cookie))).toEqual({
			status: 404,
			error: 'query_unknown',
		});
	});
});

describe('the event stream', () => {
	const add = async ({ who }: Visitor, id: string) =>
		await desk.do(
			async ({ deskEvents }) =>
				await deskEvents.add(
					who.id,
					{ pageId: null, body: { kind: 'probe', probe: id } },
					new Date().toISOString(),
				),
		);
	const heard = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id);

	it('V4: comes uncompressed, unstored and at once', async () => {
		const ann = await desk.visit();
		const { cookie, proof } = ann;
		const stream = await desk.raw('GET', `?stream=1&page=${proof.page}&after=0`, { cookie });
		expect(stream.status).toBe(200);
		expect(stream.headers).toMatchObject({
			'content-type': 'text/event-stream',
			'cache-control': 'no-cache, no-transform',
			'x-accel-buffering': 'no',
			'x-content-type-options': 'nosniff',
		});
		await add(ann, 'probe_1');
		await vi.waitFor(() => expect(heard(stream.chunks.text())).toEqual(['1']), 3000);
		expect(stream.chunks.text()).toMatch(/^retry: 2000\n\nid: 1\ndata: \{"seq":1,/);
		stream.chunks.close();
	});

	it('V4: is resumed by the browser’s Last-Event-ID before the number in its address', async () => {
		const ann = await desk.visit();
		const { cookie, proof } = ann;
		for (const id of ['probe_1', 'probe_2', 'probe_3']) await add(ann, id);
		const query = `?stream=1&page=${proof.page}&after=1`;
		for (const [headers, ids] of [
			[{}, ['2', '3']],
			[{ 'last-event-id': '2' }, ['3']],
			[{ 'last-event-id': 'x' }, ['1', '2', '3']],
		] as const) {
			const stream = await desk.raw('GET', query, { cookie, ...headers });
			await vi.waitFor(() => expect(heard(stream.chunks.text())).toEqual(ids), 3000);
			stream.chunks.close();
		}
	});

	it('V4: ends at once when its person signs out', async () => {
		const { cookie, proof } = await desk.visit();
		const stream = await desk.raw('GET', `?stream=1&page=${proof.page}`, { cookie });
		await desk.post({ action: 'sign_out', ...proof }, { cookie });
		await vi.waitFor(() => expect(stream.chunks.isOver()).toBe(true), 3000);
		expect(stream.chunks.text()).toContain('"because":"signed_out"');
	});
});

describe('a desk', () => {
	it('V4: is where the links lead, and where deeds go', async () => {
		await desk.publish({ events: ['outcome'], ringWhom: 'all', whenNobody: 'reject' });
		const { appKey } = await desk.host.connection();
		const door = await desk.do(async ({ deskDoors }) => await deskDoors.get(appKey));
		expect(door).toEqual({
			appKey,
			routeId: ROUTE,
			url: `${ORIGIN}${PATH}`,
			ringOrder: 'all',
			whenNobody: 'reject',
			phoneNumberIds: [],
		});
	});
});
