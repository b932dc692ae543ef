import { signBody } from '../../../nodes/shared/wire/signature';
import type { Simulator } from '../simulator';
import { callbackFor, type Change } from './callbackFor';
import { escapedJson } from './escapedJson';
import { postWebhook } from './postWebhook';
import { shuffled } from './shuffled';

/** Meta's growing gaps between tries of one delivery, here up to seven days in all. */
export const DEFAULT_GAPS_MS: readonly number[] = [
	1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 172_800_000,
	259_200_000,
];

const LOOK_EVERY_MS = 50;

interface Delivery {
	body: string;
	signature?: string;
	/** The callback as it stands at the time of each try. */
	url: () => string | undefined;
	retry: boolean;
}

interface Waiting {
	change: Change;
	settle: (statuses: number[]) => void;
}

/** Sends webhooks as Meta does: signed, escaped, in batches, again after a failure. */
export class Deliveries {
	gapsMs: readonly number[] = DEFAULT_GAPS_MS;
	/** What would have been sent to an app that is subscribed; newest last. */
	readonly undelivered: Array<{ at: string; field: string; reason: string }> = [];
	private batch: Waiting[] = [];

	/** `sim` is handed over as a function because the simulator holds this object. */
	constructor(private readonly sim: () => Simulator) {}

	/** Delivers one change; resolves with the HTTP status of each first try. */
	async send(change: Change): Promise<number[]> {
		const sim = this.sim();
		const target = callbackFor(sim, change);
		if ('reason' in target) {
			this.undelivered.push({ at: sim.clock.iso(), field: change.field, reason: target.reason });
			return [];
		}
		if (sim.switches.batch_window_ms === 0) return await this.sendBatch([change]);
		return await new Promise((settle) => {
			this.batch.push({ change, settle });
			if (this.batch.length === 1) {
				sim.timers.after(sim.switches.batch_window_ms, () => this.flush());
			}
		});
	}

	/** Delivers text as it is, signed as told. */
	async sendText(delivery: {
		body: string;
		sign: true | false | 'wrong';
		change?: Change;
		retry: boolean;
	}): Promise<number> {
		const sim = this.sim();
		const { appSecret } = sim.state.account;
		const secret = delivery.sign === 'wrong' ? `${appSecret}-wrong` : appSecret;
		return await this.deliver({
			body: delivery.body,
			signature: delivery.sign === false ? undefined : signBody(delivery.body, secret),
			url: () => this.urlFor(delivery.change),
			retry: delivery.retry,
		});
	}

	/** Forgets what waits in a batch and goes back to the standard gaps. */
	clear(): void {
		for (const { settle } of this.batch) settle([]);
		this.batch = [];
		this.undelivered.length = 0;
		this.gapsMs = DEFAULT_GAPS_MS;
	}

	private async flush(): Promise<void> {
		const waiting = this.batch;
		this.batch = [];
		const changes = waiting.map(({ change }) => change);
		const sim = this.sim();
		const ordered = sim.switches.shuffle_batches ? shuffled(changes) : changes;
		const urls = new Set(ordered.map((change) => this.urlFor(change)));
		const groups = [...urls].map((url) => ordered.filter((one) => this.urlFor(one) === url));
		const statuses = await Promise.all(groups.map((group) => this.sendBatch(group)));
		for (const { settle } of waiting) settle(statuses.flat());
	}

	private async sendBatch(changes: Change[]): Promise<number[]> {
		const sim = this.sim();
		const [first] = changes;
		const body = escapedJson({
			object: 'whatsapp_business_account',
			entry: changes.map((change) => entryOf(sim, change)),
		});
		const delivery: Delivery = {
			body,
			signature: signBody(body, sim.state.account.appSecret),
			url: () => this.urlFor(first),
			retry: true,
		};
		if (sim.switches.late_ms > 0) await sim.timers.wait(sim.switches.late_ms);
		const isCall = changes.some(({ field }) => field === 'calls');
		while (isCall && sim.switches.hold_call_events) await sim.timers.wait(LOOK_EVERY_MS);
		const copies = Array.from({ length: Math.max(1, sim.switches.deliver_times) });
		return await Promise.all(copies.map(() => this.deliver(delivery)));
	}

	private async deliver(delivery: Delivery, attempt = 0): Promise<number> {
		const sim = this.sim();
		const url = delivery.url();
		if (url === undefined) return 0;
		const status = await postWebhook(sim.log, {
			url,
			body: delivery.body,
			signature: delivery.signature,
			timeoutMs: sim.switches.delivery_timeout_ms,
		});
		const gapMs = this.gapsMs[attempt];
		if (status !== 200 && delivery.retry && gapMs !== undefined) {
			sim.timers.after(gapMs, () => this.deliver(delivery, attempt + 1));
		}
		return status;
	}

	private urlFor(change: Change | undefined): string | undefined {
		const sim = this.sim();
		const target = change === undefined ? { reason: '' } : callbackFor(sim, change);
		if ('url' in target) return target.url;
		return sim.state.subscriptions.get('whatsapp_business_account')?.callbackUrl;
	}
}

function entryOf(sim: Simulator, change: Change): Record<string, unknown> {
	const changes = [{ value: change.value, field: change.field }];
	if (change.field !== 'account_update') {
		return { id: change.entryId ?? sim.state.account.wabaId, changes };
	}
	// Meta's samples of account_update carry "0" as the id and an integer time.
	return { id: change.entryId ?? '0', time: sim.clock.seconds(), changes };
}
