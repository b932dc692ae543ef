import type { IDataObject } from 'n8n-workflow';
import type { CsvValue } from '../../shared/domain/csv';
import { SECTIONS, type Section } from './recordJson';

/** What the columns of an exported file hold; docs/export.md tells people. */
export const EXPORT_COLUMNS = [
	'contact_id',
	'wa_id',
	'user_id',
	'name',
	'section',
	'at',
	'phone_number_id',
	'status',
	'what',
	'details',
] as const;

type Told = Record<'at' | 'status' | 'what', unknown>;

/** When something was, how it stands, and what it is about: the same three of every section. */
const TOLD: Record<Section, (entry: IDataObject) => Told> = {
	consents: ({ given_at, revoked_at, key, scope }) => ({
		at: given_at,
		status: revoked_at === null ? 'given' : 'revoked',
		what: `${key} ${scope}`,
	}),
	wishes: ({ created_at, status, scope }) => ({ at: created_at, status, what: scope }),
	permissions: ({ at, status, is_permanent }) => ({
		at,
		status,
		what: is_permanent ? 'permanent' : 'temporary',
	}),
	escalations: ({ opened_at, status, triggers }) => ({
		at: opened_at,
		status,
		what: String(triggers),
	}),
	decisions: ({ checked_at, outcome, reason }) => ({
		at: checked_at,
		status: outcome,
		what: reason,
	}),
	calls: ({ dialling_at, claimed_at, outcome, status, direction }) => ({
		at: dialling_at ?? claimed_at,
		status: outcome ?? status,
		what: direction,
	}),
	callbacks: ({ due_at, created_at, status, woken_by }) => ({
		at: due_at ?? created_at,
		status,
		what: woken_by,
	}),
	messages: ({ at, from, is_photo }) => ({ at, status: from, what: is_photo ? 'photo' : 'text' }),
	sends: ({ reserved_at, status, kind }) => ({ at: reserved_at, status, what: kind }),
	briefs: ({ built_at, status, source }) => ({ at: built_at, status, what: source }),
	corrections: ({ at, kind, field }) => ({ at, status: kind, what: field }),
	ratings: ({ at, rating, trigger }) => ({ at, status: rating, what: trigger }),
	recordings: ({ noticed_at, status, kind }) => ({ at: noticed_at, status, what: kind }),
	objections: ({ at, about }) => ({ at, status: 'objected', what: about }),
};

/** An exported customer as rows: one for the contact, then one for each thing that is known. */
export function recordRows(json: IDataObject): CsvValue[][] {
	// As `recordJson` made them.
	const contact = json.contact as IDataObject;
	const { id, wa_id, user_id, name } = contact;
	const row = (section: string, told: Partial<Told>, details: IDataObject): CsvValue[] =>
		[id, wa_id, user_id, name, section, told.at, details.phone_number_id, told.status, told.what]
			.map(cellOf)
			.concat(JSON.stringify(details));
	const rows = SECTIONS.flatMap((section) =>
		(json[section] as IDataObject[]).map((entry) => row(section, TOLD[section](entry), entry)),
	);
	return [row('contact', {}, contact), ...rows];
}

const cellOf = (value: unknown): CsvValue =>
	value === null || value === undefined ? null : String(value);
