import { describe, expect, it } from 'vitest';

import { MANUAL_LEG, type Attempt, type AttemptOutcome } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, DAYS, HOURS, MINUTES, OTHER_LINE, Story } from '../story';
import { LIMITS } from '../sweep';

export function attemptFactsContract(engine: Engine): void {
	remembers(engine);
	verdicts(engine);
	telling(engine);
}

function remembers(engine: Engine): void {
	describe('what an attempt remembers', () => {
		const story = new Story(engine);

		it('C5: the escalation that was live when it was claimed', async () => {
			const contact = await story.meet();
			const { escalation } = await story.escalate(contact);
			await story.escalate(contact, 0, { phoneNumberId: OTHER_LINE });
			const { attempt } = await story.dial(contact, 60);
			await story.do((tx) => tx.escalations.close(escalation.id, 'called', at(90)));
			expect((await story.attempt(attempt.id)).escalationId).toBe(escalation.id);
		});

		it.each([
			{ title: 'was closed', seconds: 60, closes: true },
			{ title: 'has lapsed', seconds: 30 * DAYS, closes: false },
		])('C5: none if it $title', async ({ seconds, closes }) => {
			const contact = await story.meet();
			const { escalation } = await story.escalate(contact);
			if (closes) await story.do((tx) => tx.escalations.close(escalation.id, 'declined', at(30)));
			expect((await story.dial(contact, seconds)).attempt.escalationId).toBeNull();
		});

		it('C5: the escalation of the claim that stands, and nothing of one before it', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact, { expiresAt: null });
			const { attempt, token } = await story.won(wish);
			await story.do(async (tx) => {
				await tx.attempts.noteRecording(attempt.id, 'recording_consent');
				await tx.attempts.release(attempt.id, token, 'no_answer_from_leg', at(10));
			});
			const { escalation } = await story.escalate(contact, 20);
			const again = await story.won(wish, { now: at(30) });
			expect(again.attempt).toMatchObject({ escalationId: escalation.id, recording: null });
		});

		it('C5: the escalation that lives on after two contacts became one', async () => {
			const phone = await story.meet({ waId: ALICE.waId });
			const user = await story.meet({ userId: ALICE.userId });
			await story.escalate(phone);
			const { attempt } = await story.dial(phone, 60);
			await story.call(attempt.id, 'ended', 90, 'completed');
			const { escalation } = await story.escalate(user, 120);
			await story.meet(ALICE, 5 * MINUTES);
			expect((await story.attempt(attempt.id)).escalationId).toBe(escalation.id);
		});

		it('V2: when it was answered, as it was known first', async () => {
			const { attempt } = await story.dial(await story.meet());
			expect((await story.attempt(attempt.id)).answeredAt).toBeNull();
			const seen: (string | null)[] = [];
			for (const answered of [undefined, at(15), null, at(16)]) {
				const sum = { status: 'accepted', outcome: null, callId: 'wacid.1' } as const;
				const call = { ...sum, errorCode: null, at: at(20), answeredAt: answered };
				await story.do((tx) => tx.attempts.applyCall(attempt.id, call, at(20)));
				seen.push((await story.attempt(attempt.id)).answeredAt);
			}
			expect(seen).toEqual([null, at(15), at(15), at(15)]);
		});

		it('P8: what became of the wish to record it', async () => {
			const { attempt } = await story.dial(await story.meet());
			expect(attempt.recording).toBeNull();
			await story.do((tx) => tx.attempts.noteRecording(attempt.id, 'recording_consent'));
			expect((await story.attempt(attempt.id)).recording).toBe('recording_consent');
			await story.do((tx) => tx.attempts.noteRecording('att_nobody', 'enabled'));
		});
	});
}

/** Dialled at 0, with no event for so long that the sweep takes it for failed. */
async function swept(story: Story, attempt: Attempt): Promise<Attempt> {
	await story.do((tx) => tx.attempts.sweep(LIMITS, at(HOURS)));
	await story.do((tx) => tx.attempts.sweep(LIMITS, at(2 * HOURS)));
	return story.attempt(attempt.id);
}

async function guess(
	story: Story,
	id: string,
	outcome: AttemptOutcome,
	seconds: number,
	callId = `wacid.${id}`,
): Promise<void> {
	const sum = { status: 'ended', outcome, callId, errorCode: 'no_event' } as const;
	await story.do((tx) =>
		tx.attempts.applyCall(id, { ...sum, at: at(seconds), isVerdict: true }, at(seconds)),
	);
}

function verdicts(engine: Engine): void {
	describe('V2: a verdict on a call of which no event tells', () => {
		const story = new Story(engine);

		it('V2: is the sweep’s, and stays known when an event tells otherwise', async () => {
			const { attempt } = await story.dial(await story.meet());
			expect(await swept(story, attempt)).toMatchObject({ outcome: 'failed', verdict: 'failed' });
			await story.call(attempt.id, 'ended', 40, 'no_answer');
			expect(await story.attempt(attempt.id)).toMatchObject({
				outcome: 'no_answer',
				verdict: 'failed',
				errorCode: null,
			});
		});

		it('V2: may be given to a call that has an id; any later event is right, also one that says it rings', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'ringing', 5);
			await guess(story, attempt.id, 'no_answer', 120);
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'ended',
				outcome: 'no_answer',
				verdict: 'no_answer',
				errorCode: 'no_event',
				endedAt: at(120),
			});
			await story.call(attempt.id, 'accepted', 20);
			expect(await story.attempt(attempt.id)).toMatchObject({
				status: 'accepted',
				outcome: null,
				verdict: 'no_answer',
				endedAt: null,
			});
		});

		it('V2: says nothing of a call whose end is known', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'ended', 30, 'declined');
			const before = await story.attempt(attempt.id);
			await guess(story, attempt.id, 'no_answer', 120);
			expect(await story.attempt(attempt.id)).toEqual(before);
		});

		it('V2: of two the first stands', async () => {
			const { attempt } = await story.dial(await story.meet());
			await story.call(attempt.id, 'ringing', 5);
			await guess(story, attempt.id, 'no_answer', 120);
			await guess(story, attempt.id, 'failed', 150);
			expect(await story.attempt(attempt.id)).toMatchObject({
				verdict: 'no_answer',
				endedAt: at(120),
			});
		});

		it('P10: does not free the contact’s wish for another dialling', async () => {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact);
			await swept(story, attempt);
			const wish = await story.wish(contact, { id: attempt.wishId });
			const claim = await story.claim(wish, { claimant: 'execution 2', now: at(3 * HOURS) });
			expect(claim).toMatchObject({ won: false, reason: 'already_claimed' });
		});
	});
}

function telling(engine: Engine): void {
	describe('V7: an end that only a verdict knows', () => {
		const story = new Story(engine);
		const untold = async (since = 0) =>
			(await story.do((tx) => tx.attempts.untoldVerdicts(at(since)))).map(({ id }) => id);
		const markTold = (id: string) => story.do((tx) => tx.attempts.markTold(id, at(3 * HOURS)));

		it('V7: is told by one', async () => {
			const { attempt } = await story.dial(await story.meet());
			expect(await untold()).toEqual([]);
			await swept(story, attempt);
			expect(await untold()).toEqual([attempt.id]);
			expect([await markTold(attempt.id), await markTold(attempt.id)]).toEqual([true, false]);
			expect(await untold()).toEqual([]);
		});

		it('V7: the longest over first, and none from before that time', async () => {
			const alice = (await story.dial(await story.meet())).attempt;
			await swept(story, alice);
			const bob = (await story.dial(await story.meet(BOB), 0, { id: 'yes:bob' })).attempt;
			await story.call(bob.id, 'ringing', 5);
			await guess(story, bob.id, 'no_answer', HOURS);
			expect(await untold()).toEqual([bob.id, alice.id]);
			expect(await untold(2 * HOURS)).toEqual([alice.id]);
			expect(await untold(2 * HOURS + 1)).toEqual([]);
		});

		it.each<{ title: string; outcome: AttemptOutcome; told: boolean }>([
			{ title: 'the same: the event tells nothing new', outcome: 'failed', told: true },
			{ title: 'another: the event itself tells', outcome: 'no_answer', told: false },
		])('V7: is still to be told after an event said $title → $told', async ({ outcome, told }) => {
			const { attempt } = await story.dial(await story.meet());
			await swept(story, attempt);
			await story.call(attempt.id, 'ended', 40, outcome);
			expect(await untold()).toEqual(told ? [attempt.id] : []);
		});

		it('V7: is not told once more when events lead back to it', async () => {
			const { attempt } = await story.dial(await story.meet());
			await swept(story, attempt);
			await story.call(attempt.id, 'ended', 40, 'no_answer');
			await story.call(attempt.id, 'ended', 41, 'failed');
			expect(await untold()).toEqual([]);
		});

		it('V7: is not told while the call turns out to live', async () => {
			const { attempt } = await story.dial(await story.meet());
			await swept(story, attempt);
			await story.call(attempt.id, 'ringing', 5);
			expect(await untold()).toEqual([]);
		});

		it('V7: none of a claim that was never dialled, and none that Meta refused', async () => {
			const contact = await story.meet();
			await swept(story, (await story.won(await story.wish(contact))).attempt);
			const { attempt } = await story.dial(contact, 3 * HOURS);
			await story.do((tx) => tx.attempts.refused(attempt.id, 'x', at(3 * HOURS)));
			expect(await untold()).toEqual([]);
			expect(await markTold(attempt.id)).toBe(false);
		});

		it('V5: none of a call by hand: only the person who made it knows', async () => {
			const attempt = await story.byHand(await story.meet());
			expect(attempt.leg).toBe(MANUAL_LEG);
			expect(await swept(story, attempt)).toMatchObject({ verdict: 'failed' });
			expect(await untold()).toEqual([]);
		});

		it('V7: none of a call that events told of', async () => {
			await story.past(await story.meet(), 0, 'failed');
			expect(await untold()).toEqual([]);
		});
	});
}
