import { writeFileSync } from 'node:fs';
import { SAMPLE_RATE } from './tone';

const SECONDS = 10;

/** A browser's noise suppression takes a steady tone away within two seconds, and leaves beeps. */
const BEEP_SECONDS = 0.5;
const SOUNDING_SECONDS = 0.25;

const AMPLITUDE = 0.9;
export const HEADER_BYTES = 44;

/** Writes a WAV file, mono, of ten seconds of beeps at a frequency, for a browser's fake microphone. */
export function writeBeeps(path: string, frequencyHz: number): void {
	const samples = SAMPLE_RATE * SECONDS;
	const wav = Buffer.alloc(HEADER_BYTES + samples * 2);
	wav.write('RIFF');
	wav.writeUInt32LE(HEADER_BYTES - 8 + samples * 2, 4);
	wav.write('WAVEfmt ', 8);
	wav.writeUInt32LE(16, 16);
	wav.writeUInt16LE(1, 20); // PCM
	wav.writeUInt16LE(1, 22); // mono
	wav.writeUInt32LE(SAMPLE_RATE, 24);
	wav.writeUInt32LE(SAMPLE_RATE * 2, 28);
	wav.writeUInt16LE(2, 32);
	wav.writeUInt16LE(16, 34);
	wav.write('data', 36);
	wav.writeUInt32LE(samples * 2, 40);
	for (let sample = 0; sample < samples; sample++) {
		const time = sample / SAMPLE_RATE;
		const level = time % BEEP_SECONDS < SOUNDING_SECONDS ? AMPLITUDE : 0;
		const value = level * Math.sin(2 * Math.PI * frequencyHz * time);
		wav.writeInt16LE(Math.round(value * 32_767), HEADER_BYTES + sample * 2);
	}
	writeFileSync(path, wav);
}
