import type { RingOverCause } from '../../domain/deskProtocol';
import type { CallDirection } from '../../domain/webhookEvent';
import { toIso, toIsoOrNull } from '../instants';
import type { DeskRing, DeskRingOffer } from '../ledger';

export interface DeskRingRow {
	id: string;
	direction: CallDirection;
	attempt_id: string | null;
	call_id: string | null;
	contact_id: string;
	phone_number_id: string;
	started_at: number;
	ends_at: number;
	over_because: RingOverCause | null;
	over_at: number | null;
	taken_by: string | null;
	taken_page: string | null;
}

export interface DeskRingOfferRow {
	ring_id: string;
	representative_id: string;
	page_id: string;
	offered_at: number;
	shown_at: number | null;
	closed_at: number | null;
}

export function toDeskRing(row: DeskRingRow): DeskRing {
	const { over_because: because, over_at: overAt } = row;
	return {
		id: row.id,
		direction: row.direction,
		attemptId: row.attempt_id,
		callId: row.call_id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		startedAt: toIso(row.started_at),
		endsAt: toIso(row.ends_at),
		over: because !== null && overAt !== null ? { because, at: toIso(overAt) } : null,
		takenBy: row.taken_by,
		takenPage: row.taken_page,
	};
}

export function toDeskRingOffer(row: DeskRingOfferRow): DeskRingOffer {
	return {
		representativeId: row.representative_id,
		pageId: row.page_id,
		offeredAt: toIso(row.offered_at),
		shownAt: toIsoOrNull(row.shown_at),
		closedAt: toIsoOrNull(row.closed_at),
	};
}
