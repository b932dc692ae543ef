import type { DeskView } from '../shared/domain/deskProtocol';
import type { DeskDeed } from '../shared/domain/judgementSections';
import type { DeskDoor } from '../shared/ledger/ledger';
import { CallingError } from '../shared/n8n/callingError';

export type IceServers = DeskView['settings']['iceServers'];

/** The trigger's parameters, read once. */
export interface DeskSettings {
	deskUrl: string;
	allowEditorHost: boolean;
	events: DeskDeed[];
	ringOrder: DeskDoor['ringOrder'];
	whenNobody: DeskDoor['whenNobody'];
	iceServers: IceServers;
	phoneNumberIds: string[];
	acceptLedger: boolean;
}

interface NodeContext {
	getNodeParameter(name: string, fallback?: unknown): unknown;
}

/** What may start a workflow; the values of *Events*. */
const DEEDS: DeskDeed[] = [
	'took_call',
	'outcome',
	'correction',
	'opt_out',
	'objection',
	'recap_approved',
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** @throws {CallingError} `ice_server_invalid`. */
export function readSettings(ctx: NodeContext): DeskSettings {
	const given = ctx.getNodeParameter('options', {});
	const options = isRecord(given) ? given : {};
	const events = strings(ctx.getNodeParameter('events', ['outcome', 'opt_out']));
	return {
		deskUrl: String(ctx.getNodeParameter('deskUrl', '')).trim(),
		allowEditorHost: ctx.getNodeParameter('allowEditorHost', false) === true,
		events: DEEDS.filter((deed) => events.includes(deed)),
		ringOrder: ctx.getNodeParameter('ringWhom', '') === 'all' ? 'all' : 'last_then_idle',
		whenNobody: ctx.getNodeParameter('whenNobody', '') === 'reject' ? 'reject' : 'let_ring',
		iceServers: readIceServers(ctx.getNodeParameter('iceServers', {})),
		phoneNumberIds: strings(options.phoneNumberIds)
			.map((id) => id.replace(/\D/g, ''))
			.filter(Boolean),
		acceptLedger: options.acceptLedger === true,
	};
}

const ICE_URL = /^(stuns?|turns?):[^\s/]+$/i;

function readIceServers(given: unknown): IceServers {
	const servers = isRecord(given) && Array.isArray(given.servers) ? given.servers : [];
	return servers.filter(isRecord).flatMap(({ urls, username, credential }) => {
		const addresses = String(urls ?? '')
			.split(',')
			.map((url) => url.trim())
			.filter(Boolean);
		if (addresses.length === 0) return [];
		if (!addresses.every((url) => ICE_URL.test(url))) throw iceServerInvalid();
		return [
			{
				urls: addresses,
				...(username ? { username: String(username) } : {}),
				...(credential ? { credential: String(credential) } : {}),
			},
		];
	});
}

const iceServerInvalid = (): CallingError =>
	new CallingError(
		'ice_server_invalid',
		'An address under ICE Servers is none of a STUN or TURN server',
		'Write it as stun:, stuns:, turn: or turns: with host and port, such as turns:turn.example.com:5349. Several are separated by commas.',
	);
