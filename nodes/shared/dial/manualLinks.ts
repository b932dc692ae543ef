import type { ItemManualDial } from '../domain/judgementSections';
import { addMs } from '../domain/instant';
import {
	MANUAL_ACTIONS,
	MANUAL_ANSWER_MS,
	MANUAL_TAKE_SECONDS,
	type ManualAction,
} from '../domain/manualDial';
import type { Attempt, Ledger, Wish } from '../ledger/ledger';
import { manualLinkQuery, type LinkHash } from '../wire/manualLink';
import { reservedUntil } from './reserveLeg';

type Carded = Pick<Attempt, 'id' | 'claimedAt' | 'opaque'>;

/** Signs and checks the links of one ledger. */
export const linkHash =
	(ledger: Pick<Ledger, 'keyedHash'>): LinkHash =>
	(text) =>
		ledger.keyedHash('manual dial', text);

/** How the call went can be told before this instant. */
export const answersUntil = ({ claimedAt }: Pick<Attempt, 'claimedAt'>): string =>
	addMs(claimedAt, MANUAL_ANSWER_MS);

/** The query of each link of a call by hand; the same ones for one claim, whenever they are made. */
export function manualQueries(
	attempt: Carded,
	wish: Pick<Wish, 'expiresAt'>,
	ledger: Pick<Ledger, 'keyedHash'>,
): Record<ManualAction, string> {
	const { id: attemptId, opaque } = attempt;
	const entries = MANUAL_ACTIONS.map((action) => {
		const until =
			action === 'call' ? reservedUntil(attempt, wish, MANUAL_TAKE_SECONDS) : answersUntil(attempt);
		return [action, manualLinkQuery({ attemptId, action, until }, opaque, linkHash(ledger))];
	});
	// One entry for each action.
	return Object.fromEntries(entries) as Record<ManualAction, string>;
}

/** The item's section of a call by hand. `pageUrl` leads to the page, and carries no query. */
export function manualDialSection(
	pageUrl: string,
	attempt: Carded,
	wish: Pick<Wish, 'expiresAt'>,
	answer: ItemManualDial['answer'],
	ledger: Pick<Ledger, 'keyedHash'>,
): ItemManualDial {
	const queries = manualQueries(attempt, wish, ledger);
	const address = (action: ManualAction) => `${pageUrl}?${queries[action]}`;
	return {
		callUrl: address('call'),
		answeredUrl: address('answered'),
		noAnswerUrl: address('no_answer'),
		rescheduleUrl: address('reschedule'),
		expiresAt: reservedUntil(attempt, wish, MANUAL_TAKE_SECONDS),
		answer,
	};
}
