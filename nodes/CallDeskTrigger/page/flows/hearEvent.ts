import type { DeskEvent } from '../../../shared/domain/deskProtocol';
import type { Desk } from '../desk';
import { TEXTS } from '../texts';
import { hangUp } from './hangUp';

/** What an event asks this page to do, besides showing it. */
export async function hearEvent(desk: Desk, event: DeskEvent): Promise<void> {
	desk.tell({ kind: 'event', event });
	switch (event.kind) {
		case 'probe':
			return await acknowledge(desk, event.probe);
		case 'answer':
			return await takeAnswer(desk, event.attempt, event.sdp);
		case 'status':
			// Ready by this page's own acknowledgement: that is all. Else the view knows more.
			if (event.because === 'acknowledged' && desk.state().presence === 'ready') return;
			return await desk.refresh();
		case 'ended':
			return await desk.refresh();
		case 'team':
			return refreshTeam(desk);
		default:
	}
}

/** Only as long as it is true: somebody is there who can be heard. */
async function acknowledge(desk: Desk, probe: string): Promise<void> {
	const { presence } = desk.state();
	if (presence !== 'ready' && presence !== 'checking') return;
	if (!desk.audio.hasMicrophone()) return;
	const reply = await desk.send({ action: 'ack', probe });
	if (!reply.ok && desk.state().presence === 'checking') {
		desk.tell({ kind: 'not_ready', problem: { text: reply.text } });
	}
}

/** It may come before the answer to `take` does. */
async function takeAnswer(desk: Desk, attempt: string, sdp: string): Promise<void> {
	const { call, ring } = desk.state();
	if (call ? call.attempt !== attempt : !ring?.isTaking) return;
	try {
		await desk.audio.peer()?.take(sdp);
	} catch {
		await hangUp(desk, 'connection_lost', TEXTS.call.notConnected);
	}
}

const TEAM_MS = 5_000;
let teamTimer: ReturnType<typeof setTimeout> | undefined;
let teamReadAt = -TEAM_MS;

/** A busy team changes all the time: its view is read every five seconds at most. */
function refreshTeam(desk: Desk): void {
	const wait = Math.max(0, teamReadAt + TEAM_MS - performance.now());
	teamTimer ??= setTimeout(() => {
		teamTimer = undefined;
		teamReadAt = performance.now();
		void desk.refresh();
	}, wait);
}
