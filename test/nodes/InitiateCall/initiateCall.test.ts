import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InitiateCall } from '../../../nodes/InitiateCall/InitiateCall.node';
import { HELD, STARTED } from '../../../nodes/InitiateCall/initiateCall';
import { openLedger, ledgerLocation } from '../../../nodes/shared/ledger/openLedger';
import type { Contact, Ledger, Wish } from '../../../nodes/shared/ledger/ledger';
import { briefOf, OFFER } from '../../shared/dial/harness';
import { executeStub, type ExecuteStub } from '../../shared/n8n/executeStub';

const LINE = '106540352242922';
const ASHA = '919812345678';
const MEDIA = 'https://media.example.com';
/** Meta's call ids hold both phone numbers, so items carry them sealed. */
const SEALED = expect.stringMatching(/^call_[\w-]{40,}$/);
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

let folder = '';
let ledger: Ledger;
let asha: Contact;
let wish: Wish;
let posts: IDataObject[];
let asked: string[];
let permission: IDataObject;
let connectAnswer: { statusCode: number; body: unknown };
let noted: Record<string, string> = {};
let hints: unknown[] = [];
let tokens = 0;
let token = '';

/** A Monday, noon in India: the hours of the house rules are open. */
const NOON = new Date('2026-10-12T06:30:00Z');

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: NOON });
	folder = mkdtempSync(join(tmpdir(), 'whatsapp-calling-'));
	process.env.N8N_USER_FOLDER = folder;
	ledger = await openLedger(
		ledgerLocation(process.env, { simulator: false, n8nUserFolder: folder }),
	);
	posts = [];
	asked = [];
	// A token of its own: the numbers of a credential are remembered for ten minutes.
	token = `token-${++tokens}`;
	permission = { status: 'temporary', expiration_time: Math.floor(Date.now() / 1000) + 3600 };
	connectAnswer = { statusCode: 200, body: { calls: [{ id: 'wacid.1' }] } };
	const known = await ledger.transaction(async (tx) => {
		const { contacts, wishes, lines } = tx;
		const now = soon(0);
		await lines.learn(
			{ phoneNumberId: LINE, displayPhoneNumber: '919900000000', wabaId: '1' },
			now,
		);
		const person = { waId: ASHA, userId: null, parentUserId: null, name: 'Asha' };
		const contact = await contacts.resolve(person, now);
		if (!contact) throw new Error('no contact');
		const yes = { id: 'yes:wamid.1', phoneNumberId: LINE, contactId: contact.id };
		const expiresAt = soon(1200);
		await tx.briefs.put(briefOf(contact.id), now);
		return {
			contact,
			wish: await wishes.open({ ...yes, kind: 'yes', scope: 'now', expiresAt }, now),
		};
	});
	asha = known.contact;
	wish = known.wish;
});

afterEach(async () => {
	await ledger.close();
	delete process.env.N8N_USER_FOLDER;
	rmSync(folder, { recursive: true });
	vi.useRealTimers();
});

/** Meta and the media server. */
async function answer({ url, method, body }: IHttpRequestOptions): Promise<unknown> {
	const { pathname } = new URL(url);
	asked.push(`${method} ${url.startsWith(MEDIA) ? 'media' : 'meta'} ${pathname}`);
	const json = (Buffer.isBuffer(body) ? JSON.parse(body.toString()) : body) as IDataObject;
	if (url.startsWith(MEDIA)) return { statusCode: 200, body: { session_id: 's-1', sdp: OFFER } };
	if (pathname.endsWith('/phone_numbers'))
		return { statusCode: 200, body: { data: [{ id: LINE, verified_name: 'Sofa House' }] } };
	if (pathname.endsWith('/call_permissions')) {
		const actions = [{ action_name: 'start_call', can_perform_action: true }];
		return { statusCode: 200, body: { permission, actions } };
	}
	posts.push(json);
	return connectAnswer;
}

const item = (more: IDataObject = {}): INodeExecutionData => ({
	json: {
		schema: 'whatsapp-calling/1',
		event: { type: 'message_received', key: 'wamid.1:message', at: soon(0), origin: 'whatsapp' },
		line: { phone_number_id: LINE },
		contact: { id: asha.id, wa_id: ASHA },
		wish: { id: wish.id, kind: 'yes', scope: 'now', expires_at: null },
		order: 'A-7',
		...more,
	},
});

async function run({ parameters, ...stub }: Partial<ExecuteStub> = {}) {
	const ctx = executeStub({
		items: [item()],
		credential: {
			accessToken: token,
			appSecret: 'secret',
			appId: '900000000000001',
			wabaId: '102290129340398',
			mediaServerUrl: MEDIA,
			mediaServerSecret: 'shared',
		},
		httpRequest: async (options) => await answer(options as IHttpRequestOptions),
		type: 'n8n-nodes-whatsapp-calling.initiateCall',
		parameters: { leg: 'media_server', ...parameters },
		...stub,
	});
	noted = {};
	const customData = { set: (key: string, value: string) => void (noted[key] = value) };
	const outputs = await new InitiateCall().execute.call(
		Object.assign(ctx, { customData }) as typeof ctx,
	);
	hints = ctx.hints;
	return { outputs, started: outputs[STARTED] ?? [], held: outputs[HELD] ?? [] };
}

const attempts = async () =>
	await ledger.transaction(async (tx) => await tx.attempts.getByWish(wish.id));

describe('Initiate Call', () => {
	it('V1: Started once Meta took the call; the item keeps what it carried', async () => {
		const { started, held } = await run();
		expect(held).toEqual([]);
		expect(started).toHaveLength(1);
		expect(started[0]).toMatchObject({
			json: {
				order: 'A-7',
				wish: { id: wish.id, kind: 'yes' },
				decision: { outcome: 'allow', reason: 'allowed', policy: 'default@0', dry_run: false },
				attempt: {
					status: 'dialling',
					leg: 'media_server',
					call_id: SEALED,
					held_reason: null,
				},
			},
			pairedItem: { item: 0 },
		});
		expect(posts).toMatchObject([{ action: 'connect', to: ASHA }]);
		expect(JSON.stringify(started)).not.toMatch(/v=0|wacid/);
		expect(await attempts()).toMatchObject({ callId: 'wacid.1' });
	});

	it('M5: notes contact, outcome and reason on the execution, and hints at nothing', async () => {
		await run();
		const contact = { wac_contact: asha.id };
		expect(noted).toEqual({ ...contact, wac_outcome: 'allow', wac_reason: 'allowed' });
		expect(hints).toEqual([]);
		permission = { status: 'no_permission' };
		await ledger.transaction(async ({ wishes }) => await wishes.close(wish.id, 'closed', soon(0)));
		await run({ items: [item({ wish: undefined })] });
		expect(noted).toEqual({ ...contact, wac_outcome: 'schedule', wac_reason: 'call_in_progress' });
	});

	it('P5: run again, by the same event or another, it gives the first result', async () => {
		await run();
		for (const stub of [{}, { executionId: '78', items: [item({ event: { key: 'other' } })] }]) {
			const { started } = await run(stub);
			expect(started[0]?.json.attempt).toMatchObject({ call_id: SEALED });
		}
		expect(posts).toHaveLength(1);
	});

	it('P5: the same item twice in one run is one call', async () => {
		const { started } = await run({ items: [item(), item()] });
		expect(started).toHaveLength(2);
		expect(posts).toHaveLength(1);
	});

	it('an item whose wish got lost is called for the open yes of this customer', async () => {
		const { started } = await run({ items: [item({ wish: undefined })] });
		expect(started[0]?.json.wish).toMatchObject({ id: wish.id });
	});

	it('the wish of somebody else is no yes of this customer', async () => {
		const bela = await ledger.transaction(
			async ({ contacts }) =>
				await contacts.resolve(
					{ waId: '919800000001', userId: null, parentUserId: null, name: null },
					soon(0),
				),
		);
		const contact = { id: bela?.id ?? '', wa_id: '919800000001' };
		const { held } = await run({ items: [item({ contact })] });
		expect(held[0]?.json).toMatchObject({ attempt: { held_reason: 'no_yes', status: 'held' } });
		expect(posts).toEqual([]);
	});
});

describe('Held', () => {
	const reasonOf = async () => (await run()).held[0]?.json.attempt as IDataObject | undefined;

	it('P3: without Meta’s permission', async () => {
		permission = { status: 'no_permission' };
		expect(await reasonOf()).toMatchObject({
			held_reason: 'no_permission',
			id: expect.any(String),
		});
		expect(posts).toEqual([]);
	});

	it('P4: after an opt-out', async () => {
		const change = { calls: true, at: soon(1), messageId: 'wamid.no' };
		await ledger.transaction(
			async ({ contacts }) => await contacts.setOptOut(asha.id, change, soon(1)),
		);
		expect(await reasonOf()).toMatchObject({ held_reason: 'opted_out' });
	});

	it('H2: at 22:30 of the customer’s clock, with no hours node wired; the request is parked', async () => {
		vi.setSystemTime(new Date('2026-10-12T17:00:00Z'));
		permission = { status: 'permanent' };
		await ledger.transaction(
			async ({ wishes }) => await wishes.wait(wish.id, null, soon(3600), soon(0)),
		);
		expect(await reasonOf()).toMatchObject({
			held_reason: 'quiet_hours',
			retry_at: '2026-10-13T09:00:00+05:30',
		});
		expect(noted).toMatchObject({ wac_outcome: 'schedule', wac_reason: 'quiet_hours' });
		const parked = await ledger.transaction(
			async ({ callbacks }) => await callbacks.list(asha.id, 5),
		);
		expect(parked).toMatchObject([{ wokenBy: 'hours', dueAt: '2026-10-13T03:30:00.000Z' }]);
		expect(asked.filter((one) => one.includes('media'))).toEqual([]);
	});

	it('P10: if nobody knows whether it rings', async () => {
		connectAnswer = { statusCode: 504, body: '' };
		expect(await reasonOf()).toMatchObject({ held_reason: 'unknown_if_ringing' });
		expect(await attempts()).toMatchObject({ status: 'unknown' });
	});

	it('with Meta’s refusal by its stable code', async () => {
		connectAnswer = { statusCode: 400, body: { error: { code: 138013, message: 'No' } } };
		expect(await reasonOf()).toMatchObject({ held_reason: 'country_barred' });
	});

	it('without a yes the decision says so, and is kept', async () => {
		await ledger.transaction(async ({ wishes }) => await wishes.close(wish.id, 'closed', soon(0)));
		const { held } = await run({ items: [item({ wish: undefined })] });
		expect(held[0]?.json).toMatchObject({
			decision: { outcome: 'ask', needs: 'yes', dry_run: false },
			attempt: { id: null, held_reason: 'no_yes' },
		});
		const kept = await ledger.transaction(
			async ({ decisions }) => await decisions.list(asha.id, 5),
		);
		expect(kept).toHaveLength(1);
	});
});

describe('S1: Brief Required', () => {
	const forget = async () =>
		await ledger.transaction(async ({ briefs }) => {
			const later = briefOf(asha.id, 'needs_review', 'wamid.2');
			await briefs.put(later, soon(1));
		});

	/** As anybody can write it who reaches a webhook of the builder's own. */
	const FORGED = {
		id: 'br_1',
		status: 'ready',
		source: 'model',
		fields: { product_interest: 'Corner sofa' },
		sources: {},
		errors: [],
		thread_url: null,
	};

	it.each([
		['with nothing on the item', {}],
		['whatever the item says', { brief: FORGED }],
		['whatever the item’s model says', { brief: FORGED, model: { summary_for_agent: {} } }],
	])('on by default: without a ready brief nothing rings, %s', async (_what, more) => {
		await forget();
		const { started, held } = await run({ items: [item(more)] });
		expect(started).toEqual([]);
		expect(held[0]?.json).toMatchObject({
			decision: { outcome: 'schedule', reason: 'brief_missing', dry_run: false },
			attempt: { status: 'held', held_reason: 'brief_missing', retry_at: null },
		});
		expect(noted).toMatchObject({ wac_outcome: 'schedule', wac_reason: 'brief_missing' });
		expect(posts).toEqual([]);
	});

	it('off: calls without one', async () => {
		await forget();
		const { started } = await run({ parameters: { briefRequired: false } });
		expect(started).toHaveLength(1);
	});

	it('a brief on the item that says “missing” does not hide the one in the ledger', async () => {
		const { started } = await run({ items: [item({ brief: { ...FORGED, status: 'missing' } })] });
		expect(started).toHaveLength(1);
	});

	it('a test run counts what Summary Builder shows, since it keeps nothing then', async () => {
		await forget();
		const { held } = await run({ mode: 'manual' });
		expect(held[0]?.json.attempt).toMatchObject({ held_reason: 'brief_missing' });
		const { started } = await run({ mode: 'manual', items: [item({ brief: FORGED })] });
		expect(started[0]?.json.decision).toMatchObject({ outcome: 'allow', dry_run: true });
		expect(posts).toEqual([]);
	});
});

describe('V5: Call by Hand (Slack Card)', () => {
	const PAGE = 'https://n8n.example.com/webhook/manual-dial';
	const byHand = { parameters: { leg: 'manual_dial', answerPageUrl: ` ${PAGE} ` } };
	const links = /^https:\/\/n8n\.example\.com\/webhook\/manual-dial\?attempt=att_\w+&act=\w+&/;

	it('Started with the links of a card; nobody is called, and neither Meta nor a media server is asked', async () => {
		const { started, held } = await run({
			...byHand,
			// Nothing is there that could carry a call over WhatsApp.
			credential: { accessToken: token, appSecret: 'secret' },
		});
		expect(held).toEqual([]);
		expect(started[0]?.json).toMatchObject({
			order: 'A-7',
			wish: { id: wish.id },
			decision: { outcome: 'allow', dry_run: false },
			attempt: { status: 'reserved', leg: 'manual_dial', call_id: null, held_reason: null },
			manual_dial: {
				call_url: expect.stringMatching(links),
				answered_url: expect.stringMatching(links),
				no_answer_url: expect.stringMatching(links),
				reschedule_url: expect.stringMatching(links),
				expires_at: soon(900),
				answer: null,
			},
		});
		expect(asked).toEqual([]);
		expect(await attempts()).toMatchObject({ status: 'reserved', leg: 'manual_dial' });
		const { wac_contact, wac_reason } = noted;
		expect([wac_contact, wac_reason]).toEqual([asha.id, 'allowed']);
	});

	it('the links tell nobody who the customer is', async () => {
		const { started } = await run(byHand);
		expect(JSON.stringify(started[0]?.json.manual_dial)).not.toMatch(/9198|Asha|c_|wamid/);
	});

	it.each([
		[
			'the customer opted out',
			async () => {
				const change = { calls: true, at: soon(1), messageId: 'wamid.no' };
				await ledger.transaction(
					async ({ contacts }) => await contacts.setOptOut(asha.id, change, soon(1)),
				);
			},
			'opted_out',
		],
		[
			'it is night where the customer lives',
			async () => {
				vi.setSystemTime(new Date('2026-10-12T17:00:00Z'));
				await ledger.transaction(
					async ({ wishes }) => await wishes.wait(wish.id, null, soon(3600), soon(0)),
				);
			},
			'quiet_hours',
		],
		[
			'the brief needs review',
			async () => {
				const later = briefOf(asha.id, 'needs_review', 'wamid.2');
				await ledger.transaction(async ({ briefs }) => await briefs.put(later, soon(1)));
			},
			'brief_missing',
		],
	])('Held if %s', async (_what, change, reason) => {
		await change();
		const { started, held } = await run(byHand);
		expect(started).toEqual([]);
		expect(held[0]?.json).toMatchObject({
			attempt: { status: 'held', leg: 'manual_dial', held_reason: reason },
		});
		expect(held[0]?.json).not.toHaveProperty('manual_dial');
		expect(asked).toEqual([]);
	});

	describe('of a customer whose number WhatsApp hides', () => {
		const hidden = async () => {
			const userId = 'IN.13491208655302741918';
			return await ledger.transaction(async ({ contacts, wishes, briefs }) => {
				const person = { waId: null, userId, parentUserId: null, name: null };
				const contact = await contacts.resolve(person, soon(0));
				if (!contact) throw new Error('no contact');
				const locale = { timeZone: 'Asia/Kolkata', timeZoneSource: 'record' as const };
				await contacts.setLocale(contact.id, locale, soon(0));
				await briefs.put(briefOf(contact.id, 'ready', 'wamid.h'), soon(0));
				const yes = { id: 'yes:h', phoneNumberId: LINE, contactId: contact.id };
				await wishes.open({ ...yes, kind: 'yes', scope: 'now', expiresAt: soon(1200) }, soon(0));
				return item({ contact: { id: contact.id, user_id: userId }, wish: undefined });
			});
		};

		it.each(['trigger', 'manual'] as const)('Held, no_phone_number (%s run)', async (mode) => {
			const { held } = await run({ ...byHand, mode, items: [await hidden()] });
			expect(held[0]?.json).toMatchObject({
				decision: { outcome: 'allow' },
				attempt: { held_reason: 'no_phone_number' },
			});
		});
	});

	it('P5: another event of the same yes makes no second card', async () => {
		await run(byHand);
		const { held } = await run({ ...byHand, items: [item({ event: { key: 'other' } })] });
		expect(held[0]?.json.attempt).toMatchObject({ held_reason: 'already_claimed' });
	});

	it('a test run shows the decision and a note; nothing is claimed, and the links call nobody', async () => {
		const { started } = await run({ ...byHand, mode: 'manual' });
		expect(started[0]?.json).toMatchObject({
			decision: { outcome: 'allow', dry_run: true },
			attempt: { status: 'dry_run', id: null, leg: 'manual_dial' },
			manual_dial: { call_url: expect.stringContaining('attempt=att_test_run&act=call') },
			dry_run: { note: expect.stringContaining('Nothing was claimed') },
		});
		expect(hints).toHaveLength(1);
		expect(await attempts()).toBeNull();
		expect(asked).toEqual([]);
	});

	it('a test run shows why there would be no card', async () => {
		await ledger.transaction(async ({ wishes }) => await wishes.close(wish.id, 'closed', soon(0)));
		const { held } = await run({ ...byHand, mode: 'manual' });
		expect(held[0]?.json).toMatchObject({
			decision: {
				reason: 'no_yes',
				evidence: expect.arrayContaining([
					{ check: 'meta_permission', passed: 'not_applicable', found: null },
				]),
			},
			attempt: { status: 'dry_run', held_reason: 'no_yes' },
		});
		expect(held[0]?.json).not.toHaveProperty('dry_run');
	});

	it('a sample shows the note, and cannot be offered for real', async () => {
		const sample = { type: 'message_received', key: 'sample', at: soon(0), origin: 'sample' };
		const items = [item({ event: sample })];
		const { started } = await run({ ...byHand, mode: 'manual', items });
		expect(started[0]?.json).toMatchObject({ dry_run: { note: expect.any(String) } });
		await expect(run({ ...byHand, items })).rejects.toMatchObject({
			description: expect.stringContaining('[sample_item]'),
		});
	});

	it('acts with Act for Real in Test Runs', async () => {
		const parameters = { ...byHand.parameters, actForReal: true };
		const { started } = await run({ mode: 'manual', parameters });
		expect(started[0]?.json.attempt).toMatchObject({ status: 'reserved' });
	});

	it.each([
		['no address', '', 'answer_page_missing'],
		['spaces', '   ', 'answer_page_missing'],
		['a path', '/webhook/manual-dial', 'answer_page_refused'],
		['a word', 'manual-dial', 'answer_page_refused'],
		['another scheme', 'ftp://n8n.example.com/page', 'answer_page_refused'],
		['a scheme that runs code', 'javascript:alert(1)', 'answer_page_refused'],
		['http beyond this machine', 'http://n8n.example.com/page', 'answer_page_refused'],
		['a look-alike of this machine', 'http://localhost.example.com/page', 'answer_page_refused'],
		['a password in it', 'https://me:secret@n8n.example.com/page', 'answer_page_refused'],
		['a query', `${PAGE}?tenant=1`, 'answer_page_refused'],
		['an empty query', `${PAGE}?`, 'answer_page_refused'],
		['a fragment', `${PAGE}#top`, 'answer_page_refused'],
	])('Answer Page URL with %s is refused by name', async (_what, answerPageUrl, code) => {
		const parameters = { leg: 'manual_dial', answerPageUrl };
		await expect(run({ parameters })).rejects.toMatchObject({
			message: expect.stringMatching(/page|Answer Page URL/),
			description: expect.stringMatching(`Set Answer Page URL .*\\[${code}\\]`),
		});
		expect(await attempts()).toBeNull();
	});

	it.each([PAGE, 'http://127.0.0.1:5678/webhook/x', 'http://localhost:5678/webhook/x'])(
		'Answer Page URL may be %s',
		async (answerPageUrl) => {
			const { started } = await run({ parameters: { leg: 'manual_dial', answerPageUrl } });
			const { call_url } = started[0]?.json.manual_dial as IDataObject;
			expect(String(call_url).split('?')[0]).toBe(answerPageUrl);
		},
	);

	it('other legs need no page', async () => {
		const { started } = await run({ parameters: { answerPageUrl: 'nonsense' } });
		expect(started).toHaveLength(1);
		expect(started[0]?.json).not.toHaveProperty('manual_dial');
	});

	it.each([
		['an AI agent', { isTool: true }, 'not_in_tool_mode'],
		['no customer', { items: () => [{ json: { order: 'A-7' } }] }, 'no_customer'],
		['an item without a line', { items: () => [item({ line: {} })] }, 'no_number'],
	])(
		'refuses %s',
		async (_what, { items, ...stub }: { items?: () => INodeExecutionData[] } & object, code) => {
			await expect(
				run({ ...byHand, ...stub, ...(items && { items: items() }) }),
			).rejects.toMatchObject({
				description: expect.stringContaining(`[${code}]`),
			});
			expect(await attempts()).toBeNull();
		},
	);
});

describe('V4: Call Desk', () => {
	/** Nothing but the desk is there that could carry a call. */
	const atDesk = () => ({
		parameters: { leg: 'call_desk' },
		credential: {
			accessToken: token,
			appSecret: 'secret',
			appId: '900000000000001',
			wabaId: '102290129340398',
		},
	});

	const publish = async (phoneNumberIds: string[] = []) =>
		await ledger.transaction(async ({ deskDoors }) => {
			const url = 'https://desk.example.com/webhook/desk';
			const ways = { ringOrder: 'last_then_idle', whenNobody: 'let_ring' } as const;
			const appKey = ledger.keyedHash('app', 'secret');
			await deskDoors.put({ appKey, routeId: 'w:n', url, ...ways, phoneNumberIds }, soon(0));
		});

	/** Somebody whose page has shown that it is there. */
	const someoneReady = async () =>
		await ledger.transaction(async ({ deskAccess, deskPages, representatives }) => {
			const person = { name: 'Priya', role: 'representative' as const, phoneNumberIds: [] };
			const { id } = await representatives.create(person, soon(0));
			await deskAccess.addLink('link', id, soon(0));
			await deskAccess.signIn('link', 'session', soon(0));
			const page = await deskPages.open({ sessionHash: 'session', keyHash: 'key' }, soon(0));
			const probe = await deskPages.probe(page?.id ?? '', soon(0));
			await deskPages.acknowledge(page?.id ?? '', probe, soon(0));
			await representatives.setStatus(id, 'ready', soon(0));
			return id;
		});

	const rung = async (representativeId: string) =>
		(
			await ledger.transaction(
				async ({ deskEvents }) => await deskEvents.after(representativeId, 0, 100),
			)
		).map(({ body }) => body.kind);

	it('Started: it rings at the desk, and nobody is dialled before somebody takes it', async () => {
		await publish();
		const priya = await someoneReady();
		const { started, held } = await run(atDesk());
		expect(held).toEqual([]);
		expect(started[0]?.json).toMatchObject({
			order: 'A-7',
			wish: { id: wish.id },
			decision: { outcome: 'allow', dry_run: false },
			attempt: { status: 'reserved', leg: 'call_desk', call_id: null, held_reason: null },
		});
		expect(posts).toEqual([]);
		expect(await rung(priya)).toEqual(['ring']);
		expect(await attempts()).toMatchObject({ status: 'reserved', leg: 'call_desk' });
	});

	it('is what a new node does', async () => {
		await publish();
		await someoneReady();
		const { leg: _leg, ...parameters } = atDesk().parameters;
		const { started } = await run({ ...atDesk(), parameters: { ...parameters, leg: undefined } });
		expect(started[0]?.json.attempt).toMatchObject({ leg: 'call_desk' });
		const [first] = new InitiateCall().description.properties.filter(({ name }) => name === 'leg');
		expect(first).toMatchObject({ default: 'call_desk' });
		expect(first?.options?.[0]).toMatchObject({ value: 'call_desk' });
	});

	it('the same event again: one ring, for one call', async () => {
		await publish();
		const priya = await someoneReady();
		await run(atDesk());
		const other = { ...atDesk(), executionId: '78', items: [item({ event: { key: 'other' } })] };
		const { held } = await run(other);
		expect(held[0]?.json.attempt).toMatchObject({ held_reason: 'already_claimed' });
		expect(await rung(priya)).toEqual(['ring']);
	});

	it('Held: nobody is ready at a page; the request waits for somebody', async () => {
		await publish();
		const { held } = await run(atDesk());
		expect(held[0]?.json).toMatchObject({
			decision: { outcome: 'schedule', reason: 'no_representative_ready' },
			attempt: { leg: 'call_desk', held_reason: 'no_representative_ready' },
		});
		const parked = await ledger.transaction(
			async ({ callbacks }) => await callbacks.list(asha.id, 5),
		);
		expect(parked).toMatchObject([{ wokenBy: 'representative' }]);
	});

	it.each([
		['published for no number', async () => {}],
		['published for other numbers', async () => await publish(['106540352242999'])],
	])('a desk that is %s: by name, before anything is claimed', async (_what, make) => {
		await make();
		await someoneReady();
		await expect(run(atDesk())).rejects.toMatchObject({
			description: expect.stringMatching(/publish 03 Call Desk.*\[call_desk_missing\]/),
		});
		expect(await attempts()).toBeNull();
	});

	it('a test run rings at nobody, and shows the decision and the request', async () => {
		await publish();
		const priya = await someoneReady();
		const { started } = await run({ ...atDesk(), mode: 'manual' });
		expect(started[0]?.json).toMatchObject({
			decision: { outcome: 'allow', dry_run: true },
			attempt: { status: 'dry_run', leg: 'call_desk' },
			dry_run: {
				request: { body: { session: { sdp: '(the offer of the representative’s browser)' } } },
			},
		});
		expect(await rung(priya)).toEqual([]);
		expect(await attempts()).toBeNull();
	});

	it('a test run shows that nobody would be there', async () => {
		await publish();
		const { held } = await run({ ...atDesk(), mode: 'manual' });
		expect(held[0]?.json.attempt).toMatchObject({ held_reason: 'no_representative_ready' });
	});

	it('is refused to a model', async () => {
		await expect(run({ ...atDesk(), isTool: true })).rejects.toMatchObject({
			description: expect.stringContaining('[not_in_tool_mode]'),
		});
	});
});

describe('V6: Voice Agent (Reminders)', () => {
	const VOICE = 'https://voice.example.com/reminders';
	const byVoice = () => ({
		parameters: { leg: 'voice_agent' },
		credential: {
			accessToken: token,
			appSecret: 'secret',
			appId: '900000000000001',
			wabaId: '102290129340398',
			voiceAgentUrl: VOICE,
			voiceAgentSecret: 'voice',
		},
	});
	let spoken: IDataObject[];
	let reminder: INodeExecutionData;

	/** What the voice agent is sent; Meta answers as always. */
	const hear = async (options: IHttpRequestOptions): Promise<unknown> => {
		if (!options.url.startsWith(VOICE)) return await answer(options);
		const content = JSON.parse(String(options.body)) as IDataObject;
		spoken.push({ path: options.url.slice(VOICE.length), ...content });
		return { statusCode: 200, body: { session_id: 'v-1', sdp: OFFER } };
	};
	const speak = async (stub: Partial<ExecuteStub> = {}) =>
		await run({
			...byVoice(),
			httpRequest: async (options) => await hear(options as IHttpRequestOptions),
			items: [reminder],
			...stub,
		});

	/** As Callback Trigger gives it, half an hour before a booked slot. */
	beforeEach(async () => {
		spoken = [];
		const party = { contactId: asha.id, phoneNumberId: LINE };
		const given = { scope: 'standing', channel: 'whatsapp', wording: 'Yes', offerMessageId: null };
		const id = await ledger.transaction(async ({ callbacks, consents, wishes, briefs }) => {
			await consents.record(
				{
					...party,
					...given,
					scope: 'standing',
					key: 'automated_call',
					messageId: 'wamid.agreed',
					givenAt: soon(0),
					expiresAt: null,
				},
				soon(0),
			);
			const times = { startAt: soon(1800), endAt: soon(3600), zone: 'Asia/Kolkata', capacity: 1 };
			const yes = { ...party, wishId: wish.id, escalationId: null };
			const house = { earlyMs: 120_000, lateMs: 900_000, remindMs: 1_800_000 };
			await callbacks.book({ ...yes, ...times, ...house }, soon(0));
			const [due] = await callbacks.due(['reminder'], [], soon(0), 1);
			await callbacks.fire(due?.id ?? '', soon(0));
			const open = { ...party, id: `reminder:${due?.id ?? ''}`, kind: 'reminder' as const };
			await wishes.open(
				{ ...open, scope: 'slot', startsAt: soon(0), expiresAt: soon(1500) },
				soon(0),
			);
			// Nobody is briefed for a reminder.
			await briefs.put(briefOf(asha.id, 'needs_review', 'wamid.2'), soon(1));
			return open.id;
		});
		reminder = item({
			event: { type: 'reminder_due', key: 'callback:1', at: soon(0), origin: 'ledger' },
			wish: { id, kind: 'reminder', scope: 'slot', expires_at: soon(1500) },
		});
	});

	it('Started: the voice agent has the disclosure, and no media server is needed', async () => {
		const { started, held } = await speak();
		expect(held).toEqual([]);
		expect(started[0]?.json).toMatchObject({
			wish: { kind: 'reminder' },
			decision: { outcome: 'allow', dry_run: false },
			attempt: { status: 'dialling', leg: 'voice_agent', call_id: SEALED, recording: null },
		});
		expect(spoken).toMatchObject([
			{
				path: '/offer',
				direction: 'outbound',
				purpose: 'reminder',
				language: 'en',
				disclosure: expect.stringContaining('automated voice'),
				// Half past noon in India.
				slot: { start_at: '2026-10-12T12:30:00+05:30', time_zone: 'Asia/Kolkata' },
			},
		]);
		expect(posts).toMatchObject([{ action: 'connect', to: ASHA }]);
	});

	it('Held, without a claim, for a yes to a talk; the wish stays for the call at its slot', async () => {
		const { held } = await speak({ items: [item()] });
		expect(held[0]?.json.attempt).toMatchObject({ id: null, held_reason: 'reminders_only' });
		expect(await attempts()).toBeNull();
		expect(posts).toEqual([]);
	});

	it('a reminder is Held by every other leg, so that nobody rings half an hour early', async () => {
		const page = { leg: 'manual_dial', answerPageUrl: 'https://n8n.example.com/webhook/x' };
		for (const parameters of [{}, page]) {
			const { held } = await run({ items: [reminder], parameters });
			expect(held[0]?.json.attempt).toMatchObject({ id: null, held_reason: 'voice_agent_only' });
		}
		expect(posts).toEqual([]);
	});

	it('a test run calls nobody, and shows the decision and the request', async () => {
		const { started } = await speak({ mode: 'manual' });
		expect(started[0]?.json).toMatchObject({
			decision: { outcome: 'allow', dry_run: true },
			attempt: { status: 'dry_run', leg: 'voice_agent' },
			dry_run: { request: { body: { session: { sdp: '(the offer of your voice agent)' } } } },
		});
		expect([...spoken, ...posts]).toEqual([]);
	});

	it.each([
		[
			'automated_consent_missing',
			async () =>
				await ledger.transaction(
					async ({ consents }) =>
						await consents.revoke(asha.id, 'automated_call', soon(1), soon(1)),
				),
		],
		[
			'slot_changed',
			async () =>
				await ledger.transaction(async ({ callbacks }) => {
					const booked = await callbacks.booked(asha.id, LINE);
					await callbacks.cancel(booked?.id ?? '', soon(1));
				}),
		],
	])('Held: %s, in a test run too', async (reason, change) => {
		vi.setSystemTime(NOON.getTime() + 1000);
		await change();
		const shown = await speak({ mode: 'manual' });
		const { held } = await speak();
		for (const [one] of [shown.held, held])
			expect(one?.json.attempt).toMatchObject({ held_reason: reason });
		expect(posts).toEqual([]);
	});

	it('without a voice agent: by name, before anything is claimed', async () => {
		const { voiceAgentUrl: _url, ...credential } = byVoice().credential;
		await expect(speak({ credential })).rejects.toMatchObject({
			description: expect.stringMatching(/Set Voice Agent URL .*\[voice_agent_missing\]/),
		});
		const id = (reminder.json.wish as IDataObject).id as string;
		expect(await ledger.transaction(async (tx) => await tx.attempts.getByWish(id))).toBeNull();
	});

	it('is refused to a model', async () => {
		await expect(speak({ isTool: true })).rejects.toMatchObject({
			description: expect.stringContaining('[not_in_tool_mode]'),
		});
	});
});

describe('a manual run', () => {
	it('calls nobody and shows the decision and the exact request', async () => {
		const { started } = await run({ mode: 'manual' });
		expect(started[0]?.json).toMatchObject({
			decision: { outcome: 'allow', dry_run: true },
			attempt: { status: 'dry_run', id: null },
			dry_run: {
				request: {
					method: 'POST',
					url: `https://graph.facebook.com/v25.0/${LINE}/calls`,
					body: { action: 'connect', to: ASHA, session: { sdp_type: 'offer' } },
				},
			},
		});
		expect(posts).toEqual([]);
		expect(hints).toMatchObject([{ message: expect.stringContaining('nobody was called') }]);
		expect(asked.filter((one) => one.includes('media'))).toEqual([]);
		expect(await attempts()).toBeNull();
		const kept = await ledger.transaction(
			async ({ decisions }) => await decisions.list(asha.id, 5),
		);
		expect(kept).toEqual([]);
	});

	it('shows why it would be held', async () => {
		permission = { status: 'no_permission' };
		const { held } = await run({ mode: 'manual' });
		expect(held[0]?.json).toMatchObject({
			attempt: { status: 'dry_run', held_reason: 'no_permission' },
		});
		expect(held[0]?.json).not.toHaveProperty('dry_run');
		const open = await ledger.transaction(async ({ wishes }) => await wishes.get(wish.id));
		expect(open).toMatchObject({ waitingFor: null });
	});

	it('of a sub-workflow too', async () => {
		await run({ mode: 'integrated', rootMode: 'manual' });
		expect(posts).toEqual([]);
	});

	it('acts with Act for Real in Test Runs', async () => {
		const { started } = await run({ mode: 'manual', parameters: { actForReal: true } });
		expect(started).toHaveLength(1);
		expect(posts).toHaveLength(1);
	});

	it('of a sample shows the request and asks Meta nothing', async () => {
		const sample = { type: 'message_received', key: 'sample', at: soon(0), origin: 'sample' };
		const { started } = await run({ mode: 'manual', items: [item({ event: sample })] });
		expect(started[0]?.json).toMatchObject({ dry_run: { request: { method: 'POST' } } });
		expect(asked).toEqual([]);
	});
});

describe('what is refused', () => {
	const sample = { type: 'message_received', key: 'sample', at: '', origin: 'sample' };

	it.each([
		['an AI agent', { isTool: true }, 'not_in_tool_mode'],
		['an AI agent’s tool type', { type: 'n8n-nodes-x.initiateCallTool' }, 'not_in_tool_mode'],
		['a sample, for real', { items: () => [item({ event: sample })] }, 'sample_item'],
		['no customer', { items: () => [{ json: { order: 'A-7' } }] }, 'no_customer'],
		[
			'a customer the ledger does not know',
			{ items: () => [item({ contact: { id: 'c_0', wa_id: '14085550000' } })] },
			'contact_unknown',
		],
		['an item without a line', { items: () => [item({ line: {} })] }, 'no_number'],
		[
			'a line of another credential',
			{ items: () => [item({ line: { phone_number_id: '106540352242999' } })] },
			'line_of_another_credential',
		],
	])(
		'%s',
		async (_what, { items, ...stub }: { items?: () => INodeExecutionData[] } & object, code) => {
			const given = { ...stub, ...(items && { items: items() }) };
			await expect(run(given)).rejects.toMatchObject({
				description: expect.stringContaining(`[${code}]`),
			});
			expect(posts).toEqual([]);
			expect(await attempts()).toBeNull();
		},
	);

	it('without a media server: by name, before anything is claimed', async () => {
		const credential = {
			accessToken: token,
			appSecret: 'secret',
			appId: '900000000000001',
			wabaId: '102290129340398',
		};
		await expect(run({ credential })).rejects.toMatchObject({
			description: expect.stringContaining('[media_server_missing]'),
		});
		expect(await attempts()).toBeNull();
	});

	it('names the numbers that the credential reaches', async () => {
		const items = [item({ line: { phone_number_id: '106540352242999' } })];
		await expect(run({ items })).rejects.toMatchObject({
			description: expect.stringContaining(`Sofa House (${LINE})`),
		});
	});

	it('leaves by Held, marked, if the node is set to continue', async () => {
		const items = [item({ line: {} }), item()];
		const { started, held } = await run({ items, continueOnFail: true });
		expect(held[0]?.json).toMatchObject({ error: { code: 'no_number' }, order: 'A-7' });
		expect(started).toHaveLength(1);
	});
});
