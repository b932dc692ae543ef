import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { writeBeeps } from './beepFile';
import { CHROMIUM_FLAGS, ensureChromium } from './ensureChromium';
import { listenToPages } from './pageAudio';

/** A headless Chromium whose microphone hears beeps of one tone and nothing else. */
export interface ToneBrowser {
	/** Windows of one person: with cookies of their own, and pages that can be listened to. */
	open: (options?: BrowserContextOptions) => Promise<BrowserContext>;
	/** Ends it at once, as a crash would: no page gets to say goodbye. */
	kill: () => Promise<void>;
	close: () => Promise<void>;
}

export async function launchToneBrowser(toneHz: number): Promise<ToneBrowser> {
	const folder = await mkdtemp(join(tmpdir(), 'tone-browser-'));
	const beeps = join(folder, 'beeps.wav');
	writeBeeps(beeps, toneHz);
	const server = await chromium.launchServer({
		executablePath: await ensureChromium(),
		args: [
			...CHROMIUM_FLAGS,
			'--allow-loopback-in-peer-connection',
			`--use-file-for-fake-audio-capture=${beeps}`,
		],
	});
	const browser = await chromium.connect(server.wsEndpoint());
	const end = async (how: () => Promise<void>) => {
		await how();
		await rm(folder, { recursive: true, force: true });
	};
	return {
		open: async (options) => {
			const context = await browser.newContext(options);
			await listenToPages(context);
			return context;
		},
		kill: async () => await end(async () => await server.kill()),
		close: async () => await end(async () => await server.close()),
	};
}
