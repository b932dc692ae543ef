import { beforeEach, describe, expect, it } from 'vitest';
import type { HttpReply } from '../../../nodes/shared/graph/graphClient';
import type { Contact, Wish } from '../../../nodes/shared/ledger/ledger';
import { deaths, dieAt, type Death } from './dieAt';
import {
	ASHA,
	at,
	CALL,
	Dialling,
	GRANTED,
	heldReason,
	LINE,
	NOT_GRANTED,
	PLACED,
	sdp,
} from './harness';
import { ok, refuse } from './scriptedGraph';

const story = new Dialling();
let asha: Contact;
let wish: Wish;

beforeEach(async () => {
	asha = await story.customer();
	wish = await story.yes(asha);
});

const decisions = async () =>
	await story.do(async ({ decisions }) => await decisions.list(asha.id, 10));

describe('dialLeg', () => {
	it('V1: asks Meta, takes the media server’s offer and places the call', async () => {
		const result = await story.dial(wish, asha);
		const attempt = await story.attempt(wish.id);
		expect(result).toMatchObject({ started: true, decision: { outcome: 'allow' } });
		expect(attempt).toMatchObject({ status: 'dialling', callId: CALL, sessionId: 's-1' });
		expect(story.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /${LINE}/call_permissions`,
			`POST /${LINE}/calls`,
		]);
		expect(story.posted('connect')).toEqual([
			{
				messaging_product: 'whatsapp',
				to: ASHA,
				action: 'connect',
				session: { sdp_type: 'offer', sdp: expect.stringContaining('m=audio') },
				biz_opaque_callback_data: attempt.opaque,
			},
		]);
		expect(attempt.opaque).toMatch(/^[0-9a-f]{32}$/);
		expect(await story.wish(wish.id)).toMatchObject({ status: 'spent' });
		expect((await story.customer()).lastCallAttemptAt).toBe(at(0));
	});

	it('reaches a customer without a phone number by the business-scoped id', async () => {
		const hidden = await story.customer({ waId: null, userId: 'IN.13491208655302741918' });
		const locale = { timeZone: 'Asia/Kolkata', timeZoneSource: 'record' as const };
		await story.do(async ({ contacts }) => await contacts.setLocale(hidden.id, locale, story.now));
		await story.dial(await story.yes(hidden, 'wamid.h'), hidden);
		expect(story.requests[0]?.query).toEqual({ recipient: 'IN.13491208655302741918' });
		expect(story.posted('connect')[0]).toMatchObject({ recipient: 'IN.13491208655302741918' });
		expect(story.posted('connect')[0]).not.toHaveProperty('to');
	});

	it('P5: asked again it gives the first result and calls nobody', async () => {
		await story.dial(wish, asha);
		for (const claimant of ['run-1', 'run-2'])
			expect(await story.dial(wish, asha, claimant)).toMatchObject({
				started: true,
				attempt: { callId: CALL },
				decision: null,
			});
		expect(story.posted('connect')).toHaveLength(1);
	});

	it.each(['one event ten times', 'ten events'])('P5: ten at once (%s): one call', async (how) => {
		const claimant = (n: number) => (how === 'ten events' ? `run-${n}` : 'run-1');
		const results = await Promise.all(
			Array.from({ length: 10 }, async (_, n) => await story.dial(wish, asha, claimant(n))),
		);
		expect(story.posted('connect')).toHaveLength(1);
		expect(results.filter(({ started }) => started).length).toBeGreaterThan(0);
		const held = results.filter(({ started }) => !started).map(heldReason);
		expect(new Set(held).size).toBeLessThanOrEqual(1);
		if (held.length > 0) expect(['already_claimed', 'superseded']).toContain(held[0]);
	});

	it('a re-run of the same event takes over, and the older run does not dial', async () => {
		let rerun: Awaited<ReturnType<Dialling['dial']>> | undefined;
		story.onGraph = async ({ method }) => {
			if (method !== 'GET' || rerun) return;
			story.onGraph = () => {};
			rerun = await story.dial(wish, asha, 'run-1');
		};
		const older = await story.dial(wish, asha, 'run-1');
		expect(rerun?.started).toBe(true);
		expect(heldReason(older)).toBe('superseded');
		expect(story.posted('connect')).toHaveLength(1);
		expect(story.media.filter(({ path }) => path === 'end')).toEqual([]);
	});

	it('another event of the same wish waits for the one that has claimed it', async () => {
		story.onGraph = async ({ method }) => {
			if (method !== 'GET') return;
			story.onGraph = () => {};
			expect(heldReason(await story.dial(wish, asha, 'run-2'))).toBe('already_claimed');
		};
		expect((await story.dial(wish, asha, 'run-1')).started).toBe(true);
	});
});

describe('no call, and the reason', () => {
	it('P1, P3: no permission: held, the yes waits 20 minutes, once', async () => {
		story.permission = NOT_GRANTED;
		story.seconds = 300;
		const result = await story.dial(wish, asha);
		expect(result).toMatchObject({
			started: false,
			heldReason: 'no_permission',
			decision: { outcome: 'ask', needs: 'permission' },
		});
		expect(await story.wish(wish.id)).toMatchObject({
			status: 'open',
			waitingFor: 'permission',
			expiresAt: at(300 + 1200),
		});
		story.seconds = 900;
		await story.dial(wish, asha, 'run-2');
		expect((await story.wish(wish.id)).expiresAt).toBe(at(300 + 1200));
		expect(story.posted('connect')).toEqual([]);
		expect(story.media).toEqual([]);
	});

	it('a yes without an end is not cut short by waiting', async () => {
		story.permission = NOT_GRANTED;
		await story.do(async ({ wishes }) => await wishes.wait(wish.id, null, null, story.now));
		await story.dial(wish, asha);
		expect((await story.wish(wish.id)).expiresAt).toBeNull();
	});

	it('once granted, the same yes is dialled by the reply’s own run', async () => {
		story.permission = NOT_GRANTED;
		await story.dial(wish, asha);
		story.permission = GRANTED;
		story.seconds = 60;
		expect((await story.dial(wish, asha, 'reply')).started).toBe(true);
	});

	it('a permission that comes in while this run decides is not forgotten', async () => {
		story.permission = NOT_GRANTED;
		story.onGraph = async ({ method }) => {
			if (method !== 'GET') return;
			story.onGraph = () => {};
			// The customer taps now: projected at once, and the reply's own run loses the claim.
			const reply = { response: 'accept' as const, isPermanent: false, expiresAt: at(9000) };
			await story.do(
				async ({ permissions }) =>
					await permissions.apply(asha.id, LINE, { ...reply, at: story.now }, story.now),
			);
			expect(heldReason(await story.dial(wish, asha, 'reply'))).toBe('already_claimed');
			story.permission = GRANTED;
		};
		const first = story.dial(wish, asha);
		expect((await first).started).toBe(true);
		expect(story.posted('connect')).toHaveLength(1);
	});

	it('Meta cannot be asked: no call, the wish stays as it is', async () => {
		story.permission = null;
		expect(await story.dial(wish, asha)).toMatchObject({
			heldReason: 'permission_unavailable',
			retryAt: at(300),
		});
		expect(await story.wish(wish.id)).toMatchObject({ status: 'open', waitingFor: null });
		expect(story.posted('connect')).toEqual([]);
	});

	it('P4: opted out before', async () => {
		await story.optOut(asha);
		expect(heldReason(await story.dial(wish, asha))).toBe('opted_out');
	});

	it('P4: opted out between claim and dial: the leg is told, nothing is posted', async () => {
		story.onGraph = async () => await story.optOut(asha);
		expect(heldReason(await story.dial(wish, asha))).toBe('opted_out');
		expect(story.posted('connect')).toEqual([]);
	});

	it('P4: opted out while the media server made its offer', async () => {
		const ports = story.ports();
		const { offer } = ports.mediaServer;
		ports.mediaServer.offer = async (request) => {
			await story.optOut(asha);
			return await offer(request);
		};
		const result = await story.dial(wish, asha, 'run-1', ports);
		expect(heldReason(result)).toBe('opted_out');
		expect(story.posted('connect')).toEqual([]);
		expect(story.media.at(-1)).toMatchObject({ path: 'end', sessionId: 's-1' });
		expect((await story.attempt(wish.id)).status).toBe('released');
	});

	it('P1: the yes has lapsed', async () => {
		story.seconds = 1200;
		expect(heldReason(await story.dial(wish, asha))).toBe('no_yes');
	});

	it('another call with this customer is live', async () => {
		await story.dial(wish, asha);
		const second = await story.yes(asha, 'wamid.2');
		expect(await story.dial(second, asha, 'run-2')).toMatchObject({
			heldReason: 'call_in_progress',
		});
		expect(story.posted('connect')).toHaveLength(1);
	});

	it('P5: the cool-down of the last attempt, with the time of its end', async () => {
		await story.dial(wish, asha);
		const { id } = await story.attempt(wish.id);
		const ended = { status: 'ended' as const, outcome: 'completed' as const, callId: CALL };
		await story.do(
			async ({ attempts }) =>
				await attempts.applyCall(id, { ...ended, errorCode: null, at: story.now }, story.now),
		);
		story.seconds = 600;
		const second = await story.yes(asha, 'wamid.2');
		expect(await story.dial(second, asha, 'run-2')).toMatchObject({
			heldReason: 'cool_down',
			retryAt: at(4 * 3600),
		});
	});

	it.each([
		['is away', null, 'media_server_unavailable', 0],
		['offers no SDP', { sessionId: 's-1', sdp: 'hello' }, 'media_server_offer_invalid', 1],
		[
			'offers no audio',
			{ sessionId: 's-1', sdp: sdp().replace('m=audio', 'm=video') },
			'media_server_offer_invalid',
			1,
		],
	])('the media server %s', async (_what, session, reason, ends) => {
		story.session = session;
		expect(heldReason(await story.dial(wish, asha))).toBe(reason);
		expect(story.posted('connect')).toEqual([]);
		expect(story.media.filter(({ path }) => path === 'end')).toHaveLength(ends);
		expect((await story.attempt(wish.id)).status).toBe('released');
		expect(await story.wish(wish.id)).toMatchObject({ status: 'open' });
	});

	it('M5: every decision is kept with its evidence', async () => {
		story.permission = NOT_GRANTED;
		await story.dial(wish, asha);
		expect(await decisions()).toMatchObject([
			{ reason: 'no_permission', wishId: wish.id, policy: 'default@0', dryRun: false },
		]);
		expect((await decisions())[0]?.evidence).toHaveLength(13);
	});
});

describe('Meta’s answer to connect (calling-api §5)', () => {
	it.each([
		[4, 'throttled'],
		[80007, 'throttled'],
		[130429, 'throttled'],
		[138002, 'concurrent_calls_exhausted'],
		[138005, 'call_rate_limited'],
	])('%i may be sent again: three times, in the same attempt, then %s', async (code, reason) => {
		story.answers = [refuse(code)];
		expect(heldReason(await story.dial(wish, asha))).toBe(reason);
		expect(story.posted('connect')).toHaveLength(4);
		expect(new Set(story.posted('connect').map((body) => body.biz_opaque_callback_data)).size).toBe(
			1,
		);
		expect(story.waits).toEqual([1_000, 3_000, 6_000]);
		expect((await story.customer()).lastCallAttemptAt).toBeNull();
		expect(story.media.at(-1)).toMatchObject({ path: 'end', reason });
	});

	it('a resend that is taken places the call', async () => {
		story.answers = [refuse(130429), PLACED];
		expect((await story.dial(wish, asha)).started).toBe(true);
		expect(story.posted('connect')).toHaveLength(2);
	});

	it('a resend that is unclear is not sent a third time', async () => {
		story.answers = [refuse(130429), null];
		expect(heldReason(await story.dial(wish, asha))).toBe('unknown_if_ringing');
		expect(story.posted('connect')).toHaveLength(2);
	});

	it.each([
		['a time-out', null],
		['a 5xx page', { status: 502, body: '<html>' }],
		['a 5xx with a code that else may go again', refuse(130429, 500)],
		['1', refuse(1)],
		['2', refuse(2)],
		['131000', refuse(131000)],
		['131016', refuse(131016)],
		['138004', refuse(138004, 500)],
		['138007', refuse(138007, 500)],
		['a code nobody knows', refuse(987654)],
		['200 without a call id', ok({ messaging_product: 'whatsapp' })],
		['200 with an empty list', ok({ calls: [] })],
		['200 with a call without id', ok({ calls: [{}] })],
	] as [string, HttpReply | null][])(
		'P10: %s: it may ring, so nobody dials again',
		async (_what, answer) => {
			story.answers = [answer, PLACED];
			expect(heldReason(await story.dial(wish, asha))).toBe('unknown_if_ringing');
			expect(await story.attempt(wish.id)).toMatchObject({ status: 'unknown', callId: null });
			for (const claimant of ['run-1', 'run-2', 'run-3']) await story.dial(wish, asha, claimant);
			expect(story.posted('connect')).toHaveLength(1);
			expect(story.media.filter(({ path }) => path === 'end')).toEqual([]);
		},
	);

	it.each([
		[100, 'invalid_parameter'],
		[190, 'token_invalid'],
		[10, 'token_invalid'],
		[200, 'token_invalid'],
		[613, 'throttled'],
		[131009, 'invalid_parameter'],
		[131030, 'recipient_not_on_test_list'],
		[131044, 'payment_problem'],
		[131055, 'sip_mode'],
		[138000, 'calling_not_enabled'],
		[138001, 'receiver_cannot_be_called'],
		[138003, 'call_in_progress'],
		[138012, 'daily_call_cap'],
		[138013, 'country_barred'],
		[138014, 'calling_paused'],
		[138018, 'prerequisites_missing'],
		[138038, 'not_primary'],
		[368, 'account_locked'],
	])('%i: nothing was started: %s, once, without a strike', async (code, reason) => {
		story.answers = [refuse(code)];
		expect(heldReason(await story.dial(wish, asha))).toBe(reason);
		expect(story.posted('connect')).toHaveLength(1);
		expect(await story.attempt(wish.id)).toMatchObject({
			status: 'ended',
			outcome: 'failed',
			errorCode: reason,
		});
		const strikes = await story.do(async ({ attempts }) => await attempts.strikes(asha.id, LINE));
		expect(strikes).toBe(0);
		expect((await story.customer()).lastCallAttemptAt).toBeNull();
		expect(story.media.at(-1)).toMatchObject({ path: 'end', sessionId: 's-1', reason });
	});

	it.each([138006, 4005])(
		'%i: the yes waits for the permission, and is dialled then',
		async (code) => {
			story.answers = [refuse(code, 401), PLACED];
			story.seconds = 900;
			expect(heldReason(await story.dial(wish, asha))).toBe('permission_required');
			expect(await story.wish(wish.id)).toMatchObject({
				status: 'open',
				waitingFor: 'permission',
				expiresAt: at(900 + 1200),
			});
			story.seconds = 1500;
			expect((await story.dial(wish, asha, 'reply')).started).toBe(true);
			expect(story.posted('connect')).toHaveLength(2);
		},
	);
});

describe('P10: n8n dies after any step and runs the same event again', () => {
	const runUntil = async (death: Death) =>
		await dieAt(death, story.ports(), async (ports) => {
			await story.dial(wish, asha, 'event-1', ports);
		});

	it.each(deaths(14))('$when step $step: one call at most, and no yes forgotten', async (death) => {
		const crashed = await runUntil(death);
		const before = story.posted('connect').length;
		const result = await story.dial(wish, asha, 'event-1');
		expect(story.posted('connect').length).toBeLessThanOrEqual(1);
		// Either it rings, or it is written down that it may.
		expect(result.started).toBe(true);
		const attempt = await story.attempt(wish.id);
		if (before === 0 && attempt.callId === null) expect(attempt.status).toBe('dialling');
		story.seconds = 125;
		const limits = {
			diallingToUnknownSeconds: 120,
			unknownToFailedSeconds: 600,
			manualDiallingToUnknownSeconds: 0,
		};
		await story.do(async ({ attempts }) => await attempts.sweep(limits, story.now));
		story.seconds = 900;
		await story.do(async ({ attempts }) => await attempts.sweep(limits, story.now));
		expect((await story.attempt(wish.id)).status).toBe('ended');
		if (death.step > 11) expect(crashed).toBe(false);
	});

	it('the crashes above do happen', async () => {
		expect(await runUntil({ step: 1, when: 'before' })).toBe(true);
		expect(await runUntil({ step: 5, when: 'after' })).toBe(true);
	});

	it('a dead run of another event holds the yes for its lease, no longer', async () => {
		await runUntil({ step: 1, when: 'after' });
		expect(heldReason(await story.dial(wish, asha, 'event-2'))).toBe('already_claimed');
		story.seconds = 60;
		expect((await story.dial(wish, asha, 'event-2')).started).toBe(true);
	});

	it('an event of the call settles an attempt that died after the POST', async () => {
		// Claim, known permission, Meta's answer, facts, decision, offer, point of no return, recording,
		// POST.
		await runUntil({ step: 9, when: 'after' });
		expect(story.posted('connect')).toHaveLength(1);
		const attempt = await story.attempt(wish.id);
		expect(attempt).toMatchObject({ status: 'dialling', callId: null });
		const event = { callId: CALL, opaque: attempt.opaque, phoneNumberId: LINE };
		const matched = await story.do(async ({ attempts }) => await attempts.match(event));
		expect(matched?.id).toBe(attempt.id);
	});
});

describe('P6: strikes', () => {
	async function unanswered(id: string): Promise<void> {
		const contact = await story.customer();
		const yes = await story.yes(contact, id);
		await story.dial(yes, contact, id);
		const attempt = await story.attempt(yes.id);
		const over = { status: 'ended' as const, outcome: 'no_answer' as const, errorCode: null };
		await story.do(
			async ({ attempts }) =>
				await attempts.applyCall(
					attempt.id,
					{ ...over, callId: attempt.callId ?? '', at: story.now },
					story.now,
				),
		);
	}

	it('two unanswered calls stop calling; a request a day later clears them', async () => {
		story.permission = ok({
			permission: { status: 'permanent' },
			actions: [{ action_name: 'start_call', can_perform_action: true }],
		});
		story.answers = [
			PLACED,
			ok({ calls: [{ id: 'wacid.2' }] }),
			ok({ calls: [{ id: 'wacid.3' }] }),
		];
		await unanswered('wamid.1');
		story.seconds = 5 * 3600;
		await unanswered('wamid.2');
		story.seconds = 10 * 3600;
		const soon = await story.yes(asha, 'wamid.3');
		expect(heldReason(await story.dial(soon, asha, 'c'))).toBe('unanswered_twice');
		story.seconds = 30 * 3600;
		const nextDay = await story.yes(asha, 'wamid.4');
		expect((await story.dial(nextDay, asha, 'd')).started).toBe(true);
	});
});
