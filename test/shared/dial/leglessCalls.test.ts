import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { signalLeg } from '../../../nodes/shared/dial/legSignals';
import { upkeep, type UpkeepPorts } from '../../../nodes/shared/dial/upkeep';
import { receive } from '../../../nodes/shared/ingress/receive';
import { tellVerdicts } from '../../../nodes/shared/ingress/tellVerdicts';
import type { Attempt, Contact } from '../../../nodes/shared/ledger/ledger';
import { signBody } from '../../../nodes/shared/wire/signature';
import {
	callAnswer,
	callEnded,
	callOffered,
	callStatus,
	envelope,
	LINE,
	type Who,
} from '../ingress/bodies';
import { route } from '../ingress/harness';
import { deaths, dieAt } from './dieAt';
import { CALL, Dialling, START } from './harness';
import { ok, refuse } from './scriptedGraph';

const story = new Dialling();
const APP = 'app-key';
const SECRET = 'shhh';
const MINUTE = 60;
const HOUR = 3600;

let asha: Contact;

beforeEach(async () => {
	asha = await story.customer();
});

const run = async (more: Partial<UpkeepPorts> = {}) =>
	await upkeep({ ...story.ports(), appKey: APP, isOurs: async () => true, ...more });

/** Every ten seconds of a while, as the trigger's upkeep does. */
async function pass(seconds: number): Promise<void> {
	const until = story.seconds + seconds;
	for (; story.seconds < until; story.seconds += 10) await run();
	story.seconds = until;
	await run();
}

const who = (seconds = story.seconds): Who => ({ at: START / 1000 + seconds });

/** What Meta delivers reaches ledger and leg as the webhook does it. */
async function hears(...changes: object[]): Promise<void> {
	const rawBody = Buffer.from(JSON.stringify(envelope(...changes.map((one) => ({ ...one })))));
	const delivery = { rawBody, signature: signBody(rawBody, SECRET) };
	const { legSignals } = await receive(delivery, {
		ledger: story.ledger,
		appSecret: SECRET,
		appKey: APP,
		origin: 'whatsapp',
		writeItem: (item) => JSON.stringify(item),
		now: () => story.now,
	});
	for (const { event, attempt, answerIncoming } of legSignals)
		await signalLeg(event, attempt, { ...story.ports(), answerIncoming });
}

const current = async ({ id }: Attempt): Promise<Attempt> => {
	const attempt = await story.do(async ({ attempts }) => await attempts.get(id));
	if (!attempt) throw new Error('The attempt is gone');
	return attempt;
};

/** Meta's answer to `connect` is lost; whether it rings nobody knows. */
async function unanswered(): Promise<Attempt> {
	const wish = await story.yes(asha);
	story.answers = [null];
	await story.dial(wish, asha);
	story.answers = [ok()];
	const attempt = await story.attempt(wish.id);
	expect(attempt.status).toBe('unknown');
	return attempt;
}

/** Nobody reports for ten minutes, so it counts as failed. */
async function givenUp(): Promise<Attempt> {
	const attempt = await unanswered();
	story.seconds = 10 * MINUTE;
	await run();
	const ended = await current(attempt);
	expect(ended).toMatchObject({ status: 'ended', outcome: 'failed', verdict: 'failed' });
	return ended;
}

const terminates = () => story.posted('terminate').length;
const paths = () => story.media.map(({ path }) => path);

const ownTerminate = async () =>
	(await story.do(async ({ calls }) => await calls.events(CALL))).filter(
		({ type }) => type === 'own_terminate',
	);

/** Meta ends what we end, as if nobody had answered. */
const metaEnds = async (attempt: Attempt) =>
	await hears(callEnded(CALL, who(), { opaque: attempt.opaque }));

const told = async (): Promise<number> => {
	await story.do(async ({ routes }) => await routes.put(route('r1', { appKey: APP }), story.now));
	const ports = { ledger: story.ledger, appKey: APP, isOurs: async () => true };
	const writeItem = (item: object) => JSON.stringify(item);
	return (await tellVerdicts({ ...ports, writeItem, now: () => story.now })).length;
};

describe('P10: connect’s answer is lost while the phone rings', () => {
	it('the call goes on, if the leg takes the customer’s answer', async () => {
		const attempt = await unanswered();
		story.seconds = 2;
		await hears(callAnswer(CALL, who(), attempt.opaque));
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		await hears(callStatus(CALL, 'ACCEPTED', who(), attempt.opaque));
		await pass(5 * MINUTE);
		expect(terminates()).toBe(0);
		expect(paths()).toEqual(['offer', 'answer']);
		expect(await current(attempt)).toMatchObject({ status: 'accepted', callId: CALL });
	});

	it('is ended after 10 s, if the session of the media server has gone, and has failed', async () => {
		const attempt = await unanswered();
		story.answerTaken = false;
		story.seconds = 2;
		await hears(callAnswer(CALL, who(), attempt.opaque));
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		story.seconds = 11;
		await run();
		expect(terminates()).toBe(0);
		story.seconds = 12;
		await Promise.all([run(), run()]);
		expect(terminates()).toBe(1);
		expect(await ownTerminate()).toMatchObject([{ noLeg: true }]);
		story.seconds = 13;
		await metaEnds(attempt);
		expect(await current(attempt)).toMatchObject({ status: 'ended', outcome: 'failed' });
		await pass(5 * MINUTE);
		expect(terminates()).toBe(1);
	});

	it('has failed even if the customer answered to silence', async () => {
		const attempt = await unanswered();
		story.answerTaken = false;
		await hears(callAnswer(CALL, who(), attempt.opaque));
		story.seconds = 8;
		await hears(callStatus(CALL, 'ACCEPTED', who(), attempt.opaque));
		story.seconds = 10;
		await run();
		story.seconds = 11;
		await hears(callEnded(CALL, who(), { opaque: attempt.opaque, seconds: 3 }));
		expect(await current(attempt)).toMatchObject({ outcome: 'failed' });
	});

	it('is ended, if Meta had refused it in so many words', async () => {
		const wish = await story.yes(asha);
		story.answers = [refuse(138001)];
		await story.dial(wish, asha);
		const attempt = await story.attempt(wish.id);
		expect(attempt).toMatchObject({ status: 'ended', outcome: 'failed' });
		expect(paths()).toEqual(['offer', 'end']);
		story.answers = [ok()];
		story.answerTaken = false;
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		await hears(callAnswer(CALL, who(), attempt.opaque));
		await pass(12);
		expect(terminates()).toBe(1);
		await metaEnds(attempt);
		expect(await current(attempt)).toMatchObject({ status: 'ended', outcome: 'failed' });
	});

	it('is ended at our ring limit, if Meta connects nothing', async () => {
		const attempt = await unanswered();
		story.seconds = 2;
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		story.seconds = 47;
		await run();
		expect(terminates()).toBe(1);
		await metaEnds(attempt);
		expect(await current(attempt)).toMatchObject({ outcome: 'no_answer' });
	});
});

describe('P10: n8n is killed while it dials', () => {
	let rang = 0;
	afterAll(() => expect(rang).toBeGreaterThan(3));

	it.each(deaths(14))(
		'$when step $step: whatever turns out live ends, and only once',
		async (death) => {
			const wish = await story.yes(asha);
			await dieAt(death, story.ports(), async (dying) => await story.dial(wish, asha, 'r', dying));
			const attempt = await story.attempt(wish.id).catch(() => null);
			const posted = story.posted('connect').length;
			if (!attempt?.diallingAt || posted === 0) return;
			rang++;
			story.answers = [ok()];
			// The leg has gone with its host, and Meta's events come after the restart.
			story.answerTaken = false;
			story.seconds = 20;
			await hears(callStatus(CALL, 'RINGING', who(2), attempt.opaque));
			await hears(callAnswer(CALL, who(1), attempt.opaque));
			await pass(15);
			expect(terminates()).toBe(1);
			await metaEnds(attempt);
			await pass(20 * MINUTE);
			expect(story.posted('connect')).toHaveLength(1);
			expect(terminates()).toBe(1);
			expect(await current(attempt)).toMatchObject({ status: 'ended', outcome: 'failed' });
		},
	);

	it('for so long that its ring limit is over: it is ended all the same, and not only counted', async () => {
		const wish = await story.yes(asha);
		await story.dial(wish, asha);
		const attempt = await story.attempt(wish.id);
		story.answers = [ok()];
		await hears(callStatus(CALL, 'RINGING', who(2), attempt.opaque));
		story.seconds = HOUR;
		await run();
		expect(terminates()).toBe(1);
		expect((await current(attempt)).status).toBe('ringing');
		await pass(2 * MINUTE);
		expect(await current(attempt)).toMatchObject({ status: 'ended', verdict: 'no_answer' });
	});
});

describe('a call that was given up', () => {
	it('tells its leg so', async () => {
		const attempt = await givenUp();
		expect(story.media.at(-1)).toEqual({
			path: 'end',
			attemptId: attempt.id,
			sessionId: 's-1',
			reason: 'no_event',
		});
		await run();
		expect(paths()).toEqual(['offer', 'end']);
	});

	const LATE = {
		RINGING: (o: string) => [callStatus(CALL, 'RINGING', who(2), o)],
		ACCEPTED: (o: string) => [callStatus(CALL, 'ACCEPTED', who(8), o)],
		connect: (o: string) => [callAnswer(CALL, who(1), o)],
		'RINGING, as if it were now': (o: string) => [callStatus(CALL, 'RINGING', who(), o)],
		'everything but its end': (o: string) => [
			callStatus(CALL, 'ACCEPTED', who(8), o),
			callAnswer(CALL, who(1), o),
			callStatus(CALL, 'RINGING', who(2), o),
		],
	};

	it.each(Object.entries(LATE))(
		'and turns out live by %s an hour later is ended at once, by one of two processes',
		async (_what, events) => {
			const attempt = await givenUp();
			story.seconds = HOUR;
			await hears(...events(attempt.opaque));
			await Promise.all([run(), run()]);
			expect(terminates()).toBe(1);
			expect(await ownTerminate()).toMatchObject([{ noLeg: true }]);
			// It was told that its call is over.
			expect(paths()).not.toContain('answer');
			story.seconds += 29;
			await run();
			expect(terminates()).toBe(1);
			await metaEnds(attempt);
			await pass(5 * MINUTE);
			expect(terminates()).toBe(1);
			expect(await current(attempt)).toMatchObject({ outcome: 'failed', verdict: 'failed' });
		},
	);

	it('V7: is told once, although it turned out live and failed again', async () => {
		const attempt = await givenUp();
		expect(await told()).toBe(1);
		story.seconds = HOUR;
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		await pass(10);
		await metaEnds(attempt);
		expect(await told()).toBe(0);
		expect(await current(attempt)).toMatchObject({ outcome: 'failed' });
	});

	it('and whose end is heard together with it is not', async () => {
		const attempt = await givenUp();
		story.seconds = HOUR;
		const { opaque } = attempt;
		await hears(
			callAnswer(CALL, who(1), opaque),
			callStatus(CALL, 'RINGING', who(2), opaque),
			callEnded(CALL, who(30), { opaque }),
		);
		await pass(5 * MINUTE);
		expect(terminates()).toBe(0);
		expect(await current(attempt)).toMatchObject({ outcome: 'no_answer', verdict: 'failed' });
	});

	it('and ended an hour ago was not ended by us', async () => {
		const attempt = await givenUp();
		story.seconds = HOUR;
		await hears(callStatus(CALL, 'RINGING', who(2), attempt.opaque));
		story.answers = [refuse(100)];
		await run();
		await hears(callEnded(CALL, who(47), { opaque: attempt.opaque }));
		expect(await current(attempt)).toMatchObject({ outcome: 'no_answer' });
	});

	it('and that Meta goes on with, whatever we say, keeps what was told of it', async () => {
		const attempt = await givenUp();
		story.answers = [refuse(100)];
		story.seconds = HOUR;
		await hears(callStatus(CALL, 'ACCEPTED', who(), attempt.opaque));
		await pass(119);
		expect(terminates()).toBe(4);
		await pass(10);
		expect(terminates()).toBe(4);
		expect(await current(attempt)).toMatchObject({
			status: 'ended',
			outcome: 'failed',
			errorCode: 'no_event',
		});
	});

	it('as not answered, keeps that, whatever is heard of it later short of its end', async () => {
		const wish = await story.yes(asha);
		await story.dial(wish, asha);
		const attempt = await story.attempt(wish.id);
		story.answers = [refuse(100)];
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		await pass(4 * MINUTE);
		expect(await current(attempt)).toMatchObject({ status: 'ended', verdict: 'no_answer' });
		story.seconds = HOUR;
		await hears(callStatus(CALL, 'ACCEPTED', who(30), attempt.opaque));
		expect((await current(attempt)).status).toBe('accepted');
		await pass(3 * MINUTE);
		expect(await current(attempt)).toMatchObject({ status: 'ended', verdict: 'no_answer' });
	});

	it('of another credential is left alone', async () => {
		const attempt = await givenUp();
		story.seconds = HOUR;
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		await run({ isOurs: async () => false });
		expect(terminates()).toBe(0);
	});
});

describe('a call of ours without a session', () => {
	it('is ended as soon as it rings', async () => {
		const wish = await story.yes(asha);
		const claim = await story.ledger.claimAttempt({
			wishId: wish.id,
			contactId: asha.id,
			phoneNumberId: LINE,
			direction: 'outbound',
			leg: 'media_server',
			claimant: 'x',
			leaseSeconds: 60,
			now: story.now,
		});
		if (!claim.won) throw new Error(claim.reason);
		const { attempt, token } = claim;
		await story.do(
			async ({ attempts }) => await attempts.startDialling(attempt.id, token, null, story.now),
		);
		story.answers = [ok()];
		await run();
		expect(terminates()).toBe(0);
		await hears(callStatus(CALL, 'RINGING', who(), attempt.opaque));
		await run();
		expect(terminates()).toBe(1);
	});
});

describe('a call that the customer answers while we end it', () => {
	it('is ended again, since its leg has gone', async () => {
		const wish = await story.yes(asha);
		await story.dial(wish, asha);
		const { opaque, id } = await story.attempt(wish.id);
		story.answers = [null];
		await hears(callAnswer(CALL, who(), opaque));
		await hears(callStatus(CALL, 'RINGING', who(), opaque));
		story.seconds = 45;
		await run();
		expect(terminates()).toBe(1);
		story.seconds = 46;
		await hears(callStatus(CALL, 'ACCEPTED', who(), opaque));
		story.seconds = 74;
		await run();
		expect(terminates()).toBe(1);
		story.answers = [ok()];
		story.seconds = 75;
		await run();
		expect(terminates()).toBe(2);
		await hears(callEnded(CALL, who(), { opaque, seconds: 29 }));
		await pass(5 * MINUTE);
		expect(terminates()).toBe(2);
		const ended = await story.do(async ({ attempts }) => await attempts.get(id));
		expect(ended?.status).toBe('ended');
	});
});

describe('a customer’s call', () => {
	it('that is accepted is never ended for want of a leg', async () => {
		await hears(callOffered(CALL, who()));
		const contactId = await story.do(async ({ calls }) => await calls.contactOf(CALL));
		const claim = await story.ledger.claimAttempt({
			wishId: `inbound:${CALL}`,
			contactId: contactId ?? '',
			phoneNumberId: LINE,
			direction: 'inbound',
			leg: 'media_server',
			claimant: 'incoming',
			leaseSeconds: 20,
			now: story.now,
		});
		if (!claim.won) throw new Error(claim.reason);
		const { attempt, token } = claim;
		await story.do(async ({ attempts }) => {
			await attempts.startDialling(attempt.id, token, null, story.now);
			await attempts.placed(attempt.id, CALL, story.now);
			const accepted = { status: 'accepted' as const, outcome: null, callId: CALL };
			await attempts.applyCall(
				attempt.id,
				{ ...accepted, errorCode: null, at: story.now },
				story.now,
			);
		});
		await pass(5 * MINUTE);
		expect(terminates()).toBe(0);
		expect((await current(attempt)).status).toBe('accepted');
	});
});
