/**
 * `cut`: the text ended inside the value, so nobody knows what else it would have said. `broken`: what
 * stands there is no JSON, nor one of the slips that can be understood in one way only.
 */
export type Halt = 'cut' | 'broken';

const SPACE = /(?:\s+|\/\/[^\n]*)*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const MORE_DIGITS = /[-+.\deE]*/y;
const AFTER_SCALAR = /[\s,\]}/]/;
const WORD = /[A-Za-z]+/y;
const BARE_KEY = /[A-Za-z_$][\w$-]*/y;
const HEX = /^[\da-f]{4}$/i;

/** A single quote closes where one stands; what follows it must then fit, or the text is broken. */
export const CLOSING: Record<string, string> = { '"': '"', "'": "'", '“': '”' };
const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** Words of JSON, then those of Python and JavaScript for the same. */
const WORDS = new Map<string, boolean | null>([
	['true', true],
	['false', false],
	['null', null],
	['True', true],
	['False', false],
	['None', null],
	['NaN', null],
	['undefined', null],
]);
const JSON_WORDS = /^(true|false|null)$/;

/** Reads keys, strings, numbers and words of a text, and remembers where it stopped and why. */
export class JsonScanner {
	halt: Halt | null = null;
	readonly repairs = new Set<string>();

	constructor(
		protected readonly text: string,
		public at: number,
	) {}

	protected bareKey(): string | undefined {
		const key = this.match(BARE_KEY);
		if (key === null) return this.stop('broken');
		this.repairs.add('keys without quotes');
		return key;
	}

	protected quoted(open: string): string | undefined {
		if (open !== '"') this.repairs.add('quotes other than "');
		let read = '';
		let from = ++this.at;
		for (; this.at < this.text.length; this.at++) {
			const char = this.text[this.at];
			if (char !== CLOSING[open] && char !== '\\') continue;
			read += this.text.slice(from, this.at);
			if (char !== '\\') {
				this.at++;
				return read;
			}
			read += this.escape();
			if (this.halt !== null) return undefined;
			from = this.at + 1;
		}
		return this.stop('cut');
	}

	/** The character that a backslash stands for; leaves the reader on the last one it took. */
	private escape(): string {
		const char = this.text[++this.at] ?? '';
		if (char !== 'u') {
			if (!/["\\/bfnrt]/.test(char)) this.repairs.add('an escape that JSON does not have');
			return ESCAPES[char] ?? char;
		}
		const hex = this.text.slice(this.at + 1, this.at + 5);
		if (hex.length < 4 || !HEX.test(hex)) {
			this.stop(hex.length < 4 ? 'cut' : 'broken');
			return '';
		}
		this.at += 4;
		return String.fromCharCode(Number.parseInt(hex, 16));
	}

	protected number(): number | undefined {
		const digits = this.match(NUMBER);
		const rest = this.match(MORE_DIGITS);
		// At the end of the text nobody knows whether more digits were to come.
		if (this.ended()) return undefined;
		const isWhole = digits !== null && rest === '' && AFTER_SCALAR.test(this.text[this.at] ?? '');
		return isWhole ? Number(digits) : this.stop('broken');
	}

	protected word(): boolean | null | undefined {
		const word = this.match(WORD) ?? '';
		// Nor whether `nul` was to be `null`.
		if (this.ended()) return undefined;
		const value = WORDS.get(word);
		if (value === undefined) return this.stop('broken');
		if (!JSON_WORDS.test(word)) this.repairs.add('words of Python or JavaScript');
		return value;
	}

	protected space(): void {
		if (this.match(SPACE)?.includes('//')) this.repairs.add('comments');
	}

	protected ended(): boolean {
		if (this.at < this.text.length) return false;
		this.stop('cut');
		return true;
	}

	protected stop(halt: Halt): undefined {
		this.halt ??= halt;
		return undefined;
	}

	private match(pattern: RegExp): string | null {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.text)?.[0] ?? null;
		this.at += found?.length ?? 0;
		return found;
	}
}
