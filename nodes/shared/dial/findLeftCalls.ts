import type { CallEvent } from '../domain/webhookEvent';
import type { Ledger, Route } from '../ledger/ledger';

/** Whether published routes let the media server answer calls on a number, without a workflow. */
export const answersByItself = (routes: Route[], phoneNumberId: string): boolean =>
	routes.some(
		({ kind, answerIncoming, phoneNumberIds }) =>
			kind !== 'test' &&
			answerIncoming &&
			(phoneNumberIds.length === 0 || phoneNumberIds.includes(phoneNumberId)),
	);

/** A customer's call that nobody has taken although a route of ours answers such calls by itself. */
export interface LeftCall {
	callId: string;
	phoneNumberId: string;
}

/**
 * Customers' calls offered before `before` that the process which received them should have answered
 * and did not: it died between the 200 and the claim.
 */
export async function findLeftCalls(
	ledger: Ledger,
	appKey: string,
	before: string,
	now: string,
): Promise<LeftCall[]> {
	return await ledger.transaction(async ({ calls, routes }) => {
		const offers = await calls.unansweredOffers(before, now);
		if (offers.length === 0) return [];
		const ours = await routes.list(appKey, now);
		return offers
			.flatMap(({ callId, phoneNumberId }: CallEvent) =>
				phoneNumberId === null ? [] : [{ callId, phoneNumberId }],
			)
			.filter(({ phoneNumberId }) => answersByItself(ours, phoneNumberId));
	});
}
