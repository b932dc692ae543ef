import type { CallButtonTerms } from './callButton';
import type { CallFacts, Decision } from './decision';

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
	/** Of a call button: it works no longer than that; null: for as long as any. */
	until?: string | null;
}

/**
 * What a decision against a call asks of the customer or tells them (P2, C4). A question that is open
 * is not asked again.
 */
export function whatToAsk(
	decision: Pick<Decision, 'outcome' | 'reason' | 'needs'>,
	{ permission }: Pick<CallFacts, 'permission'>,
	asked: AskedBefore,
	button: CallButtonTerms,
): Ask {
	const { reason, needs, outcome } = decision;
	if (needs === 'yes') return whetherToOffer(asked);
	if (needs === 'permission') {
		if (asked.requestedAt !== null)
			return { say: null, found: `the request of ${asked.requestedAt} is not answered yet` };
		if (permission === null || permission === 'deferred' || permission.canRequest)
			return { say: 'permission_request', found: 'a permission request may be sent' };
		const until = permission.requestLimitResetsAt ?? 'Meta allows one again';
		return buttonOr(asked, `no permission request until ${until}`, button);
	}
	if (reason === 'country_barred' || reason === 'quality_guard')
		return asked.isEscalated || asked.wantsCall
			? buttonOr(asked, 'only the customer can call', button)
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

const buttonOr = (asked: AskedBefore, found: string, button: CallButtonTerms): Ask =>
	'until' in button
		? { say: 'call_button', found, until: button.until }
		: notNow(asked, `${found}; no call button: ${button.because}`);

/** Whoever waits for a call hears that none comes. */
const notNow = ({ wantsCall }: AskedBefore, found: string | null): Ask => ({
	say: wantsCall ? 'not_now' : null,
	found,
});
