import { beforeEach } from 'vitest';
import type { DialResult } from '../../../nodes/shared/dial/dialResult';
import type { DeskActor, DeskPorts } from '../../../nodes/shared/dial/deskPorts';
import { advanceRings, ringShown, startOutboundRing } from '../../../nodes/shared/dial/deskRings';
import { signalLeg } from '../../../nodes/shared/dial/legSignals';
import { reserveLeg } from '../../../nodes/shared/dial/reserveLeg';
import { takeRing } from '../../../nodes/shared/dial/takeRing';
import type { DeskEventBody, DeskTaken } from '../../../nodes/shared/domain/deskProtocol';
import type { CallEvent } from '../../../nodes/shared/domain/webhookEvent';
import {
	DESK_LEG,
	type Attempt,
	type Contact,
	type DeskDoor,
	type DeskRing,
	type Wish,
} from '../../../nodes/shared/ledger/ledger';
import { DeskOffice } from './deskOffice';
import { APP, CALL, LINE, OFFER, sdp } from './harness';

/** What a browser answers to Meta's offer. */
export const PAGE_ANSWER = sdp(['a=setup:active', 'a=mid:0']);
/** Meta's answer as it is known to come: Chromium refuses `actpass` in one (simulator-rules, 2). */
export const META_ANSWER = sdp(['a=setup:actpass']);

/** A desk with people at it, and a customer who wants a call or makes one. */
export class DeskFloor extends DeskOffice {
	asha!: Contact;
	wish!: Wish;

	constructor() {
		super();
		beforeEach(async () => {
			this.asha = await this.dialling.customer();
			this.wish = await this.dialling.yes(this.asha);
			await this.publish();
		});
	}

	get all(): DeskPorts {
		return this.dialling.ports();
	}

	at(seconds: number): void {
		this.dialling.seconds = seconds;
	}

	async publish(more: Partial<DeskDoor> = {}): Promise<void> {
		const door: DeskDoor = {
			appKey: APP,
			routeId: 'w:n',
			url: 'https://desk.example.com/webhook/desk',
			ringOrder: 'last_then_idle',
			whenNobody: 'let_ring',
			phoneNumberIds: [],
			...more,
		};
		await this.dialling.do(async ({ deskDoors }) => await deskDoors.put(door, this.dialling.now));
	}

	/** As Initiate Call does it. */
	async request(claimant = 'event-1', ports = this.all): Promise<DialResult> {
		const { wish, asha: contact } = this;
		const asked = { wish, contact, claimant, leg: DESK_LEG, forSeconds: 30 };
		const result = await reserveLeg(asked, ports);
		if (result.started) await startOutboundRing(result.attempt, ports);
		return result;
	}

	/** A customer's call, as ingress stores it. */
	async store(callId = CALL): Promise<CallEvent> {
		const { now } = this.dialling;
		const event: CallEvent = {
			type: 'call_offered',
			eventKey: `${callId}:connect`,
			at: now,
			phoneNumberId: LINE,
			displayPhoneNumber: null,
			wabaId: null,
			raw: null,
			callId,
			direction: 'inbound',
			customer: { waId: this.asha.waId, userId: null, parentUserId: null, name: null },
			opaque: null,
			sdp: OFFER,
			ctaPayload: null,
			deeplinkPayload: null,
		};
		const wish = { id: `inbound:${callId}`, phoneNumberId: LINE, contactId: this.asha.id };
		await this.dialling.do(async ({ calls, wishes }) => {
			await calls.addEvent(event, this.asha.id, now);
			await calls.putSdp(callId, 'offer', OFFER, now);
			await wishes.open({ ...wish, kind: 'inbound', scope: 'now', expiresAt: null }, now);
		});
		return event;
	}

	async incoming(callId = CALL): Promise<void> {
		this.dialling.answers = [{ status: 200, body: { success: true } }];
		await this.signal(await this.store(callId), null);
	}

	async signal(event: CallEvent, attempt: Attempt | null, answerIncoming = false): Promise<void> {
		await signalLeg(event, attempt, { ...this.all, answerIncoming });
	}

	/** The customer hangs up. */
	async ends(callId = CALL): Promise<CallEvent> {
		const { now } = this.dialling;
		// Only what the ledger and the signals read of it.
		const event = {
			type: 'terminated',
			eventKey: `${callId}:terminate`,
			at: now,
			phoneNumberId: LINE,
			callId,
			direction: 'inbound',
			customer: { waId: this.asha.waId, userId: null, parentUserId: null, name: null },
			status: 'completed',
			startAt: null,
			endAt: null,
			durationSeconds: null,
			errors: [],
			opaque: null,
			raw: null,
		} as unknown as CallEvent;
		await this.dialling.do(async ({ calls }) => await calls.addEvent(event, this.asha.id, now));
		return event;
	}

	/** The loop's look at a second. */
	async look(seconds: number, ports = this.all): Promise<void> {
		this.at(seconds);
		await advanceRings(ports);
	}

	async ring(): Promise<DeskRing> {
		const rings = await this.dialling.do(async (tx) => {
			const attempt = await tx.attempts.getByWish(this.wish.id);
			const own = attempt && (await tx.deskRings.ofAttempt(attempt.id));
			return [await tx.deskRings.ofCall(CALL), own, ...(await tx.deskRings.live())];
		});
		const found = rings.find((ring) => ring !== null);
		if (!found) throw new Error('Nothing rings, and nothing has rung');
		return found;
	}

	/** Names of those at whom it has begun to ring, in that order. */
	async rungAt(): Promise<string[]> {
		const { id } = await this.ring();
		return await this.dialling.do(async ({ deskRings, representatives }) => {
			const names: string[] = [];
			for (const { representativeId } of await deskRings.offers(id))
				names.push((await representatives.get(representativeId))?.name ?? '');
			return names;
		});
	}

	async show(actor: DeskActor): Promise<void> {
		const done = await ringShown(actor, (await this.ring()).id, this.all);
		if (!done.done) throw new Error(done.code);
	}

	async take(
		actor: DeskActor,
		ports = this.all,
		offer: string | undefined = OFFER,
	): Promise<DeskTaken> {
		return await takeRing(actor, { ring: (await this.ring()).id, sdp: offer }, ports);
	}

	async showAndTake(actor: DeskActor): Promise<string> {
		await this.show(actor);
		const taken = await this.take(actor);
		if (!taken.taken) throw new Error(taken.reason);
		return taken.attempt;
	}

	async attempt(wishId = this.wish.id): Promise<Attempt> {
		return await this.dialling.attempt(wishId);
	}

	async heardOf<Kind extends DeskEventBody['kind']>(
		actor: DeskActor,
		kind: Kind,
	): Promise<Extract<DeskEventBody, { kind: Kind }>[]> {
		const bodies = await this.heard(actor);
		return bodies.filter(
			(body): body is Extract<DeskEventBody, { kind: Kind }> => body.kind === kind,
		);
	}

	async deeds(): Promise<string[]> {
		const all = await this.dialling.do(
			async ({ deskDeeds }) => await deskDeeds.ofContact(this.asha.id, 50),
		);
		return all.map(({ kind }) => kind);
	}
}
