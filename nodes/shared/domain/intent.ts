import { createReader } from './clauses';
import { type Classifier, classifyIntent } from './intentModel';
import { EN } from './phrases/english';
import { ES } from './phrases/es';
import { HI } from './phrases/hi';
import { PT } from './phrases/pt';
import { plainText } from './plainText';
import { type PhraseReading, readPhrases, SURE } from './readPhrases';
import { respell } from './respell';
import { isYes, NOTHING, REFUSALS, VETO, weighGuess, type WeighedGuess } from './weighGuess';

export const INTENTS = [
	'opt_out_all',
	'opt_out_calls',
	'opt_in_calls',
	'accept',
	'accept_later',
	'decline',
	'call_request',
	'none',
] as const;

export type Intent = (typeof INTENTS)[number];

/** What a customer means by a message. */
export interface IntentReading {
	intent: Intent;
	/** The customer asks that we call, rather than for a person, a number or a video call. */
	asksToBeCalled: boolean;
	/** 0 to 1; with `none`, how sure it is that the message means nothing of all this. */
	confidence: number;
	/** The normalised words that decided, `wording` if the classifier did; null with `none`. */
	matched: string | null;
}

const READERS = [HI, ES, PT, EN].map(createReader);

/**
 * Reads a customer's words (P4; the definitions stand in the requirements) in English, Hindi,
 * Hinglish, Spanish and Portuguese. Phrases own every refusal and the clear requests; where none
 * decides, a classifier may, if it is sure enough. When unsure the answer is `none`.
 *
 * @param offerOpen The last message of the business offered a call.
 */
export const readIntent = createIntentReader(classifyIntent);

/** The same over another classifier, for the script that trains them. */
export function createIntentReader(
	classify: Classifier,
): (text: string, offer: { offerOpen: boolean }) => IntentReading {
	return (text, { offerOpen }) => {
		const plain = plainText(text);
		const guess = weighGuess(classify(plain, offerOpen));
		const reading = weigh(readLanguages(plain, offerOpen), guess);
		return reading.intent === 'accept_later' && isOtherNumber(plain) ? guess.unsure : reading;
	};
}

/** A time of day (`5`, `10:30`, `1830`), one of the slots, or a range of two. */
const TIME = /\d{1,2}(?:[:. ]?[0-5]\d)?/.source;
const TIMES = new RegExp(`^\\W*${TIME}(?:\\s*[-–/,]\\s*${TIME})?\\W*$`);

/** Figures alone that name no time: an order, a postcode, a phone number. */
const isOtherNumber = (plain: string): boolean =>
	/\d/.test(plain) && !/\p{L}/u.test(plain) && !TIMES.test(plain);

function weigh(phrases: PhraseReading[], guess: WeighedGuess): IntentReading {
	const phrase = choose(phrases, guess);
	if (phrase === null) return guess.reading;
	if (isYes(phrase) && guess.refusalOf(phrase) >= VETO) {
		return isYes(guess.reading) ? guess.unsure : guess.reading;
	}
	if (phrase.intent === 'accept_later' && guess.nothing >= NOTHING) return guess.reading;
	// "I don't want to talk on the phone" may be more than a no to this offer.
	const mayBeMore = phrase.intent === 'decline' && phrase.confidence < SURE;
	return mayBeMore && REFUSALS.includes(guess.reading.intent) ? guess.reading : toReading(phrase);
}

/** What each language that the message may be in reads in it. */
function readLanguages(plain: string, offerOpen: boolean): PhraseReading[] {
	return READERS.flatMap(({ language, readClauses }) => {
		const clauses = readClauses(plain);
		return (clauses && readPhrases(clauses, language, offerOpen)) ?? [];
	});
}

/** A refusal in any language stands; else, of several readings, the one that the classifier finds likelier. */
function choose(readings: PhraseReading[], guess: WeighedGuess): PhraseReading | null {
	for (const refusal of REFUSALS) {
		const refused = readings.find(({ intent }) => intent === refusal);
		if (refused) return refused;
	}
	const [first = null] = readings;
	return readings.reduce(
		(best, next) => (best && guess.likelihood(next) <= guess.likelihood(best) ? best : next),
		first,
	);
}

const toReading = (phrase: PhraseReading): IntentReading => ({
	...phrase,
	matched: phrase.intent === 'none' ? null : respell(phrase.matched),
});
