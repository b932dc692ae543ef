import type { CorrectionKind } from '../../domain/briefCorrections';
import type { Guidance } from '../../domain/promptFeedback';
import { toIso, toMs } from '../instants';
import type { GuidanceStore } from '../ledger';
import type { Scope } from './scope';

interface GuidanceRow {
	field: string;
	/** Empty for every kind of error of the field. */
	kind: CorrectionKind | '';
	text: string;
	approved_at: number;
}

export class SqlGuidance implements GuidanceStore {
	constructor(private readonly scope: Scope) {}

	async approve(guidance: Parameters<GuidanceStore['approve']>[0], now: string): Promise<void> {
		const { phoneNumberId, field, kind, text, approvedBy } = guidance;
		const place = [phoneNumberId, field, kind ?? ''];
		if (text.trim() === '') {
			await this.scope.tx.run(
				'DELETE FROM guidance WHERE phone_number_id = ? AND field = ? AND kind = ?',
				place,
			);
			return;
		}
		await this.scope.tx.run(
			`INSERT INTO guidance (phone_number_id, field, kind, text, approved_by, approved_at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (phone_number_id, field, kind) DO UPDATE SET
				text = excluded.text, approved_by = excluded.approved_by,
				approved_at = excluded.approved_at`,
			[...place, text, approvedBy, toMs(now)],
		);
	}

	async list(phoneNumberId: string): Promise<Guidance[]> {
		const rows = await this.scope.tx.all<GuidanceRow>(
			'SELECT * FROM guidance WHERE phone_number_id = ? ORDER BY field, kind',
			[phoneNumberId],
		);
		return rows.map(({ field, kind, text, approved_at: approvedAt }) => ({
			field,
			kind: kind || null,
			text,
			approvedAt: toIso(approvedAt),
		}));
	}
}
