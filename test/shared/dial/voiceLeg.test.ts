import { beforeEach, describe, expect, it } from 'vitest';
import { dialLeg } from '../../../nodes/shared/dial/dialLeg';
import type { DialResult } from '../../../nodes/shared/dial/dialResult';
import { signalLeg } from '../../../nodes/shared/dial/legSignals';
import type { DeskPorts } from '../../../nodes/shared/dial/deskPorts';
import { reserveLeg } from '../../../nodes/shared/dial/reserveLeg';
import { upkeep } from '../../../nodes/shared/dial/upkeep';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import { reminderWishId } from '../../../nodes/shared/domain/reminderWish';
import type { CallEvent } from '../../../nodes/shared/domain/webhookEvent';
import {
	MANUAL_LEG,
	VOICE_LEG,
	type Callback,
	type Contact,
	type Wish,
} from '../../../nodes/shared/ledger/ledger';
import { deaths, dieAt } from './dieAt';
import { ASHA, at, CALL, Dialling, heldReason, LINE, NOT_GRANTED, sdp } from './harness';
import { ok, refuse } from './scriptedGraph';

/** V6: automated reminders, as Callback Trigger starts them half an hour before a booked slot. */
const story = new Dialling();
const MINUTE = 60;
/** Seconds from the start of the story. */
const SLOT = 60 * MINUTE;
const REMINDER = SLOT - 30 * MINUTE;

let asha: Contact;
let slotWish: Wish;
let wish: Wish;

const book = async (startsAt: number) =>
	await story.do(
		async ({ callbacks }) =>
			await callbacks.book(
				{
					contactId: asha.id,
					phoneNumberId: LINE,
					wishId: slotWish.id,
					escalationId: null,
					startAt: at(startsAt),
					endAt: at(startsAt + 30 * MINUTE),
					zone: 'Asia/Kolkata',
					capacity: 1,
					earlyMs: 2 * MINUTE * 1000,
					lateMs: 15 * MINUTE * 1000,
					remindMs: 30 * MINUTE * 1000,
				},
				story.now,
			),
	);

const agree = async () =>
	await story.do(
		async ({ consents }) =>
			await consents.record(
				{
					contactId: asha.id,
					phoneNumberId: LINE,
					key: 'automated_call',
					scope: 'standing',
					channel: 'whatsapp',
					messageId: 'wamid.agreed',
					wording: 'Yes, that is fine',
					offerMessageId: null,
					givenAt: story.now,
					expiresAt: null,
				},
				story.now,
			),
	);

const takeBack = async () =>
	await story.do(
		async ({ consents }) => await consents.revoke(asha.id, 'automated_call', story.now, story.now),
	);

/** As Callback Trigger does when the reminder is due. */
async function remind(slotAt = SLOT): Promise<Wish> {
	return await story.do(async ({ callbacks, wishes }) => {
		const [due] = await callbacks.due(['reminder'], [LINE], story.now, 1);
		if (!due) throw new Error('No reminder is due');
		await callbacks.fire(due.id, story.now);
		const reminder = { id: reminderWishId(due.id), phoneNumberId: LINE, contactId: asha.id };
		const times = { startsAt: story.now, expiresAt: at(slotAt - 5 * MINUTE) };
		return await wishes.open({ ...reminder, ...times, kind: 'reminder', scope: 'slot' }, story.now);
	});
}

beforeEach(async () => {
	asha = await story.customer();
	const yes = await story.yes(asha);
	await story.do(async ({ wishes }) => await wishes.wait(yes.id, null, at(2 * SLOT), story.now));
	slotWish = await story.wish(yes.id);
	await book(SLOT);
	await agree();
	story.seconds = REMINDER;
	wish = await remind();
});

const speak = async (
	of: Wish = wish,
	claimant = 'event-1',
	ports: DeskPorts = story.ports(),
): Promise<DialResult> =>
	await dialLeg({ wish: of, contact: asha, claimant, briefRequired: false }, ports, VOICE_LEG);

/** How Meta says that the reminder is over. */
const over = async (outcome: 'completed' | 'no_answer' | 'declined' = 'completed') => {
	const attempt = await story.attempt(wish.id);
	const call = { status: 'ended' as const, outcome, callId: CALL, errorCode: null };
	await story.do(
		async ({ attempts }) =>
			await attempts.applyCall(attempt.id, { ...call, at: story.now }, story.now),
	);
};

const strikes = async () =>
	await story.do(async ({ attempts }) => await attempts.strikes(asha.id, LINE));

const slot = async (): Promise<Callback | null> =>
	await story.do(async ({ callbacks }) => await callbacks.booked(asha.id, LINE));

describe('V6: the voice agent reminds', () => {
	it('it rings once, and the voice agent has the disclosure and the slot before it does', async () => {
		const result = await speak();
		expect(result).toMatchObject({ started: true, decision: { outcome: 'allow' } });
		const attempt = await story.attempt(wish.id);
		expect(attempt).toMatchObject({ status: 'dialling', leg: VOICE_LEG, sessionId: 's-1' });
		expect(story.voice).toEqual([
			{
				path: 'offer',
				attemptId: attempt.id,
				sdp: undefined,
				reminder: {
					language: 'en',
					disclosure: expect.stringContaining('this is an automated voice, not a person'),
					// 13:00 UTC is 18:30 of her clock.
					slot: { startAt: '2026-10-10T18:30:00+05:30', zone: 'Asia/Kolkata' },
				},
			},
		]);
		expect(story.voice[0]?.reminder?.disclosure).toContain('Sat 10 Oct, 18:30');
		expect(story.posted('connect')).toMatchObject([{ to: ASHA }]);
		expect(story.media).toEqual([]);
	});

	it('speaks the customer’s language, as far as the house does', async () => {
		await story.do(async ({ contacts }) => {
			await contacts.setLocale(asha.id, { language: 'es' }, story.now);
		});
		asha = await story.customer();
		await speak();
		expect(story.voice[0]?.reminder).toMatchObject({
			language: 'es',
			disclosure: expect.stringContaining('voz automática'),
		});
	});

	it('needs neither a brief nor a representative, and says so in the decision', async () => {
		await story.do(async ({ representatives }) => {
			const nobody = { name: 'Bela', role: 'representative' as const, phoneNumberIds: [] };
			await representatives.create(nobody, story.now);
		});
		const { decision } = await speak();
		const passed = Object.fromEntries(
			(decision?.evidence ?? []).map(({ check, passed: how }) => [check, how]),
		);
		expect(passed).toMatchObject({ representative: 'deferred', brief: true });
		expect(decision?.evidence.find(({ check }) => check === 'brief')?.found).toBe('not_required');
	});

	it('P8: is never recorded, whatever the policy says', async () => {
		await story.do(async ({ policies, consents }) => {
			const recording = {
				calls: true,
				purpose: 'Quality',
				keepDays: 30,
				representativesTold: true,
			};
			await policies.put('default', LINE, { recording }, story.now);
			const yes = { channel: 'whatsapp', wording: 'yes', offerMessageId: null, expiresAt: null };
			await consents.record(
				{
					...yes,
					contactId: asha.id,
					phoneNumberId: LINE,
					key: 'recording',
					scope: 'standing',
					messageId: 'wamid.rec',
					givenAt: story.now,
				},
				story.now,
			);
		});
		await speak();
		expect(story.posted('connect')[0]).not.toHaveProperty('recording');
		expect((await story.attempt(wish.id)).recording).toBeNull();
	});

	it('P5: asked again it gives the first result', async () => {
		await speak();
		for (const claimant of ['event-1', 'event-2'])
			expect(await speak(wish, claimant)).toMatchObject({ started: true });
		expect(story.posted('connect')).toHaveLength(1);
	});

	it('P5: ten events at once: one call', async () => {
		await Promise.all(Array.from({ length: 10 }, async (_, n) => await speak(wish, `event-${n}`)));
		expect(story.posted('connect')).toHaveLength(1);
	});

	it.each(deaths(15))('P10: n8n dies $when step $step: it rings once at most', async (death) => {
		await dieAt(death, story.ports(), async (ports) => await speak(wish, 'event-1', ports));
		const result = await speak();
		expect(story.posted('connect').length).toBeLessThanOrEqual(1);
		expect(result.started).toBe(true);
	});
});

describe('V6: the booked talk is still to come', () => {
	const call = async (claimant = 'slot') => await story.dial(slotWish, asha, claimant);

	it('the reminder starts no cool-down, and the slot stays booked', async () => {
		await speak();
		await over();
		expect((await story.customer()).lastCallAttemptAt).toBeNull();
		expect(await slot()).toMatchObject({ dueAt: at(SLOT), status: 'waiting' });
		expect(await story.wish(slotWish.id)).toMatchObject({ status: 'open' });
		story.seconds = SLOT;
		story.answers = [ok({ calls: [{ id: 'wacid.2' }] })];
		expect(await call()).toMatchObject({ started: true, attempt: { leg: 'media_server' } });
		expect(story.posted('connect')).toHaveLength(2);
	});

	it('its escalation is not being called by the reminder', async () => {
		const reasons = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
		const who = { contactId: asha.id, phoneNumberId: LINE };
		const live = async () =>
			await story.do(async ({ escalations }) => await escalations.live(asha.id, LINE, story.now));
		await story.do(
			async ({ escalations }) => await escalations.open({ ...who, ...reasons }, story.now),
		);
		await speak();
		expect(await live()).toMatchObject({ status: 'open' });
		await over();
		story.seconds = SLOT;
		await call();
		expect(await live()).toMatchObject({ status: 'calling' });
	});

	it('P6: an unanswered reminder is a strike, as Meta counts it', async () => {
		await speak();
		await over('no_answer');
		expect(await strikes()).toBe(1);
		story.seconds = SLOT;
		story.answers = [ok({ calls: [{ id: 'wacid.2' }] })];
		expect((await call()).started).toBe(true);
	});

	it('while the reminder still goes on, the talk waits; then it is called on the same yes', async () => {
		await speak();
		story.seconds = SLOT;
		expect(await call()).toMatchObject({
			heldReason: 'call_in_progress',
			retryAt: at(SLOT + 5 * MINUTE),
		});
		expect(await story.wish(slotWish.id)).toMatchObject({ status: 'open' });
		await over();
		story.seconds = SLOT + 5 * MINUTE;
		story.answers = [ok({ calls: [{ id: 'wacid.2' }] })];
		expect((await call('again')).started).toBe(true);
	});
});

describe('V6: no reminder, and the reason', () => {
	const silent = async (result: DialResult, reason: string) => {
		expect(heldReason(result)).toBe(reason);
		expect(story.posted('connect')).toEqual([]);
	};

	it('the customer took the consent back', async () => {
		await takeBack();
		await silent(await speak(), 'automated_consent_missing');
		expect(story.voice).toEqual([]);
		// The wish has gone with it, so nothing was even claimed.
		expect(await story.wish(wish.id)).toMatchObject({ status: 'closed' });
	});

	it('… while the voice agent makes its offer', async () => {
		const ports = story.ports();
		const { offer } = ports.voiceAgent;
		ports.voiceAgent.offer = async (request) => {
			await takeBack();
			return await offer(request);
		};
		await silent(await speak(wish, 'event-1', ports), 'automated_consent_missing');
		expect(story.voice.at(-1)).toMatchObject({ path: 'end', sessionId: 's-1' });
	});

	it.each([
		['moved', async () => void (await book(SLOT + 3600))],
		[
			'cancelled',
			async () =>
				await story.do(async ({ callbacks }) => {
					const booked = await callbacks.booked(asha.id, LINE);
					await callbacks.cancel(booked?.id ?? '', story.now);
				}),
		],
	])('the slot was %s after the reminder came due', async (_what, change) => {
		await change();
		await silent(await speak(), 'slot_changed');
		expect(story.voice).toEqual([]);
	});

	it('… while the voice agent makes its offer', async () => {
		const ports = story.ports();
		const { offer } = ports.voiceAgent;
		ports.voiceAgent.offer = async (request) => {
			await book(SLOT + 3600);
			return await offer(request);
		};
		await silent(await speak(wish, 'event-1', ports), 'slot_changed');
	});

	it('P4: the customer opted out meanwhile', async () => {
		await story.optOut(asha);
		await silent(await speak(), 'opted_out');
	});

	it('it is too late for a reminder: five minutes before the slot', async () => {
		story.seconds = SLOT - 5 * MINUTE;
		await silent(await speak(), 'no_yes');
	});

	it('P6: the last call was not answered: a further strike would cost the booked call', async () => {
		await speak();
		await over('no_answer');
		await book(2 * SLOT);
		story.seconds = 2 * SLOT - 30 * MINUTE;
		expect(await speak(await remind(2 * SLOT), 'event-2')).toMatchObject({
			heldReason: 'unanswered_twice',
			decision: { outcome: 'deny' },
		});
		expect(story.posted('connect')).toHaveLength(1);
		story.seconds = 2 * SLOT;
		story.answers = [ok({ calls: [{ id: 'wacid.2' }] })];
		expect((await story.dial(slotWish, asha, 'slot')).started).toBe(true);
	});

	it('P3: Meta has no permission', async () => {
		story.permission = NOT_GRANTED;
		await silent(await speak(), 'no_permission');
		expect(story.voice).toEqual([]);
	});

	it('H2: at night; and nothing is parked, because a late reminder is of no use', async () => {
		story.policy = { ...DEFAULT_POLICY, quietHours: { from: '18:00', to: '09:00' } };
		await silent(await speak(), 'quiet_hours');
		const waiting = await story.do(async ({ callbacks }) => await callbacks.waiting(LINE, 10));
		expect(waiting.map(({ wokenBy }) => wokenBy)).toEqual(['slot']);
	});

	it.each([
		['is away', null, 'voice_agent_unavailable', 0],
		['offers no SDP', { sessionId: 's-1', sdp: 'hello' }, 'voice_agent_offer_invalid', 1],
	])('the voice agent %s', async (_what, session, reason, ends) => {
		story.session = session;
		await silent(await speak(), reason);
		expect(story.voice.filter(({ path }) => path === 'end')).toHaveLength(ends);
		expect(story.media).toEqual([]);
		expect((await story.attempt(wish.id)).status).toBe('released');
	});

	it('Meta refuses the call: the voice agent is told, and nobody else', async () => {
		story.answers = [refuse(138013)];
		expect(heldReason(await speak())).toBe('country_barred');
		expect(story.voice.at(-1)).toMatchObject({ path: 'end', reason: 'country_barred' });
		expect(story.media).toEqual([]);
	});
});

describe('V6: each leg its own yes', () => {
	it('a voice agent never speaks to somebody who wants a person', async () => {
		story.seconds = SLOT;
		expect(await speak(slotWish)).toMatchObject({ heldReason: 'reminders_only', attempt: null });
		expect(story.posted('connect')).toEqual([]);
		expect(await story.wish(slotWish.id)).toMatchObject({ status: 'open' });
	});

	it('a person never dials a reminder’s wish, half an hour early', async () => {
		expect(await story.dial(wish, asha)).toMatchObject({ heldReason: 'voice_agent_only' });
		const byHand = { leg: MANUAL_LEG, forSeconds: 900, briefRequired: false };
		const card = { wish, contact: asha, claimant: 'card', ...byHand };
		expect(await reserveLeg(card, story.ports())).toMatchObject({
			heldReason: 'voice_agent_only',
		});
		expect(story.posted('connect')).toEqual([]);
		// And does not keep the voice agent from it.
		expect((await speak()).started).toBe(true);
	});
});

describe('V6: what a waiting leg hears goes to the voice agent', () => {
	const event = (type: 'call_answer_sdp' | 'terminated') =>
		// signalLeg reads no more of an event than this.
		({ type, callId: CALL, phoneNumberId: LINE }) as CallEvent;

	beforeEach(async () => {
		await speak();
		story.voice.length = 0;
		await story.do(async ({ calls }) => {
			await calls.putSdp(CALL, 'answer', sdp(['a=setup:active']), story.now);
		});
	});

	it('the customer’s answer and the end, at once', async () => {
		const attempt = await story.attempt(wish.id);
		const ports = { ...story.ports(), answerIncoming: false };
		await signalLeg(event('call_answer_sdp'), attempt, ports);
		await signalLeg(event('terminated'), attempt, ports);
		expect(story.voice.map(({ path, sessionId }) => [path, sessionId])).toEqual([
			['answer', 's-1'],
			['end', 's-1'],
		]);
		expect(story.media).toEqual([]);
	});

	it('the answer again, if the process died that had heard it; and the end of a ring without end', async () => {
		story.seconds = REMINDER + 4;
		const ports = { ...story.ports(), appKey: 'app', isOurs: async () => true };
		await upkeep(ports);
		expect(story.voice.map(({ path }) => path)).toEqual(['answer']);
		story.answers = [ok()];
		story.seconds = REMINDER + 61;
		await upkeep(ports);
		expect(story.posted('terminate')).toHaveLength(1);
		expect(story.voice.at(-1)).toMatchObject({ path: 'end', reason: 'ring_limit' });
		expect(story.media).toEqual([]);
	});
});
