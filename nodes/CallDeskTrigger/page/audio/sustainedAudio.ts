/** What is known of the customer's audio: packets so far, and since when they have kept coming. */
export interface HeardAudio {
	packets: number;
	sinceMs: number | null;
	lastMs: number;
	isSustained: boolean;
}

export const NOTHING_HEARD: HeardAudio = {
	packets: 0,
	sinceMs: null,
	lastMs: 0,
	isSustained: false,
};

const PACKETS = 3;
const SUSTAINED_MS = 300;
/** Longer than this without a packet: what came before was a stray one. */
const GAP_MS = 500;

/**
 * Whether the customer is there although nobody has said so: at least three packets, kept up for
 * 300 ms.
 *
 * @param packets Received in all, as the connection counts them.
 */
export function hearAudio(before: HeardAudio, packets: number, nowMs: number): HeardAudio {
	if (packets <= before.packets) return before;
	const goesOn = before.sinceMs !== null && nowMs - before.lastMs <= GAP_MS;
	const sinceMs = goesOn ? before.sinceMs : nowMs;
	const isLong = sinceMs !== null && nowMs - sinceMs >= SUSTAINED_MS;
	return {
		packets,
		sinceMs,
		lastMs: nowMs,
		isSustained: before.isSustained || (isLong && packets >= PACKETS),
	};
}
