import type { DeskEvent } from '../shared/domain/deskProtocol';
import { addMs, isBefore, MINUTE_MS } from '../shared/domain/instant';
import type { Ledger, StoredDeskEvent } from '../shared/ledger/ledger';
import { onWake } from '../shared/ingress/wake';
import { deskWakeId } from '../shared/n8n/tellPages';

/** One open event stream of a page. */
export interface DeskSeat {
	representativeId: string;
	pageId: string;
	/** Which desk serves it. */
	routeId: string;
	/** Everything up to this number has been sent. */
	seq: number;
	/** Still signed in, and at the right desk. */
	isWelcome(): Promise<boolean>;
	/** Puts text on the wire at once. */
	send(text: string): void;
	end(): void;
}

export interface StreamPorts {
	ledger: Pick<Ledger, 'id' | 'transaction'>;
	now(): string;
	sleep(ms: number): Promise<void>;
	/** Told once for each time that the ledger goes away. */
	warn(error: unknown): void;
}

const LOOK_EVERY_MS = 1_000;
/** In looks. */
const SEEN_EVERY = 3;
const CHECK_EVERY = 15;

/** Then the browser opens another one; proxies end streams that last for ever. */
const STREAM_LASTS_MS = 15 * MINUTE_MS;

const AT_ONCE = 100;

/** After these somebody may not be welcome any more. */
const ENDINGS = ['revoked', 'signed_out'];

interface Seated extends DeskSeat {
	endsAt: string;
	reading: Promise<void> | null;
	readAgain: boolean;
	leave(): void;
}

/** The streams of a process, by ledger: one look a second serves all of them. */
const halls = new Map<string, Hall>();

/** Serves a stream from now on. Gives what has to be called when the browser has closed it. */
export function seat(guest: DeskSeat, ports: StreamPorts): () => void {
	const hall = halls.get(ports.ledger.id) ?? new Hall(ports);
	halls.set(ports.ledger.id, hall);
	return hall.seat(guest);
}

/** Ends the streams of a desk that closes; the browsers come back to the next one. */
export function closeStreams(ledgerId: string, routeId: string): void {
	halls.get(ledgerId)?.close(routeId);
}

const eventText = ({ seq, at, body }: StoredDeskEvent): string => {
	const event: DeskEvent = { seq, at, ...body };
	return `id: ${seq}\ndata: ${JSON.stringify(event)}\n\n`;
};

/** An event for everybody at the desk of its representative, or for this very page. */
export const isFor = (pageId: string, event: StoredDeskEvent): boolean =>
	event.pageId === null || event.pageId === pageId;

class Hall {
	private readonly guests = new Set<Seated>();
	private isServing = false;
	private isTroubled = false;

	constructor(private readonly ports: StreamPorts) {}

	seat(guest: DeskSeat): () => void {
		const { now } = this.ports;
		// A page has one stream: a second one means that the first is dead.
		for (const other of this.guests) if (other.pageId === guest.pageId) this.remove(other);
		const endsAt = addMs(now(), STREAM_LASTS_MS);
		const seated: Seated = { ...guest, endsAt, reading: null, readAgain: false, leave: () => {} };
		seated.leave = onWake(deskWakeId(guest.representativeId), () => void this.read(seated));
		this.guests.add(seated);
		void this.read(seated);
		if (!this.isServing) void this.serve();
		return () => this.remove(seated);
	}

	close(routeId: string): void {
		for (const guest of this.guests) if (guest.routeId === routeId) this.remove(guest);
	}

	private remove(guest: Seated): void {
		if (!this.guests.delete(guest)) return;
		guest.leave();
		guest.end();
	}

	/** For as long as anybody is here. */
	private async serve(): Promise<void> {
		const { ledger, sleep } = this.ports;
		this.isServing = true;
		for (let look = 1; this.guests.size > 0; look++) {
			await this.trying(async () => await this.look(look));
			await sleep(LOOK_EVERY_MS);
		}
		halls.delete(ledger.id);
	}

	private async look(look: number): Promise<void> {
		const { ledger, now } = this.ports;
		const guests = [...this.guests];
		for (const guest of guests) if (!isBefore(now(), guest.endsAt)) this.remove(guest);
		const ids = [...new Set(guests.map(({ representativeId }) => representativeId))];
		const last = await ledger.transaction(async ({ deskEvents, deskPages }) => {
			const pages = [...this.guests].map(({ pageId }) => pageId);
			if (look % SEEN_EVERY === 0) await deskPages.seen(pages, now());
			return await deskEvents.lastSeq(ids);
		});
		for (const guest of this.guests) {
			if ((last.get(guest.representativeId) ?? 0) > guest.seq) void this.read(guest);
		}
		if (look % CHECK_EVERY === 0) await this.check();
	}

	private async check(): Promise<void> {
		for (const guest of [...this.guests]) {
			this.send(guest, ': still here\n\n');
			if (!(await guest.isWelcome())) this.remove(guest);
		}
	}

	/** One read at a time, so that nothing is sent twice; what comes meanwhile is read after it. */
	private async read(guest: Seated): Promise<void> {
		guest.readAgain = true;
		guest.reading ??= this.trying(async () => await this.readAll(guest)).finally(
			() => (guest.reading = null),
		);
		await guest.reading;
	}

	private async readAll(guest: Seated): Promise<void> {
		while (guest.readAgain && this.guests.has(guest)) {
			guest.readAgain = false;
			const { representativeId: id } = guest;
			const { events, last } = await this.ports.ledger.transaction(async ({ deskEvents }) => ({
				events: await deskEvents.after(id, guest.seq, AT_ONCE),
				last: (await deskEvents.lastSeq([id])).get(id) ?? 0,
			}));
			for (const event of events) this.tell(guest, event);
			if (events.length === AT_ONCE) guest.readAgain = true;
			// What is too old to be kept is not looked for again.
			else guest.seq = Math.max(guest.seq, last);
			if (events.some(mayEnd) && !(await guest.isWelcome())) this.remove(guest);
		}
	}

	private tell(guest: Seated, event: StoredDeskEvent): void {
		guest.seq = event.seq;
		if (isFor(guest.pageId, event)) this.send(guest, eventText(event));
	}

	/** Never to one that has ended meanwhile: that would be an error of the whole process. */
	private send(guest: Seated, text: string): void {
		if (this.guests.has(guest)) guest.send(text);
	}

	private async trying(work: () => Promise<void>): Promise<void> {
		try {
			await work();
			this.isTroubled = false;
		} catch (error) {
			if (!this.isTroubled) this.ports.warn(error);
			this.isTroubled = true;
		}
	}
}

const mayEnd = ({ body }: StoredDeskEvent): boolean =>
	body.kind === 'status' && ENDINGS.includes(body.because);
