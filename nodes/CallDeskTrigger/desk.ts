import type { Response } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import type { Connection } from '../shared/n8n/connection';
import type { DeskAddress } from './deskAddress';
import type { IceServers } from './settings';

/** The desk as one request finds it. */
export interface Desk {
	connection: Connection;
	address: DeskAddress;
	routeId: string;
	iceServers: IceServers;
	/** Told about trouble behind an answer that was given already. */
	warn(error: unknown): void;
}

/** A request, as far as the desk looks at it. */
export interface DeskCall {
	headers: IncomingHttpHeaders;
	query: Record<string, unknown>;
	/** As it came; null: none, or n8n did not keep it. */
	rawBody: Buffer | null;
	response: Response;
}
