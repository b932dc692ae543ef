/** `ring`: a call for this page; `ringback`: it rings at the customer. */
export type Tone = 'ring' | 'ringback';

interface Pattern {
	frequencies: number[];
	/** Beginnings of its beeps, in seconds. */
	starts: number[];
	beepSeconds: number;
	everySeconds: number;
	level: number;
}

const PATTERNS: Record<Tone, Pattern> = {
	ring: {
		frequencies: [659, 784],
		starts: [0, 0.45],
		beepSeconds: 0.3,
		everySeconds: 2,
		level: 0.12,
	},
	ringback: { frequencies: [400, 450], starts: [0], beepSeconds: 1, everySeconds: 4, level: 0.05 },
};

/** Longer than anything rings. All of it is planned at once: timers of a tab in the background stand still. */
const PLANNED_SECONDS = 90;

/** Plays one of the desk's tones over and over until another one, or none, is wanted. */
export function createTones(sound: () => AudioContext): (tone: Tone | null) => void {
	let current: Tone | null = null;
	let output: GainNode | null = null;
	return (tone) => {
		if (tone === current) return;
		current = tone;
		output?.disconnect();
		output = tone === null ? null : plan(sound(), PATTERNS[tone]);
	};
}

function plan(context: AudioContext, pattern: Pattern): GainNode {
	const output = context.createGain();
	output.gain.value = pattern.level;
	output.connect(context.destination);
	for (let from = 0; from < PLANNED_SECONDS; from += pattern.everySeconds) {
		for (const start of pattern.starts) {
			for (const frequency of pattern.frequencies) {
				const tone = context.createOscillator();
				tone.frequency.value = frequency;
				tone.connect(output);
				tone.start(context.currentTime + from + start);
				tone.stop(context.currentTime + from + start + pattern.beepSeconds);
			}
		}
	}
	return output;
}
