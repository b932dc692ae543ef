import { jsonObject, startLoopbackServer } from './loopbackServer';
import type { LoopbackAnswer, LoopbackRequest } from './loopbackServer';

/** What the model does at one turn of a conversation. */
export type Turn =
	/** Answers as the workflow’s output parser wants it. */
	| { answer: unknown }
	/** The same with the JSON as it is written here, whole or not. */
	| { written: string }
	/** Plain text, whatever the workflow wants. */
	| { says: string }
	| { tool: string; input: object }
	/** An HTTP error of the provider. */
	| { status: number }
	/** No answer at all. */
	| 'hangs'
	| 'hangs_up';

/** One question that n8n asked. */
export interface ModelRequest {
	/** The customer’s words, as the workflow put them. */
	prompt: string;
	system: string;
	/** Names of the tools with their descriptions. */
	tools: Map<string, string>;
	/** What the tools answered in this run, oldest first. */
	toolAnswers: string[];
	/** Everything the model was told, as it came. */
	body: string;
}

export interface ScriptedModel {
	/** The base URL of an OpenAI-compatible provider. */
	url: string;
	/** The data of an n8n credential `openAiApi` for it. */
	credential: { apiKey: string; url: string };
	requests: ModelRequest[];
	/** From now on a prompt with these words gets these turns, one per request; the last one again and again. */
	script: (words: string, ...turns: Turn[]) => void;
	stop: () => Promise<void>;
}

/** n8n’s AI Agent makes a tool of the output parser; a model answers by calling it. */
const PARSER = 'format_final_json_response';

const API_KEY = 'scripted-model-key';

/** A chat model with an OpenAI-compatible endpoint that answers what the test wrote, on loopback. */
export async function startScriptedModel({ port = 0 } = {}): Promise<ScriptedModel> {
	const requests: ModelRequest[] = [];
	const scripts: { words: string; turns: Turn[] }[] = [];
	const server = await startLoopbackServer(async (request) => {
		if (request.headers.authorization !== `Bearer ${API_KEY}`) return refusal(401);
		if (request.path === '/v1/models') return { status: 200, body: MODELS };
		const body = jsonObject(request.body);
		if (request.path !== '/v1/chat/completions' || !body) return refusal(404);
		// Nothing here speaks server-sent events.
		if (body.stream === true) return refusal(400);
		const asked = readQuestion(request, body);
		requests.push(asked);
		const found = scripts.findLast(({ words }) => asked.prompt.includes(words));
		const [turn = SMALL_TALK] = found?.turns ?? [];
		if (found && found.turns.length > 1) found.turns.shift();
		return await play(turn, asked);
	}, port);
	const url = `${server.url}/v1`;
	return {
		url,
		credential: { apiKey: API_KEY, url },
		requests,
		script: (words, ...turns) => void scripts.push({ words, turns }),
		stop: server.stop,
	};
}

const MODEL = 'scripted-model';

const MODELS = { object: 'list', data: [{ id: MODEL, object: 'model', owned_by: 'test' }] };

const SMALL_TALK: Turn = { answer: { reply: 'How can I help?', intent: 'other' } };

const refusal = (status: number): LoopbackAnswer => ({
	status,
	body: { error: { message: `Scripted ${status}`, type: 'scripted', code: null, param: null } },
});

interface ChatMessage {
	role: string;
	content: string | { type: string; text?: string }[] | null;
}

function readQuestion({ body: text }: LoopbackRequest, body: Record<string, unknown>) {
	// OpenAI's chat completion request, as LangChain's client writes it.
	const { messages, tools = [] } = body as unknown as {
		messages: ChatMessage[];
		tools?: { function: { name: string; description?: string } }[];
	};
	const last = messages.findLastIndex(({ role }) => role === 'user');
	return {
		prompt: wordsOf(messages[last]),
		system: messages
			.filter(({ role }) => role === 'system')
			.map(wordsOf)
			.join('\n'),
		tools: new Map(tools.map(({ function: { name, description = '' } }) => [name, description])),
		toolAnswers: messages
			.slice(last)
			.filter(({ role }) => role === 'tool')
			.map(wordsOf),
		body: text,
	};
}

function wordsOf(message: ChatMessage | undefined): string {
	const { content = '' } = message ?? {};
	if (typeof content === 'string') return content;
	return (content ?? []).map(({ text = '' }) => text).join('');
}

async function play(turn: Turn, { tools }: ModelRequest): Promise<LoopbackAnswer | 'hang_up'> {
	if (turn === 'hangs_up') return 'hang_up';
	if (turn === 'hangs') return await new Promise<never>(() => {});
	if ('status' in turn) return refusal(turn.status);
	if ('says' in turn) return completion({ content: turn.says });
	if ('tool' in turn) return completion(toolCall(turn.tool, JSON.stringify(turn.input)));
	const written = 'written' in turn ? turn.written : JSON.stringify({ output: turn.answer });
	return completion(tools.has(PARSER) ? toolCall(PARSER, written) : { content: written });
}

let calls = 0;

const toolCall = (name: string, written: string) => ({
	content: null,
	tool_calls: [{ id: `call_${++calls}`, type: 'function', function: { name, arguments: written } }],
});

/** OpenAI's `chat.completion` object. */
const completion = (message: object): LoopbackAnswer => ({
	status: 200,
	body: {
		id: `chatcmpl-${++calls}`,
		object: 'chat.completion',
		created: 1_790_000_000,
		model: MODEL,
		choices: [
			{
				index: 0,
				message: { role: 'assistant', ...message },
				finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop',
			},
		],
		usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
	},
});
