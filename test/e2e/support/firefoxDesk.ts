import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { ensureFirefox } from '../../stack/ensureFirefox';
import { startSoundServer } from '../../stack/soundServer';
import { audioAt, listenInPage } from '../../stack/pageAudio';
import type { ToneReading } from '../../stack/toneMeter';

/**
 * A representative's page in Debian's Firefox. Playwright drives only builds of its own; WebDriver BiDi,
 * which puppeteer speaks, is Firefox's. Its microphone is that of a sound server of its own: Firefox takes
 * the steady tone of its fake one for noise.
 */
export class FirefoxDesk {
	private constructor(
		private readonly page: Page,
		/** Harmless twice. */
		readonly close: () => Promise<void>,
	) {}

	static async open(address: string, toneHz: number): Promise<FirefoxDesk> {
		const folder = await mkdtemp(join(tmpdir(), 'firefox-desk-'));
		const executablePath = await ensureFirefox();
		const sound = await startSoundServer(folder, toneHz);
		const launching = puppeteer.launch({
			browser: 'firefox',
			executablePath,
			headless: true,
			userDataDir: join(folder, 'profile'),
			env: { ...process.env, ...sound.env },
			extraPrefsFirefox: {
				'media.navigator.permission.disabled': true,
				// Sound without a click is not what is tested here.
				'media.autoplay.default': 0,
				// Both ends are on this machine.
				'media.peerconnection.ice.loopback': true,
				'media.peerconnection.ice.obfuscate_host_addresses': false,
			},
		});
		const browser = await launching.catch(async (error: unknown) => {
			await sound.stop();
			throw error;
		});
		const page = await browser.newPage();
		await page.evaluateOnNewDocument(listenInPage);
		await page.goto(address);
		return new FirefoxDesk(page, async () => {
			await browser.close();
			await sound.stop();
			await rm(folder, { recursive: true, force: true });
		});
	}

	async click(part: string): Promise<void> {
		const element = await this.page.waitForSelector(`[data-test="${part}"]:not([disabled])`, {
			visible: true,
		});
		await element?.click();
	}

	/** @throws naming the state that it is in instead */
	async untilState(state: string, timeoutMs = 20_000): Promise<void> {
		const wanted = `body[data-state="${state}"]`;
		await this.page.waitForSelector(wanted, { timeout: timeoutMs }).catch(async () => {
			const seen = await this.page.evaluate(
				() => `“${document.body.dataset.state}”, and it shows:\n${document.body.innerText}`,
			);
			throw new Error(`The desk in Firefox did not become ${state}. It is ${seen}`);
		});
	}

	/** What the representative hears of a tone; undefined without a call. */
	async hears(toneHz: number): Promise<ToneReading | undefined> {
		// puppeteer describes the same call by types of its own.
		const evaluate = this.page.evaluate.bind(this.page) as Parameters<
			typeof audioAt
		>[0]['evaluate'];
		return await audioAt({ evaluate }, toneHz);
	}
}
