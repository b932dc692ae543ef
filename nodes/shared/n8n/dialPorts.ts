import { randomBytes } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import { createDeskLeg } from '../dial/deskLeg';
import { createMediaServer, type MediaServer, type MediaServerAddress } from '../dial/mediaServer';
import type { DialPorts } from '../dial/ports';
import { readPolicy } from '../domain/policy';
import { CallingError } from './callingError';
import type { Connection } from './connection';
import type { CallServer } from './credential';
import { tellPages } from './tellPages';

/** The one clock of the nodes; rules get it as an argument. */
export const systemNow = (): string => new Date().toISOString();

/** Where none is set there is nobody to answer, which every caller expects anyway. */
function serverAt(address: MediaServerAddress | null, { http }: Connection): MediaServer {
	if (address) return createMediaServer(address, http);
	return { offer: async () => null, answer: async () => false, end: async () => false };
}

/**
 * Asked before a call is claimed: a missing setting must not hold a yes back.
 *
 * @throws {CallingError} `media_server_missing`.
 */
export function requireMediaServer({ mediaServer }: Connection): void {
	if (mediaServer) return;
	throw new CallingError(
		'media_server_missing',
		'There is nobody who could carry the audio of this call',
		'Set Media Server URL and Media Server Secret under Advanced in the WhatsApp Calling credential.',
	);
}

/**
 * The same for automated reminders (V6).
 *
 * @throws {CallingError} `voice_agent_missing`.
 */
export function requireVoiceAgent({ voiceAgent }: Connection): CallServer {
	if (voiceAgent) return voiceAgent;
	throw new CallingError(
		'voice_agent_missing',
		'No voice agent is set that could speak reminders',
		'Set Voice Agent URL and Voice Agent Secret under Advanced in the WhatsApp Calling credential.',
	);
}

/** What placing and keeping calls needs, for one number. */
export async function dialPorts(connection: Connection, phoneNumberId: string): Promise<DialPorts> {
	const { ledger, graph } = connection;
	const stored = await ledger.transaction(
		async ({ policies }) => await policies.get('default', phoneNumberId),
	);
	return {
		ledger,
		graph,
		mediaServer: serverAt(connection.mediaServer, connection),
		voiceAgent: serverAt(connection.voiceAgent, connection),
		callDesk: createDeskLeg({ ledger, now: systemNow, tellPages }),
		policy: readPolicy(stored),
		now: systemNow,
		sleep,
		newId: () => randomBytes(8).toString('hex'),
	};
}
