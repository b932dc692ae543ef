import type { Policy } from '../domain/policy';
import type { GraphClient } from '../graph/graphClient';
import type { Ledger } from '../ledger/ledger';
import type { MediaServer } from './mediaServer';

/** Who carries the audio of calls over WhatsApp, by the leg of the attempt; see `legServer`. */
export interface LegServers {
	mediaServer: MediaServer;
	/** Speaks automated reminders, and nothing else (V6). */
	voiceAgent: MediaServer;
	/** The browsers of representatives (V4); it takes answers and ends, and gives no offers by itself. */
	callDesk: MediaServer;
}

/** What placing and keeping a call needs from outside. */
export interface DialPorts extends LegServers {
	ledger: Ledger;
	graph: GraphClient;
	policy: Policy;
	now(): string;
	sleep(ms: number): Promise<void>;
	/** A fresh random id, for decisions. */
	newId(): string;
}
