import { describe, expect, it } from 'vitest';

import type {
	CallAnswerSdp,
	CallOffered,
	CallRinging,
	CallTerminated,
	OwnAction,
} from '../../../nodes/shared/domain/webhookEvent';
import type { Engine } from '../engines';
import { ALICE, at, LINE, Story } from '../story';

const RINGING: CallRinging = {
	type: 'ringing',
	eventKey: 'wacid.1:RINGING:1',
	at: at(5),
	phoneNumberId: LINE,
	displayPhoneNumber: '16315553601',
	wabaId: '366634483210360',
	raw: { everything: 'Meta sent' },
	callId: 'wacid.1',
	direction: 'outbound',
	customer: { ...ALICE, parentUserId: null, name: null },
	opaque: 'ours',
};
const ANSWER: CallAnswerSdp = {
	...RINGING,
	type: 'call_answer_sdp',
	eventKey: 'wacid.1:connect:0',
	at: at(2),
	sdp: 'v=0\r\n…',
};
const OFFER: CallOffered = {
	...RINGING,
	type: 'call_offered',
	eventKey: 'wacid.in:connect:0',
	callId: 'wacid.in',
	direction: 'inbound',
	opaque: null,
	sdp: 'v=0\r\n…',
	ctaPayload: null,
	deeplinkPayload: null,
};
const ENDED: CallTerminated = {
	...OFFER,
	type: 'terminated',
	eventKey: 'wacid.in:terminate',
	at: at(20),
	status: 'completed',
	rawStatus: 'COMPLETED',
	startAt: null,
	endAt: null,
	durationSeconds: null,
	errors: [],
};
const OWN: OwnAction = { type: 'own_terminate', callId: 'wacid.1', at: at(9) };

export function callsContract(engine: Engine): void {
	describe('V2: the events of a call', () => {
		const story = new Story(engine);
		const add = (
			event: CallRinging | CallAnswerSdp | OwnAction,
			contactId: string | null = null,
			heardAt = at(10),
		) => story.do((tx) => tx.calls.addEvent(event, contactId, heardAt));

		it('V2: are kept once, those heard together in order of their own time, without SDP and raw payload', async () => {
			const added = [];
			for (const event of [RINGING, ANSWER, RINGING, OWN, OWN]) added.push(await add(event));
			expect(added).toEqual([true, true, false, true, false]);
			expect(await story.do((tx) => tx.calls.events('wacid.1'))).toEqual([
				{ ...ANSWER, sdp: null, raw: null },
				{ ...RINGING, raw: null },
				OWN,
			]);
		});

		it('V2: come in the order in which they were heard, a late one last', async () => {
			await add(OWN, null, at(20));
			await add(RINGING, null, at(30));
			await add(ANSWER, null, at(40));
			const events = await story.do((tx) => tx.calls.events('wacid.1'));
			expect(events.map(({ type }) => type)).toEqual([OWN.type, RINGING.type, ANSWER.type]);
		});

		it('V2: know their customer once one of them names it', async () => {
			const { id } = await story.meet();
			const contactOf = () => story.do((tx) => tx.calls.contactOf('wacid.1'));
			expect(await contactOf()).toBeNull();
			await add(RINGING);
			expect(await contactOf()).toBeNull();
			await add(ANSWER, id);
			expect(await contactOf()).toBe(id);
			await add(OWN, 'c_other');
			expect(await contactOf()).toBe(id);
		});
	});

	describe('the SDP that a leg waits for', () => {
		const story = new Story(engine);
		const put = (sdp: string, seconds: number, kind: 'offer' | 'answer' = 'answer') =>
			story.do((tx) => tx.calls.putSdp('wacid.1', kind, sdp, at(seconds)));
		const get = (seconds: number, kind: 'offer' | 'answer' = 'answer') =>
			story.do((tx) => tx.calls.getSdp('wacid.1', kind, at(seconds)));
		const waiting = (seconds: number) => story.do((tx) => tx.calls.undeliveredAnswers(at(seconds)));

		it('is there for two minutes', async () => {
			await put('v=0 answer', 0);
			expect([await get(0), await get(119), await get(120)]).toEqual([
				'v=0 answer',
				'v=0 answer',
				null,
			]);
			expect(await get(0, 'offer')).toBeNull();
		});

		it('is the first one: the peer is pinned for the call', async () => {
			await put('v=0 first', 0);
			await put('v=0 second', 1);
			expect(await get(2)).toBe('v=0 first');
		});

		it('P10: is delivered by one', async () => {
			await put('v=0 answer', 0);
			const marked = await Promise.all(
				[1, 2, 3].map(async (seconds) =>
					story.do((tx) => tx.calls.markDelivered('wacid.1', at(seconds))),
				),
			);
			expect(marked.filter(Boolean)).toHaveLength(1);
		});

		it('waits, oldest first, until it is delivered or too old', async () => {
			await put('v=0 answer', 10);
			await put('v=0 offer', 10, 'offer');
			await story.do((tx) => tx.calls.putSdp('wacid.0', 'answer', 'v=0', at(5)));
			expect(await waiting(20)).toEqual([
				{ callId: 'wacid.0', receivedAt: at(5) },
				{ callId: 'wacid.1', receivedAt: at(10) },
			]);
			await story.do((tx) => tx.calls.markDelivered('wacid.0', at(21)));
			expect((await waiting(22)).map(({ callId }) => callId)).toEqual(['wacid.1']);
			expect(await waiting(130)).toEqual([]);
		});

		it('P10: does not come back by a repeated webhook after two minutes', async () => {
			await put('v=0 answer', 0);
			await story.do((tx) => tx.calls.markDelivered('wacid.1', at(1)));
			await put('v=0 answer', 200);
			expect([await waiting(201), await get(201)]).toEqual([[], null]);
		});
	});

	describe('V2: customers’ calls that nobody has claimed', () => {
		const story = new Story(engine);

		/** A customer's call, as ingress stores it. */
		async function offered(seconds = 0) {
			const contact = await story.meet();
			await story.do(async (tx) => {
				await tx.calls.addEvent(OFFER, contact.id, at(seconds));
				await tx.calls.putSdp(OFFER.callId, 'offer', OFFER.sdp ?? '', at(seconds));
			});
			const id = `inbound:${OFFER.callId}`;
			return story.wish(contact, { id, kind: 'inbound', expiresAt: null }, seconds);
		}
		const unanswered = (before: number, seconds = before) =>
			story.do((tx) => tx.calls.unansweredOffers(at(before), at(seconds)));

		it('V2: are given as they were stored, once they are old enough', async () => {
			await offered();
			expect(await unanswered(0)).toEqual([]);
			expect(await unanswered(1)).toEqual([{ ...OFFER, sdp: null, raw: null, receivedAt: at(0) }]);
		});

		it('V2: are given no more when their SDP is gone', async () => {
			await offered();
			expect(await unanswered(10, 119)).toHaveLength(1);
			expect(await unanswered(10, 120)).toEqual([]);
		});

		it('P5: are not given once somebody has claimed them, until that claim is given back', async () => {
			const claim = await story.won(await offered());
			expect(await unanswered(10)).toEqual([]);
			await story.do((tx) => tx.attempts.release(claim.attempt.id, claim.token, 'x', at(10)));
			expect(await unanswered(11)).toHaveLength(1);
		});

		it('V2: are not given once they are answered', async () => {
			const claim = await story.won(await offered());
			await story.start(claim, 1);
			expect(await unanswered(10)).toEqual([]);
		});

		it.each<CallTerminated | OwnAction>([
			ENDED,
			{ type: 'own_reject', callId: OFFER.callId, at: at(5) },
			{ type: 'own_accept', callId: OFFER.callId, at: at(5) },
		])('V2: are not given after $type', async (event) => {
			await offered();
			await story.do((tx) => tx.calls.addEvent(event, null, at(20)));
			expect(await unanswered(30)).toEqual([]);
		});

		it('V2: are not our own calls', async () => {
			await story.do(async (tx) => {
				await tx.calls.addEvent(ANSWER, null, at(0));
				await tx.calls.putSdp(ANSWER.callId, 'answer', 'v=0', at(0));
			});
			expect(await unanswered(10)).toEqual([]);
		});
	});
}
