import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { HEADER_BYTES, writeBeeps } from './beepFile';
import { SAMPLE_RATE } from './tone';
import { until } from './until';

/** For machines without a sound card: nobody hears what is played, and the microphone hears beeps. */
export interface SoundServer {
	/** For programs that are to use it. */
	env: Record<string, string>;
	stop: () => Promise<void>;
}

/** What the microphone is given at a time, 16 bits a sample. */
const EVERY_MS = 100;
const CHUNK_BYTES = (SAMPLE_RATE * 2 * EVERY_MS) / 1000;

/** @param folder It keeps its files there. */
export async function startSoundServer(folder: string, toneHz: number): Promise<SoundServer> {
	const socket = join(folder, 'sound.socket');
	const microphone = join(folder, 'microphone');
	const modules = [
		'module-null-sink',
		`module-pipe-source file=${microphone} format=s16le rate=${SAMPLE_RATE} channels=1`,
		`module-native-protocol-unix socket=${socket} auth-anonymous=1`,
	];
	const server = spawn(
		'pulseaudio',
		[
			...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'],
			...modules.map((module) => `--load=${module}`),
		],
		{ stdio: 'ignore', env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder } },
	);
	await until('the sound server', 10_000, () => (existsSync(socket) ? true : undefined));
	const silence = await beepInto(microphone, join(folder, 'beeps.wav'), toneHz);
	return {
		env: { PULSE_SERVER: `unix:${socket}` },
		async stop() {
			await silence();
			if (server.exitCode !== null || server.signalCode !== null) return;
			const ended = once(server, 'exit');
			server.kill('SIGTERM');
			await ended;
		},
	};
}

/** Resolves with what ends it. */
async function beepInto(pipe: string, file: string, toneHz: number): Promise<() => Promise<void>> {
	writeBeeps(file, toneHz);
	const beeps = readFileSync(file).subarray(HEADER_BYTES);
	const ear = await open(pipe, constants.O_RDWR | constants.O_NONBLOCK);
	let at = 0;
	const timer = setInterval(() => {
		// A pipe that is full is one that nobody listens to just now.
		void ear.write(beeps.subarray(at, at + CHUNK_BYTES)).catch(() => undefined);
		at = (at + CHUNK_BYTES) % beeps.length;
	}, EVERY_MS);
	let closing: Promise<void> | undefined;
	return async () => {
		clearInterval(timer);
		await (closing ??= ear.close());
	};
}
