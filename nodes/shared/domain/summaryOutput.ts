import { repairJson } from './repairJson';
import {
	answersIn,
	blockText,
	endingTrouble,
	isEnvelope,
	isNoAnswer,
	isRecord,
	type JsonRecord,
	SUMMARY_KEYS,
} from './summaryEnvelopes';

const TROUBLES = {
	cut: 'was cut off before its end; raise the token limit of the model',
	broken: 'is not JSON that can be understood in one way',
	too_long: 'is longer than 100,000 characters',
	refused: 'was refused or blocked by the provider of the model',
	twice: 'holds two different summaries',
	none: 'holds no summary: no object with fields of the schema',
};

export interface FoundSummary {
	/** The summary as the model wrote it, by field name; null if there is none. */
	fields: Map<string, unknown> | null;
	/** Message ids by field, as the model wrote them. */
	sources: unknown;
	/** Keys of the summary that are no fields. */
	extra: string[];
	/** Fields that were given twice, differently. */
	conflicts: Set<string>;
	/** Why the output as a whole is not to be trusted. */
	troubles: string[];
	/** What had to be understood that JSON does not allow. */
	repairs: string[];
}

/** Envelopes in envelopes: n8n's around LangChain's around a provider's come to eight. */
const DEEPEST = 16;

interface Candidate {
	record: JsonRecord;
	fields: Map<string, unknown>;
	/** Fields whose names tell a summary from an envelope. */
	weight: number;
}

/**
 * Finds the summary in whatever an agent, a chain or a chat model's own node handed on: JSON or text,
 * content blocks, tool calls, and the envelopes of n8n, LangChain, OpenAI, Anthropic, Gemini and
 * Ollama. `summary_for_agent` wins, else the object with most fields. An envelope that says that the
 * answer was cut off is believed; words of others than the model are not read. Never throws.
 *
 * @param output JSON data or a text.
 */
export function findSummary(output: unknown, fieldNames: Iterable<string>): FoundSummary {
	const search = new Search([...fieldNames]);
	search.visit(output, 0);
	return search.result();
}

class Search {
	private readonly candidates: Candidate[] = [];
	private readonly troubles = new Set<keyof typeof TROUBLES>();
	private readonly conflicts = new Set<string>();
	private readonly repairs = new Set<string>();

	private readonly folded: string[];

	constructor(private readonly names: string[]) {
		this.folded = names.map(fold);
	}

	visit(node: unknown, depth: number): void {
		if (depth > DEEPEST) return;
		if (typeof node === 'string') this.visitText(node, depth + 1);
		else if (Array.isArray(node)) this.visitList(node, depth + 1);
		else if (isRecord(node)) this.visitRecord(node, depth + 1);
	}

	result(): FoundSummary {
		const most = this.candidates.reduce((done, { weight }) => Math.max(done, weight), 0);
		const bestAt = this.candidates.findLastIndex(({ weight }) => weight === most);
		const best = this.candidates[bestAt];
		// One field alone may be a part of the envelope, such as the sentiment beside a reply, or an
		// example; behind the summary, and with nothing else beside it, it corrects the summary.
		const rivals = this.candidates.filter(
			({ weight, fields, record }, at) =>
				weight > 1 || most <= 1 || (at > bestAt && fields.size === Object.keys(record).length),
		);
		for (const { fields } of best ? rivals : []) {
			for (const [name, value] of fields) this.noteConflict(best?.fields, name, value);
		}
		if (!best && this.troubles.size === 0) this.troubles.add('none');
		const extra = Object.keys(best?.record ?? {}).filter((key) => !this.nameOf(key));
		return {
			fields: best?.fields ?? null,
			sources: extra.includes('sources') ? best?.record.sources : undefined,
			extra: extra.filter((key) => key !== 'sources'),
			conflicts: this.conflicts,
			troubles: [...this.troubles].map((trouble) => TROUBLES[trouble]),
			repairs: [...this.repairs],
		};
	}

	private visitText(text: string, depth: number): void {
		const quoted = quotedText(text);
		if (quoted !== null) return this.visit(quoted, depth);
		const { values, trouble, repeated, repairs } = repairJson(text);
		if (trouble) this.troubles.add(trouble);
		for (const key of repeated) {
			const name = this.nameOf(key);
			if (name !== undefined) this.conflicts.add(name);
			else if (isEnvelope(key)) this.troubles.add('twice');
		}
		for (const repair of repairs) this.repairs.add(repair);
		for (const value of values) this.visit(value, depth);
	}

	/** Content blocks are pieces of one text; the rest stands each for itself. */
	private visitList(list: unknown[], depth: number): void {
		const texts = list.map(blockText);
		const text = texts.join('');
		if (text !== '') this.visit(text, depth);
		list.forEach((node, index) => {
			if (texts[index] === null) this.visit(node, depth);
			// Older completions tell at the text itself how it ended.
			else if (isRecord(node)) this.noteEnding(node);
		});
	}

	private noteEnding(record: JsonRecord): void {
		const ending = endingTrouble(record);
		if (ending) this.troubles.add(ending);
	}

	private visitRecord(record: JsonRecord, depth: number): void {
		const isWrapper = SUMMARY_KEYS.some((key) => Object.hasOwn(record, key));
		const fields = isWrapper ? new Map<string, unknown>() : this.fieldsOf(record);
		const weight = [...fields.keys()].filter((name) => !isEnvelope(name)).length;
		// A summary may have a `status`, a `role` or a `text` of its own.
		if (weight <= 1 && isNoAnswer(record)) return;
		if (weight > 0) this.candidates.push({ record, fields, weight });
		if (weight > 1) return;
		this.noteEnding(record);
		for (const node of answersIn(record)) this.visit(node, depth);
	}

	private fieldsOf(record: JsonRecord): Map<string, unknown> {
		const fields = new Map<string, unknown>();
		for (const [key, value] of Object.entries(record)) {
			const name = this.nameOf(key);
			if (name === undefined) continue;
			this.noteConflict(fields, name, value);
			fields.set(name, value);
		}
		return fields;
	}

	private noteConflict(fields: Map<string, unknown> | undefined, name: string, value: unknown) {
		const isOther = fields?.has(name) && JSON.stringify(fields.get(name)) !== JSON.stringify(value);
		if (isOther) this.conflicts.add(name);
	}

	/** The field that a key means: `customerName` and `Customer Name` are `customer_name`. */
	private nameOf(key: string): string | undefined {
		if (this.names.includes(key)) return key;
		const folded = fold(key);
		const alike = this.names.filter((_, index) => this.folded[index] === folded);
		return alike.length === 1 ? alike[0] : undefined;
	}
}

const fold = (key: string): string => key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** What a JSON string says: an answer that was written as JSON twice. */
function quotedText(text: string): string | null {
	if (!text.trimStart().startsWith('"')) return null;
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'string' ? value : null;
	} catch {
		return null;
	}
}
