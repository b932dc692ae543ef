import type { Intent, IntentReading } from './intent';
import type { Guess, Label } from './intentModel';

/** Refusals in general, the stronger first. */
export const REFUSALS: readonly Intent[] = ['opt_out_all', 'opt_out_calls'];

/**
 * How sure the classifier must be for each reading. Refusals need less than anything that leads to
 * a call: a refusal heard by mistake costs a call, a call placed by mistake costs a customer.
 */
const SURE_ENOUGH: Record<Exclude<Label, 'none'>, number> = {
	opt_out_all: 0.65,
	opt_out_calls: 0.65,
	opt_in_calls: 0.6,
	accept: 0.75,
	accept_later: 0.7,
	decline: 0.6,
	call_me: 0.75,
	person: 0.6,
};
/** A phrase that says yes is not believed when the classifier is this sure of a refusal. */
export const VETO = 0.6;

/** A time is taken for a yes unless the classifier is this sure that it is about something else. */
export const NOTHING = 0.97;

export interface WeighedGuess {
	reading: IntentReading;
	/** The reading where nothing is believed. */
	unsure: IntentReading;
	/** Probability that the message refuses what a phrase reads in it. */
	refusalOf(phrase: Pick<IntentReading, 'intent'>): number;
	/** Probability that the message means nothing of all this. */
	nothing: number;
	/** Probability of what a phrase reads. */
	likelihood(phrase: Pick<IntentReading, 'intent' | 'asksToBeCalled'>): number;
}

/** Whether a reading may lead to a call. */
export const isYes = ({
	intent,
	asksToBeCalled,
}: Pick<IntentReading, 'intent' | 'asksToBeCalled'>) =>
	['accept', 'accept_later', 'opt_in_calls'].includes(intent) || asksToBeCalled;

/** What the classifier's guess is worth by itself. */
export function weighGuess(guess: Guess): WeighedGuess {
	const { opt_out_all: all = 0, opt_out_calls: calls = 0, decline = 0, none = 0 } = guess;
	const unsure = { ...readingOf('none', none), matched: null };
	const [label, probability] = best(guess);
	const isSure = label !== 'none' && probability >= SURE_ENOUGH[label];
	return {
		reading: isSure ? readingOf(label, probability) : unsure,
		unsure,
		nothing: none,
		// "Not now, tomorrow" declines and accepts at once; the time that it names decides.
		refusalOf: ({ intent }) => all + calls + (intent === 'accept_later' ? 0 : decline),
		likelihood: (phrase) => guess[labelOf(phrase)] ?? 0,
	};
}

function labelOf({
	intent,
	asksToBeCalled,
}: Pick<IntentReading, 'intent' | 'asksToBeCalled'>): Label {
	if (intent !== 'call_request') return intent;
	return asksToBeCalled ? 'call_me' : 'person';
}

function best(guess: Guess): [Label, number] {
	// The keys of a guess are labels.
	const labels = Object.keys(guess) as Label[];
	const label = labels.reduce(
		(most, next) => ((guess[next] ?? 0) > (guess[most] ?? 0) ? next : most),
		'none',
	);
	return [label, guess[label] ?? 0];
}

function readingOf(label: Label, probability: number): IntentReading {
	const isRequest = label === 'call_me' || label === 'person';
	return {
		intent: isRequest ? 'call_request' : label,
		asksToBeCalled: label === 'call_me',
		confidence: Math.round(probability * 100) / 100,
		matched: 'wording',
	};
}
