import type { HangUpCause } from '../../../shared/domain/deskProtocol';
import type { Desk } from '../desk';

const TRIES = 15;
const BETWEEN_TRIES_MS = 2_000;

/**
 * Ends the call: the audio at once, at Meta as soon as the desk is reached. A repeat changes nothing
 * there, so it is said until it was heard.
 *
 * @param text Why, if the representative did not want it.
 */
export async function hangUp(desk: Desk, because: HangUpCause, text?: string): Promise<void> {
	const { call } = desk.state();
	if (!call || call.phase === 'ending') return;
	const { attempt } = call;
	desk.tell({ kind: 'ending', attempt });
	desk.audio.endCall();
	if (text !== undefined) desk.tell({ kind: 'notice', notice: { kind: 'said', text } });
	for (let tries = 1; tries <= TRIES; tries++) {
		const reply = await desk.send({ action: 'hang_up', attempt, because });
		if (reply.ok || (reply.status >= 400 && reply.status < 500)) break;
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
	}
	await desk.refresh();
}
