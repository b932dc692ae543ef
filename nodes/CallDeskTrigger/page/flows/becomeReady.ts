import { hasNetworkPath } from '../audio/gatherCandidates';
import { MicrophoneError } from '../audio/microphone';
import { delay } from '../delay';
import type { Desk } from '../desk';
import type { Notice, ReadyProblem } from '../deskState';

/** The server asks for a sign of life within this. */
const PROBE_WAIT_MS = 6_000;
const POLL_AFTER_MS = 1_000;

/**
 * In a click: sound, microphone, network; then the server's probe shows that this page hears it. The
 * last step, becoming ready, is an event.
 */
export async function becomeReady(desk: Desk): Promise<void> {
	if (desk.state().presence === 'checking') return;
	desk.tell({ kind: 'checking', step: 'microphone' });
	try {
		await desk.audio.unlock();
		await desk.audio.holdMicrophone();
	} catch (error) {
		return fail(desk, error instanceof MicrophoneError ? error.problem : 'browser_too_old');
	}
	// Signed out, say, while the browser was asking.
	if (desk.state().presence !== 'checking') return desk.audio.releaseMicrophone();
	void askForNotifications();
	desk.tell({ kind: 'checking', step: 'network' });
	if (!(await hasNetworkPath(desk.state().settings.iceServers))) {
		return fail(desk, 'no_network_path');
	}
	desk.tell({ kind: 'checking', step: 'server' });
	const reply = await desk.send({ action: 'ready' });
	if (!reply.ok) return desk.tell({ kind: 'not_ready', problem: { text: reply.text } });
	await waitForProbe(desk);
}

/** A proxy may hold the stream's first event back: asked for, it comes. */
async function waitForProbe(desk: Desk): Promise<void> {
	const { turn } = desk.state();
	const isWaiting = () => desk.state().presence === 'checking' && desk.state().turn === turn;
	await delay(POLL_AFTER_MS);
	if (isWaiting()) await desk.poll();
	await delay(PROBE_WAIT_MS - POLL_AFTER_MS);
	if (!isWaiting()) return;
	fail(desk, 'no_probe');
	await desk.send({ action: 'away' });
}

/** Not ready any more, by a click or because it would not be true. */
export async function standDown(desk: Desk, notice: Notice | null = null): Promise<void> {
	desk.tell({ kind: 'stood_down', notice });
	const reply = await desk.send({ action: 'away' });
	if (!reply.ok) desk.tell({ kind: 'notice', notice: { kind: 'said', text: reply.text } });
	await desk.refresh();
}

const fail = (desk: Desk, code: ReadyProblem): void =>
	desk.tell({ kind: 'not_ready', problem: { code } });

async function askForNotifications(): Promise<void> {
	if (!('Notification' in window) || Notification.permission !== 'default') return;
	await Notification.requestPermission().catch(() => undefined);
}
