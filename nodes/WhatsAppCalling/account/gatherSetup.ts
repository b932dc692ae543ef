import { phoneCountry } from '../../shared/domain/phoneCountry';
import type { GraphClient } from '../../shared/graph/graphClient';
import { listLines } from '../../shared/graph/lines';
import type { BusinessLine } from '../../shared/graph/lines';
import { readToken } from '../../shared/graph/token';
import type { TokenFacts } from '../../shared/graph/token';
import type { CallingCredential } from '../../shared/n8n/connection';
import { asFields, asInstant, asList, asText } from '../../shared/wire/metaTypes';
import type { AccountFacts, CallingFacts, Fact, NumberFacts, SetupFacts } from './setupFacts';

type MetaFacts = Pick<SetupFacts, 'token' | 'subscription' | 'accounts' | 'numbers'>;

/** What Meta says about a set-up. Never throws: what cannot be asked is a fact too. */
export async function gatherSetup(
	graph: GraphClient,
	credential: CallingCredential,
	onlyNumber: string | null,
): Promise<MetaFacts> {
	const token = await attempt(async () => await readToken(graph, credential.accessToken));
	const appId = credential.appId ?? (token.known ? token.value.appId : null);
	const wabaIds = credential.wabaId ? [credential.wabaId] : token.known ? token.value.wabaIds : [];
	return {
		token: token.known ? { known: true, value: shown(token.value) } : token,
		subscription: await readSubscription(graph, appId),
		accounts:
			token.known || wabaIds.length > 0
				? { known: true, value: await readAccounts(graph, wabaIds, appId) }
				: token,
		numbers: await attempt(async () => await readNumbers(graph, credential, onlyNumber)),
	};
}

async function attempt<T>(look: () => Promise<T>): Promise<Fact<T>> {
	try {
		return { known: true, value: await look() };
	} catch (error) {
		return { known: false, why: error instanceof Error ? error.message : 'Meta gave no answer' };
	}
}

function shown({ isValid, expiresAt, scopes, appName }: TokenFacts) {
	return { isValid, expiresAt, scopes, appName };
}

async function readSubscription(
	graph: GraphClient,
	appId: string | null,
): Promise<SetupFacts['subscription']> {
	if (appId === null) return { known: false, why: 'the app of the token is not known' };
	const path = `/${appId}/subscriptions`;
	const result = await graph.call({ method: 'GET', path, as: 'app' });
	if (!result.ok) return { known: false, why: result.failure.message };
	const row = asList(result.body.data)
		.map(asFields)
		.find(({ object }) => object === 'whatsapp_business_account');
	if (!row) return { known: true, value: null };
	const fields = asList(row.fields).map((field) => asText(asFields(field).name) ?? String(field));
	const callbackUrl = asText(row.callback_url) ?? '';
	return { known: true, value: { callbackUrl, fields, active: row.active !== false } };
}

async function readAccounts(
	graph: GraphClient,
	wabaIds: string[],
	appId: string | null,
): Promise<AccountFacts[]> {
	const accounts: AccountFacts[] = [];
	for (const wabaId of wabaIds) {
		const apps = await graph.call({ method: 'GET', path: `/${wabaId}/subscribed_apps` });
		const query = { fields: 'id,primary_funding_id,health_status' };
		const account = await graph.call({ method: 'GET', path: `/${wabaId}`, query });
		const funding = account.ok ? asText(account.body.primary_funding_id) : null;
		accounts.push({
			wabaId,
			appSubscribed: apps.ok && appId !== null ? listsApp(apps.body, appId) : null,
			hasFunding: account.ok ? funding !== null && funding !== '0' : null,
			health: account.ok ? asText(asFields(account.body.health_status).can_send_message) : null,
		});
	}
	return accounts;
}

function listsApp(body: Record<string, unknown>, appId: string): boolean {
	return asList(body.data).some(
		(row) => asText(asFields(asFields(row).whatsapp_business_api_data).id) === appId,
	);
}

async function readNumbers(
	graph: GraphClient,
	credential: CallingCredential,
	onlyNumber: string | null,
): Promise<NumberFacts[]> {
	const lines = await listLines(graph, credential);
	const wanted = lines.filter(
		({ phoneNumberId }) => onlyNumber === null || phoneNumberId === onlyNumber,
	);
	const numbers: NumberFacts[] = [];
	for (const line of wanted) numbers.push(await readNumber(graph, line));
	return numbers;
}

async function readNumber(graph: GraphClient, line: BusinessLine): Promise<NumberFacts> {
	const { phoneNumberId, verifiedName, displayPhoneNumber, qualityRating } = line;
	const query = { fields: 'id,whatsapp_business_manager_messaging_limit,account_mode' };
	const details = await graph.call({ method: 'GET', path: `/${phoneNumberId}`, query });
	const settings = await graph.call({ method: 'GET', path: `/${phoneNumberId}/settings` });
	const body = details.ok ? details.body : {};
	return {
		phoneNumberId,
		name: verifiedName ?? phoneNumberId,
		country: phoneCountry(displayPhoneNumber),
		messagingLimit: readLimit(asText(body.whatsapp_business_manager_messaging_limit)),
		quality: qualityRating,
		isTestNumber: body.account_mode === 'SANDBOX',
		calling: settings.ok ? readCalling(settings.body) : null,
	};
}

/** `TIER_2K`, `TIER_UNLIMITED`, or a bare number. */
function readLimit(tier: string | null): number | null {
	if (tier === null) return null;
	if (/UNLIMITED/i.test(tier)) return Infinity;
	const [, digits, thousand] = tier.match(/(\d+)(K)?$/i) ?? [];
	return digits === undefined ? null : Number(digits) * (thousand ? 1000 : 1);
}

const isOn = (value: unknown) => value === 'ENABLED';

function readCalling(body: Record<string, unknown>): CallingFacts {
	const calling = asFields(body.calling);
	const hours = asFields(calling.call_hours);
	// Meta's pages name the list both ways, inside `calling` and beside it.
	const restrictions = asFields(calling.restrictions ?? body.restrictions);
	const list = asList(restrictions.restrictions_list ?? restrictions.restriction_list);
	return {
		enabled: isOn(calling.status),
		iconVisible: calling.call_icon_visibility !== 'DISABLE_ALL',
		callbackPermission: isOn(calling.callback_permission_status),
		sip: isOn(asFields(calling.sip).status),
		callHours: {
			enabled: isOn(hours.status),
			windows: asList(hours.weekly_operating_hours).length,
			zone: asText(hours.timezone_id),
			held: hours,
		},
		voicemail: isOn(asFields(calling.voicemail).status),
		restrictions: list.map(asFields).map((row) => ({
			type: asText(row.type) ?? 'unknown',
			expiresAt: asInstant(row.expiration),
		})),
	};
}
