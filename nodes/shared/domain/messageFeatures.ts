import { createHmac } from 'node:crypto';
import { countCapitalWords } from './capitalWords';
import { readIntent, type IntentReading } from './intent';
import {
	CLARIFIES,
	COURTESIES,
	CUES,
	type Cue,
	DENIED_AFTER,
	DENIED_BEFORE,
	SURROUNDINGS,
} from './phrases/cues';
import { plainText, squeeze, squeezePattern } from './plainText';

/** What the ledger keeps of a message for the signals: no text, only what follows from it. */
export interface MessageFeatures {
	id: string | null;
	from: 'customer' | 'business';
	/** ISO 8601 with offset. */
	at: string;
	/** Characters. */
	length: number;
	words: number;
	/** Of the words, to tell a repeated answer; keyed, so that it cannot be looked up. */
	hash: string;
	/** Words in capitals that shout; 0 for the business. */
	capitalWords: number;
	cues: Cue[];
	/** Different things around the item that the customer names (door, window, rug, monitor …), 3 at most. */
	surroundings: number;
	/** The customer asks that we call, or for a person, a number or a video call. */
	asksFor: 'call' | 'person' | null;
	/** The customer wants no calls or messages. */
	refuses: boolean;
	/** The business says that it did not understand. */
	clarificationFailed: boolean;
	/** The business says nothing but a courtesy, which may well come twice. */
	isCourtesy: boolean;
	/** The operator's own rules whose keywords stand in the message. */
	keywords: string[];
}

export interface ConversationMessage {
	id?: string;
	from: 'customer' | 'business';
	text: string;
	at: string;
	/** Told by the builder's bot; otherwise read from the business's words. */
	clarificationFailed?: boolean;
	/** An order sent from the catalogue names its items and means to buy them, without a word. */
	isOrder?: boolean;
}

export interface FeatureOptions {
	/** Key of the hash; the ledger's. */
	key?: string;
	/** The operator's own words by rule ("external:vip"). */
	keywords?: Record<string, readonly string[]>;
	/** What the customer's words mean with no offer open, if they have been read already. */
	reading?: IntentReading;
}

const HASH_LENGTH = 16;
/** What is written with a capital and is no item. */
const NO_ITEM =
	/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Diwali|Holi|Eid|Rakhi|Christmas|Easter|Thanksgiving|Navidad|Natal|Sir|Madam|Mam|Please|Thanks|Hi|Hello|What|How|Can|Is|The|Do|If|And|But|It|My|We|You|Your|Delhi|Mumbai|London|Monterrey|Whatsapp|Visa|Mastercard|Google|Paytm|Pix|Paypal|Amazon|Facebook|Instagram)/;
/** A courtesy is short; a longer text that contains one says something besides. */
const COURTESY_LENGTH = 60;

const compile = (patterns: readonly RegExp[]): RegExp[] => patterns.map(squeezePattern);
/** For `matchAll`, which finds every place and leaves the pattern as it was. */
const compileGlobal = (pattern: RegExp): RegExp => new RegExp(squeezePattern(pattern), 'g');
// The keys of CUES are cues.
const CUE_PATTERNS = Object.entries(CUES).map(
	([cue, patterns]) => [cue as Cue, patterns.map(compileGlobal)] as const,
);
const CLARIFIES_PATTERNS = compile(CLARIFIES);
const COURTESY_PATTERNS = compile(COURTESIES);
const SURROUNDING_PATTERN = compileGlobal(SURROUNDINGS);
/** More than this many things make no message more complex. */
const MOST_SURROUNDINGS = 3;
const BEFORE = squeezePattern(DENIED_BEFORE);
const AFTER = squeezePattern(DENIED_AFTER);
/** Cues that a denial takes away. */
const DENIABLE: readonly Cue[] = ['financing', 'loan_terms', 'bulk'];

/** What a message tells about the signals of C2. Never throws; an empty text tells nothing. */
export function messageFeatures(
	message: ConversationMessage,
	{ key = '', keywords = {}, reading }: FeatureOptions = {},
): MessageFeatures {
	const { id = null, from, at } = message;
	const text = message.text ?? '';
	const plain = wordsOf(text);
	const isCustomer = from === 'customer';
	return {
		id,
		from,
		at,
		length: text.length,
		words: plain === '' ? 0 : plain.split(' ').length,
		hash: createHmac('sha256', key).update(plain).digest('hex').slice(0, HASH_LENGTH),
		capitalWords: isCustomer ? countCapitalWords(text) : 0,
		cues: isCustomer ? cuesOf(message, plain, text) : [],
		surroundings: isCustomer ? countSurroundings(plain) : 0,
		...wishOf((isCustomer && reading) || readIntent(isCustomer ? text : '', { offerOpen: false })),
		clarificationFailed:
			!isCustomer && (message.clarificationFailed ?? matches(plain, CLARIFIES_PATTERNS)),
		isCourtesy: text.length < COURTESY_LENGTH && matches(plain, COURTESY_PATTERNS),
		keywords: isCustomer ? readKeywords(plain, keywords) : [],
	};
}

/** Lower-case words of a message between single spaces, without punctuation that no cue needs. */
function wordsOf(text: string): string {
	return plainText(text)
		.replace(/[’`´]/g, "'")
		.replace(/[^\p{L}\p{N}'"″′%.,×-]+/gu, ' ')
		.replace(/[.,](?!\d)/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

const matches = (plain: string, patterns: RegExp[]): boolean =>
	patterns.some((pattern) => pattern.test(plain));

function cuesOf({ isOrder }: ConversationMessage, plain: string, text: string): Cue[] {
	const cues = readCues(plain, text);
	return isOrder ? [...new Set<Cue>([...cues, 'names_item', 'buys'])] : cues;
}

function readCues(plain: string, text: string): Cue[] {
	return CUE_PATTERNS.filter(
		([cue, patterns]) =>
			(cue === 'names_item' && hasProperName(text)) ||
			patterns.some((pattern) => holds(plain, pattern, DENIABLE.includes(cue))),
	).map(([cue]) => cue);
}

/** A capital inside a sentence names something; days, feasts and forms of address apart. */
function hasProperName(text: string): boolean {
	const names = text.match(/(?<=[\p{Ll}\d,] )\p{Lu}[\p{Ll}\d]+/gu) ?? [];
	return names.some((name) => !NO_ITEM.test(name));
}

/** Whether a pattern stands in the words, at one place at least where it is not denied. */
function holds(plain: string, pattern: RegExp, isDeniable: boolean): boolean {
	const found = [...plain.matchAll(pattern)];
	return found.some(({ 0: words, index }) => {
		if (!isDeniable) return true;
		const isDenied =
			BEFORE.test(plain.slice(0, index)) || AFTER.test(plain.slice(index + words.length));
		return !isDenied;
	});
}

function countSurroundings(plain: string): number {
	const things = new Set(plain.match(SURROUNDING_PATTERN));
	return Math.min(things.size, MOST_SURROUNDINGS);
}

function wishOf({
	intent,
	asksToBeCalled,
}: IntentReading): Pick<MessageFeatures, 'asksFor' | 'refuses'> {
	const asksFor = asksToBeCalled ? 'call' : 'person';
	return {
		asksFor: intent === 'call_request' ? asksFor : null,
		refuses: intent === 'opt_out_all' || intent === 'opt_out_calls',
	};
}

function readKeywords(plain: string, keywords: Record<string, readonly string[]>): string[] {
	const padded = ` ${plain} `;
	const stands = (word: string) => {
		const words = wordsOf(squeeze(word));
		return words !== '' && padded.includes(` ${words} `);
	};
	return Object.keys(keywords).filter((rule) => keywords[rule]?.some(stands));
}
