import type { ItemCart, ItemModel } from './callItem';
import type { DetectedSignal } from './escalation';
import type { SignalRule } from './signalRules';

/** House rule: below this a model's word is no evidence. */
export const MODEL_CONFIDENCE = 0.7;

const NEGATIVE: readonly string[] = ['negative', 'angry', 'frustrated', 'upset'];

/**
 * What a chat model adds to the rules (C6): evidence labelled `model`, only for signals that are
 * switched on. It reads no refusal and no yes, so it can neither lift the one nor make the other.
 */
export function modelSignals(
	{ intent, sentiment, confidence }: ItemModel,
	rules: readonly SignalRule[],
	messageId: string | null,
): DetectedSignal[] {
	if (confidence === null || !(confidence >= MODEL_CONFIDENCE)) return [];
	const told: (string | null)[] = [lower(intent)];
	if (NEGATIVE.includes(lower(sentiment) ?? '')) told.push('frustration');
	return rules
		.filter(({ signal, enabled }) => enabled && told.includes(signal))
		.map(({ signal, action }) => {
			const found = { matched: 'model', value: confidence, threshold: MODEL_CONFIDENCE };
			return {
				signal,
				action,
				evidence: [{ trigger: signal, messageId, messageIndex: null, ...found }],
			};
		});
}

const lower = (word: string | null): string | null => word?.trim().toLowerCase() ?? null;

/** The cart that a model has worked out of the chat; nobody vouches for it. Null without a currency. */
export function modelCart(
	{ summaryForAgent }: ItemModel,
	currency: string | null,
): ItemCart | null {
	// A text is read by Summary Builder; what it may say of a cart is not believed before.
	const fields = typeof summaryForAgent === 'string' ? null : summaryForAgent;
	const { estimated_cart: value, currency: named, product_interest: item } = fields ?? {};
	const code = currency ?? (typeof named === 'string' ? named : null);
	if (typeof value !== 'number' || !(value > 0) || !code) return null;
	return {
		value,
		currency: code.trim().toUpperCase(),
		items: typeof item === 'string' ? [item] : [],
		source: 'model',
		verified: false,
	};
}
