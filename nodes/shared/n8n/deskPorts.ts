import type { DeskPorts } from '../dial/deskPorts';
import type { Connection } from './connection';
import { dialPorts, systemNow } from './dialPorts';
import { ownLines } from './ownLines';
import { tellPages } from './tellPages';

/** What serving the desk needs, for one number. */
export const deskPorts = async (
	connection: Connection,
	phoneNumberId: string,
): Promise<DeskPorts> => ({
	...(await dialPorts(connection, phoneNumberId)),
	appKey: connection.appKey,
	tellPages,
	async isOurs(other) {
		const lines = await ownLines(connection, systemNow());
		return lines?.some((line) => line.phoneNumberId === other) ?? true;
	},
});
