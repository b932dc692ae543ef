import { signalLeg } from '../dial/legSignals';
import type { Receipt } from '../ingress/receive';
import type { Connection } from './connection';
import { deskPorts } from './deskPorts';

/**
 * Tells media server, voice agent and desk what they must hear at once, each call by itself: a slow leg
 * holds up no other.
 *
 * @throws the first failure, after all were told.
 */
export async function signalLegs(
	{ legSignals }: Pick<Receipt, 'legSignals'>,
	connection: Connection,
): Promise<void> {
	const told = legSignals.map(async ({ event, attempt, answerIncoming }) => {
		const ports = await deskPorts(connection, event.phoneNumberId ?? '');
		await signalLeg(event, attempt, { ...ports, answerIncoming });
	});
	const failed = (await Promise.allSettled(told)).find(({ status }) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}
