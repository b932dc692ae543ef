import { hearMicrophone, isTooSilent, silenceFrom } from '../audio/silence';
import type { Desk } from '../desk';
import { type DeskState, isMicrophoneOn } from '../deskState';
import { hangUp } from '../flows/hangUp';
import { TEXTS } from '../texts';
import type { Watcher } from './watcher';

const LINK_LOST_MS = 8_000;
/** Meta ends a call that gets no audio for half a minute. */
const MICROPHONE_LOST_MS = 20_000;
/** The server ends what rings for too long; this page does if the server cannot. */
const RING_GRACE_SECONDS = 5;
const LISTEN_MS = 250;

/** What ends or disturbs a call without anybody's click. */
export function watchCall(desk: Desk): Watcher {
	const after = timers(desk);
	setInterval(watchSilence(desk), LISTEN_MS);
	return ({ call }) => {
		const isOn = call !== null && call.phase !== 'ending';
		after('link', isOn && call.link === 'lost', LINK_LOST_MS, () =>
			hangUp(desk, 'connection_lost', TEXTS.call.linkGone),
		);
		after('microphone', isOn && call.microphone === 'ended', MICROPHONE_LOST_MS, () =>
			hangUp(desk, 'microphone_failed', TEXTS.call.microphoneGone),
		);
		const rings = isOn && call.direction === 'outbound' && call.phase !== 'accepted';
		const limit = ((call?.ringLimitSeconds ?? 0) + RING_GRACE_SECONDS) * 1000;
		after('ring', rings, limit, () => hangUp(desk, 'no_answer', TEXTS.call.noAnswer));
	};
}

/** One timer a name: runs while its condition holds, begins anew when it holds again. */
function timers(desk: Desk) {
	const running = new Map<string, ReturnType<typeof setTimeout>>();
	return (name: string, isOn: boolean, ms: number, act: () => Promise<void>) => {
		const key = `${name}:${desk.state().call?.attempt ?? ''}`;
		for (const [other, timer] of running) {
			if (!other.startsWith(`${name}:`) || (isOn && other === key)) continue;
			clearTimeout(timer);
			running.delete(other);
		}
		if (isOn && !running.has(key))
			running.set(
				key,
				setTimeout(() => void act(), ms),
			);
	};
}

/** A microphone that is on and gives nothing at all. */
function watchSilence(desk: Desk): () => void {
	let silence = silenceFrom(performance.now());
	return () => {
		const state = desk.state();
		const now = performance.now();
		if (!isListened(state)) return void (silence = silenceFrom(now));
		silence = hearMicrophone(silence, desk.audio.microphoneLevel(), now);
		const microphone = isTooSilent(silence, now) ? 'silent' : 'fine';
		if (state.call?.microphone !== microphone) desk.tell({ kind: 'microphone', microphone });
	};
}

const isListened = (state: DeskState): boolean =>
	isMicrophoneOn(state) &&
	state.call?.phase === 'accepted' &&
	(state.call.microphone === 'fine' || state.call.microphone === 'silent');
