import { describe, expect, it } from 'vitest';

import { judgeQuality } from '../../../nodes/shared/domain/qualityGuard';
import { HOUSE_GUARD } from '../../../nodes/shared/domain/qualityGuardRules';
import type { AttemptOutcome, Contact } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, DAYS, HOURS, LINE, MINUTES, OTHER_LINE, Story } from '../story';
import { LIMITS } from '../sweep';

/** Nothing on record: green. */
const VERDICT = judgeQuality(
	{ records: { calls: [], refusals: [], warnings: [] }, restrictions: [], zone: 'UTC' },
	null,
	HOUSE_GUARD,
	at(0),
);

export function guardsContract(engine: Engine): void {
	keeping(engine);
	calls(engine);
	refusals(engine);
	capping(engine);
}

function keeping(engine: Engine): void {
	describe('M2: the record of a number', () => {
		const story = new Story(engine);
		const get = (line = LINE) => story.do((tx) => tx.guards.get(line));
		const numbers = (since = 0) => story.do((tx) => tx.guards.numbers(at(since)));

		it('M2: is the verdict that was given last, of this number alone', async () => {
			expect(await get()).toBeNull();
			const red = { ...VERDICT, level: 'red', reasons: ['answer_rate'] } as const;
			await story.do(async (tx) => {
				await tx.guards.put(LINE, VERDICT, at(0));
				await tx.guards.put(LINE, { ...red, reasons: ['answer_rate'] }, at(60));
				await tx.guards.put(OTHER_LINE, VERDICT, at(30));
			});
			expect(await get()).toEqual({ ...red, phoneNumberId: LINE, judgedAt: at(60) });
			expect((await get(OTHER_LINE))?.level).toBe('green');
		});

		it('M2: Meta’s warnings are kept once per event, and told of their time', async () => {
			const warning = { about: 'business_initiated', at: at(0) } as const;
			await story.do(async (tx) => {
				await tx.guards.warn(LINE, warning, 'alert:1');
				await tx.guards.warn(LINE, { ...warning, at: at(5) }, 'alert:1');
				await tx.guards.warn(LINE, { about: 'user_initiated', at: at(60) }, 'alert:2');
				await tx.guards.warn(OTHER_LINE, { about: 'unknown', at: at(60) }, 'alert:3');
			});
			const warnings = async (since: number) =>
				(await story.do((tx) => tx.guards.records(LINE, at(since)))).warnings;
			expect(await warnings(0)).toEqual([warning, { about: 'user_initiated', at: at(60) }]);
			expect(await warnings(1)).toEqual([{ about: 'user_initiated', at: at(60) }]);
		});

		it('M2: is kept for numbers with a call, a warning or a record that is not green', async () => {
			await story.past(await story.meet(), 0, 'completed');
			expect([await numbers(30), await numbers(31)]).toEqual([[LINE], []]);
			await story.do(async (tx) => {
				await tx.guards.warn(OTHER_LINE, { about: 'unknown', at: at(60) }, 'alert:1');
				await tx.guards.put('1001', VERDICT, at(0));
				await tx.guards.put('1002', { ...VERDICT, level: 'amber' }, at(0));
			});
			expect(await numbers(30)).toEqual(['1002', LINE, OTHER_LINE].sort());
			expect(await numbers(61)).toEqual(['1002']);
		});
	});
}

function calls(engine: Engine): void {
	describe('M2: calls that count', () => {
		const story = new Story(engine);
		const since = async (seconds = 0, line = LINE) =>
			(await story.do((tx) => tx.guards.records(line, at(seconds)))).calls;

		it('M2: are those that we placed and that ended since then, in the order of their start', async () => {
			const contact = await story.meet();
			const bob = await story.meet(BOB);
			await story.past(contact, 0, 'no_answer');
			await story.past(bob, 60, 'completed');
			await story.dial(contact, 120, { phoneNumberId: OTHER_LINE });
			const first = { startedAt: at(0), endedAt: at(30), outcome: 'no_answer', answered: false };
			const second = { startedAt: at(60), endedAt: at(90), outcome: 'completed', answered: true };
			const both = [
				{ contactId: contact.id, ...first },
				{ contactId: bob.id, ...second },
			];
			expect(await since()).toEqual(both);
			expect(await since(30)).toEqual(both);
			expect(await since(31)).toEqual(both.slice(1));
			expect(await since(0, OTHER_LINE)).toEqual([]);
		});

		it.each<{ outcome: AttemptOutcome; answeredAt: string | null; answered: boolean }>([
			{ outcome: 'completed', answeredAt: null, answered: true },
			{ outcome: 'failed', answeredAt: at(10), answered: true },
			{ outcome: 'failed', answeredAt: null, answered: false },
			{ outcome: 'declined', answeredAt: null, answered: false },
		])('V2: $outcome, answered at $answeredAt: answered $answered', async (ended) => {
			const { attempt } = await story.dial(await story.meet());
			const sum = { status: 'ended', callId: 'wacid.1', errorCode: null, at: at(30) } as const;
			const { outcome, answeredAt, answered } = ended;
			await story.do((tx) =>
				tx.attempts.applyCall(attempt.id, { ...sum, outcome, answeredAt }, at(30)),
			);
			expect(await since()).toMatchObject([{ outcome, answered }]);
		});

		it.each<{ title: string; begin: (contact: Contact) => Promise<unknown>; isCall?: true }>([
			{
				title: 'one that is not over',
				begin: async (contact) => story.call((await story.dial(contact)).attempt.id, 'ringing', 5),
			},
			{
				title: 'one by hand',
				begin: async (contact) => {
					const { id } = await story.byHand(contact);
					await story.do((tx) => tx.attempts.settleManual(id, 'no_answer', at(30)));
				},
			},
			{
				title: 'one from the customer',
				begin: async (contact) => {
					const call = { id: 'inbound:wacid.1', kind: 'inbound' } as const;
					const { attempt } = await story.dial(contact, 0, call);
					await story.call(attempt.id, 'ended', 30, 'missed', 'wacid.1');
				},
			},
			{
				title: 'one to a test contact',
				begin: async (contact) => {
					await story.do((tx) => tx.contacts.setTest(contact.id, true, at(0)));
					await story.past(contact, 0, 'no_answer');
				},
			},
			{
				title: 'one that Meta refused to place',
				begin: async (contact) => {
					const { attempt } = await story.dial(contact);
					await story.do((tx) => tx.attempts.refused(attempt.id, 'x', at(1)));
				},
			},
			{
				title: 'one that was never dialled',
				begin: async (contact) => {
					await story.won(await story.wish(contact));
					await story.do((tx) => tx.attempts.sweep(LIMITS, at(HOURS)));
				},
			},
		])('M2: are not $title', async ({ begin }) => {
			await begin(await story.meet());
			expect(await since()).toEqual([]);
		});

		it('M2: of two contacts that turn out to be one are of one customer', async () => {
			await story.past(await story.meet({ userId: ALICE.userId }), 0, 'no_answer');
			await story.past(await story.meet({ waId: ALICE.waId }), 60, 'no_answer');
			const one = await story.meet(ALICE, 5 * MINUTES);
			expect((await since()).map(({ contactId }) => contactId)).toEqual([one.id, one.id]);
		});
	});
}

function refusals(engine: Engine): void {
	describe('M2: refusals that count', () => {
		const story = new Story(engine);
		const since = async (seconds = 0) =>
			(await story.do((tx) => tx.guards.records(LINE, at(seconds)))).refusals;
		const answer = (contact: Contact, response: 'accept' | 'reject', seconds: number) => {
			const reply = { response, isPermanent: false, expiresAt: null, at: at(seconds) } as const;
			return story.do((tx) => tx.permissions.apply(contact.id, LINE, reply, at(seconds)));
		};
		const decline = async (contact: Contact, seconds: number, because = 'declined') => {
			const { escalation } = await story.escalate(contact, seconds);
			await story.do((tx) => tx.escalations.close(escalation.id, because, at(seconds + 60)));
			return escalation.id;
		};

		it('M2: are opt-outs, a no to an offer and a no to a permission request', async () => {
			const contact = await story.meet();
			await story.past(contact, 0, 'no_answer');
			await decline(contact, 60);
			await answer(contact, 'reject', 180);
			await story.refuse(contact, 240);
			const refused = [120, 180, 240].map((seconds) => ({
				contactId: contact.id,
				at: at(seconds),
			}));
			expect(await since()).toEqual(refused);
			expect(await since(30)).toEqual(refused);
		});

		it('M2: are those since the first of the calls began, also before the window did', async () => {
			const contact = await story.meet();
			await story.refuse(contact, -1);
			await story.allow(contact, 0);
			await story.past(contact, 5, 'no_answer');
			await story.refuse(contact, 10);
			expect(await since(20)).toEqual([{ contactId: contact.id, at: at(10) }]);
		});

		it('M2: of a no to an offer the time is the customer’s, not that of a late delivery', async () => {
			const contact = await story.meet();
			await story.past(contact, 0, 'no_answer');
			const { escalation } = await story.escalate(contact, 30);
			const offer = { phoneNumberId: LINE, contactId: contact.id, escalationId: escalation.id };
			await story.do(async (tx) => {
				const times = { sentAt: at(40), expiresAt: at(HOURS) };
				await tx.offers.put({ ...offer, ...times, messageId: 'wamid.offer' }, at(40));
				await tx.offers.answer('wamid.offer', at(50));
				await tx.escalations.close(escalation.id, 'declined', at(HOURS));
			});
			expect(await since()).toEqual([{ contactId: contact.id, at: at(50) }]);
		});

		it.each<{ title: string; say: (contact: Contact) => Promise<unknown> }>([
			{ title: 'calls allowed again', say: async (contact) => story.allow(contact, 60) },
			{ title: 'a permission', say: async (contact) => answer(contact, 'accept', 60) },
			{ title: 'an escalation that ended otherwise', say: async (of) => decline(of, 60, 'called') },
			{ title: 'somebody else’s', say: async () => story.refuse(await story.meet(BOB), 60) },
			{
				title: 'a no to an offer of another number',
				say: async (contact) => {
					const other = { phoneNumberId: OTHER_LINE };
					const { escalation } = await story.escalate(contact, 60, other);
					await story.do((tx) => tx.escalations.close(escalation.id, 'declined', at(90)));
				},
			},
		])('M2: are not $title', async ({ say }) => {
			const contact = await story.meet();
			await story.past(contact, 0, 'no_answer');
			await say(contact);
			expect(await since()).toEqual([]);
		});

		it('M2: an opt-out counts on whichever number it was said', async () => {
			const contact = await story.meet();
			await story.past(contact, 0, 'no_answer');
			await story.refuse(contact, 60);
			expect(await since()).toHaveLength(1);
			expect(await story.do((tx) => tx.guards.records(OTHER_LINE, at(0)))).toEqual({
				...{ calls: [], refusals: [], warnings: [] },
			});
		});
	});
}

function capping(engine: Engine): void {
	describe('M2: attempts of a day', () => {
		const story = new Story(engine);
		const dialled = (seconds = 0, line = LINE) =>
			story.do((tx) => tx.guards.dialledSince(line, at(seconds)));

		it('M2: are those dialled since then, over or not', async () => {
			await story.past(await story.meet(), 0, 'no_answer');
			await story.dial(await story.meet(BOB), 60);
			expect([await dialled(), await dialled(1), await dialled(60)]).toEqual([2, 1, 1]);
			expect([await dialled(61), await dialled(0, OTHER_LINE)]).toEqual([0, 0]);
		});

		it('M2: are not calls by hand, claims, the customer’s own, test contacts’ or refused ones', async () => {
			await story.byHand(await story.meet());
			await story.won(await story.wish(await story.meet(BOB)));
			const carol = await story.meet({ waId: '14085550003' });
			await story.dial(carol, 60, { id: 'inbound:wacid.1', kind: 'inbound' });
			const dave = await story.meet({ waId: '14085550004' });
			await story.do((tx) => tx.contacts.setTest(dave.id, true, at(0)));
			await story.dial(dave, 120);
			const erin = await story.meet({ waId: '14085550005' });
			const { attempt } = await story.dial(erin, 180);
			expect(await dialled(-DAYS)).toBe(1);
			await story.do((tx) => tx.attempts.refused(attempt.id, 'x', at(181)));
			expect(await dialled(-DAYS)).toBe(0);
		});
	});
}
