import type {
	ExplainedAttempt,
	ExplainedCallback,
	ExplainedDecision,
	ExplainedEscalation,
	ExplainFacts,
} from './explainFacts';
import { LATE_MS } from './explainFindings';
import { addMs, isBefore, toMs } from './instant';

/** What decided, before it is put into words. */
export interface Answer {
	code: string;
	/** Null: nobody knows. */
	called: boolean | null;
	/** When it was decided; null: it is so now. */
	at: string | null;
	retryAt: string | null;
	decision: ExplainedDecision | null;
}

/** What lets a claim go whose time is over; a call by hand or at the desk is parked then. */
const LET_GO = ['card_not_taken', 'ring_not_taken', 'lease_expired'];

/** The last word of something that happened, with when it was said. */
type Said = Answer & { at: string };

const answer = (code: string, rest: Partial<Answer> = {}): Answer => ({
	code,
	called: false,
	at: null,
	retryAt: null,
	decision: null,
	...rest,
});

/**
 * The one reason that matters now: what stands for as long as the customer or a call says so, then
 * what is planned, then whatever was decided last.
 */
export function chooseAnswer(all: ExplainFacts, now: string): Answer {
	const facts = aboutTheCall(all);
	const { contact, attempts, callbacks } = facts;
	if (contact === null) return answer('never_heard');
	const live = attempts.find(({ status }) => isLive(status));
	if (live) return liveAnswer(live);
	if (contact.callOptOut) return answer('opted_out');
	const newest = newestWord(facts);
	const waiting = callbacks.find(({ status }) => status === 'waiting');
	const planned = waiting && plannedAnswer(waiting, newest, now);
	const asked = newest?.code === 'no_yes' ? openOffer(facts, now) : null;
	return planned ?? asked ?? newest ?? withoutWord(facts, now);
}

/** Recaps and reminders, spoken ones too, follow a call or go before one: they are none (V6, V7). */
function aboutTheCall(facts: ExplainFacts): ExplainFacts {
	const { attempts, decisions, callbacks } = facts;
	return {
		...facts,
		attempts: attempts.filter(({ isReminder }) => !isReminder),
		decisions: decisions.filter(({ isReminder }) => !isReminder),
		callbacks: callbacks.filter(({ wokenBy }) => wokenBy !== 'recap' && wokenBy !== 'reminder'),
	};
}

const isLive = (status: string): boolean =>
	['claimed', 'reserved', 'dialling', 'ringing', 'accepted', 'unknown'].includes(status);

function liveAnswer({ status, byHand, atDesk, claimedAt, diallingAt }: ExplainedAttempt): Answer {
	const at = diallingAt ?? claimedAt;
	if (atDesk && status === 'reserved') return answer('rings_at_desk', { at });
	if (byHand && status === 'reserved') return answer('card_waits', { at });
	if (byHand)
		return answer(status === 'unknown' ? 'not_told' : 'called_by_hand', { called: null, at });
	return status === 'unknown'
		? answer('unknown_if_ringing', { called: null, at })
		: answer('called_now', { called: true, at });
}

/** A planned call is the answer until something newer was decided about it. */
function plannedAnswer(
	{ wokenBy, dueAt, createdAt }: ExplainedCallback,
	newest: Said | null,
	now: string,
): Answer | null {
	const at = createdAt;
	if (dueAt !== null && isBefore(addMs(dueAt, LATE_MS), now))
		return answer('callback_late', { at });
	if (wokenBy === 'slot') return answer('slot_not_due', { at, retryAt: dueAt });
	// What parked it says more: which hours and until when, or what became of a call by hand.
	if (newest?.decision || LET_GO.includes(newest?.code ?? '')) return null;
	if (wokenBy === 'representative') return answer('no_representative_ready', { at });
	return wokenBy === 'permission' ? answer('waits_for_permission', { at }) : null;
}

function newestWord(facts: ExplainFacts): Said | null {
	const { decisions, attempts, callbacks, escalations } = facts;
	const words = [
		...decisions.slice(0, 1).map((decision) => decisionWord(decision)),
		...attempts.slice(0, 1).map(attemptWord),
		...callbacks.flatMap(firedWord),
		...escalations.slice(0, 1).flatMap(closedWord),
	];
	// Of two at the same instant the later in the list is the consequence of the earlier.
	return words.reduce<Said | null>(
		(last, word) => (last === null || toMs(word.at) >= toMs(last.at) ? word : last),
		null,
	);
}

function decisionWord(decision: ExplainedDecision): Said {
	const { reason, checkedAt: at, retryAt } = decision;
	const code = reason === 'allowed' ? 'allowed_not_dialled' : reason;
	return { ...answer(code), at, retryAt, decision };
}

function attemptWord(attempt: ExplainedAttempt): Said {
	const { status, outcome, heldReason, errorCode, claimedAt, diallingAt, endedAt } = attempt;
	if (status === 'released') return { ...answer(heldReason ?? 'superseded'), at: claimedAt };
	if (attempt.byHand && outcome === 'failed') {
		return { ...answer('not_told', { called: null }), at: diallingAt ?? claimedAt };
	}
	const code = (outcome !== 'completed' && errorCode) || `call_${outcome ?? 'failed'}`;
	const called = diallingAt !== null || outcome === 'completed' || outcome === 'missed';
	return { ...answer(code), called, at: endedAt ?? diallingAt ?? claimedAt };
}

const firedWord = ({ status, firedAt }: ExplainedCallback): Said[] =>
	status === 'fired' && firedAt !== null ? [{ ...answer('callback_fired'), at: firedAt }] : [];

/** A call that came about closes its escalation too: that is no reason. */
const closedWord = ({ closedAt, closedBecause }: ExplainedEscalation): Said[] =>
	closedAt !== null && closedBecause !== null && closedBecause !== 'called'
		? [{ ...answer(closedBecause), at: closedAt }]
		: [];

const openOffer = ({ offerUntil }: ExplainFacts, now: string): Answer | null =>
	offerUntil !== null && isBefore(now, offerUntil) ? answer('offer_open') : null;

/** Nothing was decided and nothing called. */
function withoutWord(facts: ExplainFacts, now: string): Answer {
	const { wish, escalations, drops } = facts;
	if (wish?.waitingFor === 'permission') return answer('waits_for_permission');
	if (wish) return answer('not_judged');
	const offered = openOffer(facts, now);
	if (offered) return offered;
	const [escalation] = escalations;
	if (escalation?.closedAt === null) {
		return answer(escalation.action === 'human_only' ? 'human_only' : 'not_offered');
	}
	const [drop] = drops;
	return drop ? answer(drop.reason, { at: drop.at }) : answer('nothing_asked');
}
