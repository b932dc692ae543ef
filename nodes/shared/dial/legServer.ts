import { VOICE_LEG } from '../ledger/ledger';
import type { MediaServer } from './mediaServer';
import type { LegServers } from './ports';

/** Who carries an attempt's audio: the customer's answer and the end of the call go nowhere else. */
export const legServer = (leg: string, { mediaServer, voiceAgent }: LegServers): MediaServer =>
	leg === VOICE_LEG ? voiceAgent : mediaServer;
