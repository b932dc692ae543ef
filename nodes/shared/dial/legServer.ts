import { DESK_LEG, VOICE_LEG } from '../ledger/ledger';
import type { MediaServer } from './mediaServer';
import type { LegServers } from './ports';

/** Who carries an attempt's audio: the customer's answer and the end of the call go nowhere else. */
export function legServer(
	leg: string,
	{ mediaServer, voiceAgent, callDesk }: LegServers,
): MediaServer {
	if (leg === DESK_LEG) return callDesk;
	return leg === VOICE_LEG ? voiceAgent : mediaServer;
}
