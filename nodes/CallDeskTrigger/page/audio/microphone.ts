import type { ReadyProblem } from '../deskState';

/** The microphone could not be had. */
export class MicrophoneError extends Error {
	constructor(readonly problem: ReadyProblem) {
		super(problem);
		this.name = 'MicrophoneError';
	}
}

const WISHES: MediaTrackConstraints = {
	echoCancellation: true,
	noiseSuppression: true,
	autoGainControl: true,
};

const PROBLEMS: Record<string, ReadyProblem> = {
	NotAllowedError: 'microphone_denied',
	SecurityError: 'microphone_denied',
	NotFoundError: 'microphone_missing',
	OverconstrainedError: 'microphone_missing',
	NotReadableError: 'microphone_busy',
	AbortError: 'microphone_busy',
};

/**
 * Asks for the microphone; its track is silent until it is switched on.
 *
 * @throws {MicrophoneError}
 */
export async function openMicrophone(): Promise<MediaStreamTrack> {
	if (!window.isSecureContext) throw new MicrophoneError('insecure_page');
	if (!('mediaDevices' in navigator) || !('RTCPeerConnection' in window)) {
		throw new MicrophoneError('browser_too_old');
	}
	const stream = await navigator.mediaDevices
		.getUserMedia({ audio: WISHES })
		.catch((error: unknown) => {
			throw new MicrophoneError(problemOf(error));
		});
	const [track] = stream.getAudioTracks();
	if (!track) throw new MicrophoneError('microphone_missing');
	track.enabled = false;
	return track;
}

const problemOf = (error: unknown): ReadyProblem =>
	(error instanceof DOMException ? PROBLEMS[error.name] : undefined) ?? 'microphone_busy';
