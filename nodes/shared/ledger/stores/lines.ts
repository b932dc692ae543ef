import type { Restriction } from '../../domain/webhookEvent';
import { toIsoOrNull, toMs, toMsOrNull } from '../instants';
import type { Line, LineStore } from '../ledger';
import type { Scope } from './scope';

interface LineRow {
	phone_number_id: string;
	display_phone_number: string | null;
	waba_id: string | null;
}

const LINE = 'SELECT phone_number_id, display_phone_number, waba_id FROM phone_lines';

export class SqlLines implements LineStore {
	constructor(private readonly scope: Scope) {}

	async learn(line: Line, now: string): Promise<void> {
		await this.scope.tx.run(
			`INSERT INTO phone_lines
				(phone_number_id, display_phone_number, display_digits, waba_id, learned_at)
			VALUES (?, ?, ?, ?, ?) ON CONFLICT (phone_number_id) DO UPDATE SET
				display_phone_number = COALESCE(excluded.display_phone_number, phone_lines.display_phone_number),
				display_digits = COALESCE(excluded.display_digits, phone_lines.display_digits),
				waba_id = COALESCE(excluded.waba_id, phone_lines.waba_id)`,
			[
				line.phoneNumberId,
				line.displayPhoneNumber,
				line.displayPhoneNumber && digitsOf(line.displayPhoneNumber),
				line.wabaId,
				toMs(now),
			],
		);
	}

	async get(phoneNumberId: string): Promise<Line | null> {
		const row = await this.scope.tx.get<LineRow>(`${LINE} WHERE phone_number_id = ?`, [
			phoneNumberId,
		]);
		return row ? toLine(row) : null;
	}

	async list(): Promise<Line[]> {
		const rows = await this.scope.tx.all<LineRow>(`${LINE} ORDER BY phone_number_id`);
		return rows.map(toLine);
	}

	async findByDisplayNumber(digits: string): Promise<Line | null> {
		const row = await this.scope.tx.get<LineRow>(
			`${LINE} WHERE display_digits = ? ORDER BY learned_at DESC LIMIT 1`,
			[digitsOf(digits)],
		);
		return row ? toLine(row) : null;
	}

	async restrict(phoneNumberId: string, restriction: Restriction, at: string): Promise<void> {
		await this.scope.tx.run(
			`INSERT INTO line_restrictions (phone_number_id, kind, expires_at, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (phone_number_id, kind) DO UPDATE SET expires_at = excluded.expires_at,
				at = excluded.at WHERE excluded.at >= line_restrictions.at`,
			[phoneNumberId, restriction.kind, toMsOrNull(restriction.expiresAt), toMs(at)],
		);
	}

	async restrictions(phoneNumberId: string, now: string): Promise<Restriction[]> {
		const rows = await this.scope.tx.all<{ kind: Restriction['kind']; expires_at: number | null }>(
			`SELECT kind, expires_at FROM line_restrictions WHERE phone_number_id = ?
				AND (expires_at IS NULL OR expires_at > ?) ORDER BY kind`,
			[phoneNumberId, toMs(now)],
		);
		return rows.map((row) => ({ kind: row.kind, expiresAt: toIsoOrNull(row.expires_at) }));
	}
}

/** `+1 631-555-3601` and `16315553601` are the same line. */
function digitsOf(displayPhoneNumber: string): string {
	return displayPhoneNumber.replace(/\D/g, '');
}

function toLine(row: LineRow): Line {
	return {
		phoneNumberId: row.phone_number_id,
		displayPhoneNumber: row.display_phone_number,
		wabaId: row.waba_id,
	};
}
