import { signalLeg } from '../dial/legSignals';
import type { Receipt } from '../ingress/receive';
import type { Connection } from './connection';
import { dialPorts } from './dialPorts';

/**
 * Tells media server and voice agent what they must hear at once, each call by itself: a slow leg holds up no
 * other.
 *
 * @throws the first failure, after all were told.
 */
export async function signalLegs(
	{ legSignals }: Pick<Receipt, 'legSignals'>,
	connection: Connection,
): Promise<void> {
	if (!connection.mediaServer && !connection.voiceAgent) return;
	const told = legSignals.map(async ({ event, attempt, answerIncoming }) => {
		const ports = await dialPorts(connection, event.phoneNumberId ?? '');
		await signalLeg(event, attempt, { ...ports, answerIncoming });
	});
	const failed = (await Promise.allSettled(told)).find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}
