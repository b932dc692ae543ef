import type { BrowserContext, Page } from 'playwright-core';
import { audioAt } from '../../stack/pageAudio';
import type { Stack } from '../../stack/stack';
import type { ToneReading } from '../../stack/toneMeter';
import { Phone, type Habits } from './phone';

/** The phone of a customer, open in a browser: a person answers it, hears and speaks. */
export class PhonePage {
	private constructor(
		readonly phone: Phone,
		readonly page: Page,
	) {}

	static async open(
		stack: Stack,
		context: BrowserContext,
		habits: Habits = {},
	): Promise<PhonePage> {
		const phone = await Phone.create(stack, habits);
		const page = await context.newPage();
		await page.goto(`${stack.simulator.url}/?user=${phone.waId}`);
		return new PhonePage(phone, page);
	}

	async write(text: string): Promise<void> {
		await this.page.getByTestId('text').fill(text);
		await this.page.getByTestId('send').click();
	}

	/** Taps a button of a message. */
	async tap(name: string): Promise<void> {
		await this.page.getByRole('button', { name }).click({ timeout: 30_000 });
	}

	/** The acts of a call and of a permission request, by the phone's own names. */
	async act(name: 'allow' | 'answer' | 'decline' | 'hangup' | 'call'): Promise<void> {
		await this.page.getByTestId(name).click({ timeout: 30_000 });
	}

	/** What the customer hears of a tone; undefined without a call. */
	async hears(toneHz: number): Promise<ToneReading | undefined> {
		return await audioAt(this.page, toneHz);
	}
}
