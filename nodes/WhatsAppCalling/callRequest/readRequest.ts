import { DateTime } from 'luxon';
import type { ItemCart } from '../../shared/domain/callItem';
import { fromMs, MINUTE_MS, toMs } from '../../shared/domain/instant';
import { CallingError } from '../../shared/n8n/callingError';
import { flag, text } from '../operation';
import type { OperationRun } from '../operation';

/** A call that somebody wants for a customer, as the parameters say it (C8). */
export interface CallRequest {
	reason: string;
	/** `external:<reason>` */
	trigger: `external:${string}`;
	consentSource: string;
	consentAt: string | null;
	/** What the customer sent, if it was a form that asks for a call now: a yes (P1). */
	formWording: string | null;
	reference: string | null;
	cart: ItemCart | null;
}

/** What mapped columns hold where there is no source. */
const NO_SOURCE = /^(|-+|none|no|n\/?a|null|undefined|unknown|cold)$/i;

/**
 * @throws {CallingError} `consent_source_missing`, `reason_missing`, `consent_time_invalid`,
 * `form_incomplete`, `cart_invalid`.
 */
export function readRequest(run: OperationRun): CallRequest {
	const consentSource = text(run, 'consentSource');
	if (NO_SOURCE.test(consentSource)) throw consentSourceMissing();
	const reason = text(run, 'reason');
	const consentAt = readConsentAt(run);
	return {
		reason,
		trigger: triggerOf(reason),
		consentSource,
		consentAt,
		formWording: readForm(run, consentAt),
		reference: text(run, 'reference') || null,
		cart: readCart(run),
	};
}

const consentSourceMissing = () =>
	new CallingError(
		'consent_source_missing',
		'Nobody says where this customer agreed to be contacted, so no call is requested',
		'Set Consent Source to where and how the customer agreed, such as the words of the box that was ticked. People who agreed to nothing are not called.',
	);

/** `Abandoned cart!` → `external:abandoned_cart` */
function triggerOf(reason: string): CallRequest['trigger'] {
	const words = reason.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu);
	if (words) return `external:${words.join('_').slice(0, 40)}`;
	throw new CallingError(
		'reason_missing',
		'Nobody says why this customer should be called',
		'Set Reason to a short name such as abandoned_cart. It becomes the escalation’s trigger and shows in reports.',
	);
}

/** A clock that is a little ahead makes no lie. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/** A time without offset is one of the workflow's zone. */
function readConsentAt(run: OperationRun): string | null {
	const given: unknown = run.ctx.getNodeParameter('consentAt', run.itemIndex, '');
	if (given === '' || given === null || given === undefined) return null;
	const zone = run.ctx.getTimezone();
	const at = DateTime.fromISO(typeof given === 'string' ? given.trim() : isoOf(given), { zone });
	const now = toMs(run.now());
	if (at.isValid && at.toMillis() < now + CLOCK_SKEW_MS)
		return fromMs(Math.min(at.toMillis(), now));
	throw new CallingError(
		'consent_time_invalid',
		'Consent Time is not a time in the past',
		'Set Consent Time to when the customer agreed, e.g. 2026-10-12T09:30:00+05:30, or leave it empty.',
	);
}

/** n8n's expressions give dates as objects of luxon or JavaScript. */
function isoOf(value: unknown): string {
	const date: unknown = value instanceof DateTime || value instanceof Date ? value.toJSON() : null;
	return typeof date === 'string' ? date : '';
}

function readForm(run: OperationRun, consentAt: string | null): string | null {
	if (!flag(run, 'callMeForm')) return null;
	const wording = text(run, 'formWording');
	if (wording && consentAt) return wording;
	throw new CallingError(
		'form_incomplete',
		'A call-me form without its wording and its time is no yes to a call',
		'Set Form Wording to what the customer sent, word for word, and Consent Time to when. Otherwise turn off Customer Asked to Be Called: then the customer is asked first.',
	);
}

function readCart(run: OperationRun): ItemCart | null {
	const given = text(run, 'cartValue');
	if (given === '' || given === '0') return null;
	const value = Number(given);
	const currency = text(run, 'cartCurrency').toUpperCase();
	if (Number.isFinite(value) && value > 0 && /^[A-Z]{3}$/.test(currency)) {
		return { value, currency, items: readItems(run), source: 'mapped', verified: false };
	}
	throw new CallingError(
		'cart_invalid',
		'Cart Value and Cart Currency are not an amount of money',
		'Set Cart Value to a plain number such as 18900.50 and Cart Currency to its code, such as INR; or leave Cart Value empty.',
	);
}

function readItems(run: OperationRun): string[] {
	const given: unknown = run.ctx.getNodeParameter('cartItems', run.itemIndex, '');
	const list = Array.isArray(given) ? given.map(String) : text(run, 'cartItems').split(/[,\n]/);
	return list.map((item) => item.trim()).filter(Boolean);
}
