import type { AccountAlert, WebhookEvent } from '../../domain/webhookEvent';
import type { LedgerTx } from '../../ledger/ledger';
import { warnedCalls } from '../../wire/callWarning';
import type { ProjectionContext } from './context';

/** Account events name their line by its display number only; the ledger knows its id. */
export async function nameLine<E extends WebhookEvent>(event: E, { lines }: LedgerTx): Promise<E> {
	const digits = event.displayPhoneNumber?.replace(/\D/g, '');
	if (event.type !== 'account_alert' || event.phoneNumberId !== null || !digits) return event;
	const line = await lines.findByDisplayNumber(digits);
	return line ? { ...event, phoneNumberId: line.phoneNumberId } : event;
}

/** Meta's restrictions are remembered for the gate, its warnings about calls for the guard (M2). */
export async function projectAlert(
	{ phoneNumberId, alert, detail, restrictions, at, eventKey }: AccountAlert,
	{ tx, now }: ProjectionContext,
): Promise<void> {
	if (phoneNumberId === null) return;
	for (const restriction of restrictions)
		await tx.lines.restrict(phoneNumberId, restriction, at, now);
	const about = alert === 'violation' ? warnedCalls(detail) : null;
	if (about !== null) await tx.guards.warn(phoneNumberId, { about, at }, eventKey);
}
