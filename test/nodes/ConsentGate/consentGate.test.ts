import { beforeEach, describe, expect, it } from 'vitest';
import { PERMISSION_REQUEST } from '../../../nodes/shared/dial/requestBrake';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import { HOUSE_TEXTS } from '../../../nodes/shared/domain/texts';
import type { Contact, Wish } from '../../../nodes/shared/ledger/ledger';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { redVerdict } from '../../shared/dial/redVerdict';
import { ASHA, at, evidenceOf, GateNode, LINE, NOT_GRANTED } from './gateNode';

const gate = new GateNode();
let asha: Contact;

beforeEach(async () => {
	asha = await gate.customer();
});

const run = async (...rest: Parameters<typeof gate.run> | []) => {
	const [item = gate.item(asha), ...more] = rest;
	return await gate.run(item, ...more);
};

const setPolicy = async (body: object) =>
	await gate.do(async ({ policies }) => await policies.put('default', LINE, body, gate.now));

const claimed = async (wish: Wish) => {
	const claim = await gate.connection.ledger.claimAttempt({
		wishId: wish.id,
		contactId: asha.id,
		phoneNumberId: LINE,
		direction: 'outbound',
		leg: 'media_server',
		claimant: 'other',
		leaseSeconds: 60,
		now: gate.now,
	});
	if (!claim.won) throw new Error(claim.reason);
	return claim;
};

const attempted = async (outcome: 'completed' | 'no_answer', n = 1) => {
	const claim = await claimed(await gate.yes(asha, { id: `yes:wamid.call${n}` }));
	const over = { status: 'ended' as const, outcome, callId: `wacid.${n}`, errorCode: null };
	await gate.do(async ({ attempts }) => {
		await attempts.startDialling(claim.attempt.id, claim.token, null, gate.now);
		await attempts.placed(claim.attempt.id, over.callId, gate.now);
		await attempts.applyCall(claim.attempt.id, { ...over, at: gate.now }, gate.now);
	});
};

const requested = async (contact: Contact, key = `request:${contact.id}`) => {
	const claim = { key, kind: PERMISSION_REQUEST, contact: contact.id, phoneNumberId: LINE };
	await gate.connection.ledger.claimSend({ ...claim, now: gate.now });
	await gate.do(
		async ({ sends }) =>
			await sends.settle(key, { status: 'sent', messageId: `wamid.${key}` }, gate.now),
	);
};

describe('Allowed', () => {
	it('P1: with both keys; what other nodes judge is deferred; the decision is kept', async () => {
		const wish = await gate.yes(asha);
		const { output, json } = await run();
		expect(output).toBe('Allowed');
		expect(json).toMatchObject({
			order: 'A-7',
			decision: { outcome: 'allow', reason: 'allowed', policy: 'default@0', dry_run: false },
			wish: { id: wish.id },
		});
		expect(json.replies).toBeUndefined();
		const deferred = json.decision.evidence.filter(({ passed }) => passed === 'deferred');
		expect(deferred.map(({ check }) => check)).toEqual([
			'customer_hours',
			'team_hours',
			'representative',
			'brief',
		]);
		expect(json.decision.evidence).toHaveLength(13);
		expect(await gate.decisions(asha)).toMatchObject([{ reason: 'allowed', wishId: wish.id }]);
	});

	it('M5: notes contact, outcome and reason on the execution, never the phone', async () => {
		await gate.yes(asha);
		await run();
		expect(gate.noted).toEqual({
			wac_contact: asha.id,
			wac_outcome: 'allow',
			wac_reason: 'allowed',
		});
	});

	it('at any hour: hours are not this node’s', async () => {
		gate.seconds = 12 * 3600;
		await gate.yes(asha);
		expect((await run()).output).toBe('Allowed');
	});

	it('P1: a wish for a later time, without asking Meta; Business Hours asks', async () => {
		gate.meta = NOT_GRANTED;
		await gate.yes(asha, { scope: 'slot', expiresAt: at(24 * 3600) });
		const message = { intent: 'accept_later', requested_slot: at(23 * 3600) };
		const { output, json } = await run(gate.item(asha, { message }));
		expect(output).toBe('Allowed');
		expect(evidenceOf(json, 'meta_permission')).toMatchObject({ passed: 'deferred' });
		expect(evidenceOf(json, 'yes_in_scope')).toMatchObject({ passed: true });
		expect(gate.asked).toBe(0);
	});

	it('P5: the cool-down of now does not hold a slot of tomorrow up', async () => {
		await attempted('completed');
		await gate.yes(asha, { id: 'yes:wamid.later', scope: 'slot', expiresAt: at(24 * 3600) });
		const message = { requested_slot: at(23 * 3600) };
		expect((await run(gate.item(asha, { message }))).output).toBe('Allowed');
		const soon = { requested_slot: at(2 * 3600) };
		const held = await run(gate.item(asha, { message: soon }));
		expect(held.json.decision).toMatchObject({ reason: 'cool_down', retry_at: at(4 * 3600) });
	});

	it('P1: “later”, with no time named, too', async () => {
		await gate.yes(asha, { scope: 'slot', expiresAt: at(3600) });
		expect((await run()).output).toBe('Allowed');
		expect(gate.asked).toBe(0);
	});

	it('P1: “later”, and then a time after the yes ends: booking makes it last', async () => {
		await gate.yes(asha, { scope: 'slot', expiresAt: at(3600) });
		const message = { intent: 'none', requested_slot: at(23 * 3600) };
		expect((await run(gate.item(asha, { message }))).output).toBe('Allowed');
		gate.seconds = 3600;
		expect((await run(gate.item(asha, { message }))).json.decision.reason).toBe('no_yes');
	});

	it('H4: once the booked slot has come, Meta is asked', async () => {
		gate.meta = NOT_GRANTED;
		await gate.yes(asha, { scope: 'slot', startsAt: at(3600), expiresAt: at(4500) });
		gate.seconds = 3599;
		expect((await run()).output).toBe('Allowed');
		gate.seconds = 3600;
		expect((await run()).output).toBe('Ask First');
		gate.seconds = 4500;
		expect((await run()).json.decision.reason).toBe('no_yes');
	});
});

describe('Ask First: no yes', () => {
	it('C4: an offer with three buttons, in the words of the escalation’s action', async () => {
		const escalation = await gate.escalate(asha);
		const { output, json } = await run();
		expect(output).toBe('Ask First');
		expect(json).toMatchObject({
			decision: { outcome: 'ask', reason: 'no_yes', needs: 'yes' },
			escalation: { id: escalation },
			escalation_trigger: 'complex_config',
		});
		expect(json.replies).toEqual([
			{
				purpose: 'offer_call',
				type: 'buttons',
				text: HOUSE_TEXTS.en.offer_specialist,
				language: 'en',
				buttons: [
					{ id: `wac:offer_yes:${escalation}:1`, title: 'Yes, call me now' },
					{ id: `wac:offer_later:${escalation}:1`, title: 'Another time' },
					{ id: `wac:offer_no:${escalation}:1`, title: 'No, thanks' },
				],
				expires_at: null,
				template: {
					name: 'wac_call_offer',
					language: 'en_US',
					parameters: ['Asha', 'your request'],
					payloads: null,
				},
			},
		]);
	});

	it.each([
		['offer_consult', 'offer_consult'],
		['apologise_offer', 'apologise_offer'],
		['stop_bot_offer', 'stop_bot_offer'],
		['call_now', 'offer_call'],
	] as const)('C2: the action %s is worded as %s', async (action, key) => {
		await gate.escalate(asha, action);
		expect((await run()).json.replies?.[0]?.text).toBe(HOUSE_TEXTS.en[key]);
	});

	it('in the customer’s language, with the reason as the node gives it', async () => {
		await gate.escalate(asha);
		await gate.do(
			async ({ contacts }) => await contacts.setLocale(asha.id, { language: 'hi' }, gate.now),
		);
		const { json } = await run(gate.item(asha), { reason: 'आपका सोफ़ा' });
		expect(json.replies?.[0]).toMatchObject({
			language: 'hi',
			text: `*आपका सोफ़ा*\n${HOUSE_TEXTS.hi.offer_specialist}`,
			template: { parameters: ['Asha', 'आपका सोफ़ा'] },
		});
	});

	it('what other nodes wrote into replies stays in front', async () => {
		await gate.escalate(asha);
		const before = {
			purpose: 'apology',
			type: 'text',
			text: 'Sorry!',
			language: 'en',
			buttons: [],
			template: null,
		};
		const { json } = await run(gate.item(asha, { replies: [before] }));
		expect(json.replies?.map(({ purpose }) => purpose)).toEqual(['apology', 'offer_call']);
	});

	it('an offer that is open is not made again, and the evidence says so', async () => {
		const escalationId = await gate.escalate(asha);
		const offer = { messageId: 'wamid.offer', phoneNumberId: LINE, contactId: asha.id };
		await gate.do(
			async ({ offers }) =>
				await offers.put(
					{ ...offer, escalationId, sentAt: gate.now, expiresAt: at(3600) },
					gate.now,
				),
		);
		gate.seconds = 3599;
		const open = await run();
		expect(open.output).toBe('Ask First');
		expect(open.json.replies).toBeUndefined();
		expect(evidenceOf(open.json, 'asking')).toEqual({
			check: 'asking',
			passed: false,
			found: `an offer waits for an answer until ${at(3600)}`,
		});
		gate.seconds = 3600;
		expect((await run()).json.replies).toHaveLength(1);
	});

	it('P7, C3: nothing is offered to somebody whom no signal concerns', async () => {
		const { output, json } = await run();
		expect(output).toBe('Ask First');
		expect(json.replies).toBeUndefined();
		expect(evidenceOf(json, 'asking')?.found).toContain('no live escalation');
	});
});

describe('Ask First: a request that comes back after its yes has lapsed (H4)', () => {
	const parked = async (escalationId: string | null, wishId: string | null = null) =>
		await gate.do(
			async ({ callbacks }) =>
				await callbacks.park(
					{
						contactId: asha.id,
						phoneNumberId: LINE,
						wishId,
						escalationId,
						dueAt: null,
						wokenBy: 'representative',
					},
					gate.now,
				),
		);
	const woken = (id: string) =>
		gate.item(asha, {
			event: { type: 'request_woken', key: `callback:${id}`, at: gate.now, origin: 'ledger' },
			callback: { id, woken_by: 'representative', due_at: gate.now, late_seconds: 0 },
		});

	it('asks again, and does not let the call through', async () => {
		const escalation = await gate.escalate(asha);
		const wish = await gate.yes(asha);
		const callback = await parked(escalation, wish.id);
		gate.seconds = 25 * 60;
		const { output, json } = await run(woken(callback.id));
		expect(output).toBe('Ask First');
		expect(json.replies?.[0]?.buttons[0]?.id).toBe(`wac:offer_yes:${escalation}:1`);
	});

	it('two days later its escalation has lapsed: one goes on from the same signals', async () => {
		const before = await gate.escalate(asha);
		const callback = await parked(before);
		gate.seconds = 48 * 3600;
		const { json } = await run(woken(callback.id));
		expect(json.escalation?.id).not.toBe(before);
		expect(json.escalation_trigger).toBe('complex_config');
		expect(json.replies?.[0]).toMatchObject({
			text: HOUSE_TEXTS.en.offer_specialist,
			buttons: [{ id: `wac:offer_yes:${json.escalation?.id}:1` }, {}, {}],
		});
		const { status } =
			(await gate.do(async ({ escalations }) => await escalations.live(asha.id, LINE, gate.now))) ??
			{};
		expect(status).toBe('open');
	});

	it('of a customer who has since said no nothing is asked', async () => {
		const before = await gate.escalate(asha);
		const callback = await parked(before);
		await gate.do(async ({ escalations }) => await escalations.close(before, 'declined', gate.now));
		expect((await run(woken(callback.id))).json.replies).toBeUndefined();
	});

	it('a callback of somebody else is no reason', async () => {
		const bela = await gate.customer({ waId: '919800000001' });
		const callback = await parked(null);
		const item = woken(callback.id);
		item.json.contact = { id: bela.id, wa_id: bela.waId };
		expect((await run(item)).json.replies).toBeUndefined();
	});

	it('a new yes in the meantime is a yes', async () => {
		const first = await gate.yes(asha, { expiresAt: at(60) });
		const callback = await parked(null, first.id);
		gate.seconds = 120;
		const second = await gate.yes(asha, { id: 'yes:wamid.2' });
		const item = woken(callback.id);
		item.json.wish = { id: first.id, kind: 'yes', scope: 'now', expires_at: at(60) };
		const { output, json } = await run(item);
		expect(output).toBe('Allowed');
		expect(json.wish?.id).toBe(second.id);
	});
});

describe('Call by Hand', () => {
	const BY_HAND = { options: { byHand: true } };
	const META = ['restricted', 'country', 'daily_cap', 'meta_permission'];

	it.each([
		['has given no permission', NOT_GRANTED],
		['does not answer', null],
	])('V5: a yes is Allowed where Meta %s, and Meta is not asked', async (_what, meta) => {
		gate.meta = meta;
		await gate.yes(asha);
		const { output, json } = await run(gate.item(asha), BY_HAND);
		expect(output).toBe('Allowed');
		expect(json.replies).toBeUndefined();
		const notApplicable = json.decision.evidence.filter(
			({ passed }) => passed === 'not_applicable',
		);
		expect(notApplicable.map(({ check }) => check)).toEqual(META);
		expect(gate.asked).toBe(0);
	});

	it('V5: as of a later time too', async () => {
		gate.meta = null;
		await gate.yes(asha, { scope: 'slot', expiresAt: at(24 * 3600) });
		const { output, json } = await run(gate.item(asha), BY_HAND);
		expect(output).toBe('Allowed');
		expect(evidenceOf(json, 'meta_permission')).toMatchObject({ passed: 'not_applicable' });
	});

	it('C3: without a yes the offer goes out all the same', async () => {
		await gate.escalate(asha);
		const { output, json } = await run(gate.item(asha), BY_HAND);
		expect(output).toBe('Ask First');
		expect(json.replies).toMatchObject([{ type: 'buttons' }]);
	});

	it('P4: a refusal holds', async () => {
		await gate.yes(asha);
		const refusal = { calls: true, at: gate.now, messageId: 'wamid.no' };
		await gate.do(async ({ contacts }) => await contacts.setOptOut(asha.id, refusal, gate.now));
		expect((await run(gate.item(asha), BY_HAND)).output).toBe('Do Not Call');
	});
});

describe('Ask First: no permission', () => {
	beforeEach(async () => {
		gate.meta = NOT_GRANTED;
		await gate.yes(asha);
	});

	it('P2: a permission request, free-form inside the reply window, by template outside', async () => {
		const { output, json } = await run();
		expect(output).toBe('Ask First');
		expect(json.decision).toMatchObject({ reason: 'no_permission', needs: 'permission' });
		expect(json.replies).toEqual([
			{
				purpose: 'request_permission',
				type: 'permission_request',
				text: HOUSE_TEXTS.en.request_permission,
				language: 'en',
				buttons: [],
				expires_at: null,
				template: {
					name: 'wac_call_permission',
					language: 'en_US',
					parameters: ['Asha'],
					payloads: null,
				},
			},
		]);
	});

	it('P1: the yes waits for the answer, as long as the policy says', async () => {
		gate.seconds = 600;
		await run();
		const wish = await gate.do(async ({ wishes }) => await wishes.get('yes:wamid.1'));
		expect(wish).toMatchObject({ waitingFor: 'permission', expiresAt: at(600 + 1200) });
	});

	it('templates and their languages are the node’s to choose', async () => {
		const options = { permissionTemplate: 'call_ok|es_MX' };
		const { json } = await run(gate.item(asha), { options });
		expect(json.replies?.[0]?.template).toMatchObject({ name: 'call_ok', language: 'es_MX' });
	});

	it('a request that nobody has answered is not sent again for a day', async () => {
		await requested(asha);
		const pending = await run();
		expect(pending.output).toBe('Ask First');
		expect(pending.json.replies).toBeUndefined();
		expect(evidenceOf(pending.json, 'asking')).toMatchObject({
			passed: false,
			found: `the request of ${at(0)} is not answered yet`,
		});
		gate.seconds = 24 * 3600 - 1;
		await gate.yes(asha, { id: 'yes:wamid.2' });
		expect((await run()).json.replies).toBeUndefined();
		gate.seconds = 24 * 3600;
		expect((await run()).json.replies?.[0]?.type).toBe('permission_request');
	});

	it('P2: asked and answered, with no more requests allowed: a call button', async () => {
		gate.seconds = 59.4;
		await requested(asha);
		// Answered at once: Meta's times are whole seconds.
		gate.seconds = 59;
		const no = { response: 'reject' as const, isPermanent: false, expiresAt: null, at: gate.now };
		await gate.do(async ({ permissions }) => await permissions.apply(asha.id, LINE, no, gate.now));
		const requestsFrom = Date.parse(at(24 * 3600)) / 1000;
		gate.meta = { ...NOT_GRANTED, canRequest: false, requestsFrom };
		const { output, json } = await run();
		expect(output).toBe('Ask First');
		expect(json.replies).toMatchObject([
			{
				purpose: 'call_button',
				type: 'call_button',
				text: HOUSE_TEXTS.en.call_button,
				buttons: [{ title: 'Call us now' }],
			},
		]);
		expect(evidenceOf(json, 'asking')?.found).toBe(`no permission request until ${at(24 * 3600)}`);
	});

	it('P3: Meta cannot be asked: Not Now, and no request', async () => {
		gate.meta = null;
		const { output, json } = await run();
		expect(output).toBe('Not Now');
		expect(json.decision).toMatchObject({ reason: 'permission_unavailable', retry_at: at(300) });
		expect(json.replies?.map(({ type }) => type)).toEqual(['text']);
	});

	it('P7: the brake: Not Now, with the reason, the evidence and when to look again', async () => {
		await setPolicy({ requestsPerHour: 2 });
		for (const n of [1, 2]) await requested(await gate.customer({ waId: `91980000000${n}` }));
		const { output, json } = await run();
		expect(output).toBe('Not Now');
		expect(json.decision).toMatchObject({
			outcome: 'schedule',
			reason: 'request_brake',
			needs: null,
			retry_at: at(600),
		});
		expect(evidenceOf(json, 'request_brake')).toEqual({
			check: 'request_brake',
			passed: false,
			found: '2 requests in the last hour, 2 allowed',
		});
		expect(json.replies).toMatchObject([{ purpose: 'reschedule', text: HOUSE_TEXTS.en.not_now }]);
		expect(await gate.decisions(asha)).toMatchObject([{ reason: 'request_brake' }]);
		gate.seconds = 3600;
		await gate.yes(asha, { id: 'yes:wamid.2' });
		expect((await run()).output).toBe('Ask First');
	});

	it('M2: a red number asks nobody: Not Now, with what was counted; the customer may call', async () => {
		await gate.do(async ({ guards }) => await guards.put(LINE, redVerdict(gate.now), gate.now));
		await setPolicy({ team: { zone: 'Asia/Kolkata' } });
		const { output, json } = await run();
		expect(output).toBe('Not Now');
		expect(json.decision).toMatchObject({
			outcome: 'schedule',
			reason: 'quality_guard',
			needs: null,
			retry_at: at(31 * 24 * 3600),
		});
		expect(evidenceOf(json, 'quality_guard')).toEqual({
			check: 'quality_guard',
			passed: false,
			found: 'red: 12 of 40 calls answered (95 %: 18–45 %)',
		});
		expect(evidenceOf(json, 'restricted')).toMatchObject({
			passed: true,
			found: expect.stringContaining('0 of 1000 attempts of today'),
		});
		expect(json.replies).toMatchObject([{ purpose: 'call_button' }]);
	});

	it('M2: a test contact is asked all the same', async () => {
		await gate.do(async ({ guards, contacts }) => {
			await guards.put(LINE, redVerdict(gate.now), gate.now);
			await contacts.setTest(asha.id, true, gate.now);
		});
		expect((await run()).output).toBe('Ask First');
	});

	it('P7: many declines hold it too', async () => {
		for (let n = 1; n <= DEFAULT_POLICY.declinesOfTen; n++) {
			const other = await gate.customer({ waId: `91980000000${n}` });
			await requested(other);
			const no = { response: 'reject' as const, isPermanent: false, expiresAt: null, at: gate.now };
			await gate.do(
				async ({ permissions }) => await permissions.apply(other.id, LINE, no, gate.now),
			);
		}
		const { output, json } = await run();
		expect(output).toBe('Not Now');
		expect(evidenceOf(json, 'request_brake')?.found).toContain('5 of the last 5 answers were no');
	});
});

describe('the call button (P2, V3)', () => {
	const barred = { phoneNumberId: LINE, displayPhoneNumber: '12025550123', wabaId: '1' };

	beforeEach(async () => {
		await gate.do(async ({ lines }) => await lines.learn(barred, gate.now));
		await setPolicy({ team: { zone: 'Asia/Kolkata' } });
	});

	it('instead of a call where Meta bars it', async () => {
		const escalation = await gate.escalate(asha);
		const { output, json } = await run();
		expect(output).toBe('Do Not Call');
		expect(json.decision.reason).toBe('country_barred');
		expect(json.replies).toMatchObject([
			{ type: 'call_button', buttons: [{ id: `wac:call_button:${escalation}:1` }] },
		]);
	});

	it('with the end of the shift, with which it ends', async () => {
		await gate.escalate(asha);
		gate.seconds = 6 * 3600;
		const { json } = await run();
		expect(json.replies).toMatchObject([{ type: 'call_button', expires_at: at(6.5 * 3600) }]);
	});

	it('not for a greeting', async () => {
		expect((await run()).json.replies).toBeUndefined();
	});

	it.each([
		['in the last ten minutes before the team goes home', 6.5 * 3600 - 599],
		['in the evening', 10 * 3600],
		['on a Saturday', 5 * 24 * 3600],
	])('not %s', async (_when, seconds) => {
		gate.seconds = seconds;
		await gate.yes(asha);
		const { json } = await run();
		expect(json.replies).toMatchObject([{ purpose: 'reschedule' }]);
		expect(evidenceOf(json, 'asking')?.found).toContain('the team is not there');
	});

	it('not while nobody is ready, and not if it is turned off', async () => {
		await gate.yes(asha);
		const off = await run(gate.item(asha), { options: { callButton: false } });
		expect(evidenceOf(off.json, 'asking')?.found).toContain('turned off');
		const meera = { name: 'Meera', role: 'representative' as const, phoneNumberIds: [] };
		await gate.do(async ({ representatives }) => await representatives.create(meera, gate.now));
		const nobody = await run();
		expect(evidenceOf(nobody.json, 'asking')?.found).toContain('no representative is ready');
		expect(nobody.json.replies).toMatchObject([{ type: 'text' }]);
	});
});

describe('Not Now and Do Not Call', () => {
	it('P5: in the cool-down: when to look again, and words for who waits', async () => {
		await attempted('completed');
		gate.seconds = 600;
		await gate.yes(asha, { id: 'yes:wamid.2' });
		const { output, json } = await run();
		expect(output).toBe('Not Now');
		expect(json.decision).toMatchObject({ reason: 'cool_down', retry_at: at(4 * 3600) });
		expect(json.replies).toMatchObject([{ purpose: 'reschedule', type: 'text' }]);
	});

	it('P6: after two unanswered calls', async () => {
		await setPolicy({ coolDownHours: 0 });
		await attempted('no_answer', 1);
		gate.seconds = 60;
		await attempted('no_answer', 2);
		gate.seconds = 120;
		await gate.yes(asha, { id: 'yes:wamid.again' });
		const { output, json } = await run();
		expect(output).toBe('Do Not Call');
		expect(json.decision.reason).toBe('unanswered_twice');
	});

	it('P4: after an opt-out: silence, whatever waits', async () => {
		await gate.escalate(asha);
		await gate.yes(asha);
		const change = { calls: true, at: gate.now, messageId: 'wamid.no' };
		await gate.do(async ({ contacts }) => await contacts.setOptOut(asha.id, change, gate.now));
		const { output, json } = await run();
		expect(output).toBe('Do Not Call');
		expect(json.decision.reason).toBe('opted_out');
		expect(json.replies).toBeUndefined();
	});

	it('while a call is live: nothing to say', async () => {
		const { attempt, token } = await claimed(await gate.yes(asha));
		await gate.do(
			async ({ attempts }) => await attempts.startDialling(attempt.id, token, null, gate.now),
		);
		const { output, json } = await run();
		expect(output).toBe('Not Now');
		expect(json.decision.reason).toBe('call_in_progress');
		expect(json.replies).toBeUndefined();
	});

	it('P10: a claim of this very yes, left by a run that died, does not stand in its own way', async () => {
		await claimed(await gate.yes(asha));
		const { json } = await run();
		expect(json.decision.evidence).toContainEqual({
			check: 'call_in_progress',
			passed: true,
			found: null,
		});
		expect(json.decision.reason).not.toBe('call_in_progress');
	});
});

describe('the policy', () => {
	it('may be overridden towards fewer calls only', async () => {
		await attempted('completed');
		gate.seconds = 5 * 3600;
		await gate.yes(asha, { id: 'yes:wamid.2' });
		const longer = await run(gate.item(asha), { options: { coolDownHours: 8 } });
		expect(longer.json.decision).toMatchObject({ reason: 'cool_down', retry_at: at(8 * 3600) });
		await setPolicy({ coolDownHours: 6 });
		const shorter = await run(gate.item(asha), { options: { coolDownHours: 1 } });
		expect(shorter.json.decision).toMatchObject({ reason: 'cool_down', retry_at: at(6 * 3600) });
	});

	it('of another name judges by its own rules', async () => {
		await gate.do(
			async ({ policies }) => await policies.put('vip', LINE, { coolDownHours: 0.5 }, gate.now),
		);
		await attempted('completed');
		gate.seconds = 3600;
		await gate.yes(asha, { id: 'yes:wamid.2' });
		const { output, json } = await run(gate.item(asha), { policy: 'vip' });
		expect(output).toBe('Allowed');
		expect(json.decision.policy).toBe('vip@1');
	});

	it('that does not exist is refused by name', async () => {
		await expect(run(gate.item(asha), { policy: 'vpi' })).rejects.toMatchObject({
			message: expect.stringContaining('vpi'),
			description: expect.stringContaining('[policy_unknown]'),
		});
	});
});

describe('nothing is kept', () => {
	const kept = async () => {
		const wish = await gate.do(async ({ wishes }) => await wishes.get('yes:wamid.1'));
		return { decisions: await gate.decisions(asha), waitingFor: wish?.waitingFor };
	};

	it('in a manual run: it decides and shows', async () => {
		gate.meta = NOT_GRANTED;
		await gate.yes(asha);
		const { output, json } = await run(gate.item(asha), {}, { mode: 'manual' });
		expect(output).toBe('Ask First');
		expect(json.decision).toMatchObject({ dry_run: true, reason: 'no_permission' });
		expect(json.replies).toHaveLength(1);
		expect(await kept()).toEqual({ decisions: [], waitingFor: null });
	});

	it('in a manual run the escalation on the item stands for one that would be open', async () => {
		const escalation = {
			id: 'esc_shown',
			status: 'open',
			triggers: ['frustration'],
			action: 'apologise_offer',
			evidence: [],
		};
		const item = () => gate.item(asha, { escalation });
		const shown = await run(item(), {}, { mode: 'manual' });
		expect(shown.json.replies?.[0]?.buttons[0]?.id).toBe('wac:offer_yes:esc_shown:1');
		// In a real run only the ledger counts.
		expect((await run(item())).json.replies).toBeUndefined();
	});

	it('as an agent’s tool: the answer is on output 0, the customer is the conversation’s', async () => {
		gate.meta = NOT_GRANTED;
		await gate.yes(asha);
		const bela = await gate.customer({ waId: '919800000001' });
		const item = gate.item(bela);
		const { output, json } = await run(
			item,
			{},
			{
				isTool: true,
				executing: 'AI Agent',
				parents: { 'AI Agent': ['Trigger'] },
				upstream: { Trigger: { item: gate.item(asha) } },
			},
		);
		expect(output).toBe('Allowed');
		expect(Object.keys(json).sort()).toEqual(['decision', 'schema']);
		// Asha has said yes, and Bela has not.
		expect(json.decision).toMatchObject({ reason: 'no_permission', dry_run: true });
		expect(await kept()).toEqual({ decisions: [], waitingFor: null });
	});

	it('of a sample: judged as of its own time, without asking Meta', async () => {
		const yes = await run({ json: sampleJson('message_received') }, {}, { mode: 'manual' });
		expect(yes.output).toBe('Allowed');
		expect(yes.json.decision).toMatchObject({ dry_run: true });
		const { wish: _wish, ...escalated } = sampleJson('escalated');
		const ask = await run({ json: escalated });
		expect(ask.output).toBe('Ask First');
		expect(ask.json.decision.dry_run).toBe(true);
		expect(ask.json.replies?.at(-1)?.buttons[0]?.id).toBe('wac:offer_yes:esc_sample:1');
		expect(gate.asked).toBe(0);
	});
});

describe('what is refused', () => {
	it.each([
		['no customer', { json: { order: 'A-7' } }, {}, 'no_customer'],
		[
			'a customer the ledger does not know',
			{
				json: {
					line: { phone_number_id: LINE },
					contact: { id: 'c_0', wa_id: '14085550000' },
				},
			},
			{},
			'contact_unknown',
		],
		[
			'a template that is none',
			null,
			{ options: { offerTemplate: 'call offer' } },
			'template_invalid',
		],
		['a reason too long for a headline', null, { reason: 'x'.repeat(61) }, 'text_too_long'],
	])('%s', async (_what, item, parameters, code) => {
		await expect(run(item ?? gate.item(asha), parameters)).rejects.toMatchObject({
			description: expect.stringContaining(`[${code}]`),
		});
	});

	it('leaves by Do Not Call if the node is set to continue', async () => {
		const { output, json } = await run({ json: { order: 'A-7' } }, {}, { continueOnFail: true });
		expect(output).toBe('Do Not Call');
		expect(json).toMatchObject({ error: { code: 'no_customer' }, order: 'A-7' });
	});

	it('a test contact by the policy’s list is relaxed like any other', async () => {
		await setPolicy({ testContacts: [ASHA] });
		await attempted('completed');
		gate.seconds = 60;
		await gate.yes(asha, { id: 'yes:wamid.2' });
		expect((await run()).output).toBe('Allowed');
	});
});
