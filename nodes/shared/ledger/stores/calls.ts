import { reduceCall } from '../../domain/callState';
import type { CallEvent, OwnAction } from '../../domain/webhookEvent';
import { SECOND_MS, toIso, toMs, toMsOrNull } from '../instants';
import type { CallStore } from '../ledger';
import type { SqlTx } from '../sql';
import { isOfErased } from './erasedCalls';
import { currentContactId, type Scope } from './scope';

type AnyCallEvent = CallEvent | OwnAction;

/** How long a leg may come for its SDP. */
const SDP_LIFETIME_MS = 120 * SECOND_MS;

export class SqlCalls implements CallStore {
	constructor(private readonly scope: Scope) {}

	async addEvent(event: AnyCallEvent, contactId: string | null, now: string): Promise<boolean> {
		const { tx } = this.scope;
		const opaque = 'opaque' in event ? event.opaque : null;
		if (await isOfErased(this.scope, { callId: event.callId, opaque })) return false;
		const { changes } = await tx.run(
			`INSERT INTO call_events (event_key, call_id, at, body, recorded_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (event_key) DO NOTHING`,
			[
				eventKey(event),
				event.callId,
				toMs(event.at),
				JSON.stringify(withoutMedia(event)),
				toMs(now),
			],
		);
		if (changes === 0) return false;
		const owner = contactId === null ? null : await currentContactId(tx, contactId);
		await tx.run(
			`INSERT INTO calls (call_id, contact_id, phone_number_id, connected_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (call_id) DO UPDATE SET
				contact_id = COALESCE(calls.contact_id, excluded.contact_id),
				phone_number_id = COALESCE(calls.phone_number_id, excluded.phone_number_id),
				connected_at = COALESCE(calls.connected_at, excluded.connected_at)`,
			[event.callId, owner, phoneNumberId(event), connectedAt(event)],
		);
		return true;
	}

	async events(callId: string): Promise<AnyCallEvent[]> {
		const rows = await this.scope.tx.all<{ body: string }>(
			'SELECT body FROM call_events WHERE call_id = ? ORDER BY recorded_at, at, event_key',
			[callId],
		);
		// Only `addEvent` writes this column.
		return rows.map((row) => JSON.parse(row.body) as AnyCallEvent);
	}

	async contactOf(callId: string): Promise<string | null> {
		const row = await this.scope.tx.get<{ contact_id: string | null }>(
			'SELECT contact_id FROM calls WHERE call_id = ?',
			[callId],
		);
		return row?.contact_id ?? null;
	}

	async putSdp(callId: string, kind: 'offer' | 'answer', sdp: string, now: string): Promise<void> {
		await forgetOldSdp(this.scope.tx, toMs(now));
		await this.scope.tx.run(
			`INSERT INTO call_sdp (call_id, kind, body, received_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (call_id, kind) DO NOTHING`,
			[callId, kind, this.scope.secrets.encrypt(sdp, sdpContext(callId, kind)), toMs(now)],
		);
	}

	async getSdp(callId: string, kind: 'offer' | 'answer', now: string): Promise<string | null> {
		const row = await this.scope.tx.get<{ body: string | null }>(
			'SELECT body FROM call_sdp WHERE call_id = ? AND kind = ? AND received_at > ?',
			[callId, kind, toMs(now) - SDP_LIFETIME_MS],
		);
		if (!row?.body) return null;
		return this.scope.secrets.decrypt(row.body, sdpContext(callId, kind));
	}

	async unansweredOffers(
		before: string,
		now: string,
	): Promise<(CallEvent & { receivedAt: string })[]> {
		const rows = await this.scope.tx.all<{ call_id: string; received_at: number }>(
			`SELECT call_id, received_at FROM call_sdp WHERE body IS NOT NULL AND kind = 'offer'
				AND received_at > ? AND received_at < ? AND NOT EXISTS (
					SELECT 1 FROM attempts WHERE attempts.wish_id = 'inbound:' || call_sdp.call_id
					AND attempts.status <> 'released')
			ORDER BY received_at, call_id`,
			[toMs(now) - SDP_LIFETIME_MS, toMs(before)],
		);
		const offers: (CallEvent & { receivedAt: string })[] = [];
		for (const { call_id: callId, received_at: receivedMs } of rows) {
			const events = await this.events(callId);
			const offer = events.find((event) => event.type === 'call_offered');
			if (offer && reduceCall(events).state === 'offered')
				offers.push({ ...offer, receivedAt: toIso(receivedMs) });
		}
		return offers;
	}

	async undeliveredAnswers(now: string): Promise<{ callId: string; receivedAt: string }[]> {
		const rows = await this.scope.tx.all<{ call_id: string; received_at: number }>(
			`SELECT call_id, received_at FROM call_sdp WHERE body IS NOT NULL AND kind = 'answer'
				AND delivered_at IS NULL AND received_at > ? ORDER BY received_at, call_id`,
			[toMs(now) - SDP_LIFETIME_MS],
		);
		return rows.map((row) => ({ callId: row.call_id, receivedAt: toIso(row.received_at) }));
	}

	async markDelivered(callId: string, now: string): Promise<boolean> {
		const { changes } = await this.scope.tx.run(
			`UPDATE call_sdp SET delivered_at = ? WHERE call_id = ? AND kind = 'answer'
				AND delivered_at IS NULL`,
			[toMs(now), callId],
		);
		return changes > 0;
	}
}

/** The text goes, the row stays, so that a repeated webhook never offers the same SDP again. */
export async function forgetOldSdp(tx: SqlTx, nowMs: number): Promise<void> {
	await tx.run('UPDATE call_sdp SET body = NULL WHERE body IS NOT NULL AND received_at <= ?', [
		nowMs - SDP_LIFETIME_MS,
	]);
}

function eventKey(event: AnyCallEvent): string {
	return 'eventKey' in event ? event.eventKey : `${event.callId}:${event.type}`;
}

/** Without what must not stay: SDP holds addresses and passwords, `raw` holds everything. */
function withoutMedia(event: AnyCallEvent): AnyCallEvent {
	if (!('raw' in event)) return event;
	if ('sdp' in event) return { ...event, raw: null, sdp: null };
	return { ...event, raw: null };
}

function phoneNumberId(event: AnyCallEvent): string | null {
	return 'phoneNumberId' in event ? event.phoneNumberId : null;
}

/** When somebody picked up, as far as this one event knows. */
function connectedAt(event: AnyCallEvent): number | null {
	if (event.type === 'terminated') return toMsOrNull(event.startAt);
	return event.type === 'accepted' ? toMs(event.at) : null;
}

function sdpContext(callId: string, kind: string): string {
	return `sdp ${kind} ${callId}`;
}
