import type { DeskCustomer, DeskTeamView } from '../domain/deskProtocol';
import { wordsFor } from '../domain/explainFindings';
import { fromMs, toMs } from '../domain/instant';
import { phoneCountry } from '../domain/phoneCountry';
import { readPolicy } from '../domain/policy';
import { teamZone } from '../domain/policyHours';
import { instantsOfLocal, startOfLocalDay, toLocalMs } from '../domain/zoneClock';
import type { Attempt, DeskRing, LedgerTx, Representative } from '../ledger/ledger';
import { GRAPH_ERROR_FIXES } from '../wire/graphErrorFixes';
import { deskCustomer } from './ringView';

type Live = DeskTeamView['live'][number];

/**
 * What a supervisor sees (V3, M5): who is ready, what rings and who talks, what waits, and whom nobody
 * called today and why. Calls of other numbers than the supervisor's are not in it.
 */
export async function deskTeam(
	{ phoneNumberIds }: Pick<Representative, 'phoneNumberIds'>,
	now: string,
	tx: LedgerTx,
): Promise<DeskTeamView> {
	const people = await tx.representatives.list();
	const names = new Map(people.map(({ id, name }) => [id, name]));
	const isOurs = ({ phoneNumberId }: { phoneNumberId: string }) =>
		phoneNumberIds.length === 0 || phoneNumberIds.includes(phoneNumberId);
	const live = [...(await ringing(isOurs, names, tx)), ...(await talking(isOurs, names, now, tx))];
	const held = await tx.deskTeam.notCalled(startOfDay(await zoneOf(isOurs, tx), now));
	return {
		people: people.map(({ id, name, status, statusAt }) => ({ id, name, status, since: statusAt })),
		live: live.sort((a, b) => toMs(a.since) - toMs(b.since)),
		waiting: await tx.deskTeam.waiting(),
		notCalled: held.map(({ reason, count }) => ({
			reason,
			count,
			text: wordsFor(reason, GRAPH_ERROR_FIXES).cause,
		})),
	};
}

type IsOurs = (where: { phoneNumberId: string }) => boolean;
type Names = ReadonlyMap<string, string>;

async function ringing(isOurs: IsOurs, names: Names, tx: LedgerTx): Promise<Live[]> {
	const rings = (await tx.deskRings.live()).filter(isOurs);
	const found: Live[] = [];
	for (const ring of rings) {
		found.push({
			attempt: ring.attemptId,
			customer: await customerOf(ring, tx),
			direction: ring.direction,
			state: 'offered',
			representative: await ringsAt(ring, names, tx),
			since: ring.startedAt,
		});
	}
	return found;
}

/** The one whom it is offered to last, if they have not passed it on. */
async function ringsAt({ id }: DeskRing, names: Names, tx: LedgerTx): Promise<string | null> {
	const open = (await tx.deskRings.offers(id)).filter(({ closedAt }) => closedAt === null);
	return names.get(open.at(-1)?.representativeId ?? '') ?? null;
}

async function talking(isOurs: IsOurs, names: Names, now: string, tx: LedgerTx): Promise<Live[]> {
	const found: Live[] = [];
	for (const state of ['dialling', 'ringing', 'accepted'] as const) {
		for (const attempt of (await tx.attempts.inStatus(state, now)).filter(isOurs)) {
			const { id, direction, representativeId } = attempt;
			const representative = names.get(representativeId ?? '') ?? null;
			const customer = await customerOf(attempt, tx);
			found.push({
				attempt: id,
				customer,
				direction,
				state,
				representative,
				since: sinceOf(attempt),
			});
		}
	}
	return found;
}

const sinceOf = ({ answeredAt, diallingAt, claimedAt }: Attempt): string =>
	answeredAt ?? diallingAt ?? claimedAt;

const customerOf = async (
	{ contactId }: { contactId: string },
	{ contacts }: LedgerTx,
): Promise<DeskCustomer> => deskCustomer(await contacts.get(contactId));

/** The first one that a policy or a number's country tells; UTC while nobody has set any. */
async function zoneOf(isOurs: IsOurs, { lines, policies }: LedgerTx): Promise<string> {
	for (const { phoneNumberId, displayPhoneNumber } of (await lines.list()).filter(isOurs)) {
		const policy = readPolicy(await policies.get('default', phoneNumberId));
		const zone = teamZone(policy, phoneCountry(displayPhoneNumber));
		if (zone !== null) return zone;
	}
	return 'UTC';
}

function startOfDay(zone: string, now: string): string {
	const midnight = startOfLocalDay(toLocalMs(toMs(now), zone));
	const [first] = instantsOfLocal(midnight, zone);
	return fromMs(first ?? midnight);
}
