import type { CallItem } from '../domain/callItem';
import { listLines, type BusinessLine } from '../graph/lines';
import { CallingError } from './callingError';
import type { Connection } from './connection';

const KEEP_MS = 10 * 60_000;
/** Meta is not asked again at once after it did not say. */
const KEEP_SILENCE_MS = 60_000;
const cache = new Map<string, { at: number; lines: BusinessLine[] | null }>();

/** The numbers of a credential, asked once in ten minutes and process; null if Meta does not say. */
export async function ownLines(
	{ credential, graph, appKey, ledger }: Connection,
	now: string,
): Promise<BusinessLine[] | null> {
	const key = `${appKey}:${ledger.keyedHash('token', credential.accessToken)}:${credential.wabaId}`;
	const known = cache.get(key);
	const at = Date.parse(now);
	const keepMs = known?.lines === null ? KEEP_SILENCE_MS : KEEP_MS;
	if (known && at - known.at < keepMs && at >= known.at) return known.lines;
	const found = await listLines(graph, credential).catch(() => []);
	const lines = found.length === 0 ? null : found;
	cache.set(key, { at, lines });
	return lines;
}

/**
 * The number that an item came in on, if the credential reaches it. If Meta cannot be asked which
 * numbers those are, its answer to the act itself decides.
 *
 * @throws {CallingError} `no_number`, `line_of_another_credential`.
 */
export async function lineOfItem(
	item: Partial<CallItem>,
	connection: Connection,
	now: string,
): Promise<string> {
	const phoneNumberId = lineNamed(item);
	const lines = await ownLines(connection, now);
	if (lines === null || lines.some((line) => line.phoneNumberId === phoneNumberId)) {
		return phoneNumberId;
	}
	throw new CallingError(
		'line_of_another_credential',
		`This item came in on the number with ID ${phoneNumberId}, which the credential of this node does not reach`,
		`The credential reaches ${namesOf(lines)}. Choose the credential of the number's own account in this node.`,
	);
}

/** As an error names them. */
export const namesOf = (lines: BusinessLine[]): string =>
	lines
		.map(({ verifiedName, phoneNumberId }) => `${verifiedName ?? 'unnamed'} (${phoneNumberId})`)
		.join(', ');

/**
 * The number that an item came in on, whoever reaches it: for what is done without Meta.
 *
 * @throws {CallingError} `no_number`.
 */
export function lineNamed({ line }: Partial<CallItem>): string {
	if (line?.phoneNumberId) return line.phoneNumberId;
	throw new CallingError(
		'no_number',
		'This item does not say which business number it came in on',
		'Connect this node after a WhatsApp Calling node, or choose a number in Phone Number where there is that field.',
	);
}
