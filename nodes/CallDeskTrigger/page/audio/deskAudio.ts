import { delay } from '../delay';
import type { Link, MicrophoneState } from '../deskState';
import { createLevelMeter, type LevelMeter } from './levelMeter';
import { MicrophoneError, openMicrophone } from './microphone';
import { createPeer, type Peer } from './peer';
import { createTones, type Tone } from './tones';

const SOUND_WAIT_MS = 5_000;

export interface CallListener {
	onLink(link: Link): void;
	onHeard(): void;
}

/** All that sounds: the microphone, the tones, the call. */
export class DeskAudio {
	/** Made in the first click: one that is made before is silent. */
	private context: AudioContext | null = null;
	private microphone: MediaStreamTrack | null = null;
	private meter: LevelMeter | null = null;
	private call: Peer | null = null;

	/**
	 * @param speaker Where the customer is heard.
	 * @param onMicrophone What the system does to the microphone.
	 */
	constructor(
		private readonly speaker: HTMLAudioElement,
		private readonly onMicrophone: (state: MicrophoneState) => void,
	) {}

	/** Plays one of the desk's tones until another one, or none, is wanted. */
	readonly play: (tone: Tone | null) => void = createTones(() => this.sound());

	/**
	 * In a click: browsers play nothing before one.
	 *
	 * @throws {MicrophoneError} `sound_missing`: Firefox waits for ever where there is no sound output.
	 */
	async unlock(): Promise<void> {
		const sound = this.sound();
		await Promise.race([sound.resume(), delay(SOUND_WAIT_MS)]);
		if (sound.state !== 'running') throw new MicrophoneError('sound_missing');
	}

	/** @throws {MicrophoneError} */
	async holdMicrophone(): Promise<void> {
		if (this.hasMicrophone()) return;
		const track = await openMicrophone();
		this.releaseMicrophone();
		const tell = (state: MicrophoneState) => () => {
			if (track === this.microphone) this.onMicrophone(state);
		};
		track.addEventListener('ended', tell('ended'));
		track.addEventListener('mute', tell('interrupted'));
		track.addEventListener('unmute', tell('fine'));
		this.microphone = track;
		this.meter = createLevelMeter(this.sound(), track);
		await this.call?.useMicrophone(track);
	}

	releaseMicrophone(): void {
		this.meter?.close();
		this.microphone?.stop();
		this.meter = this.microphone = null;
	}

	hasMicrophone(): boolean {
		return this.microphone?.readyState === 'live';
	}

	/** Only by `enabled`: a stopped track sends nothing, and Meta ends a call without audio. */
	switchMicrophone(isOn: boolean): void {
		if (this.microphone) this.microphone.enabled = isOn;
	}

	/** 0 to 1. */
	microphoneLevel(): number {
		return this.meter?.level() ?? 0;
	}

	/** Begins a call's connection. @throws if no microphone is held. */
	startCall(iceServers: RTCIceServer[], on: CallListener): Peer {
		if (!this.microphone) throw new Error('A call needs the microphone.');
		this.endCall();
		const { microphone, speaker } = this;
		this.call = createPeer({ iceServers, microphone, speaker, ...on });
		return this.call;
	}

	peer(): Peer | null {
		return this.call;
	}

	endCall(): void {
		this.call?.close();
		this.call = null;
	}

	/** Hold: the customer is not heard. */
	switchSpeaker(isOn: boolean): void {
		this.speaker.muted = !isOn;
	}

	private sound(): AudioContext {
		this.context ??= new AudioContext();
		return this.context;
	}
}
