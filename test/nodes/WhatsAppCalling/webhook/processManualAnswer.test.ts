import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualQueries } from '../../../../nodes/shared/dial/manualLinks';
import { reserveLeg } from '../../../../nodes/shared/dial/reserveLeg';
import type { ManualAction } from '../../../../nodes/shared/domain/manualDial';
import { MANUAL_LEG, type Attempt, type Wish } from '../../../../nodes/shared/ledger/ledger';
import { dialPorts } from '../../../../nodes/shared/n8n/dialPorts';
import { readCallItem } from '../../../../nodes/shared/n8n/callItem';
import type { ExecuteStub } from '../../../shared/n8n/executeStub';
import { callingNode, CUSTOMER, NUMBER, type CallingNode } from '../callingNode';

const PAGE = 'https://n8n.example.com/webhook/manual-dial';

let node: CallingNode;
let wish: Wish;
let links: Record<ManualAction, string>;

/** The team answers on Mondays at this hour; the customer is British, and awake. */
const POLICY = {
	team: {
		zone: 'Europe/London',
		weekly: [{ day: 1, from: '09:00', to: '18:00' }],
		holidays: [],
		publicHolidays: null,
	},
};

beforeEach(async () => {
	node = await callingNode();
	await node.escalate();
	const { ledger, clock, contact } = node;
	wish = await ledger.transaction(async ({ wishes, policies, lines }) => {
		const line = { phoneNumberId: NUMBER, displayPhoneNumber: '442079460018', wabaId: '1' };
		await lines.learn(line, clock.now);
		await policies.put('default', NUMBER, POLICY, clock.now);
		const yes = { id: 'yes:wamid.IN1', phoneNumberId: NUMBER, contactId: contact.id };
		const expiresAt = later(1200);
		return await wishes.open({ ...yes, kind: 'yes', scope: 'now', expiresAt }, clock.now);
	});
	const request = { wish, contact, claimant: 'event-1', leg: MANUAL_LEG, forSeconds: 900 };
	const ports = await dialPorts(node.connection, NUMBER);
	const result = await reserveLeg({ ...request, briefRequired: false }, { ...ports, now });
	if (!result.started) throw new Error(`No card: ${result.heldReason}`);
	links = manualQueries(result.attempt, wish, ledger);
});

afterEach(async () => await node.ledger.close());

const now = (): string => node.clock.now;
const later = (seconds: number): string =>
	new Date(Date.parse(node.clock.now) + seconds * 1000).toISOString();

/** What n8n's Webhook node (2.1) gives: `prepareOutput` in its Webhook.node.js and utils.js. */
const request = (query: string, body: IDataObject | undefined = {}): IDataObject => ({
	headers: { host: 'n8n.example.com', cookie: 'session=secret', 'x-forwarded-for': '203.0.113.9' },
	params: {},
	query: Object.fromEntries(new URLSearchParams(query)),
	body,
	webhookUrl: PAGE,
	executionMode: 'production',
});

interface Page {
	status: number;
	html: string;
	location: string | null;
}

/** One request through the node. */
async function ask(json: IDataObject, stub: Partial<ExecuteStub> = {}) {
	const parameters = { resource: 'webhook', operation: 'processManualAnswer' };
	const items = await node.run(parameters, { items: [{ json }], ...stub });
	const [item] = items;
	// Written by the node for Respond to Webhook.
	return { json: item?.json ?? {}, page: item?.json.page as unknown as Page };
}

const look = async (query: string, stub: Partial<ExecuteStub> = {}) =>
	await ask(request(query), stub);

/** What a browser posts for the page's form. */
async function tap(query: string, stub: Partial<ExecuteStub> = {}) {
	const { page } = await look(query, stub);
	const action = /<form method="post" action="\?([^"]*)"/.exec(page.html)?.[1];
	const confirm = /name="confirm" value="([^"]*)"/.exec(page.html)?.[1];
	if (action === undefined || confirm === undefined) return await ask(request(query), stub);
	return await ask(request(action.replaceAll('&amp;', '&'), { confirm }), stub);
}

const attempt = async (): Promise<Attempt | null> =>
	await node.ledger.transaction(async ({ attempts }) => await attempts.getByWish(wish.id));

describe('V5: a link of the card is opened', () => {
	it('a look gives a page with one button, and nothing of the customer goes on', async () => {
		const { json, page } = await look(links.call);
		expect(page).toMatchObject({ status: 200, location: null });
		expect(page.html).toContain('Asha');
		expect(page.html).toContain('Call now');
		expect(page.html).not.toContain(CUSTOMER.slice(-6));
		expect(Object.keys(json)).toEqual(['page']);
		expect(await attempt()).toMatchObject({ status: 'reserved' });
	});

	it('the button dials: 303 to the telephone, with the customer’s sections for what follows', async () => {
		const { json, page } = await tap(links.call);
		expect(page).toMatchObject({ status: 303, location: `tel:+${CUSTOMER}` });
		expect(page.html).not.toContain(CUSTOMER);
		expect(json).toMatchObject({
			schema: 'whatsapp-calling/1',
			line: { phone_number_id: NUMBER },
			contact: { id: node.contact.id },
			wish: { id: wish.id },
			escalation: { triggers: ['complex_config'], status: 'calling' },
			decision: { outcome: 'allow', dry_run: false },
			attempt: { status: 'dialling', leg: 'manual_dial', held_reason: null },
			manual_dial: { answer: null, answered_url: `${PAGE}?${links.answered}` },
		});
		// Nothing is told yet, so no event goes on.
		expect(json).not.toHaveProperty('event');
		expect(node.calls).toEqual([]);
	});

	it('P5: ten taps at once: one 303', async () => {
		const confirm = new URLSearchParams(links.call).get('sig') ?? '';
		const all = await Promise.all(
			Array.from({ length: 10 }, async () => await ask(request(links.call, { confirm }))),
		);
		const dialled = all.filter(({ page }) => page.location !== null);
		expect(dialled).toHaveLength(1);
		const others = all.filter(({ page }) => page.location === null);
		for (const { json, page } of others) {
			expect([409, 410]).toContain(page.status);
			expect(Object.keys(json)).toEqual(['page']);
		}
	});

	it('a used link leads to how it went', async () => {
		await tap(links.call);
		const { page } = await tap(links.call);
		expect(page).toMatchObject({ status: 410, location: null });
		expect(page.html).toContain(`href="?${links.no_answer.replaceAll('&', '&amp;')}"`);
	});

	it('P4: after an opt-out there is no call, and the page says why', async () => {
		await node.ledger.transaction(
			async ({ contacts }) =>
				await contacts.setOptOut(
					node.contact.id,
					{ calls: true, at: later(60), messageId: 'wamid.no' },
					later(60),
				),
		);
		node.clock.now = later(60);
		const { json, page } = await tap(links.call);
		expect(page).toMatchObject({ status: 409, location: null });
		expect(page.html).toContain('does not want calls');
		expect(json).toMatchObject({
			decision: { outcome: 'deny', reason: 'opted_out' },
			attempt: { status: 'held', held_reason: 'opted_out' },
			manual_dial: { answer: null },
		});
		expect(await attempt()).toMatchObject({ status: 'released', heldReason: 'opted_out' });
	});

	it('H1, H4: the team has gone home since: no call, and the request waits for the hours', async () => {
		const weekly = [{ day: 1, from: '09:00', to: '10:35' }];
		const earlier = { team: { ...POLICY.team, weekly } };
		await node.ledger.transaction(
			async ({ policies }) => await policies.put('default', NUMBER, earlier, now()),
		);
		node.clock.now = later(360);
		const { json, page } = await tap(links.call);
		expect(page).toMatchObject({ status: 409, location: null });
		expect(page.html).toContain('The team does not answer at this hour.');
		expect(json.attempt).toMatchObject({
			status: 'held',
			held_reason: 'team_closed',
			retry_at: '2026-10-19T09:00:00+01:00',
		});
		const parked = await node.ledger.transaction(
			async ({ callbacks }) => await callbacks.list(node.contact.id, 5),
		);
		expect(parked).toMatchObject([{ wokenBy: 'hours', wishId: wish.id, status: 'waiting' }]);
	});
});

describe('V5: how the call went', () => {
	beforeEach(async () => {
		await tap(links.call);
		node.clock.now = later(120);
	});

	it.each([
		['answered', 'completed'],
		['no_answer', 'no_answer'],
		['reschedule', 'completed'],
	] as const)('%s goes on as an event with the customer’s sections', async (answer, outcome) => {
		expect((await look(links[answer])).page.status).toBe(200);
		const { json, page } = await tap(links[answer]);
		expect(page).toMatchObject({ status: 200, location: null });
		expect(json).toMatchObject({
			event: {
				type: 'manual_answered',
				key: expect.stringMatching(/^manual_answered:att_/),
				at: node.clock.now,
				origin: 'ledger',
			},
			line: { phone_number_id: NUMBER, display_phone_number: '442079460018' },
			contact: { id: node.contact.id, wa_id: CUSTOMER, last_call_attempt_at: expect.any(String) },
			wish: { id: wish.id },
			escalation: { triggers: ['complex_config'] },
			escalation_trigger: 'complex_config',
			attempt: { status: 'ended', leg: 'manual_dial' },
			manual_dial: { answer },
		});
		expect(readCallItem(json).manualDial?.answer).toBe(answer);
		expect(await attempt()).toMatchObject({ status: 'ended', outcome });
		expect(node.calls).toEqual([]);
	});

	it('is told once; a second word changes nothing and goes on nowhere', async () => {
		await tap(links.no_answer);
		for (const answer of ['answered', 'no_answer', 'reschedule'] as const) {
			const { json, page } = await tap(links[answer]);
			expect(page.status).toBe(410);
			expect(Object.keys(json)).toEqual(['page']);
		}
		expect(await attempt()).toMatchObject({ outcome: 'no_answer' });
	});
});

describe('V5: every refusal is a page that says what to do, and nothing changes', () => {
	const set = (name: string, value: string) => (query: string) => {
		const all = new URLSearchParams(query);
		all.set(name, value);
		return all.toString();
	};

	it.each<[string, ManualAction, (query: string) => string, number, number, RegExp]>([
		['an address without parameters', 'call', () => '', 0, 404, /Open the link on the card/],
		['half an address', 'call', (query) => query.slice(0, 60), 0, 404, /Open the link on the card/],
		['an unknown act', 'call', set('act', 'erase'), 0, 404, /Open the link on the card/],
		[
			'an unknown call',
			'call',
			set('attempt', 'att_000000000000000000000000'),
			0,
			404,
			/There is no such call/,
		],
		['a link of a test run', 'call', set('attempt', 'att_test_run'), 0, 404, /from a test run/],
		['a changed signature', 'call', set('sig', 'f'.repeat(64)), 0, 403, /Use the newest card/],
		['the wrong act', 'call', set('act', 'answered'), 0, 403, /Use the newest card/],
		['a longer life', 'call', set('until', '4000000000000'), 0, 403, /Use the newest card/],
		['16 minutes later', 'call', (query) => query, 960, 410, /nobody was called/],
		['an answer before the call', 'answered', (query) => query, 60, 409, /call link of the card/],
	])('%s', async (_what, action, spoil, seconds, status, words) => {
		node.clock.now = later(seconds);
		const before = await attempt();
		const query = spoil(links[action]);
		const confirm = new URLSearchParams(query).get('sig') ?? '';
		for (const json of [request(query), request(query, { confirm })]) {
			const answer = await ask(json);
			expect(answer.page).toMatchObject({ status, location: null });
			expect(answer.page.html).toMatch(words);
			expect(answer.page.html).not.toMatch(/Error|\bat \w+ \(|stack/);
			expect(Object.keys(answer.json)).toEqual(['page']);
		}
		expect(await attempt()).toEqual(before);
	});

	it('a signature that comes twice', async () => {
		const sig = new URLSearchParams(links.call).get('sig') ?? '';
		const json = request(links.call, { confirm: sig });
		const { page } = await ask({ ...json, query: { ...(json.query as object), sig: [sig, sig] } });
		expect(page.status).toBe(404);
	});
});

describe('V5: who may not', () => {
	it('a test run looks and does nothing; with Act for Real it acts', async () => {
		const shown = await tap(links.call, { mode: 'manual' });
		expect(shown.page).toMatchObject({ status: 200, location: null });
		expect(shown.page.html).toContain('nothing was done');
		expect(await attempt()).toMatchObject({ status: 'reserved' });
		const parameters = {
			resource: 'webhook',
			operation: 'processManualAnswer',
			actForReal: true,
		};
		const confirm = new URLSearchParams(links.call).get('sig') ?? '';
		const items = [{ json: request(links.call, { confirm }) }];
		const [real] = await node.run(parameters, { items, mode: 'manual' });
		expect(real?.json.page).toMatchObject({ status: 303 });
	});

	it.each<[string, IDataObject, Partial<ExecuteStub>, string]>([
		['an AI agent', {}, { isTool: true }, 'not_in_tool_mode'],
		['an item of another node', { order: 'A-7' }, {}, 'webhook_request_missing'],
	])('%s is refused by name', async (_what, json, stub, code) => {
		await expect(ask(json, stub)).rejects.toMatchObject({
			description: expect.stringContaining(`[${code}]`),
		});
	});

	it('nothing of the request goes on: neither cookies nor addresses nor signatures of others', async () => {
		await tap(links.call);
		const { json } = await tap(links.answered);
		expect(JSON.stringify(json)).not.toMatch(/session=secret|203\.0\.113/);
		expect(json).not.toHaveProperty('headers');
		expect(json).not.toHaveProperty('query');
	});
});
