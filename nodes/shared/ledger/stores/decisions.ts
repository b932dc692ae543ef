import { toIso, toIsoOrNull, toMs, toMsOrNull } from '../instants';
import type { DecisionStore, StoredDecision } from '../ledger';
import { currentContactId, knownContactId, type Scope } from './scope';

interface DecisionRow {
	id: string;
	contact_id: string;
	phone_number_id: string;
	wish_id: string | null;
	outcome: StoredDecision['outcome'];
	reason: string;
	needs: string | null;
	retry_at: number | null;
	evidence: string;
	policy: string;
	checked_at: number;
	dry_run: number;
}

export class SqlDecisions implements DecisionStore {
	constructor(private readonly scope: Scope) {}

	async add(decision: StoredDecision): Promise<void> {
		const contactId = await knownContactId(this.scope.tx, decision.contactId);
		if (contactId === null) return;
		await this.scope.tx.run(
			`INSERT INTO decisions (id, contact_id, phone_number_id, wish_id, outcome, reason, needs,
				retry_at, evidence, policy, checked_at, dry_run)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
			[
				decision.id,
				contactId,
				decision.phoneNumberId,
				decision.wishId,
				decision.outcome,
				decision.reason,
				decision.needs,
				toMsOrNull(decision.retryAt),
				JSON.stringify(decision.evidence),
				decision.policy,
				toMs(decision.checkedAt),
				decision.dryRun ? 1 : 0,
			],
		);
	}

	async list(contactId: string, limit: number): Promise<StoredDecision[]> {
		const rows = await this.scope.tx.all<DecisionRow>(
			'SELECT * FROM decisions WHERE contact_id = ? ORDER BY checked_at DESC, id LIMIT ?',
			[await currentContactId(this.scope.tx, contactId), limit],
		);
		return rows.map(toDecision);
	}
}

function toDecision(row: DecisionRow): StoredDecision {
	return {
		id: row.id,
		contactId: row.contact_id,
		phoneNumberId: row.phone_number_id,
		wishId: row.wish_id,
		outcome: row.outcome,
		reason: row.reason,
		needs: row.needs,
		retryAt: toIsoOrNull(row.retry_at),
		// Only `add` writes this column.
		evidence: JSON.parse(row.evidence) as StoredDecision['evidence'],
		policy: row.policy,
		checkedAt: toIso(row.checked_at),
		dryRun: row.dry_run === 1,
	};
}
