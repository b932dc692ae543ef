import { beforeEach, describe, expect, it } from 'vitest';
import { deliverAnswer } from '../../../nodes/shared/dial/deliverAnswer';
import { signalLeg } from '../../../nodes/shared/dial/legSignals';
import { upkeep, type UpkeepPorts } from '../../../nodes/shared/dial/upkeep';
import type { CallEvent } from '../../../nodes/shared/domain/webhookEvent';
import { messageFeatures } from '../../../nodes/shared/domain/escalation';
import {
	MANUAL_LEG,
	type Attempt,
	type Contact,
	type Route,
} from '../../../nodes/shared/ledger/ledger';
import { APP, at, CALL, Dialling, LINE, sdp } from './harness';
import { ok, refuse } from './scriptedGraph';

const story = new Dialling();
const ANSWER = sdp(['a=setup:actpass']);
let asha: Contact;

beforeEach(async () => {
	asha = await story.customer();
});

async function placed(): Promise<Attempt> {
	const wish = await story.yes(asha);
	await story.dial(wish, asha);
	story.answers = [ok()];
	return await story.attempt(wish.id);
}

const current = async ({ id }: Attempt): Promise<Attempt> => {
	const attempt = await story.do(async ({ attempts }) => await attempts.get(id));
	if (!attempt) throw new Error('The attempt is gone');
	return attempt;
};

const answered = async (answer = ANSWER) =>
	await story.do(async ({ calls }) => await calls.putSdp(CALL, 'answer', answer, story.now));

const moves = async ({ id }: Attempt, status: 'ringing' | 'accepted') =>
	await story.do(
		async ({ attempts }) =>
			await attempts.applyCall(
				id,
				{ status, outcome: null, callId: CALL, errorCode: null, at: story.now },
				story.now,
			),
	);

const run = async (more: Partial<UpkeepPorts> = {}) =>
	await upkeep({ ...story.ports(), appKey: APP, isOurs: async () => true, ...more });

const terminates = () => story.posted('terminate').length;
const delivered = () => story.media.filter(({ path }) => path === 'answer');

describe('the customer’s answer reaches the leg', () => {
	it('in the process that heard it: cleaned, once', async () => {
		const attempt = await placed();
		await answered();
		const event = { type: 'call_answer_sdp', callId: CALL, phoneNumberId: LINE } as CallEvent;
		await signalLeg(event, attempt, { ...story.ports(), answerIncoming: false });
		expect(delivered()).toEqual([
			{
				path: 'answer',
				attemptId: attempt.id,
				sessionId: 's-1',
				sdp: expect.stringContaining('a=setup:active'),
			},
		]);
		story.seconds = 30;
		await run();
		expect(delivered()).toHaveLength(1);
	});

	it('by the pump, if that process died', async () => {
		await placed();
		await answered();
		story.seconds = 2;
		await run();
		expect(delivered()).toHaveLength(0);
		story.seconds = 3;
		await run();
		await run();
		expect(delivered()).toHaveLength(1);
	});

	it.each([
		['is away', true],
		['gets what no leg could use', false],
	])('V1: a leg that %s ends the call after 10 s', async (_what, valid) => {
		const attempt = await placed();
		story.answerTaken = !valid;
		await answered(valid ? ANSWER : 'v=0\r\n');
		story.seconds = 9;
		await run();
		expect(terminates()).toBe(0);
		story.seconds = 10;
		await run();
		expect(terminates()).toBe(1);
		expect(story.media.at(-1)).toMatchObject({ path: 'end', reason: 'leg_did_not_answer' });
		expect((await current(attempt)).status).toBe('dialling');
	});

	it('is not delivered to a call that is over', async () => {
		const attempt = await placed();
		await answered();
		const over = { ...attempt, status: 'ended' as const };
		expect(await deliverAnswer(over, CALL, story.ports())).toBe(false);
		expect(delivered()).toEqual([]);
	});

	it('one broken leg holds up no other', async () => {
		await placed();
		await answered();
		const bela = await story.customer({ waId: '919800000001' });
		const wish = await story.yes(bela, 'wamid.b');
		story.answers = [ok({ calls: [{ id: 'wacid.b' }] })];
		await story.dial(wish, bela, 'run-b');
		await story.do(async ({ calls }) => await calls.putSdp('wacid.b', 'answer', ANSWER, story.now));
		const ports = story.ports();
		const { answer } = ports.mediaServer;
		let first = true;
		ports.mediaServer.answer = async (request) => {
			if (first) {
				first = false;
				throw new Error('broken');
			}
			return await answer(request);
		};
		story.seconds = 5;
		await expect(run(ports)).rejects.toThrow('broken');
		expect(delivered()).toHaveLength(1);
	});
});

describe('rings without end', () => {
	it('end at our own limit of 45 s from the first ring, once in half a minute', async () => {
		const attempt = await placed();
		story.seconds = 5;
		await moves(attempt, 'ringing');
		story.seconds = 49;
		await run();
		expect(terminates()).toBe(0);
		story.seconds = 50;
		await Promise.all([run(), run(), run()]);
		await run();
		expect(terminates()).toBe(1);
		story.seconds = 79;
		await run();
		expect(terminates()).toBe(1);
		story.seconds = 80;
		await run();
		expect(terminates()).toBe(2);
		expect(story.media.at(-1)).toMatchObject({ path: 'end', reason: 'ring_limit' });
	});

	it('remember that it was us who ended it', async () => {
		const attempt = await placed();
		await moves(attempt, 'ringing');
		story.seconds = 45;
		await run();
		const events = await story.do(async ({ calls }) => await calls.events(CALL));
		expect(events).toEqual([{ type: 'own_terminate', callId: CALL, at: at(45) }]);
	});

	it('follow the number’s own policy', async () => {
		const attempt = await placed();
		await story.do(
			async ({ policies }) =>
				await policies.put('default', LINE, { ringLimitSeconds: 20 }, story.now),
		);
		await moves(attempt, 'ringing');
		story.seconds = 20;
		await run();
		expect(terminates()).toBe(1);
	});

	it('end although Meta never said that it rings', async () => {
		await placed();
		story.seconds = 59;
		await run();
		expect(terminates()).toBe(0);
		story.seconds = 60;
		await run();
		expect(terminates()).toBe(1);
	});

	it('count as unanswered if Meta never reports the end; a late report overrides that', async () => {
		const attempt = await placed();
		await moves(attempt, 'ringing');
		story.answers = [refuse(100)];
		for (story.seconds = 45; story.seconds < 45 + 120; story.seconds += 10) await run();
		expect(terminates()).toBe(4);
		expect((await current(attempt)).status).toBe('ringing');
		story.seconds = 45 + 120;
		await run();
		expect(await current(attempt)).toMatchObject({ status: 'ended', outcome: 'no_answer' });
		const late = { status: 'ended' as const, outcome: 'completed' as const, callId: CALL };
		await story.do(
			async ({ attempts }) =>
				await attempts.applyCall(attempt.id, { ...late, errorCode: null, at: at(90) }, story.now),
		);
		expect(await current(attempt)).toMatchObject({ outcome: 'completed' });
	});

	it('an answered call is left alone for four hours', async () => {
		const attempt = await placed();
		await moves(attempt, 'accepted');
		story.seconds = 4 * 3600 - 1;
		await run();
		expect(terminates()).toBe(0);
		story.seconds = 4 * 3600;
		await run();
		expect(terminates()).toBe(1);
		story.seconds = 4 * 3600 + 120;
		await run();
		expect(await current(attempt)).toMatchObject({ status: 'ended', outcome: 'completed' });
	});
});

describe('customers’ calls', () => {
	async function inbound(): Promise<Attempt> {
		await story.do(async ({ wishes, calls }) => {
			const wish = { id: `inbound:${CALL}`, phoneNumberId: LINE, contactId: asha.id };
			await wishes.open({ ...wish, kind: 'inbound', scope: 'now', expiresAt: null }, story.now);
			await calls.addEvent({ type: 'own_accept', callId: CALL, at: story.now }, asha.id, story.now);
		});
		const claim = await story.ledger.claimAttempt({
			wishId: `inbound:${CALL}`,
			contactId: asha.id,
			phoneNumberId: LINE,
			direction: 'inbound',
			leg: 'media_server',
			claimant: 'incoming',
			leaseSeconds: 20,
			now: story.now,
		});
		if (!claim.won) throw new Error(claim.reason);
		await story.do(async ({ attempts, calls }) => {
			await attempts.startDialling(claim.attempt.id, claim.token, 's-in', story.now);
			await attempts.placed(claim.attempt.id, CALL, story.now);
			await calls.putSdp(CALL, 'answer', ANSWER, story.now);
		});
		story.answers = [ok()];
		return claim.attempt;
	}

	it('are never ended by our limits for calls that we place', async () => {
		const attempt = await inbound();
		await moves(attempt, 'accepted');
		for (story.seconds = 0; story.seconds < 300; story.seconds += 10) await run();
		expect(terminates()).toBe(0);
		expect(delivered()).toEqual([]);
		expect((await current(attempt)).status).toBe('accepted');
	});

	it('whose answer was cut off by a crash are answered once more', async () => {
		const attempt = await inbound();
		story.seconds = 2;
		await run();
		expect(story.requests).toEqual([]);
		story.seconds = 3;
		await Promise.all([run(), run()]);
		expect(story.requests.map(({ body }) => body.action)).toEqual(['pre_accept', 'accept']);
		expect((await current(attempt)).status).toBe('accepted');
	});

	it('and not for ever, if Meta refuses', async () => {
		const attempt = await inbound();
		story.answers = [refuse(100)];
		for (story.seconds = 3; story.seconds < 115; story.seconds += 5) await run();
		expect(story.requests).toHaveLength(1);
		expect(terminates()).toBe(0);
		story.seconds = 130;
		await run();
		story.seconds = 800;
		await run();
		expect((await current(attempt)).status).toBe('ended');
	});
});

describe('a customer’s call that the process which received it did not live to answer', () => {
	const route: Route = {
		id: 'wf-1:node-1',
		workflowId: 'wf-1',
		nodeName: 'Calls',
		appKey: APP,
		url: 'https://n8n.example.com/webhook/1',
		groups: ['callEvents'],
		phoneNumberIds: [],
		includeStatuses: false,
		includeRaw: false,
		answerIncoming: true,
		testNumbers: [],
		forwardTo: [],
		mode: 'automatic',
		kind: 'calls',
		chatWorkflow: null,
		expiresAt: null,
	};

	/** What the delivery left in the ledger before its process died. */
	async function offered(more: Partial<Route> = {}): Promise<void> {
		story.session = { sessionId: 's-in', sdp: ANSWER };
		story.answers = [ok()];
		const event: CallEvent = {
			type: 'call_offered',
			eventKey: `${CALL}:connect`,
			at: story.now,
			phoneNumberId: LINE,
			displayPhoneNumber: null,
			wabaId: null,
			raw: null,
			callId: CALL,
			direction: 'inbound',
			customer: { waId: asha.waId, userId: null, parentUserId: null, name: null },
			opaque: null,
			sdp: sdp(),
			ctaPayload: null,
			deeplinkPayload: null,
		};
		await story.do(async ({ routes, calls, wishes }) => {
			await routes.put({ ...route, ...more }, story.now);
			await calls.addEvent(event, asha.id, story.now);
			await calls.putSdp(CALL, 'offer', sdp(), story.now);
			const wish = { id: `inbound:${CALL}`, phoneNumberId: LINE, contactId: asha.id };
			await wishes.open({ ...wish, kind: 'inbound', scope: 'now', expiresAt: null }, story.now);
		});
	}

	const actions = () => story.requests.map(({ body }) => body.action);

	it('is answered by the upkeep, once, after the receiving process had its chance', async () => {
		await offered();
		story.seconds = 3;
		await run();
		expect(actions()).toEqual([]);
		story.seconds = 4;
		await Promise.all([run(), run()]);
		story.seconds = 6;
		await run();
		expect(actions()).toEqual(['pre_accept', 'accept']);
		expect(await story.attempt(`inbound:${CALL}`)).toMatchObject({ status: 'accepted' });
	});

	it('is tried again while the media server is away', async () => {
		await offered();
		story.session = null;
		story.seconds = 4;
		await run();
		expect(actions()).toEqual([]);
		story.session = { sessionId: 's-in', sdp: ANSWER };
		story.seconds = 6;
		await run();
		expect(actions()).toEqual(['pre_accept', 'accept']);
	});

	it.each([
		['whose route leaves it to a workflow', { answerIncoming: false }],
		['on a number that the route does not cover', { phoneNumberIds: ['106540352242999'] }],
		['that only a listening test wants', { kind: 'test' as const }],
		['of another Meta app', { appKey: 'app-2' }],
	])('%s is left alone', async (_what, more) => {
		await offered(more);
		story.seconds = 10;
		await run();
		expect(actions()).toEqual([]);
	});

	it('that somebody else is answering is left alone', async () => {
		await offered();
		await story.ledger.claimAttempt({
			wishId: `inbound:${CALL}`,
			contactId: asha.id,
			phoneNumberId: LINE,
			direction: 'inbound',
			leg: 'media_server',
			claimant: 'incoming',
			leaseSeconds: 20,
			now: story.now,
		});
		story.seconds = 10;
		await run();
		expect(actions()).toEqual([]);
	});

	it('that has ended is left alone', async () => {
		await offered();
		const ended: CallEvent = {
			type: 'terminated',
			eventKey: `${CALL}:terminate`,
			at: at(1),
			phoneNumberId: LINE,
			displayPhoneNumber: null,
			wabaId: null,
			raw: null,
			callId: CALL,
			direction: 'inbound',
			customer: { waId: asha.waId, userId: null, parentUserId: null, name: null },
			opaque: null,
			status: 'completed',
			rawStatus: 'COMPLETED',
			startAt: null,
			endAt: null,
			durationSeconds: null,
			errors: [],
		};
		await story.do(async ({ calls }) => await calls.addEvent(ended, asha.id, at(1)));
		story.seconds = 10;
		await run();
		expect(actions()).toEqual([]);
	});

	it('of another credential is left alone', async () => {
		await offered();
		story.seconds = 10;
		await run({ isOurs: async () => false });
		expect(actions()).toEqual([]);
	});
});

describe('upkeep', () => {
	it('forgets conversations after seven days', async () => {
		const message = { ...messageFeatures({ from: 'customer', text: 'hello', at: story.now }) };
		const features = { ...message, messageId: 'wamid.m', isPhoto: false };
		await story.do(
			async ({ conversations }) => await conversations.add(asha.id, LINE, features, story.now),
		);
		const kept = async () =>
			await story.do(
				async ({ conversations }) => await conversations.recent(asha.id, LINE, at(0), 10),
			);
		story.seconds = 7 * 24 * 3600;
		await run();
		expect(await kept()).toHaveLength(1);
		story.seconds += 1;
		await run();
		expect(await kept()).toEqual([]);
	});

	it('settles attempts that nobody reports on: dialling, unknown, failed', async () => {
		const wish = await story.yes(asha);
		story.answers = [null];
		await story.dial(wish, asha);
		expect((await story.attempt(wish.id)).status).toBe('unknown');
		story.seconds = 599;
		await run();
		expect((await story.attempt(wish.id)).status).toBe('unknown');
		story.seconds = 600;
		await run();
		expect(await story.attempt(wish.id)).toMatchObject({ status: 'ended', outcome: 'failed' });
	});

	it('releases a claim whose run died, and the yes stays open', async () => {
		const wish = await story.yes(asha);
		const claim = { wishId: wish.id, contactId: asha.id, phoneNumberId: LINE, now: story.now };
		const lease = { leg: 'media_server', claimant: 'dead', leaseSeconds: 60 };
		await story.ledger.claimAttempt({ ...claim, ...lease, direction: 'outbound' });
		story.seconds = 61;
		await run();
		expect((await story.attempt(wish.id)).status).toBe('released');
		expect((await story.wish(wish.id)).status).toBe('open');
	});

	describe('a call by hand', () => {
		/** On a card for a quarter of an hour, of a yes for twenty minutes. */
		async function offered() {
			const wish = await story.yes(asha);
			const of = { wishId: wish.id, contactId: asha.id, phoneNumberId: LINE, now: story.now };
			const run = { leg: MANUAL_LEG, claimant: 'run-1', leaseSeconds: 60 };
			const claim = await story.ledger.claimAttempt({ ...of, ...run, direction: 'outbound' });
			if (!claim.won) throw new Error(claim.reason);
			const { attempt, token } = claim;
			await story.do(
				async ({ attempts }) => await attempts.reserve(attempt.id, token, 900, story.now),
			);
			return { wish, attempt };
		}
		const parked = async () =>
			await story.do(async ({ callbacks }) => await callbacks.list(asha.id, 9));

		it('V5: that nobody took is asked about again when its yes ends, with no strike', async () => {
			const { wish, attempt } = await offered();
			story.seconds = 899;
			await run();
			expect((await current(attempt)).status).toBe('reserved');
			for (story.seconds = 900; story.seconds < 910; story.seconds += 2) await run();
			expect(await current(attempt)).toMatchObject({ status: 'released', outcome: null });
			expect(await parked()).toMatchObject([
				{ wokenBy: 'representative', dueAt: at(1200), wishId: wish.id, status: 'waiting' },
			]);
			const strikes = await story.do(async ({ attempts }) => await attempts.strikes(asha.id, LINE));
			expect(strikes).toBe(0);
		});

		it('V5: that was made waits an hour for a word on how it went', async () => {
			const { attempt } = await offered();
			await story.do(async ({ attempts }) => {
				const token = await attempts.takeReserved(attempt.id, 60, story.now);
				await attempts.startDialling(attempt.id, token ?? '', null, story.now);
			});
			const after = async (seconds: number) => {
				story.seconds = seconds;
				await run();
				return (await current(attempt)).status;
			};
			const statuses = [await after(121), await after(3599), await after(3600), await after(4200)];
			expect(statuses).toEqual(['dialling', 'dialling', 'unknown', 'ended']);
			expect(story.requests).toEqual([]);
			expect(story.media).toEqual([]);
		});
	});

	it('marks a send that was cut off as unknown, so that nobody sends it again by itself', async () => {
		const claim = { key: 'k', kind: 'text', contact: asha.id, phoneNumberId: LINE };
		await story.ledger.claimSend({ ...claim, now: story.now });
		story.seconds = 61;
		await run();
		const send = await story.do(async ({ sends }) => await sends.get('k'));
		expect(send?.status).toBe('unknown');
	});

	it('touches no call of another credential', async () => {
		const attempt = await placed();
		await answered();
		await moves(attempt, 'ringing');
		story.seconds = 100;
		const asked: string[] = [];
		await run({
			isOurs: async (line) => {
				asked.push(line);
				return false;
			},
		});
		expect(new Set(asked)).toEqual(new Set([LINE]));
		expect(terminates()).toBe(0);
		expect(delivered()).toEqual([]);
	});

	it('asks nobody anything while nothing is due', async () => {
		await run({
			isOurs: async () => {
				throw new Error('asked');
			},
		});
		expect(story.requests).toEqual([]);
		expect(story.media).toEqual([]);
	});
});

describe('the end of a call', () => {
	it('is told to its leg', async () => {
		const attempt = await placed();
		const event = { type: 'terminated', callId: CALL, phoneNumberId: LINE } as CallEvent;
		await signalLeg(event, attempt, { ...story.ports(), answerIncoming: false });
		expect(story.media.at(-1)).toEqual({
			path: 'end',
			attemptId: attempt.id,
			sessionId: 's-1',
			reason: 'call_ended',
		});
	});
});
