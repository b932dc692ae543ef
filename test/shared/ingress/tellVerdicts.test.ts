import { describe, expect, it } from 'vitest';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import { tellsEnd } from '../../../nodes/shared/domain/tellsEnd';
import { tellVerdicts, type VerdictPorts } from '../../../nodes/shared/ingress/tellVerdicts';
import { MANUAL_LEG, VOICE_LEG, type Attempt } from '../../../nodes/shared/ledger/ledger';
import { callEnded, callStatus, LINE, OTHER_LINE, textMessage, ASHA } from './bodies';
import { APP, at, Ingress, route } from './harness';

const story = new Ingress();
const CALL = 'wacid.HBgLOTE5ODEy';
const HOUR = 3600;

const SWEEP = {
	diallingToUnknownSeconds: 120,
	unknownToFailedSeconds: 600,
	manualDiallingToUnknownSeconds: 3600,
};

/** Meta has not answered to `connect`, and reports nothing. */
async function dialled(leg = 'media_server'): Promise<Attempt> {
	await story.deliver(textMessage('wamid.1', 'call me now', { at: story.unix }));
	const { id: contactId } = await story.contact(ASHA);
	const reasons = { triggers: ['explicit_request'], action: 'call_now', evidence: [] };
	await story.do(
		async ({ escalations }) =>
			await escalations.open({ contactId, phoneNumberId: LINE, ...reasons }, story.now),
	);
	const claim = await story.ledger.claimAttempt({
		wishId: 'yes:wamid.1',
		contactId,
		phoneNumberId: LINE,
		direction: 'outbound',
		leg,
		claimant: 'somebody',
		leaseSeconds: 60,
		now: story.now,
	});
	if (!claim.won) throw new Error(claim.reason);
	const { attempt, token } = claim;
	await story.do(
		async ({ attempts }) => await attempts.startDialling(attempt.id, token, 's-1', story.now),
	);
	return await current(attempt);
}

const current = async ({ id }: Attempt): Promise<Attempt> => {
	const attempt = await story.do(async ({ attempts }) => await attempts.get(id));
	if (!attempt) throw new Error('The attempt is gone');
	return attempt;
};

/** Two minutes and ten: nobody reports, so the sweep decides. */
async function givenUp(leg?: string): Promise<Attempt> {
	const attempt = await dialled(leg);
	for (const seconds of [HOUR + 1, 2 * HOUR + 1]) {
		story.seconds = seconds;
		await story.do(async ({ attempts }) => await attempts.sweep(SWEEP, story.now));
	}
	return await current(attempt);
}

const ports = (more: Partial<VerdictPorts> = {}): VerdictPorts => ({
	ledger: story.ledger,
	appKey: APP,
	isOurs: async () => true,
	writeItem: (item) => JSON.stringify(item),
	now: () => story.now,
	...more,
});

const tell = async (more: Partial<VerdictPorts> = {}) => await tellVerdicts(ports(more));

const settled = async (routeId: string): Promise<Partial<CallItem>[]> =>
	(await story.rows(routeId))
		.map(({ body }) => JSON.parse(body) as Partial<CallItem>)
		.filter(({ event }) => event?.type === 'attempt_settled');

describe('V7: a call that counts as over although no event said so', () => {
	it('is told to every workflow that takes call events, in the call lane', async () => {
		await story.routes(
			route('calls', { groups: ['callEvents'], kind: 'calls' }),
			route('all'),
			route('chat', { groups: ['messages', 'permissionReplies', 'followUpTaps'] }),
			route('other', { groups: ['callEvents'], phoneNumberIds: [OTHER_LINE] }),
			route('foreign', { groups: ['callEvents'], appKey: 'another app' }),
			route('test:t', { kind: 'test', expiresAt: at(9 * HOUR) }),
		);
		const attempt = await givenUp();
		expect((await tell()).sort()).toEqual(['all', 'calls']);
		const [row, ...more] = await story.rows('calls');
		expect(more).toEqual([]);
		expect(row).toMatchObject({ eventKey: `settled:${attempt.id}`, lane: 'call' });
		expect(JSON.parse(row?.body ?? '')).toMatchObject({
			schema: 'whatsapp-calling/1',
			event: {
				type: 'attempt_settled',
				key: `settled:${attempt.id}`,
				at: attempt.endedAt,
				origin: 'ledger',
				isTest: false,
			},
			line: { phoneNumberId: LINE },
			contact: { id: attempt.contactId, waId: ASHA },
			escalationTrigger: 'explicit_request',
			escalation: { id: attempt.escalationId },
			attempt: { id: attempt.id, status: 'ended', leg: 'media_server', callId: null },
			call: {
				id: attempt.id,
				direction: 'outbound',
				state: 'failed',
				endedBy: null,
				talkSeconds: null,
				errorCode: 'no_event',
			},
		});
		for (const routeId of ['chat', 'other', 'foreign', 'test:t'])
			expect(await settled(routeId)).toEqual([]);
	});

	it('is named as Meta named it, with what was heard', async () => {
		await story.routes(route('r1'));
		const attempt = await dialled();
		story.seconds = 5;
		await story.deliver(callStatus(CALL, 'RINGING', { at: story.unix }, attempt.opaque));
		story.seconds = 200;
		const verdict = { outcome: 'no_answer' as const, errorCode: 'no_event', isVerdict: true };
		await story.do(
			async ({ attempts }) =>
				await attempts.applyCall(
					attempt.id,
					{ status: 'ended', callId: CALL, at: story.now, ...verdict },
					story.now,
				),
		);
		await tell();
		expect(await settled('r1')).toMatchObject([
			{ call: { id: CALL, state: 'no_answer', errorCode: 'no_event' }, attempt: { callId: CALL } },
		]);
	});

	it('P10: is told once by two processes at once, and never again', async () => {
		await story.routes(route('r1'));
		await givenUp();
		const told = await Promise.all([tell(), tell(), tell()]);
		expect(told.flat()).toEqual(['r1']);
		expect(await tell()).toEqual([]);
		expect(await settled('r1')).toHaveLength(1);
	});

	it('P10: is told once by whoever comes after a process that died over it', async () => {
		await story.routes(route('r1'));
		await givenUp();
		const dying = {
			writeItem: () => {
				throw new Error('killed');
			},
		};
		await expect(tell(dying)).rejects.toThrow('killed');
		expect(await settled('r1')).toEqual([]);
		expect(await tell()).toEqual(['r1']);
		expect(await tell()).toEqual([]);
	});

	it('C7: ends the escalation that it was for, as every end does', async () => {
		const attempt = await givenUp();
		await tell();
		const escalation = await story.do(
			async ({ escalations }) => await escalations.get(attempt.escalationId ?? ''),
		);
		expect(escalation).toMatchObject({ status: 'closed', closedBecause: 'called' });
	});

	it('V6: … but not an automated reminder’s, whose talk is still to come', async () => {
		const attempt = await givenUp(VOICE_LEG);
		await tell();
		const escalation = await story.do(
			async ({ escalations }) => await escalations.get(attempt.escalationId ?? ''),
		);
		expect(escalation).toMatchObject({ closedBecause: null });
	});

	it('is counted, where no workflow takes call events, and not kept for a later one', async () => {
		await story.routes(route('chat', { groups: ['messages'] }));
		await givenUp();
		expect(await tell()).toEqual([]);
		expect(await story.drops()).toMatchObject({ no_route: 1 });
		await story.routes(route('late'));
		expect(await tell()).toEqual([]);
	});

	it.each<[string, Partial<VerdictPorts>]>([
		['of a number that the credential does not reach', { isOurs: async () => false }],
		['a day later', { now: () => at(2 * HOUR + 1 + 86_400 + 1) }],
	])('not: %s', async (_what, more) => {
		await story.routes(route('r1'));
		await givenUp();
		expect(await tell(more)).toEqual([]);
		expect(await tell()).toEqual(['r1']);
	});

	it('asks whose number it is only while something is to be told', async () => {
		const asked: string[] = [];
		const more = { isOurs: async (line: string) => asked.push(line) > 0 };
		await tell(more);
		expect(asked).toEqual([]);
		await givenUp();
		await tell(more);
		expect(asked).toEqual([LINE]);
	});

	it('not: a claim that was never dialled', async () => {
		await story.routes(route('r1'));
		await story.deliver(textMessage('wamid.1', 'call me now', { at: story.unix }));
		const { id: contactId } = await story.contact(ASHA);
		await story.ledger.claimAttempt({
			wishId: 'yes:wamid.1',
			contactId,
			phoneNumberId: LINE,
			direction: 'outbound',
			leg: 'media_server',
			claimant: 'dead',
			leaseSeconds: 60,
			now: story.now,
		});
		story.seconds = HOUR;
		await story.do(async ({ attempts }) => await attempts.sweep(SWEEP, story.now));
		expect(await tell()).toEqual([]);
	});

	it('V5: not a call by hand, of which only the person knows how it went', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp(MANUAL_LEG);
		expect(attempt).toMatchObject({ status: 'ended', outcome: 'failed' });
		expect(await tell()).toEqual([]);
	});

	it('P4: not of somebody who was erased', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp();
		await story.do(async ({ erasures }) => await erasures.erase(attempt.contactId, story.now));
		expect(await tell()).toEqual([]);
		expect(await settled('r1')).toEqual([]);
	});
});

describe('V2: a later event and the verdict', () => {
	/** Which of the items that start workflows pass an end on, with the end. */
	async function tellers(attempt: Attempt): Promise<string[]> {
		const items = (await story.rows('r1')).map(({ body }) => JSON.parse(body) as CallItem);
		const { verdict } = await current(attempt);
		const events = await story.do(async ({ calls }) => await calls.events(CALL));
		return items
			.filter(({ event }) =>
				event.type === 'attempt_settled' ? true : tellsEnd(events, event.key, verdict),
			)
			.map(({ event, call }) => `${event.type}: ${call?.state}`);
	}

	const late = async (attempt: Attempt, ...bodies: object[]) => {
		story.seconds += HOUR;
		for (const body of bodies) await story.deliver(body);
		return attempt;
	};

	it('says the same: the verdict alone tells', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp();
		await tell();
		const failed = callEnded(CALL, { at: story.unix }, { opaque: attempt.opaque, failed: 138021 });
		await late(attempt, failed);
		expect(await tellers(attempt)).toEqual(['attempt_settled: failed']);
	});

	it('says the same before the verdict is told: the verdict alone tells', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp();
		const failed = callEnded(CALL, { at: story.unix }, { opaque: attempt.opaque, failed: 138021 });
		await story.deliver(failed);
		await tell();
		expect(await tellers(attempt)).toEqual(['attempt_settled: failed']);
	});

	it('says otherwise: it tells the end anew', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp();
		await tell();
		const who = { at: story.unix };
		const { opaque } = attempt;
		await late(
			attempt,
			callStatus(CALL, 'RINGING', who, opaque),
			callStatus(CALL, 'ACCEPTED', who, opaque),
			callEnded(CALL, who, { opaque, seconds: 60 }),
		);
		expect(await current(attempt)).toMatchObject({ outcome: 'completed', verdict: 'failed' });
		expect(await tellers(attempt)).toEqual(['attempt_settled: failed', 'terminated: completed']);
	});

	it('says otherwise before the verdict is told: it tells, and the verdict does not', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp();
		const ended = callEnded(CALL, { at: story.unix }, { opaque: attempt.opaque, seconds: 60 });
		await story.deliver(ended);
		expect(await tell()).toEqual([]);
		expect(await tellers(attempt)).toEqual(['terminated: completed']);
	});

	it('brings the call back to life: the verdict is told when it has ended so', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp();
		const who = { at: story.unix };
		await story.deliver(callStatus(CALL, 'RINGING', who, attempt.opaque));
		expect(await tell()).toEqual([]);
		await story.deliver(callEnded(CALL, who, { opaque: attempt.opaque, failed: 138021 }));
		expect(await tell()).toEqual(['r1']);
		expect(await tellers(attempt)).toEqual(['attempt_settled: failed']);
	});

	it('brings the call back to life between looking and telling: nothing is told', async () => {
		await story.routes(route('r1'));
		const attempt = await givenUp();
		const isOurs = async () => {
			const who = { at: story.unix };
			await story.deliver(callStatus(CALL, 'RINGING', who, attempt.opaque));
			return true;
		};
		expect(await tell({ isOurs })).toEqual([]);
		expect(await settled('r1')).toEqual([]);
	});
});
