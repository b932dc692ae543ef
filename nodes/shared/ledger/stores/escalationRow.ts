import { toIso, toIsoOrNull } from '../instants';
import type { Escalation, EscalationEvidence, EscalationStatus } from '../ledger';
import type { SqlTx } from '../sql';

export interface EscalationRow {
	id: string;
	contact_id: string;
	phone_number_id: string;
	status: EscalationStatus;
	triggers: string;
	action: string;
	evidence: string;
	opened_at: number;
	updated_at: number;
	lapses_at: number;
	closed_at: number | null;
	closed_because: string | null;
}

export function toEscalation(row: EscalationRow): Escalation {
	return {
		id: row.id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		status: row.status,
		...reasonsOf(row),
		action: row.action,
		openedAt: toIso(row.opened_at),
		updatedAt: toIso(row.updated_at),
		closedAt: toIsoOrNull(row.closed_at),
		closedBecause: row.closed_because,
	};
}

/** Why we want to talk to a customer. */
export type EscalationReasons = Pick<Escalation, 'triggers' | 'evidence'>;

/** Weeks of a chat must not make an escalation grow without end; what began it is told first. */
const EVIDENCE_LIMIT = 50;

export function reasonsOf(row: Pick<EscalationRow, 'triggers' | 'evidence'>): EscalationReasons {
	// Only the escalation store writes these columns.
	return {
		triggers: JSON.parse(row.triggers) as string[],
		evidence: JSON.parse(row.evidence) as EscalationEvidence[],
	};
}

/** The first ones lead; what is known already is not said twice. */
export function joinReasons(known: EscalationReasons, more: EscalationReasons): EscalationReasons {
	const evidence = new Map<string, EscalationEvidence>();
	for (const one of [...known.evidence, ...more.evidence]) {
		const key = JSON.stringify([one.trigger, one.messageId, one.matched, one.value, one.threshold]);
		if (evidence.size < EVIDENCE_LIMIT) evidence.set(key, one);
	}
	return {
		triggers: [...new Set([...known.triggers, ...more.triggers])],
		evidence: [...evidence.values()],
	};
}

/** The one of this contact and number that nobody has closed, lapsed or not. */
export async function unclosedEscalation(
	tx: SqlTx,
	contactId: string,
	phoneNumberId: string,
): Promise<EscalationRow | undefined> {
	return tx.get<EscalationRow>(
		`SELECT * FROM escalations WHERE phone_number_id = ? AND contact_id = ? AND status <> 'closed'`,
		[phoneNumberId, contactId],
	);
}

/** The one that is neither closed nor lapsed. */
export async function liveEscalationId(
	tx: SqlTx,
	contactId: string,
	phoneNumberId: string,
	nowMs: number,
): Promise<string | null> {
	const row = await unclosedEscalation(tx, contactId, phoneNumberId);
	return row !== undefined && row.lapses_at > nowMs ? row.id : null;
}

/** A planned call keeps the escalation alive until it has had its time to move on. */
export async function keepEscalation(tx: SqlTx, id: string | null, untilMs: number): Promise<void> {
	await tx.run(
		`UPDATE escalations SET lapses_at = ? WHERE id = ? AND status <> 'closed' AND lapses_at < ?`,
		[untilMs, id, untilMs],
	);
}
