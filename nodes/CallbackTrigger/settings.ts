import { CALLBACK_KINDS, type CallbackKind } from '../shared/ingress/callbackRows';

/** Calls alone: what else is due has a workflow of its own. */
const DEFAULT_KINDS: CallbackKind[] = ['slots', 'wokenRequests'];

/** The trigger's parameters, read once. */
export interface CallbackSettings {
	events: CallbackKind[];
	phoneNumberIds: string[];
	acceptLedger: boolean;
}

interface NodeContext {
	getNodeParameter(name: string, fallback?: unknown): unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export function readSettings(ctx: NodeContext): CallbackSettings {
	const given = ctx.getNodeParameter('options', {});
	const options = isRecord(given) ? given : {};
	const events = strings(ctx.getNodeParameter('events', DEFAULT_KINDS));
	return {
		events: CALLBACK_KINDS.filter((kind) => events.includes(kind)),
		phoneNumberIds: strings(options.phoneNumberIds)
			.map((id) => id.replace(/\D/g, ''))
			.filter(Boolean),
		acceptLedger: options.acceptLedger === true,
	};
}
