import type { RingOverCause } from './deskProtocol';
import type { DeskDeed } from './judgementSections';

/** A call that was offered to representatives. */
export interface ExplainedRing {
	/** Null: it rings now. */
	over: { because: RingOverCause; at: string } | null;
	startedAt: string;
}

/** What a representative did. Without notes: they are for whoever talks to the customer. */
export interface ExplainedDeed {
	kind: DeskDeed;
	/** Name of the representative. */
	by: string;
	/** Of `outcome`. */
	outcome: string | null;
	at: string;
}
