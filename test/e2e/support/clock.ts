import { DateTime } from 'luxon';
import type { Stack } from '../../stack/stack';
import { untilQuiet } from './inLedger';

/** The clock that n8n and the simulator share. It only moves forward. */
export class Clock {
	private aheadMs = 0;

	constructor(private readonly stack: () => Stack) {}

	now(): DateTime {
		return DateTime.fromMillis(Date.now() + this.aheadMs);
	}

	/** Once nothing is under way any more. */
	async pass(ms: number): Promise<void> {
		await untilQuiet(this.stack());
		await this.jump(ms);
	}

	/** At once, in the middle of whatever is under way. */
	async jump(ms: number): Promise<void> {
		this.aheadMs += ms;
		await this.stack().setClockOffset(this.aheadMs);
	}

	/** To the next time that clocks in a zone show this; `weekday` 1 = Monday. */
	async moveTo(time: string, { zone = 'Europe/London', weekday }: MoveOptions = {}): Promise<void> {
		const now = this.now().setZone(zone);
		const [hour, minute] = time.split(':').map(Number);
		let target = now.set({ hour, minute, second: 0, millisecond: 0 });
		while (target <= now || (weekday !== undefined && target.weekday !== weekday)) {
			target = target.plus({ days: 1 });
		}
		await this.pass(target.toMillis() - this.now().toMillis());
	}
}

export interface MoveOptions {
	zone?: string;
	weekday?: number;
}
