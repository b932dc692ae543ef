import { setTimeout as delay } from 'node:timers/promises';
import type { DeskEvent, DeskRingView } from '../../nodes/shared/domain/deskProtocol';
import { deskLinkHash, deskLinkUrl, newDeskSecret } from '../../nodes/shared/dial/deskSecrets';
import type { DeskDoor, Ledger } from '../../nodes/shared/ledger/ledger';
import { RawDesk } from '../e2e/support/rawDesk';
import { until } from '../stack/until';

const READY_TIMEOUT_MS = 60_000;
/** Longer than a probe waits for its answer: somebody whom a busy machine kept clicks again. */
const CLICK_AGAIN_MS = 5_000;

/** A representative's page at an open event stream: ready, and answering its probes as a page does. */
export class DeskSeat {
	/** Milliseconds from writing each ring to hearing it. */
	ringMs: number[] = [];
	private probeHeardAt = 0;
	private isReady = false;

	private constructor(
		readonly representativeId: string,
		private readonly desk: RawDesk,
	) {}

	/** Signs in somebody new by a link of the ledger and makes them ready. */
	static async take(name: string, door: DeskDoor, ledger: Ledger): Promise<DeskSeat> {
		const secret = newDeskSecret();
		const representativeId = await ledger.transaction(async (tx) => {
			const now = new Date().toISOString();
			const person = { name, role: 'representative' as const, phoneNumberIds: [] };
			const { id } = await tx.representatives.create(person, now);
			await tx.deskAccess.addLink(deskLinkHash(ledger, secret), id, now);
			return id;
		});
		const desk = new RawDesk(door.url);
		const answer = await desk.signIn(deskLinkUrl(door, secret));
		if (answer.status !== 200) throw new Error(`sign_in: ${answer.status} ${answer.body}`);
		const { seq } = await desk.open();
		const seat = new DeskSeat(representativeId, desk);
		const { close } = await desk.stream(seq, (event) => seat.hear(event));
		seat.leave = close;
		await until(`${name} to be ready`, READY_TIMEOUT_MS, async () => await seat.becomeReady());
		return seat;
	}

	private async becomeReady(): Promise<true | undefined> {
		await this.desk.does({ action: 'ready' });
		const deadline = performance.now() + CLICK_AGAIN_MS;
		while (!this.isReady && performance.now() < deadline) await delay(20);
		return this.isReady || undefined;
	}

	/** Closes its stream. */
	leave: () => void = () => undefined;

	/** Milliseconds from a click to the event that it causes, and to its own answer. */
	async click(): Promise<{ eventMs: number; answerMs: number }> {
		this.probeHeardAt = 0;
		const clickedAt = performance.now();
		await this.desk.does({ action: 'ready' });
		const answerMs = performance.now() - clickedAt;
		const heardAt = await until(
			'the probe',
			READY_TIMEOUT_MS,
			() => this.probeHeardAt || undefined,
			5,
		);
		return { eventMs: heardAt - clickedAt, answerMs };
	}

	private hear(event: DeskEvent): void {
		if (event.kind === 'ring') this.ringMs.push(Date.now() - Date.parse(event.at));
		if (event.kind === 'status') this.isReady = event.status === 'ready';
		if (event.kind !== 'probe') return;
		this.probeHeardAt = performance.now();
		// A page that does not answer is not ready any more, which the measurement would tell.
		this.desk.does({ action: 'ack', probe: event.probe }).catch(() => undefined);
	}
}

/** A ring as the desk tells it, with a brief of usual length. */
export const ringOf = (id: string): DeskRingView => ({
	id,
	direction: 'outbound',
	customer: { name: 'Asha', phone: '+91 ••••• 5678', language: 'hi' },
	line: '442079460018',
	brief: {
		status: 'ready',
		headline: 'Call brief',
		phone: null,
		trigger: 'complex_config',
		rows: ['Customer', 'Interested in', 'Estimated cart', 'Constraints', 'Mood'].map((label) => ({
			key: label,
			label,
			isKnown: true,
			texts: ['Corner sofa, left-hand, in a room of 3.20 by 4.10 m with a door that opens inwards'],
			sources: [],
			problem: null,
		})),
		problems: [],
		threadUrl: null,
	},
	endsAt: new Date(Date.now() + 30_000).toISOString(),
});
