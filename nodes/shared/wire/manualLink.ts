import { timingSafeEqual } from 'node:crypto';
import { fromMs, toMs } from '../domain/instant';
import { MANUAL_ACTIONS, type ManualAction } from '../domain/manualDial';

/** One act on one call by hand (V5), as the query of an address; nothing personal is in it. */
export interface ManualLink {
	attemptId: string;
	action: ManualAction;
	/** It holds before this instant. */
	until: string;
}

export interface SignedManualLink extends ManualLink {
	/** 64 hex digits. */
	signature: string;
}

/** A keyed hash (hex, 64 digits) that only this ledger can make. */
export type LinkHash = (text: string) => string;

/**
 * The query of a link, without its question mark.
 *
 * @param opaque The attempt's own secret: a claim that is taken anew ends the links of the one before.
 */
export function manualLinkQuery(link: ManualLink, opaque: string, hash: LinkHash): string {
	const { attemptId, action, until } = link;
	return new URLSearchParams({
		attempt: attemptId,
		act: action,
		until: String(toMs(until)),
		sig: signatureOf(link, opaque, hash),
	}).toString();
}

/** The link of a request, whose signature is still to be checked; null if it is none of ours. */
export function readManualLink(query: unknown): SignedManualLink | null {
	if (typeof query !== 'object' || query === null) return null;
	const given = query as Partial<Record<string, unknown>>; // any object has fields of unknown type
	const attemptId = text(given.attempt, /^att_[\w-]{1,64}$/);
	const act = text(given.act, /^[a-z_]{1,16}$/);
	const until = text(given.until, /^[1-9]\d{12}$/);
	const signature = text(given.sig, /^[0-9a-f]{64}$/);
	const action = MANUAL_ACTIONS.find((each) => each === act);
	if (!attemptId || !action || !until || !signature) return null;
	return { attemptId, action, until: fromMs(Number(until)), signature };
}

/** Whether this ledger has made the link, for the attempt as it stands; in constant time. */
export function isGenuine(link: SignedManualLink, opaque: string, hash: LinkHash): boolean {
	const expected = Buffer.from(signatureOf(link, opaque, hash));
	const received = Buffer.from(link.signature);
	return expected.length === received.length && timingSafeEqual(expected, received);
}

const signatureOf = (
	{ attemptId, action, until }: ManualLink,
	opaque: string,
	hash: LinkHash,
): string => hash([attemptId, action, toMs(until), opaque].join('\n'));

/** A parameter that comes twice is a list, and no link of ours. */
const text = (value: unknown, form: RegExp): string | null =>
	typeof value === 'string' && form.test(value) ? value : null;
