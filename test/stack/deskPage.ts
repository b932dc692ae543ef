import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Screen } from '../../nodes/CallDeskTrigger/page/deskState';
import type { DeskOutcome } from '../../nodes/shared/domain/deskProtocol';
import { audioAt } from './pageAudio';
import type { ToneReading } from './toneMeter';
import { until } from './until';

/** What to press in a state on the way to being ready. */
const TOWARDS_READY: Partial<Record<Screen, string>> = {
	away: 'ready',
	elsewhere: 'use-this-tab',
	dialling: 'hang-up',
	talking: 'hang-up',
	after: 'save-and-ready',
};

/** A representative's page, by the names that it gives its parts (`data-test`). */
export class DeskPage {
	private constructor(readonly page: Page) {}

	/** A window of its own in a browser that is signed in, or with a link that signs it in. */
	static async open(context: BrowserContext, address: string): Promise<DeskPage> {
		const desk = new DeskPage(await context.newPage());
		await desk.page.goto(address);
		return desk;
	}

	part(name: string): Locator {
		return this.page.locator(`[data-test="${name}"]`);
	}

	/** A word that the body holds of itself: `state`, `connection`, `audio`, `ring`, `attempt`, … */
	async word(name: string): Promise<string> {
		return (await this.page.locator('body').getAttribute(`data-${name}`)) ?? '';
	}

	async state(): Promise<Screen> {
		// The page's own contract.
		return (await this.word('state')) as Screen;
	}

	/** @throws naming the state that it is in instead */
	async untilState(state: Screen, timeoutMs = 15_000): Promise<void> {
		await this.untilWord('state', state, timeoutMs);
	}

	async untilWord(name: string, wanted: string, timeoutMs = 15_000): Promise<void> {
		let found = '';
		await until(`the desk to be ${wanted}`, timeoutMs, async () => {
			found = await this.word(name);
			return found === wanted || undefined;
		}).catch(async (error: Error) => {
			const seen = await this.page.locator('body').innerText();
			throw new Error(`${error.message} Its ${name} is “${found}”, and it shows:\n${seen}`);
		});
	}

	/**
	 * By the one click that unlocks sound and microphone, once what is left of the last call is closed. On
	 * a busy machine the desk's test ring may be missed; then it is said again, as a person would.
	 */
	async becomeReady(): Promise<void> {
		await until('the desk to be ready', 60_000, async () => {
			const state = await this.state();
			if (state === 'ready' || state === 'ring') return true;
			const next = TOWARDS_READY[state];
			// What the page shows may have changed meanwhile: then it is looked at again.
			if (next) await this.pressOnTheWay(state, next).catch(() => undefined);
			await this.page.waitForTimeout(next ? 500 : 100);
			return undefined;
		});
	}

	private async pressOnTheWay(state: Screen, next: string): Promise<void> {
		if (state === 'after') await this.part('outcome-no_conversation').check({ timeout: 2000 });
		await this.part(next).click({ timeout: 2000 });
	}

	async goAway(): Promise<void> {
		await this.part('away').click();
		await this.untilState('away');
	}

	/** Resolves with the brief's words once the desk rings. */
	async untilRings(timeoutMs = 30_000): Promise<string> {
		await this.untilState('ring', timeoutMs);
		return await this.part('ring').innerText();
	}

	async take(): Promise<void> {
		await this.part('take').click();
	}

	async hangUp(): Promise<void> {
		await this.part('hang-up').click();
	}

	/** What the representative hears of a tone; undefined without a call. */
	async hears(toneHz: number): Promise<ToneReading | undefined> {
		return await audioAt(this.page, toneHz);
	}

	/** After a talk. */
	async note(outcome: DeskOutcome, notes: string): Promise<void> {
		await this.part(`outcome-${outcome}`).check();
		await this.part('after-notes').fill(notes);
	}

	async correct(field: string, value: string): Promise<void> {
		await this.part(`field-${field}`).fill(value);
	}
}
