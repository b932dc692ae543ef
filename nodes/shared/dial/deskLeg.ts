import type { DeskEventBody } from '../domain/deskProtocol';
import type { Attempt } from '../ledger/ledger';
import type { DeskPorts } from './deskPorts';
import { isPageGone } from './giveUpIncoming';
import type { MediaServer } from './mediaServer';

type LegPorts = Pick<DeskPorts, 'ledger' | 'now' | 'tellPages'>;

/**
 * The browsers of representatives as a leg (V4): what Meta says goes to the page as an event of the
 * ledger, wherever its stream is. The session of an attempt is the page that dialled or answered.
 */
export const createDeskLeg = (ports: LegPorts): MediaServer => ({
	// A page gives its offer or answer when somebody takes the call, and not when it is asked.
	offer: async () => null,
	async answer({ attemptId, sessionId, sdp }) {
		const { ledger, now } = ports;
		const told = await ledger.transaction(async (tx) => {
			const attempt = await tx.attempts.get(attemptId);
			if (!attempt?.representativeId || (await isPageGone(sessionId, now(), tx))) return null;
			// Together with the event, so that it is told once: a page can take one answer.
			if (attempt.callId === null || !(await tx.calls.markDelivered(attempt.callId, now())))
				return [];
			const body = { kind: 'answer', attempt: attemptId, sdp } as const;
			await tx.deskEvents.add(attempt.representativeId, { pageId: sessionId, body }, now());
			return [attempt.representativeId];
		});
		if (told) ports.tellPages(told);
		return told !== null;
	},
	async end({ attemptId, reason }) {
		await tellOfCall(attemptId, ports, () => ({
			kind: 'ended',
			attempt: attemptId,
			because: reason,
		}));
		return true;
	},
});

/** How far a call at the desk has come, for every page of whoever has it. */
export async function tellProgress(
	{ id: attemptId }: Pick<Attempt, 'id'>,
	state: 'ringing' | 'accepted',
	ports: LegPorts,
): Promise<void> {
	await tellOfCall(attemptId, ports, (at) => ({ kind: 'progress', attempt: attemptId, state, at }));
}

async function tellOfCall(
	attemptId: string,
	{ ledger, now, tellPages }: LegPorts,
	bodyAt: (at: string) => DeskEventBody,
): Promise<void> {
	const told = await ledger.transaction(async ({ attempts, deskEvents }) => {
		const by = (await attempts.get(attemptId))?.representativeId ?? null;
		const at = now();
		if (by !== null) await deskEvents.add(by, { pageId: null, body: bodyAt(at) }, at);
		return by;
	});
	if (told !== null) tellPages([told]);
}
