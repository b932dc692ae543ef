import { ledgerRows } from '../../stack/ledgerRows';
import type { AttemptRow } from '../../stack/ledgerRows';
import type { Stack } from '../../stack/stack';
import { until } from '../../stack/until';
import type { Phone } from './phone';

/** The rows of one table that are about one customer, oldest first. */
function rowsOf<T>({ dir }: Stack, { userId }: Phone, table: string, order: string): T[] {
	const sql = `SELECT * FROM ${table} WHERE contact_id IN
		(SELECT id FROM contacts WHERE user_id = ?) ORDER BY ${order}`;
	return ledgerRows<T>(dir, sql, userId);
}

/** Undefined for whom the ledger does not know. */
export const contactIdOf = ({ dir }: Stack, { userId }: Phone): string | undefined =>
	ledgerRows<{ id: string }>(dir, 'SELECT id FROM contacts WHERE user_id = ?', userId)[0]?.id;

export interface LedgerAttempt extends AttemptRow {
	leg: string;
	call_id: string | null;
	session_id: string | null;
	held_reason: string | null;
	provisional: number;
}

export const attemptsOf = (stack: Stack, phone: Phone) =>
	rowsOf<LedgerAttempt>(stack, phone, 'attempts', 'claimed_at');

export interface LedgerWish {
	id: string;
	kind: string;
	status: string;
	waiting_for: string | null;
	same_as: string | null;
}

export const wishesOf = (stack: Stack, phone: Phone) =>
	rowsOf<LedgerWish>(stack, phone, 'wishes', 'created_at');

export interface LedgerSend {
	send_key: string;
	message_id: string | null;
	kind: string;
	status: string;
	error_code: string | null;
}

export const sendsOf = (stack: Stack, phone: Phone) =>
	rowsOf<LedgerSend>(stack, phone, 'sends', 'reserved_at');

export interface LedgerDecision {
	wish_id: string | null;
	outcome: string;
	reason: string;
	evidence: string;
	phone_number_id: string;
}

export const decisionsOf = (stack: Stack, phone: Phone) =>
	rowsOf<LedgerDecision>(stack, phone, 'decisions', 'checked_at');

export interface LedgerEscalation {
	id: string;
	status: string;
	triggers: string;
	closed_because: string | null;
}

export const escalationsOf = (stack: Stack, phone: Phone) =>
	rowsOf<LedgerEscalation>(stack, phone, 'escalations', 'opened_at');

export interface LedgerCallback {
	id: string;
	woken_by: string;
	due_at: number | null;
	status: string;
}

export const callbacksOf = (stack: Stack, phone: Phone) =>
	rowsOf<LedgerCallback>(stack, phone, 'callbacks', 'created_at');

const wokenBy = (cause: string) => (stack: Stack, phone: Phone) =>
	callbacksOf(stack, phone).filter(({ woken_by }) => woken_by === cause);

/** Slots that a customer has booked, their reminders, and recaps that wait for their brief. */
export const bookingsOf = wokenBy('slot');
export const remindersOf = wokenBy('reminder');
export const recapsOf = wokenBy('recap');

/** Resolves with the customer's newest attempt once it has ended. */
export async function untilAttemptEnds(
	stack: Stack,
	phone: Phone,
	timeoutMs = 30_000,
): Promise<LedgerAttempt> {
	return await until(`the attempt to call ${phone.waId} to end`, timeoutMs, () => {
		const newest = attemptsOf(stack, phone).at(-1);
		return newest?.status === 'ended' ? newest : undefined;
	});
}

/** Resolves when every event that was stored has had its execution, and no call is going on. */
export async function untilQuiet(stack: Stack, timeoutMs = 60_000): Promise<void> {
	await until('all events to be worked through', timeoutMs, async () => {
		const calls = await stack.simulator.get<{ state: string }[]>('/sim/calls');
		if (calls.some(({ state }) => state !== 'ended')) return undefined;
		const waiting = ledgerRows(
			stack.dir,
			"SELECT id FROM inbox WHERE status IN ('ready', 'leased') LIMIT 1",
		);
		return waiting.length === 0 || undefined;
	});
}
