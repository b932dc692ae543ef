import type { CallItem } from './callItem';
import type { BriefView } from './renderBriefRows';

/** What a CRM keeps of a customer (S4). */
export interface CrmRecord {
	wa_id: string | null;
	user_id: string | null;
	name: string | null;
	call_opt_out: boolean | null;
	message_opt_out: boolean | null;
	/** Whether a yes to a call is on record that still holds. */
	call_consent: boolean;
	call_preference: 'call' | 'text_only' | 'none' | 'unknown';
	escalation_trigger: string | null;
	/** `missing`: of the customer no brief was made; consents and refusals are known all the same. */
	brief_status: 'ready' | 'needs_review' | 'missing';
	summary: Record<string, unknown>;
}

/**
 * The record for a CRM, which one company reads for itself: the number is not masked, unknown is
 * `null`, values keep their types and are not escaped, since a CRM takes JSON.
 */
export function renderBriefCrm(
	item: Pick<Partial<CallItem>, 'contact' | 'wish' | 'escalationTrigger'>,
	brief: BriefView['brief'] | null,
): CrmRecord {
	const { contact, wish, escalationTrigger } = item;
	const isYes = wish !== undefined && wish !== null && wish.kind !== 'inbound';
	return {
		wa_id: contact?.waId ?? null,
		user_id: contact?.userId ?? null,
		name: contact?.name ?? null,
		call_opt_out: contact?.callOptOut ?? null,
		message_opt_out: contact?.messageOptOut ?? null,
		call_consent: isYes && contact?.callOptOut !== true,
		call_preference: preferenceOf(contact, isYes),
		escalation_trigger: escalationTrigger ?? null,
		brief_status: brief?.status ?? 'missing',
		summary: { ...brief?.fields },
	};
}

function preferenceOf(
	contact: CallItem['contact'] | undefined,
	isYes: boolean,
): CrmRecord['call_preference'] {
	if (contact?.messageOptOut) return 'none';
	if (contact?.callOptOut) return 'text_only';
	return isYes ? 'call' : 'unknown';
}

export interface MappedRecord {
	record: Record<string, unknown>;
	/** Fields of the CRM whose path leads nowhere. */
	unmapped: string[];
}

/**
 * The record under the CRM's own field names: `{ "Phone": "wa_id", "Cart": "summary.estimated_cart" }`.
 */
export function mapCrmRecord(record: CrmRecord, mapping: Record<string, string>): MappedRecord {
	const mapped = Object.entries(mapping).map(
		([name, path]) => [name, valueAt(record, path)] as const,
	);
	return {
		record: Object.fromEntries(mapped.map(([name, value]) => [name, value ?? null])),
		unmapped: mapped.filter(([, value]) => value === undefined).map(([name]) => name),
	};
}

/** Own members only: `constructor` leads nowhere. */
const valueAt = (record: object, path: string): unknown =>
	path.split('.').reduce<unknown>((value, key) => {
		const isOwn = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
		// An own member of an object, by the line above.
		return isOwn ? (value as Record<string, unknown>)[key] : undefined;
	}, record);
