import type { RecordingPorts } from '../dial/keepRecordings';
import { RecordingFolder, recordingsFolder } from '../dial/recordingFolder';
import { ledgerPlace, type Connection } from './connection';
import { systemNow } from './dialPorts';

/** What fetching and deleting files of calls needs. */
export function recordingPorts(connection: Connection): Omit<RecordingPorts, 'isOurs'> {
	const { ledger, graph, download, credential } = connection;
	const { accessToken, simulator } = credential;
	const files = new RecordingFolder(recordingsFolder(ledgerPlace(simulator)));
	return { ledger, graph, download, accessToken, simulator, files, now: systemNow };
}
