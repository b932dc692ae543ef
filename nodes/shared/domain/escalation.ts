import { finderOf } from './findSignals';
import type { MessageFeatures } from './messageFeatures';
import type { SignalContext, SignalEvidence } from './signalEvidence';
import { DEFAULT_RULES, type Signal, type SignalAction, type SignalRule } from './signalRules';

export { messageFeatures, type MessageFeatures } from './messageFeatures';
export {
	DEFAULT_RULES,
	keywordsOf,
	type Signal,
	type SignalAction,
	type SignalRule,
} from './signalRules';
export type { SignalContext, SignalEvidence } from './signalEvidence';

export interface DetectedSignal {
	signal: Signal;
	action: SignalAction;
	evidence: SignalEvidence[];
}

/**
 * The signals of C2 that hold at the end of a conversation, each with its evidence (C5), the one of
 * the first priority first. Refusals are not judged here: they are heard at ingress and by the gates.
 *
 * @param features One a message, in any order.
 */
export function detectSignals(
	features: readonly MessageFeatures[],
	context: SignalContext = {},
	rules: readonly SignalRule[] = DEFAULT_RULES,
): DetectedSignal[] {
	const messages = [...features].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
	return rules
		.filter(({ enabled }) => enabled)
		.sort((one, other) => one.priority - other.priority)
		.flatMap((rule) => {
			const evidence = finderOf(rule.signal)({ ...context, messages }, rule);
			return evidence.length > 0 ? [{ signal: rule.signal, action: rule.action, evidence }] : [];
		});
}
