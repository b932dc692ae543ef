import type { MessageFeatures } from './messageFeatures';
import type { Cue } from './phrases/cues';
import {
	evidence,
	where,
	withCue,
	type At,
	type Conversation,
	type SignalEvidence,
} from './signalEvidence';
import type { Signal, SignalRule } from './signalRules';

export type Finder = (conversation: Conversation, rule: SignalRule) => SignalEvidence[];

/**
 * A cart over its currency's threshold, and a customer who names an item and means to buy it. A
 * currency without a threshold is not compared.
 */
const findHighIntentValue: Finder = ({ messages, cartValue, currency }, rule) => {
	const threshold = rule.thresholds[currency?.toUpperCase() ?? ''];
	if (threshold === undefined || cartValue == null || !(cartValue > threshold)) return [];
	const [buys] = where(messages, ({ cues }) => cues.includes('buys') && !cues.includes('browses'));
	const [names] = withCue(messages, 'names_item');
	if (!buys || !names) return [];
	return [
		evidence(rule, 'cart', { value: cartValue, threshold }),
		evidence(rule, 'buys', buys),
		evidence(rule, 'names_item', names),
	];
};

const QUESTIONS: readonly Cue[] = ['fit', 'layout', 'match', 'compat'];
const THINGS: readonly Cue[] = ['chooses', 'measures', 'household', 'materials', 'circumstances'];
/** A picture of a room or a set-up shows several things at once. */
const PHOTO_WEIGHT = 2;

/** Fit, layout, matching or compatibility, with several things to weigh. */
const findComplexConfig: Finder = ({ messages, photos }, rule) => {
	const { things: threshold = 0 } = rule.thresholds;
	const cues = [...QUESTIONS, ...THINGS].flatMap((cue) => {
		const [at] = withCue(messages, cue);
		return at ? [{ cue, at }] : [];
	});
	const hasPhoto = Number(photos ?? 0) > 0 && withCue(messages, 'receipt').length === 0;
	const surroundings = Math.max(0, ...messages.map(({ surroundings }) => surroundings));
	const value = cues.length + surroundings + (hasPhoto ? PHOTO_WEIGHT : 0);
	const asks = cues.some(({ cue }) => QUESTIONS.includes(cue));
	// "Which one?" alone asks for a recommendation; it takes one thing more to be complex.
	const chooses = cues.some(({ cue }) => cue === 'chooses') && value > threshold;
	if (value < threshold || !(asks || chooses)) return [];
	return [
		...cues.map(({ cue, at }) => evidence(rule, cue, at)),
		evidence(rule, 'things', { value, threshold }),
	];
};

/** A plain question about a warranty is short or asks how long it is. */
const PLAIN_WORDS = 6;

function isWarrantyEdge({ cues, words }: MessageFeatures): boolean {
	if (!cues.includes('warranty')) return false;
	return (
		cues.includes('warranty_edge') || (words > PLAIN_WORDS && !cues.includes('warranty_plain'))
	);
}

const MONEY: readonly Cue[] = ['financing', 'loan_terms', 'bulk', 'preexisting'];

/** Financing, instalments, loan terms, warranty edge cases, pre-existing illness, bulk. */
const findPolicyFinance: Finder = ({ messages }, rule) => [
	...MONEY.flatMap((cue) => withCue(messages, cue).map((at) => evidence(rule, cue, at))),
	...where(messages, isWarrantyEdge).map((at) => evidence(rule, 'warranty_edge', at)),
	...where(messages, ({ cues }) => cues.includes('illness') && cues.includes('insurance')).map(
		(at) => evidence(rule, 'illness', at),
	),
];

/** The last message that settles things; what was said before it no longer holds. */
function sinceSettled(messages: MessageFeatures[]): number {
	return messages.findLastIndex(({ cues }) => cues.includes('settled'));
}

/** Two failed clarifications, the same answer twice, or "not understood" again. */
const findChatLoop: Finder = ({ messages }, rule) => {
	const { failures: threshold = 0 } = rule.thresholds;
	const settled = sinceSettled(messages);
	const later = (places: At[]) =>
		places.filter(({ messageIndex }) => (messageIndex ?? 0) > settled);
	const failed = later(where(messages, ({ clarificationFailed }) => clarificationFailed));
	const repeated = later(repeatedAnswers(messages));
	const complaints = later(withCue(messages, 'not_understood'));
	const again = later(
		where(messages, ({ cues }) => cues.includes('not_understood') && cues.includes('again')),
	);
	const told = (matched: string, places: At[], value: number) =>
		value >= threshold
			? places.map((at) => evidence(rule, matched, { ...at, value, threshold }))
			: [];
	return [
		...told('clarification_failed', failed, failed.length),
		...told('same_answer', repeated, repeated.length + 1),
		...told('not_understood', complaints, complaints.length + (again.length > 0 ? 1 : 0)),
	];
};

/** Answers of the business that it gave before, with a message of the customer between. */
function repeatedAnswers(messages: MessageFeatures[]): At[] {
	return messages.flatMap((message, messageIndex) => {
		if (message.from !== 'business' || message.isCourtesy || message.length === 0) return [];
		const before = messages.findLastIndex(
			(other, index) =>
				index < messageIndex && other.from === 'business' && other.hash === message.hash,
		);
		const between = messages.slice(before + 1, messageIndex);
		const isAnswer = before >= 0 && between.some(({ from }) => from === 'customer');
		return isAnswer ? [{ messageId: message.id, messageIndex }] : [];
	});
}

/** Shouting, strong negative words, a burst of messages, or a wish to talk to someone. */
const findFrustration: Finder = ({ messages }, rule) => {
	const { capital_words: capitals = Infinity } = rule.thresholds;
	const settled = sinceSettled(messages);
	const told = [
		...where(messages, ({ capitalWords }) => capitalWords >= capitals).map((at) =>
			evidence(rule, 'capital_words', {
				...at,
				value: messages[at.messageIndex ?? 0]?.capitalWords ?? null,
				threshold: capitals,
			}),
		),
		...withCue(messages, 'negative').map((at) => evidence(rule, 'negative', at)),
		...where(
			messages,
			({ cues, asksFor }) => cues.includes('talks_to_someone') && asksFor !== null,
		).map((at) => evidence(rule, 'talks_to_someone', at)),
		...findBurst(messages, rule),
	];
	return told.filter(({ messageIndex }) => (messageIndex ?? 0) > settled);
};

const MS_PER_SECOND = 1000;

function findBurst(messages: MessageFeatures[], rule: SignalRule): SignalEvidence[] {
	const { burst_messages: count = Infinity, burst_seconds: seconds = 0 } = rule.thresholds;
	const own = where(messages, ({ from, length }) => from === 'customer' && length > 0);
	const timeOf = ({ messageIndex }: At) => Date.parse(messages[messageIndex ?? 0]?.at ?? '');
	const last = own.find((at, index) => {
		const first = own[index - count + 1];
		return first !== undefined && timeOf(at) - timeOf(first) <= seconds * MS_PER_SECOND;
	});
	return last ? [evidence(rule, 'burst', { ...last, value: count, threshold: count })] : [];
}

/** Asks for a call, a person or a number, and has not refused calls since. */
const findExplicitRequest: Finder = ({ messages }, rule) => {
	const refusal = messages.findLastIndex(({ refuses }) => refuses);
	return where(messages, ({ asksFor }) => asksFor !== null)
		.filter(({ messageIndex }) => (messageIndex ?? 0) > refusal)
		.map((at) => evidence(rule, `asks_for_${messages[at.messageIndex ?? 0]?.asksFor ?? ''}`, at));
};

/** The operator's own words. */
const findKeywords: Finder = ({ messages }, rule) =>
	where(messages, ({ keywords }) => keywords.includes(rule.signal)).map((at) =>
		evidence(rule, 'keyword', at),
	);

export const FINDERS: Record<Exclude<Signal, `external:${string}`>, Finder> = {
	high_intent_value: findHighIntentValue,
	complex_config: findComplexConfig,
	policy_finance: findPolicyFinance,
	chat_loop: findChatLoop,
	frustration: findFrustration,
	explicit_request: findExplicitRequest,
};

/** What finds a rule's signal. */
export function finderOf(signal: Signal): Finder {
	if (signal.startsWith('external:')) return findKeywords;
	// Any other signal has its own finder.
	return FINDERS[signal as keyof typeof FINDERS] ?? findKeywords;
}
