import { CLOSING, JsonScanner, type Halt } from './jsonScanner';

export interface JsonValueRead {
	/** Up to the halt: members that were complete; undefined if there was nothing. */
	value: unknown;
	/** Index after the last character that was understood. */
	end: number;
	halt: Halt | null;
	/** A key and its colon were there: this was meant as an object, not as a brace in prose. */
	isObject: boolean;
	/** Keys that one object has twice with different values; the last one is in `value`. */
	repeated: string[];
	/** What had to be understood that JSON does not allow. */
	repairs: string[];
}

/** Deeper than any summary; keeps a text of a hundred thousand brackets off the stack. */
const DEEPEST = 64;

/**
 * One JSON value that starts at `start`, forgiving what can be understood in one way only: trailing
 * commas, single or typographic quotes, keys without quotes, comments to the end of a line, line
 * breaks inside strings, Python's words. What JSON allows is read as `JSON.parse` reads it.
 */
export function readJsonValue(text: string, start: number): JsonValueRead {
	const reader = new Reader(text, start);
	const value = reader.value(0);
	return {
		value,
		end: reader.at,
		halt: reader.halt,
		isObject: reader.isObject,
		repeated: [...reader.repeated],
		repairs: [...reader.repairs],
	};
}

/** Objects and lists, out of what a {@link JsonScanner} reads. */
class Reader extends JsonScanner {
	isObject = false;
	readonly repeated = new Set<string>();

	value(depth: number): unknown {
		if (depth > DEEPEST) return this.stop('broken');
		const char = this.text[this.at] ?? '';
		if (char === '{') return this.object(depth);
		if (char === '[') return this.list(depth);
		if (char in CLOSING) return this.quoted(char);
		return /[-\d]/.test(char) ? this.number() : this.word();
	}

	private object(depth: number): Record<string, unknown> {
		const members = new Map<string, unknown>();
		let last = '';
		this.at++;
		while (!this.closes('}')) {
			const key = this.key();
			if (key === undefined) {
				// A quote or a comma of its own may have ended the value before: `4,50,000`.
				if (this.halt === 'broken') members.delete(last);
				break;
			}
			const value = this.member(depth + 1, '}');
			if (value !== undefined) this.put(members, key, value);
			last = key;
		}
		// Unlike an assignment, this makes even `__proto__` an ordinary key.
		return Object.fromEntries(members);
	}

	/** A list that has no end is none: without its last entries it would say something else. */
	private list(depth: number): unknown[] | undefined {
		const elements: unknown[] = [];
		this.at++;
		while (!this.closes(']')) {
			const value = this.member(depth + 1, ']');
			if (value !== undefined) elements.push(value);
		}
		const isWhole = this.halt === null;
		// Around the answer itself, it only wraps what was complete.
		return isWhole || depth === 0 ? elements : undefined;
	}

	private put(members: Map<string, unknown>, key: string, value: unknown): void {
		const isOther = members.has(key) && JSON.stringify(members.get(key)) !== JSON.stringify(value);
		if (isOther) this.repeated.add(key);
		members.set(key, value);
	}

	/** Whether nothing more follows in this object or list; the closing bracket is taken. */
	private closes(bracket: string): boolean {
		this.space();
		if (this.halt !== null || this.ended()) return true;
		if (this.text[this.at] !== bracket) return false;
		this.at++;
		return true;
	}

	/** A value and the comma behind it; nothing if it cannot be told where the value ends. */
	private member(depth: number, bracket: string): unknown {
		const value = this.value(depth);
		if (this.halt !== null) return value;
		this.space();
		if (this.ended() || this.text[this.at] === bracket) return value;
		if (this.text[this.at] !== ',') return this.stop('broken');
		this.at++;
		this.space();
		if (this.text[this.at] === bracket) this.repairs.add('a trailing comma');
		return value;
	}

	private key(): string | undefined {
		const char = this.text[this.at] ?? '';
		const key = char in CLOSING ? this.quoted(char) : this.bareKey();
		if (key === undefined) return undefined;
		this.space();
		if (this.ended()) return undefined;
		if (this.text[this.at] !== ':') return this.stop('broken');
		this.isObject = true;
		this.at++;
		this.space();
		return this.ended() ? undefined : key;
	}
}
