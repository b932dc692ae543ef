import type { ItemEscalation } from './callItem';
import type { DetectedSignal } from './escalation';
import type { SignalEvidence } from './signalEvidence';

/** What a chat model’s own wish for a call is named on escalations. */
export const AGENT_TRIGGER = 'external:agent';

/** Where the model gave no reason. */
const NO_REASON = 'asked';

/** A few words: evidence names what was found and repeats nobody’s sentences. */
const LONGEST_REASON = 40;

/** What is kept of a tool’s request for a call; `matched` is the model’s reason as a short name. */
export function agentEvidence(reason: string, messageId: string | null) {
	const words = reason.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
	const matched = words.join('_').slice(0, LONGEST_REASON) || NO_REASON;
	return { trigger: AGENT_TRIGGER, messageId, matched, value: null, threshold: null } as const;
}

type Reasons = Pick<ItemEscalation, 'evidence'>;

/** What an agent’s tool asked for at one message. */
export const askedByAgent = (live: Reasons | null, messageId: string | null): SignalEvidence[] =>
	(live?.evidence ?? [])
		.filter((one) => one.trigger === AGENT_TRIGGER && one.messageId === messageId)
		.map(({ matched }) => ({ ...agentEvidence(matched ?? '', messageId), messageIndex: null }));

/**
 * The call that an agent’s tool asked for at this very message: it opened an escalation and could do
 * no more, so that it is noticed here, after every rule.
 */
export function requestedByAgent(live: Reasons | null, messageId: string | null): DetectedSignal[] {
	const evidence = askedByAgent(live, messageId);
	if (evidence.length === 0) return [];
	return [{ signal: AGENT_TRIGGER, action: 'offer_consult', evidence }];
}
