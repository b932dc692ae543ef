import type { EventGroup } from '../domain/eventGroup';
import type { GraphClient, GraphResult } from '../graph/graphClient';
import type { GraphFailure } from '../wire/graphError';
import {
	appSubscriptionRequest,
	numberOverrideRequest,
	wabaSubscriptionRequest,
} from '../wire/requests';

/** The app-wide subscription as Meta has it; one app has one callback (calling-api §3.7). */
export interface AppSubscription {
	callbackUrl: string;
	fields: string[];
}

export interface SubscriptionPorts {
	graph: GraphClient;
	appId(): Promise<string>;
	wabaIds(): Promise<string[]>;
	verifyToken: string;
	/** Whether an address belongs, or once belonged, to a trigger of this ledger. */
	isOurs(url: string): Promise<boolean>;
}

/** A refusal that an operator can act on. */
export class SubscriptionError extends Error {
	constructor(
		readonly code:
			'callback_foreign' | 'subscription_refused' | 'account_unknown' | 'fields_missing',
		message: string,
		readonly fix: string,
		readonly failure: GraphFailure | null = null,
	) {
		super(message);
		this.name = 'SubscriptionError';
	}
}

const FIELDS: Record<EventGroup, string[]> = {
	messages: ['messages'],
	permissionReplies: ['messages'],
	callEvents: ['calls'],
	accountAlerts: ['account_update', 'account_settings_update'],
	followUpTaps: ['messages'],
};

/** The webhook fields that carry these groups of events. */
export function fieldsOf(groups: readonly string[]): string[] {
	const wanted = Object.entries(FIELDS).filter(([group]) => groups.includes(group));
	return [...new Set(wanted.flatMap(([, fields]) => fields))].sort();
}

function orThrow(result: GraphResult, doing: string): Record<string, unknown> {
	if (result.ok) return result.body;
	throw new SubscriptionError(
		'subscription_refused',
		`Meta refused ${doing}: ${result.failure.message}`,
		result.failure.fix,
		result.failure,
	);
}

const rows = (body: Record<string, unknown>): Record<string, unknown>[] =>
	Array.isArray(body.data)
		? body.data.filter(
				(row): row is Record<string, unknown> => typeof row === 'object' && row !== null,
			)
		: [];

const fieldName = (field: unknown): string =>
	typeof field === 'object' && field !== null && 'name' in field
		? String(field.name)
		: String(field);

export async function readSubscription(ports: SubscriptionPorts): Promise<AppSubscription | null> {
	const path = `/${await ports.appId()}/subscriptions`;
	const body = orThrow(
		await ports.graph.call({ method: 'GET', path, as: 'app' }),
		'to show the app’s webhook subscription',
	);
	const row = rows(body).find(({ object }) => object === 'whatsapp_business_account');
	if (!row || typeof row.callback_url !== 'string' || row.callback_url === '') return null;
	const fields = Array.isArray(row.fields) ? row.fields.map(fieldName) : [];
	return { callbackUrl: row.callback_url, fields };
}

/** Points Meta at `url` for these fields. Meta answers only after it has called `url` itself. */
export async function subscribe(
	url: string,
	fields: string[],
	ports: SubscriptionPorts,
): Promise<void> {
	const path = `/${await ports.appId()}/subscriptions`;
	const { verifyToken } = ports;
	const body = { ...appSubscriptionRequest({ url, verifyToken, fields }), include_values: true };
	orThrow(
		await ports.graph.call({ method: 'POST', path, body, as: 'app', timeoutMs: META_CALLS_US_MS }),
		'the webhook subscription',
	);
}

/** Meta calls the new address before it answers. */
const META_CALLS_US_MS = 30_000;

/** Nothing is delivered unless the app is subscribed to the WhatsApp Business Account as well. */
async function subscribeAccounts(ports: SubscriptionPorts): Promise<void> {
	const appId = await ports.appId();
	const wabaIds = await ports.wabaIds();
	if (wabaIds.length === 0)
		throw new SubscriptionError(
			'account_unknown',
			'Meta does not say which WhatsApp Business Account the access token is for',
			'Set WhatsApp Business Account ID under Advanced in the WhatsApp Calling credential.',
		);
	for (const wabaId of wabaIds) await subscribeAccount(wabaId, appId, ports);
}

async function subscribeAccount(
	wabaId: string,
	appId: string,
	{ graph }: SubscriptionPorts,
): Promise<void> {
	const path = `/${wabaId}/subscribed_apps`;
	const body = orThrow(
		await graph.call({ method: 'GET', path }),
		'to show which apps the WhatsApp Business Account serves',
	);
	const known = rows(body).some((row) => {
		const data = row.whatsapp_business_api_data;
		return typeof data === 'object' && data !== null && 'id' in data && String(data.id) === appId;
	});
	// Asked again without a body it would take an override back.
	if (known) return;
	orThrow(
		await graph.call({ method: 'POST', path, body: wabaSubscriptionRequest(null) }),
		'to send this account’s events to the app',
	);
}

const union = (...fields: string[]): string[] => [...new Set(fields)].sort();

/**
 * Makes Meta call one of our triggers for at least these fields. Whoever of ours owns the callback
 * and still answers keeps it; a foreign callback is never overwritten unless `takeOver` is set, and
 * the error names it.
 *
 * @throws {SubscriptionError} `callback_foreign`, `subscription_refused`, `account_unknown`.
 */
export async function ensureSubscription(
	wanted: {
		url: string;
		fields: string[];
		takeOver: boolean;
		/** Addresses of the published triggers of this app. */
		liveUrls: string[];
		/** Whether one of them answers: a route may outlive its workflow. */
		answers(url: string): Promise<boolean>;
	},
	ports: SubscriptionPorts,
): Promise<void> {
	const current = await readSubscription(ports);
	if (current && !wanted.takeOver && !(await ports.isOurs(current.callbackUrl)))
		throw new SubscriptionError(
			'callback_foreign',
			`The Meta app already sends its events to ${current.callbackUrl}`,
			'Use another Meta app, choose an override as Subscription, or tick Take Over to replace that address. With Also Forward To the present receiver keeps getting everything.',
		);
	const owner =
		current && (await ownerOf(current.callbackUrl, wanted)) ? current.callbackUrl : wanted.url;
	const fields = union(...(current?.fields ?? []), ...wanted.fields);
	const unchanged = current?.callbackUrl === owner && current.fields.length === fields.length;
	if (!unchanged) await subscribe(owner, fields, ports);
	await subscribeAccounts(ports);
}

async function ownerOf(
	url: string,
	{
		url: own,
		liveUrls,
		answers,
	}: { url: string; liveUrls: string[]; answers(url: string): Promise<boolean> },
): Promise<boolean> {
	return url === own || (liveUrls.includes(url) && (await answers(url)));
}

/** An override at number or account level, for apps whose own callback belongs to somebody else. */
export async function overrideCallback(
	level: { phoneNumberId: string } | { wabaId: string },
	url: string,
	{ graph, verifyToken }: SubscriptionPorts,
): Promise<void> {
	const override = { url, verifyToken };
	const [path, body] =
		'wabaId' in level
			? [`/${level.wabaId}/subscribed_apps`, wabaSubscriptionRequest(override)]
			: [`/${level.phoneNumberId}`, numberOverrideRequest(override)];
	orThrow(
		await graph.call({ method: 'POST', path, body, timeoutMs: META_CALLS_US_MS }),
		'the callback override',
	);
}

/** Overrides never carry it: it always goes to the app's own address (calling-api §3.7). */
const NEVER_OVERRIDDEN = 'account_update';

/**
 * An override only turns aside what the app is subscribed to. The fields of somebody else's
 * subscription cannot be changed without their verify token, so they are named instead.
 *
 * @throws {SubscriptionError} `fields_missing`, `subscription_refused`, `account_unknown`.
 */
export async function ensureFields(
	url: string,
	wanted: string[],
	ports: SubscriptionPorts,
): Promise<void> {
	const current = await readSubscription(ports);
	const fields = wanted.filter((field) => field !== NEVER_OVERRIDDEN);
	const missing = fields.filter((field) => !current?.fields.includes(field));
	if (missing.length > 0) {
		if (current && !(await ports.isOurs(current.callbackUrl)))
			throw new SubscriptionError(
				'fields_missing',
				`The Meta app is not subscribed to ${missing.join(', ')}`,
				'Tick them under App Dashboard › WhatsApp › Configuration › Webhook fields, then publish again.',
			);
		const owner = current?.callbackUrl ?? url;
		await subscribe(owner, union(...(current?.fields ?? []), ...fields), ports);
	}
	await subscribeAccounts(ports);
}
