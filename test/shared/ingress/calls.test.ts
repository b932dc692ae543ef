import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../nodes/shared/ledger/ledger';
import {
	ASHA,
	BSUID,
	callAnswer,
	callEnded,
	callOffered,
	callStatus,
	LINE,
	META_SDP,
	OTHER_LINE,
	textMessage,
	type Who,
} from './bodies';
import { at, Ingress, route } from './harness';

const story = new Ingress();
const CALL = 'wacid.HBgLOTE5ODEy';

/** A call that we dial: claimed, committed, Meta's answer to `connect` not yet written down. */
async function dialled(): Promise<Attempt> {
	await story.deliver(textMessage('wamid.1', 'call me now', { at: story.unix }));
	const contact = await story.contact(ASHA);
	const claim = await story.ledger.claimAttempt({
		wishId: 'yes:wamid.1',
		contactId: contact.id,
		phoneNumberId: LINE,
		direction: 'outbound',
		leg: 'media_server',
		claimant: 'somebody',
		leaseSeconds: 60,
		now: story.now,
	});
	if (!claim.won) throw new Error(`Not claimed: ${claim.reason}`);
	await story.do(
		async ({ attempts }) =>
			await attempts.startDialling(claim.attempt.id, claim.token, 'session-1', story.now),
	);
	return await now(claim.attempt);
}

async function now({ id }: Attempt): Promise<Attempt> {
	const attempt = await story.do(async ({ attempts }) => await attempts.get(id));
	if (!attempt) throw new Error('The attempt is gone');
	return attempt;
}

const who = (seconds: number, more: Partial<Who> = {}): Who => ({
	at: story.unix - story.seconds + seconds,
	...more,
});

describe('V2: call events move the attempt', () => {
	const events = (opaque: string) => ({
		answer: callAnswer(CALL, who(1), opaque),
		ringing: callStatus(CALL, 'RINGING', who(2), opaque),
		accepted: callStatus(CALL, 'ACCEPTED', who(8), opaque),
		ended: callEnded(CALL, who(68), { opaque, seconds: 60 }),
	});

	it('in Meta’s order', async () => {
		const attempt = await dialled();
		const { answer, ringing, accepted, ended } = events(attempt.opaque);
		const seen: string[] = [];
		for (const event of [answer, ringing, accepted, ended]) {
			story.seconds += 10;
			await story.deliver(event);
			seen.push((await now(attempt)).status);
		}
		expect(seen).toEqual(['dialling', 'ringing', 'accepted', 'ended']);
		expect(await now(attempt)).toMatchObject({
			callId: CALL,
			outcome: 'completed',
			endedAt: at(68),
		});
	});

	const orders = [
		['ended', 'accepted', 'ringing', 'answer'],
		['accepted', 'ended', 'answer', 'ringing'],
		['ringing', 'ended', 'accepted', 'answer'],
		['ended', 'answer', 'ringing', 'accepted'],
	] as const;
	it.each(orders)('in the order %s, %s, %s, %s, and twice', async (...order) => {
		const attempt = await dialled();
		const known = events(attempt.opaque);
		story.seconds = 90;
		for (const name of [...order, ...order]) await story.deliver(known[name]);
		expect(await now(attempt)).toMatchObject({ status: 'ended', outcome: 'completed' });
	});

	it.each([
		['unanswered', (o: string) => [callEnded(CALL, who(50), { opaque: o })], 'no_answer', null],
		[
			'declined',
			(o: string) => [
				callStatus(CALL, 'REJECTED', who(5), o),
				callEnded(CALL, who(6), { opaque: o }),
			],
			'declined',
			null,
		],
		[
			'failed',
			(o: string) => [callEnded(CALL, who(20), { opaque: o, failed: 138021 })],
			'failed',
			'media_receive_timeout',
		],
	])('%s', async (_what, happens, outcome, errorCode) => {
		const attempt = await dialled();
		for (const event of happens(attempt.opaque)) await story.deliver(event);
		expect(await now(attempt)).toMatchObject({ status: 'ended', outcome, errorCode });
	});

	it('an end that Meta reports before anything else is bound by the opaque value', async () => {
		const attempt = await dialled();
		await story.deliver(callEnded(CALL, who(30), { opaque: attempt.opaque }));
		expect(await now(attempt)).toMatchObject({ callId: CALL, outcome: 'no_answer' });
	});

	it('an event without a readable time is dated when it was heard', async () => {
		const attempt = await dialled();
		story.seconds = 5;
		await story.deliver(callStatus(CALL, 'RINGING', { at: 0 }, attempt.opaque));
		const rings = async (before: string) =>
			await story.do(async ({ attempts }) => await attempts.inStatus('ringing', before));
		expect(await rings(at(4))).toEqual([]);
		expect(await rings(at(5))).toHaveLength(1);
	});

	it('the item says how the call stands, without SDP', async () => {
		await story.routes(route('r1', { includeRaw: false }));
		const attempt = await dialled();
		await story.deliver(...Object.values(events(attempt.opaque)));
		const items = (await story.items('r1')).filter(({ call }) => call);
		expect(items.map(({ call }) => call?.state)).toEqual([
			'offered',
			'ringing',
			'accepted',
			'completed',
		]);
		expect(items.at(-1)?.call).toMatchObject({ id: CALL, endedBy: 'customer' });
		expect(JSON.stringify(items)).not.toContain('v=0');
	});
});

describe('which attempt a call belongs to (design.md §4)', () => {
	const ring = async (attempt: Attempt, more: Partial<Who>, opaque: string | undefined) => {
		await story.deliver(callStatus(CALL, 'RINGING', who(2, more), opaque));
		return (await now(attempt)).status;
	};

	it.each([
		['our opaque value, number and recipient', {}, true, 'ringing'],
		['no opaque value', {}, false, 'dialling'],
		['another number', { line: OTHER_LINE }, true, 'dialling'],
		['another recipient', { phone: '14085550000' }, true, 'dialling'],
		['the recipient by business-scoped id alone', { phone: null, userId: BSUID }, true, 'ringing'],
		['the recipient with the digit Brazil adds', { phone: `9${ASHA}` }, true, 'ringing'],
	])('%s: %s', async (_what, more, ours, status) => {
		const attempt = await dialled();
		expect(await ring(attempt, more, ours ? attempt.opaque : undefined)).toBe(status);
	});

	it('another direction is another call', async () => {
		const attempt = await dialled();
		const ended = callEnded(CALL, who(2), { opaque: attempt.opaque, direction: 'in' });
		await story.deliver(ended);
		expect((await now(attempt)).status).toBe('dialling');
	});

	it('the customer we dialled learns the id that the event adds', async () => {
		const attempt = await dialled();
		await ring(attempt, { userId: BSUID }, attempt.opaque);
		expect(await story.contact(ASHA)).toMatchObject({ userId: BSUID });
		const byUser = await story.contact(null, BSUID);
		expect(byUser.id).toBe((await now(attempt)).contactId);
	});

	it('a number written otherwise makes no second customer', async () => {
		await story.routes(route('r1'));
		const attempt = await dialled();
		await ring(attempt, { phone: `9${ASHA}` }, attempt.opaque);
		const rung = (await story.items('r1')).find(({ call }) => call);
		expect(rung?.contact?.id).toBe(attempt.contactId);
	});
});

describe('what a waiting leg is told', () => {
	it('the answer goes to the attempt, and its SDP stays in the ledger', async () => {
		const attempt = await dialled();
		const { legSignals } = await story.deliver(callAnswer(CALL, who(1), attempt.opaque));
		expect(legSignals).toHaveLength(1);
		expect(legSignals[0]).toMatchObject({
			event: { type: 'call_answer_sdp', callId: CALL },
			attempt: { id: attempt.id, callId: CALL, sessionId: 'session-1' },
		});
		const sdp = await story.do(async ({ calls }) => await calls.getSdp(CALL, 'answer', story.now));
		expect(sdp).toBe(META_SDP);
	});

	it('once: a repeat tells nobody', async () => {
		const attempt = await dialled();
		const answer = callAnswer(CALL, who(1), attempt.opaque);
		await story.deliver(answer);
		expect((await story.deliver(answer)).legSignals).toEqual([]);
	});

	it('whether the media server answers a customer’s call, by the routes of its line', async () => {
		await story.routes(
			route('r1', { answerIncoming: true, phoneNumberIds: [LINE] }),
			route('r2', { phoneNumberIds: [OTHER_LINE] }),
			route('test:x', { kind: 'test', answerIncoming: true, expiresAt: at(180) }),
		);
		const on = async (id: string, line: string) =>
			(await story.deliver(callOffered(id, who(0, { line })))).legSignals[0]?.answerIncoming;
		expect(await on('wacid.a', LINE)).toBe(true);
		expect(await on('wacid.b', OTHER_LINE)).toBe(false);
	});
});

describe('a customer calls', () => {
	it('is a wish of its own beside an open yes, even after an opt-out', async () => {
		await story.routes(route('r1'));
		await story.deliver(textMessage('wamid.1', "don't call me", { at: story.unix }));
		story.seconds = 60;
		await story.deliver(callOffered(CALL, who(60)));
		const offered = (await story.items('r1')).find(({ call }) => call);
		expect(offered).toMatchObject({
			wish: { id: `inbound:${CALL}`, kind: 'inbound' },
			call: { state: 'offered', id: CALL },
		});
		const { id } = await story.contact(ASHA);
		const claim = await story.ledger.claimAttempt({
			wishId: `inbound:${CALL}`,
			contactId: id,
			phoneNumberId: LINE,
			direction: 'inbound',
			leg: 'media_server',
			claimant: 'x',
			leaseSeconds: 20,
			now: story.now,
		});
		expect(claim.won).toBe(true);
	});

	it('opens the reply window from the time of the call', async () => {
		await story.deliver(callOffered(CALL, who(0)));
		expect((await story.contact(ASHA)).replyWindowUntil).toBe(at(86_400));
	});

	it('unanswered: missed', async () => {
		await story.routes(route('r1'));
		await story.deliver(callOffered(CALL, who(0)), callEnded(CALL, who(30), { direction: 'in' }));
		expect((await story.items('r1')).at(-1)?.call).toMatchObject({ state: 'missed' });
	});
});

describe('P4: a call whose customer is erased while it rings', () => {
	it.each([
		{ title: 'Meta has named it', isPlaced: true },
		{ title: 'Meta has not answered yet', isPlaced: false },
	])('its later events are nobody’s, if $title', async ({ isPlaced }) => {
		const attempt = await dialled();
		await story.routes(route('r1'));
		if (isPlaced)
			await story.do(async ({ attempts }) => await attempts.placed(attempt.id, CALL, story.now));
		await story.do(async ({ erasures }) => await erasures.erase(attempt.contactId, story.now));
		story.seconds = 70;
		const receipt = await story.deliver(
			callAnswer(CALL, who(1), attempt.opaque),
			callStatus(CALL, 'ACCEPTED', who(8), attempt.opaque),
			callEnded(CALL, who(68), { opaque: attempt.opaque, seconds: 60 }),
		);
		expect(receipt.status).toBe(200);
		const left = await story.do(async ({ contacts, calls }) => ({
			contacts: await contacts.list({ limit: 9 }),
			events: await calls.events(CALL),
			sdp: await calls.getSdp(CALL, 'answer', story.now),
		}));
		expect(left).toEqual({ contacts: [], events: [], sdp: null });
		const items = await story.items('r1');
		expect(items.map(({ contact, wish }) => contact ?? wish ?? null)).toEqual([null, null, null]);
	});

	it('whoever calls or writes from the number afterwards is somebody new', async () => {
		const attempt = await dialled();
		await story.do(async ({ erasures }) => await erasures.erase(attempt.contactId, story.now));
		story.seconds = 70;
		await story.deliver(callOffered('wacid.new', who(70)));
		const contact = await story.contact(ASHA);
		expect(contact.id).not.toBe(attempt.contactId);
		expect(contact.lastCallAttemptAt).toBeNull();
	});
});
