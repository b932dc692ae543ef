import { isOpenThroughout } from './businessHours';
import type { CallFacts, Decision } from './decision';
import { isBefore, MINUTE_MS, toMs } from './instant';

/** A call button is offered for an hour, so the team has to be there for that long (V3). */
export const CALL_BUTTON_MINUTES = 60;

/** What is known of what was asked before. */
export interface AskedBefore {
	/** Until when an offer waits for its answer. */
	offerUntil: string | null;
	/** When the permission request went out that nobody has answered. */
	requestedAt: string | null;
	/** There is a live escalation, or a request that came back late: a reason to offer a call. */
	isEscalated: boolean;
	/** The customer waits for a call. */
	wantsCall: boolean;
}

/** What to say to a customer who is not called, and what it rests on; null: nothing (new). */
export interface Ask {
	say: 'offer' | 'permission_request' | 'call_button' | 'not_now' | null;
	found: string | null;
}

/**
 * What a decision against a call asks of the customer or tells them (P2, C4). A question that is open
 * is not asked again.
 *
 * @param noCallButton Why no call button may be shown, see {@link whyNoCallButton}.
 */
export function whatToAsk(
	decision: Pick<Decision, 'outcome' | 'reason' | 'needs'>,
	{ permission }: Pick<CallFacts, 'permission'>,
	asked: AskedBefore,
	noCallButton: string | null,
): Ask {
	const { reason, needs, outcome } = decision;
	if (needs === 'yes') return whetherToOffer(asked);
	if (needs === 'permission') {
		if (asked.requestedAt !== null)
			return { say: null, found: `the request of ${asked.requestedAt} is not answered yet` };
		if (permission === null || permission === 'deferred' || permission.canRequest)
			return { say: 'permission_request', found: 'a permission request may be sent' };
		const until = permission.requestLimitResetsAt ?? 'Meta allows one again';
		return buttonOr(asked, `no permission request until ${until}`, noCallButton);
	}
	if (reason === 'country_barred' || reason === 'quality_guard')
		return asked.isEscalated || asked.wantsCall
			? buttonOr(asked, 'only the customer can call', noCallButton)
			: { say: null, found: null };
	const silent = reason === 'opted_out' || reason === 'call_in_progress' || outcome === 'allow';
	return silent ? { say: null, found: null } : notNow(asked, null);
}

function whetherToOffer({ offerUntil, isEscalated }: AskedBefore): Ask {
	if (offerUntil !== null)
		return { say: null, found: `an offer waits for an answer until ${offerUntil}` };
	return isEscalated
		? { say: 'offer', found: 'no offer is open' }
		: { say: null, found: 'no live escalation, so nothing is offered' };
}

const buttonOr = (asked: AskedBefore, because: string, noCallButton: string | null): Ask =>
	noCallButton === null
		? { say: 'call_button', found: because }
		: notNow(asked, `${because}; no call button: ${noCallButton}`);

/** Whoever waits for a call hears that none comes. */
const notNow = ({ wantsCall }: AskedBefore, found: string | null): Ask => ({
	say: wantsCall ? 'not_now' : null,
	found,
});

/**
 * Why a button with which the customer calls us may not be shown now (V3), or null: nobody would
 * answer, or Meta hides it.
 */
export function whyNoCallButton(
	{
		teamHours,
		representatives,
		restrictions,
		isTest,
	}: Pick<CallFacts, 'teamHours' | 'representatives' | 'restrictions' | 'isTest'>,
	now: string,
): string | null {
	const hides = restrictions.find(
		({ kind, expiresAt }) => kind !== 'business_initiated' && isBefore(now, expiresAt),
	);
	if (hides) return `Meta restricts it (${hides.kind})`;
	if (isTest) return null;
	if (teamHours === null) return 'the team’s hours are not set';
	const nowMs = toMs(now);
	const until = nowMs + CALL_BUTTON_MINUTES * MINUTE_MS;
	if (teamHours !== 'deferred' && !isOpenThroughout(teamHours, nowMs, until))
		return `the team is not there for the next ${CALL_BUTTON_MINUTES} minutes`;
	if (representatives !== 'deferred' && representatives.kept > 0 && representatives.ready === 0)
		return 'no representative is ready';
	return null;
}
