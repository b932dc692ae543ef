import type { Tone } from '../audio/tones';
import type { Desk } from '../desk';
import { type DeskState, isMicrophoneOn } from '../deskState';
import { recoverMicrophone } from '../flows/recoverMicrophone';
import type { Watcher } from './watcher';

/** Microphone, loudspeaker and tones follow the state. */
export function watchSound(desk: Desk): Watcher {
	return (state, before) => {
		const { audio } = desk;
		audio.switchMicrophone(isMicrophoneOn(state));
		audio.switchSpeaker(!state.call?.isHeld);
		audio.play(toneOf(state));
		if (before.call && !state.call) audio.endCall();
		if (needsMicrophone(state)) {
			// Ready again after a call, without a click of its own.
			if (state.presence === 'ready' && before.presence !== 'ready' && !audio.hasMicrophone()) {
				void recoverMicrophone(desk);
			}
		} else if (needsMicrophone(before)) {
			audio.releaseMicrophone();
		}
	};
}

/** Held while ready: a browser that asks in the middle of a ring would lose the call. */
const needsMicrophone = ({ presence, call, ring }: DeskState): boolean =>
	presence === 'ready' || presence === 'checking' || call !== null || ring !== null;

function toneOf({ ring, call }: DeskState): Tone | null {
	if (ring) return ring.isTaking ? null : 'ring';
	if (call?.direction !== 'outbound') return null;
	return call.phase === 'dialling' || call.phase === 'ringing' ? 'ringback' : null;
}
