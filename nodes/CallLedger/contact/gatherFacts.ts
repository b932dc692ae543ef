import type { ExplainFacts } from '../../shared/domain/explain';
import { addMs, DAY_MS, toMs } from '../../shared/domain/instant';
import { readPolicy } from '../../shared/domain/policy';
import { teamZone } from '../../shared/domain/policyHours';
import { reminderOfWish } from '../../shared/domain/reminderWish';
import {
	DESK_LEG,
	MANUAL_LEG,
	type Contact,
	type LedgerTx,
	type StoredDeskDeed,
} from '../../shared/ledger/ledger';
import { GRAPH_ERROR_FIXES } from '../../shared/wire/graphErrorFixes';

/** How far back each list goes. */
const MOST = 50;

/** House rule: older dropped deliveries explain nothing of today. */
const DROPS_SINCE_MS = 7 * DAY_MS;

/**
 * Everything that explains whether and why a customer was called from a number.
 *
 * @param country ISO 3166 country of the number; null if unknown.
 */
export async function gatherFacts(
	contact: Contact | null,
	{ phoneNumberId, country }: { phoneNumberId: string; country: string | null },
	now: string,
	tx: LedgerTx,
): Promise<ExplainFacts> {
	const { policies, drops } = tx;
	const policy = readPolicy(await policies.get('default', phoneNumberId));
	const dropped = await drops.list(addMs(now, -DROPS_SINCE_MS));
	return {
		contact,
		...(contact ? await historyOf(contact.id, phoneNumberId, now, tx) : NO_HISTORY),
		drops: dropped
			.filter((drop) => drop.phoneNumberId === null || drop.phoneNumberId === phoneNumberId)
			.sort((a, b) => toMs(b.at) - toMs(a.at)),
		guard: await tx.guards.get(phoneNumberId),
		zone: teamZone(policy, country) ?? 'UTC',
		metaFixes: GRAPH_ERROR_FIXES,
	};
}

type History = Omit<ExplainFacts, 'contact' | 'guard' | 'drops' | 'zone' | 'metaFixes'>;

const NO_HISTORY: History = {
	wish: null,
	permission: null,
	offerUntil: null,
	decisions: [],
	attempts: [],
	callbacks: [],
	escalations: [],
	sends: [],
	consents: [],
	briefs: [],
	corrections: [],
	ratings: [],
	recordings: [],
	rings: [],
	deeds: [],
};

async function historyOf(
	id: string,
	phoneNumberId: string,
	now: string,
	tx: LedgerTx,
): Promise<History> {
	const here = <T extends { phoneNumberId: string }>(all: T[]): T[] =>
		all.filter((each) => each.phoneNumberId === phoneNumberId);
	const offer = await tx.offers.open(id, phoneNumberId, now);
	const wish = await tx.wishes.current(id, phoneNumberId, now);
	return {
		wish,
		permission: await tx.permissions.get(id, phoneNumberId),
		offerUntil: offer?.expiresAt ?? null,
		decisions: here(await tx.decisions.list(id, MOST)).map((decision) => ({
			...decision,
			isReminder: isReminder(decision.wishId),
		})),
		attempts: here(await tx.attempts.list(id, MOST)).map((attempt) => ({
			...attempt,
			byHand: attempt.leg === MANUAL_LEG,
			atDesk: attempt.leg === DESK_LEG,
			isReminder: isReminder(attempt.wishId),
		})),
		callbacks: here(await tx.callbacks.list(id, MOST)),
		escalations: here(await tx.escalations.list(id, MOST)),
		sends: here(await tx.sends.list(id, MOST)),
		consents: here(await tx.consents.history(id)),
		briefs: here(await tx.briefs.list(id, MOST)),
		corrections: here(await tx.briefs.corrections(id, MOST)),
		ratings: here(await tx.ratings.list(id, MOST)),
		recordings: here(await tx.recordings.list(id, MOST)),
		rings: here(await tx.deskRings.ofContact(id, MOST)),
		deeds: await deedsOf(here(await tx.deskDeeds.ofContact(id, MOST)), tx),
	};
}

/** Who is revoked keeps their name here. */
async function deedsOf(
	deeds: StoredDeskDeed[],
	{ representatives }: LedgerTx,
): Promise<ExplainFacts['deeds']> {
	const names = new Map<string, string>();
	for (const { representativeId: id } of deeds) {
		if (!names.has(id)) names.set(id, (await representatives.get(id))?.name ?? id);
	}
	return deeds.map(({ kind, representativeId, outcome, at }) => ({
		kind,
		by: names.get(representativeId) ?? representativeId,
		outcome,
		at,
	}));
}

/** V6: a reminder by voice has its own wish, which says of which slot. */
const isReminder = (wishId: string | null): boolean =>
	wishId !== null && reminderOfWish(wishId) !== null;
