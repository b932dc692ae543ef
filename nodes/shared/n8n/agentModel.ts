import type { IDataObject } from 'n8n-workflow';
import type { ItemModel } from '../domain/callItem';
import { modelReply, modelWords } from '../domain/modelReply';
import { afterThinking, repairJson } from '../domain/repairJson';
import { blockText, isRecord, type JsonRecord } from '../domain/summaryEnvelopes';

/** One word is meant. */
const LONGEST_LABEL = 64;
/** Characters. Nobody writes that much about a chat; it is a loop or an attack. */
const LONGEST_SUMMARY = 100_000;

/** n8n's output parser wraps the answer once or twice, by its version. */
const DEEPEST = 4;

const SUMMARY = 'summary_for_agent';
const KEYS = ['reply', 'intent', 'sentiment', 'confidence', SUMMARY];

/**
 * What n8n's AI Agent made of the conversation (C6), from its own output on the incoming item: the
 * five keys as an object, or as a text with that object in it; prose alone is the reply. An output that
 * is cut off, broken or says two things is not believed: it comes back whole as `summaryForAgent`, for
 * Summary Builder to tell what is wrong with it. A value of the wrong type is `null`. Never throws on JSON.
 *
 * @returns null if the item has no agent's output, or one that says nothing.
 */
export function agentModel({ output }: IDataObject): ItemModel | null {
	const model = Array.isArray(output)
		? fromText(output.map(blockText).join(''))
		: fromValue(output ?? null);
	const isEmpty = Object.values(model).every((value) => value === null);
	return isEmpty ? null : model;
}

const NOTHING: ItemModel = {
	intent: null,
	sentiment: null,
	confidence: null,
	reply: null,
	summaryForAgent: null,
};

const fromValue = (output: unknown): ItemModel =>
	typeof output === 'string' ? fromText(output) : (fromRecord(output) ?? NOTHING);

function fromText(text: string): ItemModel {
	const { values, trouble } = repairJson(text);
	const records = values.filter(isRecord);
	const isProse = trouble === null && records.length === 0;
	if (isProse) return { ...NOTHING, reply: modelReply(afterThinking(text)) };
	const isWhole = trouble === null && records.length === 1;
	const read = isWhole ? fromRecord(records[0]) : null;
	return read ?? { ...NOTHING, summaryForAgent: summaryOf(text) };
}

function fromRecord(value: unknown): ItemModel | null {
	const record = answerIn(value, 0);
	if (!record) return null;
	const { reply, intent, sentiment, confidence } = record;
	return {
		intent: labelOf(intent),
		sentiment: labelOf(sentiment),
		confidence: isShare(confidence) ? confidence : null,
		reply: modelReply(reply),
		summaryForAgent: summaryOf(record[SUMMARY]),
	};
}

/** The object with the five keys, in however many wrappers. */
function answerIn(value: unknown, depth: number): JsonRecord | null {
	if (!isRecord(value) || depth > DEEPEST) return null;
	if (KEYS.some((key) => Object.hasOwn(value, key))) return value;
	return answerIn(value.output, depth + 1);
}

function labelOf(value: unknown): string | null {
	const word = modelWords(value);
	return word !== null && word.length <= LONGEST_LABEL ? word : null;
}

const isShare = (value: unknown): value is number =>
	typeof value === 'number' && value >= 0 && value <= 1;

function summaryOf(value: unknown): ItemModel['summaryForAgent'] {
	if (typeof value === 'string') return isKept(value.length) && value.trim() ? value : null;
	return isRecord(value) && isKept(JSON.stringify(value).length) ? value : null;
}

const isKept = (length: number): boolean => length <= LONGEST_SUMMARY;
