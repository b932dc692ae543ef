import { EVENT_GROUPS } from '../shared/domain/eventGroup';
import type { Route } from '../shared/ledger/ledger';

/** The trigger's parameters, read once. */
export interface TriggerSettings {
	events: string[];
	subscription: Route['mode'];
	/** Whose callback is overridden; empty otherwise. */
	phoneNumberId: string;
	takeOver: boolean;
	forwardTo: string[];
	phoneNumberIds: string[];
	testNumbers: string[];
	includeRaw: boolean;
	messageStatuses: boolean;
	separateOutputs: boolean;
	answerIncoming: boolean;
	acceptLedger: boolean;
}

interface NodeContext {
	getNodeParameter(name: string, fallback?: unknown): unknown;
}

const MODES: Route['mode'][] = ['automatic', 'manual', 'override_number', 'override_waba'];

const strings = (value: unknown): string[] =>
	Array.isArray(value) ? value.map((entry) => String(entry).trim()).filter(Boolean) : [];

const digits = (values: string[]): string[] =>
	values.map((value) => value.replace(/\D/g, '')).filter(Boolean);

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

export function readSettings(ctx: NodeContext): TriggerSettings {
	const given = ctx.getNodeParameter('options', {});
	const options = isRecord(given) ? given : {};
	const mode = ctx.getNodeParameter('subscription', 'automatic');
	return {
		events: strings(ctx.getNodeParameter('events', [])).filter((group) =>
			Object.hasOwn(EVENT_GROUPS, group),
		),
		subscription: MODES.find((known) => known === mode) ?? 'automatic',
		phoneNumberId: String(ctx.getNodeParameter('phoneNumberId', '')).trim(),
		takeOver: ctx.getNodeParameter('takeOver', false) === true,
		forwardTo: strings(options.forwardTo),
		phoneNumberIds: digits(strings(options.phoneNumberIds)),
		testNumbers: digits(strings(options.testNumbers)),
		includeRaw: options.includeRaw === true,
		messageStatuses: options.messageStatuses === true,
		separateOutputs: options.separateOutputs === true,
		answerIncoming: options.answerIncoming === true,
		acceptLedger: options.acceptLedger === true,
	};
}
