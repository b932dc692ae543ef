import type { AttemptClaim, ClaimAttempt, ClaimSend, Ledger, LedgerTx, SendClaim } from './ledger';
import { migrate } from './migrations';
import type { Secrets } from './secrets';
import type { Sql } from './sql';
import { SqlAttempts } from './stores/attempts';
import { SqlBriefs } from './stores/briefs';
import { SqlCallbacks } from './stores/callbacks';
import { SqlCalls } from './stores/calls';
import { SqlConsents } from './stores/consents';
import { SqlContacts } from './stores/contacts';
import { SqlConversations } from './stores/conversations';
import { SqlDecisions } from './stores/decisions';
import { SqlDeskAccess } from './stores/deskAccess';
import { SqlDeskDeeds } from './stores/deskDeeds';
import { SqlDeskDoors } from './stores/deskDoors';
import { SqlDeskEvents } from './stores/deskEvents';
import { SqlDeskPages } from './stores/deskPages';
import { SqlDeskRings } from './stores/deskRings';
import { SqlDeskTeam } from './stores/deskTeam';
import { SqlDrops } from './stores/drops';
import { SqlErasures } from './stores/erasures';
import { SqlEscalations } from './stores/escalations';
import { SqlGuards } from './stores/guards';
import { SqlGuidance } from './stores/guidance';
import { SqlInbox } from './stores/inbox';
import { SqlLines } from './stores/lines';
import { SqlOffers } from './stores/offers';
import { SqlPermissions } from './stores/permissions';
import { SqlPolicies } from './stores/policies';
import { SqlRatings } from './stores/ratings';
import { SqlRecordings } from './stores/recordings';
import { SqlRepresentatives } from './stores/representatives';
import { SqlRoutes } from './stores/routes';
import type { Scope } from './stores/scope';
import { SqlSends } from './stores/sends';
import { SqlThreads } from './stores/threads';
import { SqlWishes } from './stores/wishes';

/** The ledger on any engine: brings its tables up to date, then hands out the stores. */
export async function sqlLedger(sql: Sql, secrets: Secrets): Promise<Ledger> {
	const { ledgerId } = await migrate(sql, secrets);
	return new SqlLedger(ledgerId, sql, secrets);
}

class SqlLedger implements Ledger {
	constructor(
		readonly id: string,
		private readonly sql: Sql,
		private readonly secrets: Secrets,
	) {}

	async transaction<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return this.sql.transaction((tx) => work(stores({ tx, secrets: this.secrets })));
	}

	async claimAttempt(input: ClaimAttempt): Promise<AttemptClaim> {
		return this.transaction((tx) => tx.attempts.claim(input));
	}

	async claimSend(input: ClaimSend): Promise<SendClaim> {
		return this.transaction((tx) => tx.sends.claim(input));
	}

	keyedHash(purpose: string, value: string): string {
		return this.secrets.hash(purpose, value);
	}

	sealId(id: string): string {
		return this.secrets.seal(id, 'id');
	}

	openId(name: string): string | null {
		return this.secrets.unseal(name, 'id');
	}

	async close(): Promise<void> {
		await this.sql.close();
	}
}

function stores(scope: Scope): LedgerTx {
	return {
		contacts: new SqlContacts(scope),
		consents: new SqlConsents(scope),
		permissions: new SqlPermissions(scope),
		wishes: new SqlWishes(scope),
		offers: new SqlOffers(scope),
		sends: new SqlSends(scope),
		attempts: new SqlAttempts(scope),
		calls: new SqlCalls(scope),
		inbox: new SqlInbox(scope),
		routes: new SqlRoutes(scope),
		drops: new SqlDrops(scope),
		decisions: new SqlDecisions(scope),
		policies: new SqlPolicies(scope),
		lines: new SqlLines(scope),
		conversations: new SqlConversations(scope),
		escalations: new SqlEscalations(scope),
		threads: new SqlThreads(scope),
		callbacks: new SqlCallbacks(scope),
		representatives: new SqlRepresentatives(scope),
		briefs: new SqlBriefs(scope),
		guidance: new SqlGuidance(scope),
		erasures: new SqlErasures(scope),
		ratings: new SqlRatings(scope),
		guards: new SqlGuards(scope),
		recordings: new SqlRecordings(scope),
		deskDoors: new SqlDeskDoors(scope),
		deskAccess: new SqlDeskAccess(scope),
		deskPages: new SqlDeskPages(scope),
		deskEvents: new SqlDeskEvents(scope),
		deskRings: new SqlDeskRings(scope),
		deskDeeds: new SqlDeskDeeds(scope),
		deskTeam: new SqlDeskTeam(scope),
	};
}
