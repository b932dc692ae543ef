import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { fromMs, toMs } from '../../shared/domain/instant';
import { languageTag } from '../../shared/domain/texts';
import { isTimeZone } from '../../shared/domain/zoneClock';
import { CallingError } from '../../shared/n8n/callingError';
import type { OperationRun } from '../operation';

/** What is to change; null: nothing. */
export interface ContactUpdate {
	name: string | null;
	/** BCP 47. */
	language: string | null;
	/** IANA. */
	timeZone: string | null;
	refusal: Refusal | null;
}

/** An operator tells what the customer has refused elsewhere (P4). */
export interface Refusal {
	calls: boolean;
	messages: boolean;
	/** ISO 8601; null: now. */
	at: string | null;
}

/**
 * The fields of the node. A CRM gives texts and empty values too.
 *
 * @throws {CallingError} `contact_invalid`, naming the field; nothing is changed then.
 */
export function readUpdate(run: OperationRun): ContactUpdate {
	const fields = run.ctx.getNodeParameter('updateFields', run.itemIndex, {}) as IDataObject;
	const calls = isOn(fields.doNotCall, 'Do Not Call');
	const messages = isOn(fields.doNotMessage, 'Do Not Message');
	return {
		name: textOf(fields.name).replace(/\s+/g, ' ') || null,
		language: readLanguage(textOf(fields.language)),
		timeZone: readZone(textOf(fields.timeZone)),
		refusal:
			calls || messages ? { calls, messages, at: readRefusedAt(run, fields.refusedAt) } : null,
	};
}

const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const YES = /^(?:true|yes|on|1)$/i;
const NO = /^(?:false|no|off|0|)$/i;

/** A refusal is never guessed, and never overheard. */
function isOn(value: unknown, field: string): boolean {
	if (typeof value === 'boolean') return value;
	const text = value === null || value === undefined ? '' : String(value).trim();
	if (YES.test(text)) return true;
	if (NO.test(text)) return false;
	throw invalid(`${field} is neither yes nor no`, `Map ${field} to true or false.`);
}

function readLanguage(text: string): string | null {
	if (!text) return null;
	const tag = languageTag(text);
	if (tag !== null) return tag;
	throw invalid('Language is no language tag', 'Write Language as a tag, e.g. en, hi-Latn, pt-BR.');
}

function readZone(text: string): string | null {
	if (!text) return null;
	if (isTimeZone(text)) return text;
	throw invalid(
		'Time Zone is no IANA time zone',
		'Write Time Zone as area and city, e.g. Asia/Kolkata or America/Mexico_City.',
	);
}

/**
 * A time without offset is one of the workflow's zone. A clock that is ahead must not let a refusal
 * outlast the customer's own word after it.
 */
function readRefusedAt({ ctx, now }: OperationRun, value: unknown): string | null {
	const text = value instanceof Date || DateTime.isDateTime(value) ? value.toJSON() : value;
	if (textOf(text) === '') return null;
	const at = DateTime.fromISO(textOf(text), { zone: ctx.getTimezone() });
	if (at.isValid) return fromMs(Math.min(at.toMillis(), toMs(now())));
	throw invalid(
		'Refused At is no time',
		'Write Refused At as ISO 8601, e.g. 2026-10-12T09:30:00Z, or leave it empty for now.',
	);
}

const invalid = (message: string, fix: string): CallingError =>
	new CallingError('contact_invalid', `${message}, so nothing was changed`, fix);
