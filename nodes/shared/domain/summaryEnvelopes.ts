/** What is known of the shapes around a model's answer; sources are in test/fixtures/summaries. */

export type JsonRecord = Record<string, unknown>;

export const isRecord = (value: unknown): value is JsonRecord =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const SUMMARY_KEYS = ['summary_for_agent', 'summaryForAgent'];

/** Under these, nodes, agents and chat models hand on what they made; nothing else is looked into. */
const ENVELOPES = new Set(
	`output text content message messages response responses result data json body summary choices
	candidates parts generations generated_text kwargs parsed output_text output_parsed answer object
	completion tool_calls function function_call functionCall arguments args __structured__output
	__structured__output__object __structured__output__array`.split(/\s+/),
);

export const isEnvelope = (key: string): boolean =>
	ENVELOPES.has(key) || SUMMARY_KEYS.includes(key);

const ITEM_SCHEMA = /^whatsapp-calling\//;

/** Where an answer may lie in a record that is no summary itself. */
export function answersIn(record: JsonRecord): unknown[] {
	const summary = SUMMARY_KEYS.find((key) => Object.hasOwn(record, key));
	if (summary !== undefined) return [record[summary]];
	const isItem = typeof record.schema === 'string' && ITEM_SCHEMA.test(record.schema);
	// An item of ours carries the customer's words under `message`.
	if (isItem && isRecord(record.model)) return [record.model];
	const keys = Object.keys(record).filter(
		(key) => isEnvelope(key) && !(isItem && key === 'message'),
	);
	const answers = keys.map((key) => record[key]);
	if (record.type === 'tool_use') answers.push(record.input);
	// The text of an assistant's content block is an object of its own.
	if (Array.isArray(record.annotations)) answers.push(record.value);
	const [only, more] = Object.values(record);
	// `{ "call_brief": { … } }`: a wrapper that the model named itself.
	return answers.length === 0 && more === undefined && isRecord(only) ? [only] : answers;
}

/** Whose words a message is by its role or type, where not the model's. */
const OTHER_ROLES = /^(user|human|customer|system|developer|tool|function)$/i;
const OTHER_TYPES =
	/^(user|human|system|tool)$|thinking|reasoning|^input_|result|call_output|image|audio/i;
const OTHER_CLASSES = /^(Human|System|Tool|Function)Message/;

/** Words of the customer, of a prompt, of a tool, or thought before the answer. */
export function isNoAnswer(record: JsonRecord): boolean {
	const { role, type, id } = record;
	if (typeof role === 'string' && OTHER_ROLES.test(role)) return true;
	if (typeof type === 'string' && OTHER_TYPES.test(type)) return true;
	const className: unknown = Array.isArray(id) ? id.at(-1) : null;
	if (typeof className === 'string' && OTHER_CLASSES.test(className)) return true;
	// Gemini's thoughts, a message of WhatsApp, and one of ours.
	const isReceived = 'from' in record && 'timestamp' in record;
	return record.thought === true || isReceived || 'in_reply_to' in record;
}

/** The text of a content block; null if it is none. */
export function blockText(node: unknown): string | null {
	if (typeof node === 'string') return node;
	if (!isRecord(node) || isNoAnswer(node) || typeof node.text !== 'string') return null;
	const { type = 'text' } = node;
	return type === 'text' || type === 'output_text' ? node.text : null;
}

const ENDINGS = [
	'finish_reason',
	'finishReason',
	'stop_reason',
	'stopReason',
	'done_reason',
	'status',
];
/** Beside the answer, or in what a chain keeps of the call. */
const METADATA = [
	'response_metadata',
	'additional_kwargs',
	'generationInfo',
	'generation_info',
	'incomplete_details',
];
const CUT =
	/length|max|incomplete|in_progress|truncat|pause|context|abort|cancel|interrupt|fail|error/i;
const REFUSED = /filter|safety|refus|recitation|block|prohibited|spii|malformed/i;

/** What a provider says of how its answer ended, where that was not by itself. */
export function endingTrouble(record: JsonRecord): 'cut' | 'refused' | null {
	if (typeof record.refusal === 'string' && record.refusal !== '') return 'refused';
	const metadata = METADATA.map((key) => record[key]).filter(isRecord);
	const endings = [
		...ENDINGS.map((key) => record[key]),
		...metadata.flatMap((each) => [...ENDINGS, 'reason'].map((key) => each[key])),
	].filter((ending) => typeof ending === 'string');
	if (endings.some((ending) => REFUSED.test(ending))) return 'refused';
	return record.done === false || endings.some((ending) => CUT.test(ending)) ? 'cut' : null;
}
