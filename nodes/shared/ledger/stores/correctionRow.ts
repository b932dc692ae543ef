import type { Correction } from '../../domain/briefCorrections';
import { toIso, toMs } from '../instants';
import type { StoredBrief } from '../ledger';
import type { Scope } from './scope';

export interface CorrectionRow {
	brief_id: string;
	/** Of the brief's corrections, counted from 1. */
	position: number;
	contact_id: string;
	phone_number_id: string;
	field: string;
	kind: Correction['kind'];
	/** Encrypted {@link Values}. */
	body: string;
	corrected_by: string;
	at: number;
}

type Values = Pick<Correction, 'before' | 'after'>;

/** What a representative changed in a brief, after what was changed in it before (S3). */
export async function keepCorrections(
	{ tx, secrets }: Scope,
	brief: StoredBrief,
	corrections: readonly Correction[],
): Promise<void> {
	const last = await tx.get<{ position: number | null }>(
		'SELECT MAX(position) AS position FROM corrections WHERE brief_id = ?',
		[brief.id],
	);
	let position = last?.position ?? 0;
	for (const { field, kind, before, after, by, at } of corrections) {
		position++;
		const values: Values = { before, after };
		await tx.run(
			`INSERT INTO corrections (brief_id, position, contact_id, phone_number_id, field, kind, body,
				corrected_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			[
				brief.id,
				position,
				brief.contactId,
				brief.phoneNumberId,
				field,
				kind,
				secrets.encrypt(JSON.stringify(values), bodyContext(brief.id, position)),
				by,
				toMs(at),
			],
		);
	}
}

export function toCorrection(row: CorrectionRow, { secrets }: Scope): Correction {
	const context = bodyContext(row.brief_id, row.position);
	// Only `keepCorrections` writes this column.
	const { before, after } = JSON.parse(secrets.decrypt(row.body, context)) as Values;
	const { field, kind, corrected_by: by } = row;
	return { field, kind, before, after, by, at: toIso(row.at) };
}

function bodyContext(briefId: string, position: number): string {
	return `correction ${briefId} ${position}`;
}
