import type { CallItem } from '../domain/callItem';
import { phoneCountry } from '../domain/phoneCountry';
import { readCallItem } from './callItem';
import { CallingError } from './callingError';
import type { OperationRun } from './operationRun';
import { namesOf, ownLines } from './ownLines';
import { NUMBER_OF_ITEM } from './phoneNumberField';
import { textParameter } from './textParameter';

/**
 * The phone number id that an operation is about: as chosen, or of the item, or the only one that
 * the credential reaches. A number that it does not reach is refused; if Meta cannot be asked which
 * numbers those are, any is taken.
 *
 * @throws {CallingError} `no_number`, `line_of_another_credential`.
 */
export async function numberOf(
	run: OperationRun,
	item: Partial<CallItem> = readCallItem(run.json),
): Promise<string> {
	const clear = await numberIfClear(run, item);
	if (clear !== null) return clear;
	const reached = namesOf((await ownLines(run.connection, run.now())) ?? []);
	throw new CallingError(
		'no_number',
		'It is not clear which business number is meant',
		`Choose one in Phone Number, or give the item a phone_number_id.${reached ? ` The credential reaches ${reached}.` : ''}`,
	);
}

/**
 * The same, or null where nothing tells which number is meant.
 *
 * @throws {CallingError} `line_of_another_credential`.
 */
export async function numberIfClear(
	run: OperationRun,
	item: Partial<CallItem> = readCallItem(run.json),
): Promise<string | null> {
	const lines = await ownLines(run.connection, run.now());
	const ids = lines?.map(({ phoneNumberId }) => phoneNumberId) ?? [];
	const wanted = wantedNumber(run, item) ?? (ids.length === 1 ? ids[0] : undefined);
	if (wanted === undefined) return null;
	if (lines === null || ids.includes(wanted)) return wanted;
	throw new CallingError(
		'line_of_another_credential',
		`The credential of this node does not reach the number with ID ${wanted}`,
		`It reaches ${namesOf(lines)}. Choose one of them, or the credential of the number's own account.`,
	);
}

function wantedNumber(run: OperationRun, { line }: Partial<CallItem>): string | undefined {
	const chosen = textParameter(run, 'phoneNumber');
	if (chosen && chosen !== NUMBER_OF_ITEM) return chosen;
	if (line?.phoneNumberId) return line.phoneNumberId;
	// A form or a sheet has no section of ours, only fields.
	const field = String(run.json.phone_number_id ?? '').trim();
	return field || undefined;
}

/** The ISO 3166 country of a business number, as Meta shows it; null if Meta does not say. */
export async function countryOfLine(
	{ connection, now }: OperationRun,
	phoneNumberId: string,
): Promise<string | null> {
	const lines = await ownLines(connection, now());
	const line = lines?.find((each) => each.phoneNumberId === phoneNumberId);
	return phoneCountry(line?.displayPhoneNumber ?? null);
}
