import { describe, expect, it } from 'vitest';
import { callNext, type CallNextFacts } from '../../../nodes/shared/domain/callNext';
import type { CallState } from '../../../nodes/shared/domain/callState';
import { followUps, type FollowUpCase } from '../../../nodes/shared/domain/followUps';
import { readFollowUpTap } from '../../../nodes/shared/domain/followUpTap';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import { HOUSE_TEXTS, LANGUAGES } from '../../../nodes/shared/domain/texts';
import { slotOfTap } from '../../../nodes/shared/domain/wantedTime';
import { replyBody } from '../../../nodes/WhatsAppCalling/replyBody';
import { at } from './callScripts';

const slot = (hours: number) => ({ startAt: at(hours * 3600), endAt: at(hours * 3600 + 1800) });
const SLOTS = [slot(20), slot(21), slot(22)];

/** A customer in Mumbai whose brief is ready; nobody in it exists. */
const CASE: FollowUpCase = {
	contact: { name: 'Asha', language: 'en' },
	policy: DEFAULT_POLICY,
	slots: SLOTS,
	zone: 'Asia/Kolkata',
	escalationId: 'esc_1',
	attemptId: 'att_1',
	brief: {
		customer_name: 'Asha Rao',
		product_interest: 'Corner sofa, olive velvet',
		estimated_cart: 189000,
		room_constraints: null,
		sentiment: 'anxious',
		open_objections: ['price'],
		consent_call: at(0),
	},
	rescheduleTemplate: { name: 'wac_call_missed', language: 'en_US' },
};

const FACTS: CallNextFacts = {
	isTold: false,
	callOptOut: false,
	messageOptOut: false,
	strikes: 0,
	lastCallAttemptAt: at(0),
	bookedFor: null,
	freeSlots: SLOTS.length,
	brief: 'corrected',
	isRecapDue: false,
	isReminder: false,
	mayTryAgain: true,
	wantsAnotherTime: false,
	isNoTalk: false,
};

const ended = (state: CallState['state'], talkSeconds?: number): CallState => ({
	state,
	direction: state === 'missed' ? 'inbound' : 'outbound',
	rawStatus: null,
	errorCode: null,
	startedAt: at(0),
	answeredAt: null,
	endedAt: at(60),
	...(talkSeconds !== undefined && { talkSeconds }),
});

const ENDS: [string, CallState, Partial<CallNextFacts>][] = [
	['a talk', ended('completed', 60), {}],
	['a talk of 3 s', ended('completed', 3), {}],
	['a talk by hand', ended('completed'), {}],
	['a talk that wants another time', ended('completed'), { wantsAnotherTime: true }],
	['no answer', ended('no_answer'), {}],
	['a call that we missed', ended('missed'), {}],
	['a decline', ended('declined'), {}],
	['a failure that passes', ended('failed'), {}],
	['a failure that stays', ended('failed'), { mayTryAgain: false }],
	['a call that still rings', ended('ringing'), {}],
	['an end that was told', ended('no_answer'), { isTold: true }],
	['a reminder that rang out', ended('no_answer'), { isReminder: true }],
	['a reminder that was heard', ended('completed', 20), { isReminder: true }],
];

const REFUSALS: [string, Partial<CallNextFacts>][] = [
	['no refusal', {}],
	['no calls', { callOptOut: true }],
	['no messages', { messageOptOut: true }],
	['nothing at all', { callOptOut: true, messageOptOut: true }],
];

const BRIEFS: [string, Partial<CallNextFacts>][] = [
	['a corrected brief', { brief: 'corrected' }],
	['a brief to correct', { brief: 'uncorrected' }],
	['a brief whose time has come', { brief: 'uncorrected', isRecapDue: true }],
	['no brief', { brief: 'missing' }],
];

const EVERY = ENDS.flatMap(([end, call, of]) =>
	REFUSALS.flatMap(([refusal, refused]) =>
		[0, 1, 2].flatMap((strikes) =>
			[0, 3].flatMap((freeSlots) =>
				BRIEFS.map(([brief, known]) => {
					const facts = { ...FACTS, ...of, ...refused, ...known, strikes, freeSlots };
					const title = `${end}, ${refusal}, ${strikes} strikes, ${freeSlots} slots, ${brief}`;
					return [title, { end, call, facts }] as const;
				}),
			),
		),
	),
);

/** In the words of V7, P4 and P6, without the rules' own code. */
function purposesOf(end: string, facts: CallNextFacts): string[] {
	const isSilent = /stays|still rings|was told|reminder/.test(end);
	if (isSilent || facts.callOptOut || facts.messageOptOut) return [];
	if (end === 'a talk of 3 s') return ['back_to_chat'];
	if (end === 'a talk' || end === 'a talk by hand') {
		if (facts.brief === 'missing') return ['rating'];
		const waits = facts.brief === 'uncorrected' && !facts.isRecapDue;
		return waits ? [] : ['recap', 'rating'];
	}
	return facts.strikes === 2 || facts.freeSlots === 0 ? ['back_to_chat'] : ['reschedule'];
}

describe('V7: what follows a call', () => {
	it.each(EVERY)('%s', (_title, { end, call, facts }) => {
		const next = callNext(call, facts, DEFAULT_POLICY, at(90));
		const about = { ...CASE, slots: SLOTS.slice(0, facts.freeSlots) };
		const said = followUps(next, about);
		expect(said.map(({ purpose }) => purpose)).toEqual(purposesOf(end, facts));
	});

	it('P4: nobody who opted out gets anything', () => {
		const refused = EVERY.map(([, each]) => each).filter(
			({ facts }) => facts.callOptOut || facts.messageOptOut,
		);
		expect(refused.length).toBeGreaterThan(700);
		const said = refused.flatMap(({ call, facts }) =>
			followUps(callNext(call, facts, DEFAULT_POLICY, at(90)), CASE),
		);
		expect(said).toEqual([]);
	});
});

const after = (call: CallState, facts: Partial<CallNextFacts> = {}, about: object = {}) =>
	followUps(callNext(call, { ...FACTS, ...facts }, DEFAULT_POLICY, at(90)), { ...CASE, ...about });

describe('V7: another time', () => {
	it.each([
		['no_answer', {}, 'call_not_answered'],
		['declined', {}, 'call_not_answered'],
		['missed', {}, 'call_missed'],
		['failed', {}, 'call_failed'],
		['completed', { wantsAnotherTime: true }, 'call_another_time'],
	] as const)('after %s is offered in the words for it', (state, facts, key) => {
		for (const language of LANGUAGES) {
			const [said] = after(ended(state), facts, { contact: { name: 'Asha', language } });
			const [words = ''] = HOUSE_TEXTS[language][key].split('(');
			expect(said?.text.startsWith(words)).toBe(true);
			expect(said?.language).toBe(language);
		}
	});

	it('H3: has each free slot as a button, in the customer’s time', () => {
		const [said] = after(ended('no_answer'));
		expect(said).toMatchObject({ type: 'buttons' });
		expect(said?.text).toContain('(India time)');
		const buttons = said?.buttons ?? [];
		expect(buttons.map(({ id }) => slotOfTap(id))).toEqual(SLOTS.map(({ startAt }) => startAt));
		for (const { id } of buttons) expect(id).toMatch(/^wac:slot:esc_1:/);
	});

	it('H3: more than three slots are a list', () => {
		const slots = [20, 21, 22, 23].map(slot);
		expect(after(ended('no_answer'), {}, { slots })).toMatchObject([{ type: 'list' }]);
	});

	it('H2: offers nothing to somebody whose time of day nobody knows', () => {
		expect(after(ended('no_answer'), {}, { zone: null })).toEqual([]);
	});

	it.each([
		['esc_1', 'Asha', ['Asha'], 'esc_1'],
		[null, null, ['there'], '-'],
		[null, ' Asha\nRao ', ['Asha Rao'], '-'],
	])('after the reply window it is a template (escalation %s)', (...row) => {
		const [escalationId, name, parameters, id] = row;
		const [said] = after(
			ended('no_answer'),
			{},
			{ escalationId, contact: { name, language: 'hi' } },
		);
		const payloads = ['yes', 'later', 'no'].map((choice) => `wac:offer_${choice}:${id}:1`);
		expect(said?.template).toEqual({ ...CASE.rescheduleTemplate, parameters, payloads });
	});
});

describe('V7: the recap', () => {
	it('tells what the policy names, unknown fields left out, one line each', () => {
		const [said] = after(ended('completed', 60));
		expect(said?.text.split('\n')).toEqual([
			'Thank you for the call, Asha! As discussed:',
			'Interested in: Corner sofa, olive velvet',
			'Estimated cart: 189,000',
			'If anything is not right, just write to us.',
		]);
	});

	it('in the order of the policy, with the operator’s own fields', () => {
		const policy = { ...DEFAULT_POLICY, recapFields: ['move_in_date', 'product_interest', 'x'] };
		const brief = { ...CASE.brief, move_in_date: 'May' };
		const [said] = after(ended('completed', 60), {}, { policy, brief });
		expect(said?.text.split('\n').slice(1, -1)).toEqual([
			'Move in date: May',
			'Interested in: Corner sofa, olive velvet',
		]);
	});

	it('never tells mood, objections or consent, whatever a policy says', () => {
		const recapFields = ['sentiment', 'open_objections', 'consent_call', 'product_interest'];
		const policy = { ...DEFAULT_POLICY, recapFields };
		const [said] = after(ended('completed', 60), {}, { policy });
		expect(said?.text.split('\n').slice(1, -1)).toHaveLength(1);
	});

	it('of nothing that is known is not sent; the rating is', () => {
		const about = { brief: { product_interest: null, sentiment: 'calm' } };
		expect(after(ended('completed', 60), {}, about)).toMatchObject([{ purpose: 'rating' }]);
	});

	it('keeps what a model or a customer wrote harmless: one line, no formatting, no number', () => {
		const product_interest = '*Sofa*\n{name} +91 98123 45678\u202e';
		const [said] = after(ended('completed', 60), {}, { brief: { product_interest } });
		expect(said?.text.split('\n')[1]).toBe('Interested in: ∗Sofa∗ {name} [number]');
	});
});

describe('V7: the rating', () => {
	it('is one tap that ingress knows, for this very call', () => {
		const said = after(ended('completed', 60)).at(-1);
		expect(said).toMatchObject({ purpose: 'rating', type: 'buttons' });
		expect(said?.buttons.map(({ id }) => readFollowUpTap(id))).toEqual(
			['good', 'fair', 'poor'].map((rating) => ({ kind: 'rating', attemptId: 'att_1', rating })),
		);
	});

	it('of a call that the ledger has no attempt of is not asked for', () => {
		const said = after(ended('completed', 60), {}, { attemptId: null });
		expect(said.map(({ purpose }) => purpose)).toEqual(['recap']);
	});
});

describe('Meta’s limits', () => {
	const everyText = LANGUAGES.flatMap((language) =>
		[true, false].map((windowOpen) => ({ language, windowOpen })),
	);

	it.each(everyText)('hold in $language, window open: $windowOpen', ({ language, windowOpen }) => {
		const contact = { name: 'A'.repeat(200), language };
		const brief = { product_interest: 'long '.repeat(500), room_constraints: 'x'.repeat(2000) };
		const about = { contact, brief, zone: 'America/Argentina/Buenos_Aires' };
		const said = [
			...after(ended('completed', 60), {}, about),
			...after(ended('completed', 3), {}, about),
			...after(ended('failed'), {}, about),
			...after(ended('failed'), {}, { ...about, slots: [20, 21, 22, 23].map(slot) }),
		];
		expect(said).toHaveLength(5);
		for (const each of said) {
			const moment = { windowOpen, now: at(0) };
			const body = replyBody(each, moment, { recipient: { waId: '447700900123' } });
			// What follows a talk or a short one goes while the window is open: the talk has opened it.
			expect(body !== null).toBe(windowOpen || each.purpose === 'reschedule');
		}
	});
});
