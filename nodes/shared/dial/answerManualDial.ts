import { linkState, type LinkState, type ManualAnswer } from '../domain/manualDial';
import { CONFIRM_FIELD, type AnswerQueries, type ManualView } from '../domain/manualPage';
import { EXPLAINED_REASONS } from '../domain/reasonFixes';
import { MANUAL_LEG, type Attempt, type Contact, type Ledger, type Wish } from '../ledger/ledger';
import {
	isGenuine,
	manualLinkQuery,
	readManualLink,
	type SignedManualLink,
} from '../wire/manualLink';
import type { DialResult } from './dialResult';
import { answersUntil, linkHash, manualQueries } from './manualLinks';
import type { DialPorts } from './ports';
import { takeReservedLeg } from './takeReservedLeg';

/** A request for the page of a call by hand, as the web server has parsed it. */
export interface ManualRequest {
	query: unknown;
	/** The fields of the form; of a mere look, nothing. */
	body: unknown;
}

/** What answering needs from outside. */
export interface ManualDoor {
	ledger: Ledger;
	now(): string;
	dialPorts(phoneNumberId: string): Promise<DialPorts>;
	/** A test run looks, and does nothing. */
	dryRun: boolean;
}

/** A call by hand, with whose it is. */
export interface ManualCase {
	attempt: Attempt;
	wish: Wish;
	contact: Contact;
}

export interface ManualOutcome {
	view: ManualView;
	/** Where the browser goes instead: it dials. */
	location: string | null;
	/** What was done, if anything was. */
	done: (ManualCase & { call: DialResult | null; answer: ManualAnswer | null }) | null;
}

/**
 * What a link of a card does (V5). A look changes nothing, since chat apps open links by themselves;
 * the form of the page acts, once: it takes the call, after one more decision, or tells how it went.
 * The number is given out only to whoever has taken the call.
 */
export async function answerManualDial(
	{ query, body }: ManualRequest,
	door: ManualDoor,
): Promise<ManualOutcome> {
	const link = readManualLink(query);
	if (!link) return seen({ show: 'incomplete' });
	const found = await findCase(link.attemptId, door.ledger);
	if (!found) return seen({ show: 'unknown' });
	const hash = linkHash(door.ledger);
	const { opaque } = found.attempt;
	if (!isGenuine(link, opaque, hash)) return seen({ show: 'forged' });
	const state = linkState(link.action, found.attempt, link.until, door.now());
	if (state !== 'ready') return seen(refusal(state, found, door));
	const { action, signature: confirm } = link;
	if (!isConfirmed(body, confirm)) {
		const own = manualLinkQuery(link, opaque, hash);
		return seen({ show: 'ask', action, name: found.contact.name, query: own, confirm });
	}
	if (door.dryRun) return seen({ show: 'test_run' });
	return action === 'call' ? await take(link, found, door) : await tell(action, link, found, door);
}

const seen = (view: ManualView): ManualOutcome => ({ view, location: null, done: null });

async function findCase(attemptId: string, ledger: Ledger): Promise<ManualCase | null> {
	return await ledger.transaction(async ({ attempts, wishes, contacts }) => {
		const attempt = await attempts.get(attemptId);
		if (attempt?.leg !== MANUAL_LEG) return null;
		const wish = await wishes.get(attempt.wishId);
		const contact = await contacts.get(attempt.contactId);
		return wish && contact && { attempt, wish, contact };
	});
}

/** No secret: it is on the page that the link opens. It tells a tap from a look. */
function isConfirmed(body: unknown, confirm: string): boolean {
	if (typeof body !== 'object' || body === null) return false;
	const fields = body as Partial<Record<string, unknown>>; // any object has fields of unknown type
	return fields[CONFIRM_FIELD] === confirm;
}

function refusal(
	state: Exclude<LinkState, 'ready'>,
	found: ManualCase,
	{ ledger, now }: ManualDoor,
): ManualView {
	return state === 'taken'
		? { show: 'taken', answers: answersTo(found, ledger, now()) }
		: { show: state };
}

/** How it went can be told by whoever has the link of the call, as long as nobody has told it. */
function answersTo(
	{ attempt, wish }: ManualCase,
	ledger: Ledger,
	now: string,
): AnswerQueries | null {
	const canTell = linkState('answered', attempt, answersUntil(attempt), now) === 'ready';
	return canTell ? manualQueries(attempt, wish, ledger) : null;
}

async function take(
	link: SignedManualLink,
	found: ManualCase,
	door: ManualDoor,
): Promise<ManualOutcome> {
	const { attempt, contact } = found;
	const ports = await door.dialPorts(attempt.phoneNumberId);
	const call = await takeReservedLeg(attempt, ports);
	if (!call) return await tooLate(link, door);
	const done = { ...found, attempt: call.attempt ?? attempt, call, answer: null };
	if (!call.started) {
		const why = EXPLAINED_REASONS[call.heldReason]?.cause ?? '';
		return { view: { show: 'held', why }, location: null, done };
	}
	const answers = answersTo(done, door.ledger, door.now());
	return { view: { show: 'dialling', answers }, location: `tel:+${contact.waId}`, done };
}

async function tell(
	answer: ManualAnswer,
	link: SignedManualLink,
	found: ManualCase,
	door: ManualDoor,
): Promise<ManualOutcome> {
	const { id } = found.attempt;
	const outcome = answer === 'no_answer' ? 'no_answer' : 'completed';
	const attempt = await door.ledger.transaction(async ({ attempts }) =>
		(await attempts.settleManual(id, outcome, door.now())) ? await attempts.get(id) : null,
	);
	if (!attempt) return await tooLate(link, door);
	const done = { ...found, attempt, call: null, answer };
	return { view: { show: 'noted', answer }, location: null, done };
}

/** Somebody was faster, or the time ran out meanwhile. */
async function tooLate(link: SignedManualLink, door: ManualDoor): Promise<ManualOutcome> {
	const found = await findCase(link.attemptId, door.ledger);
	if (!found) return seen({ show: 'unknown' });
	const state = linkState(link.action, found.attempt, link.until, door.now());
	return seen(refusal(state === 'ready' ? 'over' : state, found, door));
}
