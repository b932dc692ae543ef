import type { BrowserContext } from 'playwright-core';
import { SAMPLE_RATE } from './tone';
import { tonePower } from './toneMeter';
import type { ToneReading } from './toneMeter';

/** What is put into each page: its newest connection, and an ear on what comes in. */
interface Listener {
	connection?: RTCPeerConnection;
	ear?: AnalyserNode;
}

/** As {@link tonePower} takes it: 100 ms. */
const BLOCK_SAMPLES = SAMPLE_RATE / 10;

/** The longest that an analyser keeps: two thirds of a second, so always some of a beep. */
const EAR_SAMPLES = 32_768;

/** Lets {@link audioAt} hear what the pages of a browser receive; call it before they load. */
export async function listenToPages(context: BrowserContext): Promise<void> {
	await context.addInitScript(listenInPage);
}

/** Runs in the page, before anything of its own. */
export function listenInPage(): void {
	const listener: Listener = {};
	Object.assign(window, { listener });
	const Original = window.RTCPeerConnection;
	window.RTCPeerConnection = class extends Original {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			listener.connection = this;
			listener.ear = undefined;
		}
	};
}

/** A page of any driver of browsers. */
interface Heard {
	evaluate<Result, Argument>(
		work: (argument: Argument) => Promise<Result>,
		argument: Argument,
	): Promise<Result>;
}

/**
 * What a page receives: its RTP packets, and how much of the last two thirds of a second is the
 * expected tone; undefined while it has no connection.
 */
export async function audioAt(page: Heard, frequencyHz: number): Promise<ToneReading | undefined> {
	const heard = await page.evaluate(hear, [EAR_SAMPLES, SAMPLE_RATE] as const);
	if (!heard) return undefined;
	const samples = Float64Array.from(heard.samples);
	const blocks = Math.floor(samples.length / BLOCK_SAMPLES);
	let energy = 0;
	let toneEnergy = 0;
	for (let block = 0; block < blocks; block++) {
		const part = samples.subarray(block * BLOCK_SAMPLES, (block + 1) * BLOCK_SAMPLES);
		energy += part.reduce((sum, sample) => sum + sample * sample, 0) / BLOCK_SAMPLES / blocks;
		toneEnergy += tonePower(part, frequencyHz) / blocks;
	}
	return { packets: heard.packets, energy, toneEnergy };
}

/** Runs in the page. A remote track sounds in Web Audio only while the page plays it, as ours do. */
async function hear([earSamples, sampleRate]: readonly [number, number]): Promise<
	{ packets: number; samples: number[] } | undefined
> {
	// Put there by listenToPages.
	const { listener } = window as unknown as { listener: Listener };
	const { connection } = listener;
	const track = connection?.getReceivers()[0]?.track;
	if (!connection || !track || connection.connectionState === 'closed') return undefined;
	if (!listener.ear) {
		const audio = new AudioContext({ sampleRate });
		listener.ear = audio.createAnalyser();
		listener.ear.fftSize = earSamples;
		audio.createMediaStreamSource(new MediaStream([track])).connect(listener.ear);
	}
	const samples = new Float32Array(earSamples);
	listener.ear.getFloatTimeDomainData(samples);
	let packets = 0;
	for (const [, entry] of await connection.getStats()) {
		// A statistics entry of WebRTC, in its shape.
		const { type, packetsReceived } = entry as { type: string; packetsReceived?: number };
		if (type === 'inbound-rtp') packets = packetsReceived ?? 0;
	}
	return { packets, samples: Array.from(samples) };
}
