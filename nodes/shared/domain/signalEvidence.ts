import type { MessageFeatures } from './messageFeatures';
import type { Cue } from './phrases/cues';
import type { Signal, SignalRule } from './signalRules';

export interface SignalEvidence {
	trigger: Signal;
	/** Null when the message had no id; its place in the conversation tells it then. */
	messageId: string | null;
	messageIndex: number | null;
	/** A name, never the customer's words. */
	matched: string;
	value: number | null;
	threshold: number | null;
}

export interface SignalContext {
	/** In whole units of `currency`. */
	cartValue?: number | null;
	/** ISO 4217. */
	currency?: string | null;
	/** How many pictures came in. */
	photos?: number | null;
}

/** A conversation, oldest message first. */
export interface Conversation extends SignalContext {
	messages: MessageFeatures[];
}

type Found = Partial<Omit<SignalEvidence, 'trigger' | 'matched'>>;

/** One piece of evidence for a rule's signal. */
export function evidence(
	{ signal }: SignalRule,
	matched: string,
	{ messageId = null, messageIndex = null, value = null, threshold = null }: Found = {},
): SignalEvidence {
	return { trigger: signal, messageId, messageIndex, matched, value, threshold };
}

/** Where a message stands. */
export type At = Pick<SignalEvidence, 'messageId' | 'messageIndex'>;

/** Messages that satisfy a test, and where they stand. */
export function where(
	messages: MessageFeatures[],
	test: (message: MessageFeatures) => boolean,
): At[] {
	return messages.flatMap((message, messageIndex) =>
		test(message) ? [{ messageId: message.id, messageIndex }] : [],
	);
}

/** Messages with a cue, and where they stand. */
export const withCue = (messages: MessageFeatures[], cue: Cue): At[] =>
	where(messages, ({ cues }) => cues.includes(cue));
