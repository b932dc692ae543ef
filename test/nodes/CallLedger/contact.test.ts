import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { DESK_LEG, MANUAL_LEG } from '../../../nodes/shared/ledger/ledger';
import type { StoredDecision } from '../../../nodes/shared/ledger/ledger';
import { redVerdict } from '../../shared/dial/redVerdict';
import { CUSTOMER, NOW, NUMBER, OTHER_NUMBER, ledgerNode } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';
import { at, claim, wholeStory } from './wholeStory';

const EXPLAIN = { resource: 'contact', operation: 'explain' };
const GET = { resource: 'contact', operation: 'get' };
const GET_MANY = { resource: 'contact', operation: 'getMany' };
const RESET = { resource: 'contact', operation: 'resetTest' };
const DROPS = { resource: 'drop', operation: 'getMany' };

const decision = (
	node: LedgerNode,
	reason: string,
	change: Partial<StoredDecision> = {},
): StoredDecision => ({
	id: `dec_${reason}`,
	contactId: node.contact.id,
	phoneNumberId: NUMBER,
	wishId: null,
	outcome: 'schedule',
	reason,
	needs: null,
	retryAt: at(60),
	evidence: [{ check: reason, passed: false, found: 'something' }],
	policy: 'default@0',
	checkedAt: at(-5),
	dryRun: false,
	...change,
});

describe('Contact › Explain of calls at the desk', () => {
	/** Her yes, offered to whoever is at the desk. */
	const rings = async (node: LedgerNode) => {
		const about = { contactId: node.contact.id, phoneNumberId: NUMBER };
		return await node.do(async (tx) => {
			await tx.wishes.open(
				{ ...about, id: 'w1', kind: 'yes', scope: 'now', expiresAt: at(5) },
				at(-20),
			);
			const attempt = await claim(node, tx, { wishId: 'w1', leg: DESK_LEG });
			await tx.attempts.reserve(attempt.id, attempt.token, 30, at(-10));
			const ring = await tx.deskRings.start(
				{ ...about, direction: 'outbound', attemptId: attempt.id, callId: null, endsAt: at(-9) },
				at(-10),
			);
			return { attempt, ringId: ring?.id ?? '' };
		});
	};
	const desk = (json: IDataObject) =>
		(json.timeline as IDataObject[])
			.filter(({ what }) => what === 'desk')
			.map(({ code, text, at: told }) => [told, code, text]);

	it('V4: says that it rings there, and that she was not called yet', async () => {
		const node = await ledgerNode();
		await rings(node);
		const [json = {}] = await node.run(EXPLAIN);
		expect(json).toMatchObject({ answer: 'rings_at_desk', called: false });
		expect(desk(json)).toEqual([[at(-10), 'rings_at_desk', 'It rings at the desk']]);
	});

	it('M5: says that it rang there and nobody took it', async () => {
		const node = await ledgerNode();
		const { ringId } = await rings(node);
		await node.do(async ({ deskRings }) => await deskRings.end(ringId, 'nobody', at(-9)));
		const [json = {}] = await node.run(EXPLAIN);
		expect(desk(json)).toEqual([
			[at(-9), 'ring_not_taken', 'It rang at the desk, and nobody took it'],
		]);
	});

	it('M5: says who took the call, even of somebody revoked since, and how it went, without notes', async () => {
		const node = await ledgerNode();
		const { attempt, ringId } = await rings(node);
		await node.do(async ({ representatives, deskDeeds, deskRings }) => {
			await deskRings.end(ringId, 'taken', at(-8));
			const role = 'representative' as const;
			const { id } = await representatives.create({ name: 'Priya', role, phoneNumberIds: [] }, NOW);
			const deed = {
				representativeId: id,
				attemptId: attempt.id,
				contactId: node.contact.id,
				phoneNumberId: NUMBER,
			};
			await deskDeeds.add({ ...deed, kind: 'took_call', outcome: null, notes: null }, at(-8));
			const said = { kind: 'outcome', outcome: 'sold', notes: 'wife is Meera' } as const;
			await deskDeeds.add({ ...deed, ...said }, at(-2));
			await representatives.revoke(id, at(-1));
		});
		const [json = {}] = await node.run(EXPLAIN);
		expect(desk(json)).toEqual([
			[at(-2), 'outcome', 'Priya noted the outcome: sold'],
			[at(-8), 'took_call', 'Priya took the call at the desk'],
		]);
		expect(JSON.stringify(json)).not.toContain('Meera');
	});

	it('says nothing of what happened on another number', async () => {
		const node = await ledgerNode([NUMBER, OTHER_NUMBER]);
		await rings(node);
		const [json = {}] = await node.run({ ...EXPLAIN, phoneNumber: OTHER_NUMBER });
		expect(json).toMatchObject({ phone_number_id: OTHER_NUMBER });
		expect(desk(json)).toEqual([]);
	});
});

describe('Contact › Explain', () => {
	it('M5: answers with the newest decision, its cause, its fix and a timeline', async () => {
		const node = await ledgerNode();
		await node.do(async ({ decisions }) => {
			await decisions.add(decision(node, 'no_yes', { checkedAt: at(-60), outcome: 'ask' }));
			await decisions.add(decision(node, 'cool_down'));
		});
		const [json = {}] = await node.run(EXPLAIN);
		expect(json).toMatchObject({
			contact_id: node.contact.id,
			name: 'Asha',
			phone_number_id: NUMBER,
			answer: 'cool_down',
			called: false,
			retry_at: at(60),
			cause: 'The last call attempt is too recent. The policy sets the cool-down.',
			fix: expect.stringContaining('Wait until 2026-10-12 11:30 (Europe/London).'),
			summary: expect.stringContaining('Found: something.'),
			state: { call_opt_out: false, open_wish: null, booked_at: null },
		});
		expect((json.timeline as IDataObject[]).map(({ code }) => code)).toEqual([
			'cool_down',
			'no_yes',
		]);
	});

	it('H1: tells times in the team’s zone', async () => {
		const node = await ledgerNode();
		await node.do(async ({ decisions, policies }) => {
			await policies.put('default', NUMBER, { team: { zone: 'Asia/Kolkata' } }, NOW);
			await decisions.add(decision(node, 'cool_down'));
		});
		expect((await node.run(EXPLAIN))[0]?.fix).toContain('2026-10-12 16:00 (Asia/Kolkata)');
	});

	it('M5: tells a whole story from the ledger', async () => {
		const node = await ledgerNode();
		const { id } = node.contact;
		const line = { contactId: id, phoneNumberId: NUMBER };
		await node.do(async (tx) => {
			await tx.escalations.open(
				{ ...line, triggers: ['complex_config'], action: 'offer_specialist', evidence: [] },
				at(-50),
			);
			const key = { key: 'k1', kind: 'offer_call', contact: id, phoneNumberId: NUMBER };
			await tx.sends.claim({ ...key, now: at(-49) });
			await tx.sends.settle('k1', { status: 'unknown', errorCode: 'no_answer' }, at(-49));
			const yes = { ...line, key: 'call' as const, scope: 'now' as const, channel: 'whatsapp' };
			await tx.consents.record(
				{
					...yes,
					messageId: 'wamid.1',
					wording: 'yes',
					offerMessageId: null,
					givenAt: at(-40),
					expiresAt: at(20),
				},
				at(-40),
			);
			await tx.wishes.open(
				{
					...line,
					id: 'yes:wamid.1',
					kind: 'yes',
					scope: 'now',
					expiresAt: at(20),
					givenAt: at(-40),
				},
				at(-40),
			);
			await tx.permissions.apply(
				id,
				NUMBER,
				{ response: 'accept', isPermanent: false, expiresAt: at(600), at: at(-30) },
				at(-30),
			);
			await tx.callbacks.park(
				{
					...line,
					wokenBy: 'representative',
					wishId: 'yes:wamid.1',
					escalationId: null,
					dueAt: null,
				},
				at(-20),
			);
		});
		const [json = {}] = await node.run(EXPLAIN);
		expect(json).toMatchObject({
			answer: 'no_representative_ready',
			also: [{ code: 'no_answer', fix: expect.stringContaining('send it again') }],
			state: {
				open_wish: { scope: 'now', waiting_for: null, expires_at: at(20) },
				permission: { status: 'granted', expires_at: at(600) },
			},
		});
		const told = (json.timeline as IDataObject[]).map(({ what, code }) => `${what} ${code}`);
		expect(told).toEqual([
			'callback waiting',
			'permission granted',
			'consent given',
			'message no_answer',
			'escalation open',
		]);
	});

	it('H4: shows the slot that is booked', async () => {
		const node = await ledgerNode();
		const line = { contactId: node.contact.id, phoneNumberId: NUMBER };
		await node.do(async ({ wishes, callbacks }) => {
			await wishes.open({ ...line, id: 'w1', kind: 'yes', scope: 'slot', expiresAt: at(90) }, NOW);
			await callbacks.book(
				{
					...line,
					wishId: 'w1',
					escalationId: null,
					startAt: at(60),
					endAt: at(90),
					zone: 'Europe/London',
					capacity: 1,
					earlyMs: 0,
					lateMs: 60_000,
					remindMs: 0,
				},
				NOW,
			);
		});
		const [json] = await node.run(EXPLAIN);
		expect(json).toMatchObject({
			answer: 'slot_not_due',
			retry_at: at(60),
			state: { booked_at: at(60) },
		});
	});

	it('V7: shows how the last call was rated, and M2: how calls of the number are received', async () => {
		const node = await ledgerNode();
		expect((await node.run(EXPLAIN))[0]).toMatchObject({
			state: { rating: null, quality_guard: null },
		});
		await wholeStory(node);
		await node.do(async ({ guards }) => await guards.put(NUMBER, redVerdict(NOW), NOW));
		const [json] = await node.run(EXPLAIN);
		expect(json).toMatchObject({
			also: [{ code: 'quality_guard' }],
			state: {
				rating: { rating: 'good', escalation_trigger: 'complex_config', at: at(-4) },
				quality_guard: {
					level: 'red',
					reasons: ['answer_rate'],
					found: 'red: 12 of 40 calls answered (95 %: 18–45 %)',
					red_since: at(-60),
					red_ends_at: at(31 * 24 * 60),
				},
			},
		});
		expect(json?.summary).toContain('Red ends 2026-11-12 ');
	});

	it('V6: an automated reminder is no call of the customer’s wish', async () => {
		const node = await ledgerNode();
		await node.do(
			async ({ decisions }) =>
				await decisions.add({ ...decision(node, 'quiet_hours'), wishId: 'reminder:cb_1' }),
		);
		const [json] = await node.run(EXPLAIN);
		expect(json).toMatchObject({ answer: 'nothing_asked' });
		expect(json?.timeline).toMatchObject([{ what: 'decision', code: 'quiet_hours' }]);
	});

	it('P4: knows a refusal, over everything that was decided', async () => {
		const node = await ledgerNode();
		await node.do(async ({ decisions, contacts }) => {
			await decisions.add(decision(node, 'cool_down'));
			await contacts.setOptOut(node.contact.id, { calls: true, at: at(-1), messageId: 'm' }, NOW);
		});
		expect((await node.run(EXPLAIN))[0]).toMatchObject({
			answer: 'opted_out',
			state: { call_opt_out: true },
		});
	});

	it('S1, S3: shows how the newest brief came about and who corrected it, and no value of it', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		const [json = {}] = await node.run(EXPLAIN);
		expect(json.state).toMatchObject({
			brief: { status: 'ready', source: 'corrected', built_at: at(-14), error_paths: [] },
			corrections: [{ field: 'sentiment', kind: 'wrong', by: 'rep_7', at: at(-5) }],
		});
		const told = (json.timeline as IDataObject[]).map(({ what, code }) => `${what} ${code}`);
		expect(told.slice(0, 4)).toEqual([
			'recording noticed',
			'rating good',
			'correction wrong',
			'attempt missed',
		]);
		expect(told).toContain('brief ready');
		expect(JSON.stringify(json)).not.toMatch(/angry|calm|=1\+1|Hall/);
	});

	it('S1: names the fields of a brief that needs review, where one is missing', async () => {
		const node = await ledgerNode();
		await node.do(async ({ decisions, briefs }) => {
			await decisions.add(decision(node, 'brief_missing'));
			await briefs.put(
				{
					contactId: node.contact.id,
					phoneNumberId: NUMBER,
					key: 'k',
					escalationId: null,
					status: 'needs_review',
					source: 'model',
					fields: {},
					sources: {},
					errors: [{ path: 'estimated_cart', message: 'must be a number' }],
					threadUrl: null,
				},
				at(-6),
			);
		});
		expect((await node.run(EXPLAIN))[0]).toMatchObject({
			answer: 'brief_missing',
			fix: expect.stringContaining('Put Summary Builder right before Initiate Call.'),
			also: [{ code: 'brief_needs_review' }],
			state: { brief: { status: 'needs_review', error_paths: ['estimated_cart'] } },
		});
	});

	/** V5: a card for a call by hand, of a yes that holds for five minutes. */
	const card = async (node: LedgerNode) => {
		const line = { contactId: node.contact.id, phoneNumberId: NUMBER };
		return await node.do(async (tx) => {
			await tx.wishes.open(
				{ ...line, id: 'w1', kind: 'yes', scope: 'now', expiresAt: at(5) },
				at(-20),
			);
			const { id, token } = await claim(node, tx, { wishId: 'w1', leg: MANUAL_LEG });
			await tx.attempts.reserve(id, token, 120, at(-10));
			return id;
		});
	};
	const sweep = async (node: LedgerNode, now: string) =>
		await node.do(
			async ({ attempts }) =>
				await attempts.sweep(
					{
						diallingToUnknownSeconds: 120,
						unknownToFailedSeconds: 600,
						manualDiallingToUnknownSeconds: 3600,
					},
					now,
				),
		);
	const take = async (node: LedgerNode, id: string) =>
		await node.do(async ({ attempts }) => {
			const token = await attempts.takeReserved(id, 60, at(-9));
			await attempts.startDialling(id, token ?? '', null, at(-9));
		});

	it('V5: says that a card waits', async () => {
		const node = await ledgerNode();
		await card(node);
		expect(await node.run(EXPLAIN)).toMatchObject([{ answer: 'card_waits', called: false }]);
	});

	it('V5: says that nobody took the card, while the request waits until its yes ends', async () => {
		const node = await ledgerNode();
		await card(node);
		await sweep(node, at(-1));
		const [json] = await node.run(EXPLAIN);
		expect(json).toMatchObject({ answer: 'card_not_taken', called: false });
	});

	it('V5: says that somebody has taken the card, and then how the call went', async () => {
		const node = await ledgerNode();
		const id = await card(node);
		await take(node, id);
		expect(await node.run(EXPLAIN)).toMatchObject([{ answer: 'called_by_hand', called: null }]);
		await node.do(async ({ attempts }) => await attempts.settleManual(id, 'no_answer', at(-2)));
		expect(await node.run(EXPLAIN)).toMatchObject([{ answer: 'call_no_answer', called: true }]);
	});

	it('V5: says that nobody has told how the call went', async () => {
		const node = await ledgerNode();
		await take(node, await card(node));
		for (const minutes of [60, 80]) {
			node.clock.now = at(minutes);
			await sweep(node, node.clock.now);
			expect(await node.run(EXPLAIN)).toMatchObject([{ answer: 'not_told', called: null }]);
		}
	});

	it('keeps to the number asked about', async () => {
		const node = await ledgerNode([NUMBER, OTHER_NUMBER]);
		await node.do(async ({ decisions }) => await decisions.add(decision(node, 'cool_down')));
		const [json] = await node.run({ ...EXPLAIN, customer: CUSTOMER, phoneNumber: OTHER_NUMBER });
		expect(json).toMatchObject({ answer: 'nothing_asked', phone_number_id: OTHER_NUMBER });
	});

	it('shows no brief of another number', async () => {
		const node = await ledgerNode([NUMBER, OTHER_NUMBER]);
		await wholeStory(node);
		const [json] = await node.run({ ...EXPLAIN, customer: CUSTOMER, phoneNumber: OTHER_NUMBER });
		expect(json).toMatchObject({ state: { brief: null, corrections: [] }, timeline: [] });
	});

	it('M5: names deliveries of the number that were dropped in the last week', async () => {
		const node = await ledgerNode();
		await node.do(async ({ drops }) => {
			const drop = { phoneNumberId: NUMBER, detail: null };
			await drops.add({ ...drop, at: at(-30), reason: 'no_route' });
			await drops.add({ ...drop, at: at(-9 * 24 * 60), reason: 'not_json' });
			await drops.add({ ...drop, at: at(-10), reason: 'signature_wrong', phoneNumberId: null });
			await drops.add({
				...drop,
				at: at(-5),
				reason: 'unknown_event',
				phoneNumberId: OTHER_NUMBER,
			});
		});
		const [json] = await node.run(EXPLAIN);
		expect(json).toMatchObject({
			answer: 'signature_wrong',
			fix: expect.stringContaining('App Secret'),
			also: [{ code: 'no_route' }],
		});
	});

	it.each([
		['a phone number', '+44 7700 900123'],
		['a contact', null],
	])('finds a customer by %s', async (_what, customer) => {
		const node = await ledgerNode();
		await node.do(async ({ decisions }) => await decisions.add(decision(node, 'cool_down')));
		const stub = { items: [{ json: {} }] };
		const [json] = await node.run({ ...EXPLAIN, customer: customer ?? node.contact.id }, stub);
		expect(json?.answer).toBe('cool_down');
	});

	it('finds a customer by BSUID', async () => {
		const node = await ledgerNode();
		await node.do(
			async ({ contacts }) =>
				await contacts.resolve(
					{ waId: null, userId: 'GB.1349', parentUserId: null, name: 'Bo' },
					NOW,
				),
		);
		const [json] = await node.run({ ...EXPLAIN, customer: 'GB.1349' }, { items: [{ json: {} }] });
		expect(json).toMatchObject({ name: 'Bo', phone: null, answer: 'nothing_asked' });
	});

	it.each([['+91 98123 45678'], ['c_unknown']])(
		'M5: answers for %s too, of whom nothing is known, and creates nobody',
		async (customer) => {
			const node = await ledgerNode();
			const [json] = await node.run({ ...EXPLAIN, customer }, { items: [{ json: {} }] });
			expect(json).toMatchObject({ answer: 'never_heard', contact_id: null, called: false });
			expect(
				await node.do(async ({ contacts }) => await contacts.list({ limit: 10 })),
			).toHaveLength(1);
		},
	);

	it.each([
		['a word', { customer: 'Asha' }, {}, 'customer_invalid'],
		['nobody', {}, {}, 'no_customer'],
		[
			'an item’s customer of another ledger',
			{},
			{ contact: { id: 'c_other', wa_id: '919812345678' } },
			'contact_unknown',
		],
	])('refuses %s', async (_what, parameters, json, type) => {
		const node = await ledgerNode();
		const run = node.run({ ...EXPLAIN, ...parameters }, { items: [{ json }] });
		await expect(run).rejects.toMatchObject({ type });
	});

	it('tells no phone number', async () => {
		const node = await ledgerNode();
		await node.do(async ({ decisions }) => await decisions.add(decision(node, 'cool_down')));
		const [json] = await node.run({ ...EXPLAIN, customer: CUSTOMER });
		expect(JSON.stringify(json)).not.toContain(CUSTOMER);
		expect(json?.phone).toBe('+44 ••••• 0123');
	});

	it('tells an agent in few words, about the customer of the conversation only', async () => {
		const node = await ledgerNode();
		await node.do(async ({ decisions }) => await decisions.add(decision(node, 'cool_down')));
		const upstream = { Trigger: { item: node.item() } };
		const parents = { 'This Node': ['Trigger'], Agent: ['Trigger'] };
		const stub = { isTool: true, upstream, parents, executing: 'Agent' };
		const [json = {}] = await node.run({ ...EXPLAIN, customer: '+91 98123 45678' }, stub);
		expect(Object.keys(json)).toEqual(['answer', 'called', 'summary', 'fix', 'retry_at']);
		expect(json.answer).toBe('cool_down');
	});
});

describe('Contact › Get', () => {
	it('gives the customer as an item that other nodes take', async () => {
		const node = await ledgerNode();
		const [json] = await node.run(
			{ ...GET, customer: CUSTOMER },
			{ items: [{ json: { order: 'A-7' } }] },
		);
		expect(json).toMatchObject({
			schema: 'whatsapp-calling/1',
			order: 'A-7',
			contact: { id: node.contact.id, wa_id: CUSTOMER, name: 'Asha', call_opt_out: false },
		});
	});

	it('S4: gives the yes and the brief that hold on the number, for a CRM to take', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		const [json] = await node.run(GET);
		expect(json).toMatchObject({
			wish: { id: 'yes:wamid.yes', kind: 'yes', scope: 'slot', expires_at: at(75) },
			brief: {
				status: 'ready',
				source: 'corrected',
				fields: { sentiment: 'calm', customOwn: { Room: 'Hall' } },
				errors: [],
			},
		});
		expect(json?.brief).not.toHaveProperty('key');
	});

	it('leaves out a yes and a brief of the item that do not hold any more', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		node.clock.now = at(26 * 60);
		const items = [node.item({ wish: { id: 'old' }, brief: { id: 'old' }, order: 'A-7' })];
		const [json] = await node.run(GET, { items });
		expect(json).not.toHaveProperty('wish');
		expect(json).not.toHaveProperty('brief');
		expect(json).toMatchObject({ order: 'A-7' });
	});

	it('V7, P8: shows ratings, recordings without their files, and an objection', async () => {
		const node = await ledgerNode();
		const none = { ratings: [], recordings: [], recording_objected_at: null };
		expect(await node.run(GET)).toMatchObject([none]);
		await wholeStory(node);
		const [json] = await node.run(GET);
		expect(json).toMatchObject({
			ratings: [{ rating: 'good', trigger: 'complex_config', at: at(-4) }],
			recordings: [{ kind: 'recording', status: 'noticed', keep_until: at(60) }],
			recording_objected_at: at(-2),
		});
		expect(JSON.stringify(json)).not.toMatch(/media_1|wacid/);
	});

	it('gives neither where nothing tells which number is meant', async () => {
		const node = await ledgerNode([NUMBER, OTHER_NUMBER]);
		await wholeStory(node);
		const items = [{ json: {} }];
		const [json] = await node.run({ ...GET, customer: CUSTOMER }, { items });
		expect(Object.keys(json ?? {})).toEqual([
			'schema',
			'contact',
			'ratings',
			'recordings',
			'recording_objected_at',
		]);
		const here = { ...GET, customer: CUSTOMER, phoneNumber: NUMBER };
		expect((await node.run(here, { items }))[0]).toHaveProperty('brief');
		const there = { ...here, phoneNumber: OTHER_NUMBER };
		expect((await node.run(there, { items }))[0]).not.toHaveProperty('brief');
	});

	it.each([['525512345678'], ['+52 1 55 1234 5678'], ['0052 55 1234 5678']])(
		'finds a customer by %s, whichever spelling WhatsApp uses',
		async (customer) => {
			const node = await ledgerNode();
			const person = { waId: '5215512345678', userId: null, parentUserId: null, name: 'Bo' };
			await node.do(async ({ contacts }) => await contacts.resolve(person, NOW));
			const [json] = await node.run({ ...GET, customer });
			expect(json).toMatchObject({ contact: { name: 'Bo' } });
		},
	);

	it('refuses a customer that nobody knows', async () => {
		const node = await ledgerNode();
		await expect(node.run({ ...GET, customer: '+91 98123 45678' })).rejects.toMatchObject({
			type: 'contact_unknown',
		});
	});

	it('tells an agent no phone number and no id', async () => {
		const node = await ledgerNode();
		const stub = {
			isTool: true,
			upstream: { Trigger: { item: node.item() } },
			parents: { 'This Node': ['Trigger'] },
		};
		const [json] = await node.run(GET, stub);
		expect(json).toMatchObject({ name: 'Asha', call_opt_out: false });
		expect(JSON.stringify(json)).not.toContain(CUSTOMER);
	});
});

describe('Contact › Get Many', () => {
	it('pages through customers, those that changed last first', async () => {
		const node = await ledgerNode();
		for (const [index, waId] of ['919812345671', '919812345672'].entries()) {
			await node.do(
				async ({ contacts }) =>
					await contacts.resolve(
						{ waId, userId: null, parentUserId: null, name: null },
						at(index + 1),
					),
			);
		}
		const ids = (page: IDataObject[]) => page.map(({ contact }) => (contact as IDataObject).wa_id);
		const first = await node.run({ ...GET_MANY, limit: 2 });
		expect(ids(first)).toEqual(['919812345672', '919812345671']);
		const after = (first[1]?.contact as IDataObject).id;
		expect(ids(await node.run({ ...GET_MANY, limit: 2, after }))).toEqual([CUSTOMER]);
	});

	it('lists those of whom something new is known, for a CRM to take', async () => {
		const node = await ledgerNode();
		const person = { waId: '919812345671', userId: null, parentUserId: null, name: 'Bo' };
		await node.do(async ({ contacts }) => await contacts.resolve(person, at(-90)));
		const changed = { ...GET_MANY, options: { changedMinutes: 30 } };
		node.clock.now = at(20);
		const names = async () =>
			(await node.run(changed)).map(({ contact }) => (contact as IDataObject).name);
		expect(await names()).toEqual(['Asha']);
		node.clock.now = at(31);
		expect(await names()).toEqual([]);
		expect(await node.run(GET_MANY)).toHaveLength(2);
		await node.do(
			async ({ contacts }) =>
				await contacts.setOptOut(
					node.contact.id,
					{ calls: true, at: at(30), messageId: 'm' },
					at(30),
				),
		);
		expect(await names()).toEqual(['Asha']);
	});

	it('S4: each with the yes and the brief that hold on the number', async () => {
		const node = await ledgerNode();
		await wholeStory(node);
		const person = { waId: '919812345671', userId: null, parentUserId: null, name: 'Bo' };
		await node.do(async ({ contacts }) => await contacts.resolve(person, at(1)));
		const [bo = {}, asha] = await node.run(GET_MANY, { items: [{ json: {} }] });
		expect(Object.keys(bo)).toEqual(['schema', 'contact']);
		expect(asha).toMatchObject({ wish: { kind: 'yes' }, brief: { status: 'ready' } });
	});

	it('is refused to an AI agent', async () => {
		const node = await ledgerNode();
		await expect(node.run(GET_MANY, { isTool: true })).rejects.toMatchObject({
			type: 'not_in_tool_mode',
		});
	});
});

describe('Contact › Reset Test Contact', () => {
	const refuse = async (node: LedgerNode) =>
		await node.do(
			async ({ contacts }) =>
				await contacts.setOptOut(node.contact.id, { calls: true, at: NOW, messageId: 'm' }, NOW),
		);
	const isOut = async (node: LedgerNode) =>
		(await node.do(async ({ contacts }) => await contacts.get(node.contact.id)))?.callOptOut;

	it('lets a test contact of the policy start anew', async () => {
		const node = await ledgerNode();
		await refuse(node);
		await node.do(
			async ({ policies }) =>
				await policies.put('default', NUMBER, { testContacts: [CUSTOMER] }, NOW),
		);
		expect(await node.run(RESET)).toEqual([{ contact_id: node.contact.id, reset: true }]);
		expect(await isOut(node)).toBe(false);
	});

	it('P4: never forgets what a real customer has said', async () => {
		const node = await ledgerNode();
		await refuse(node);
		await expect(node.run(RESET)).rejects.toMatchObject({ type: 'not_a_test_contact' });
		expect(await isOut(node)).toBe(true);
	});

	it('is refused to an AI agent', async () => {
		const node = await ledgerNode();
		await expect(node.run(RESET, { isTool: true })).rejects.toMatchObject({
			type: 'not_in_tool_mode',
		});
	});
});

describe('Drop › Get Many', () => {
	it('M5: lists what was dropped, with cause and fix', async () => {
		const node = await ledgerNode();
		await node.do(async ({ drops }) => {
			const drop = { phoneNumberId: NUMBER, detail: 'message_received' };
			await drops.add({ ...drop, at: at(-30), reason: 'no_route' });
			await drops.add({ ...drop, at: at(-3 * 24 * 60), reason: 'no_route' });
		});
		const all = await node.run({ ...DROPS, days: 7 });
		expect(all).toHaveLength(2);
		expect(await node.run({ ...DROPS, days: 1 })).toEqual([
			{
				at: at(-30),
				reason: 'no_route',
				cause: 'No published workflow wants this kind of event.',
				fix: expect.stringContaining('Publish 01 Messages'),
				phone_number_id: NUMBER,
				detail: 'message_received',
				count: 1,
			},
		]);
	});
});

it('names an operation of a newer version', async () => {
	const node = await ledgerNode();
	const run = node.run({ resource: 'report', operation: 'get' });
	await expect(run).rejects.toMatchObject({ type: 'unknown_operation' });
});
