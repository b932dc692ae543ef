import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedModel } from './scriptedModel';
import type { ScriptedModel } from './scriptedModel';

let model: ScriptedModel;

beforeAll(async () => {
	model = await startScriptedModel();
});
afterAll(async () => await model.stop());

const PARSER = { type: 'function', function: { name: 'format_final_json_response' } };
const ASK = { type: 'function', function: { name: 'Ask_for_a_Call', description: 'Asks.' } };

interface Completion {
	choices: {
		finish_reason: string;
		message: {
			content: string | null;
			tool_calls?: { id: string; function: { name: string; arguments: string } }[];
		};
	}[];
}

async function post(words: string, more: object = {}, key = model.credential.apiKey) {
	const messages = [
		{ role: 'system', content: 'You sell sofas.' },
		{ role: 'user', content: 'earlier words' },
		{ role: 'assistant', content: 'earlier answer' },
		{ role: 'user', content: words },
	];
	return await fetch(`${model.url}/chat/completions`, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}` },
		body: JSON.stringify({ model: 'any', messages, tools: [ASK, PARSER], ...more }),
	});
}

/** Asks, and reads OpenAI's `chat.completion`. */
async function ask(words: string, more: object = {}) {
	const [choice] = ((await (await post(words, more)).json()) as Completion).choices;
	const [call] = choice?.message.tool_calls ?? [];
	return { finish: choice?.finish_reason, text: choice?.message.content, call: call?.function };
}

describe('a scripted turn', () => {
	it('answers by the tool of the output parser', async () => {
		model.script('in stock', { answer: { reply: 'Yes.' } });
		expect(await ask('is it in stock?')).toEqual({
			finish: 'tool_calls',
			text: null,
			call: { name: 'format_final_json_response', arguments: '{"output":{"reply":"Yes."}}' },
		});
	});

	it('answers by plain JSON where there is no such tool', async () => {
		model.script('plain', { answer: { reply: 'Yes.' } });
		const { text, finish } = await ask('plain', { tools: undefined });
		expect({ text, finish }).toEqual({ text: '{"output":{"reply":"Yes."}}', finish: 'stop' });
	});

	it('calls a tool, hears its answer, then goes on; the last turn stays', async () => {
		const more = { tool: 'Ask_for_a_Call', input: { reason: 'unsure' } };
		model.script('which one', more, { says: 'This one.' });
		expect((await ask('which one?')).call).toEqual({
			name: 'Ask_for_a_Call',
			arguments: '{"reason":"unsure"}',
		});
		const answered = { role: 'tool', content: '[{"requested":true}]', tool_call_id: '1' };
		const messages = [{ role: 'user', content: 'which one?' }, answered];
		for (const _again of [1, 2]) expect((await ask('', { messages })).text).toBe('This one.');
		expect(model.requests.at(-1)?.toolAnswers).toEqual(['[{"requested":true}]']);
	});

	it('breaks off, errs, hangs and hangs up', async () => {
		model.script('cut', { written: '{"output": {"rep' });
		model.script('busy', { status: 503 });
		model.script('silence', 'hangs');
		model.script('gone', 'hangs_up');
		expect((await ask('cut')).call?.arguments).toBe('{"output": {"rep');
		expect((await post('busy')).status).toBe(503);
		const patience = AbortSignal.timeout(200);
		const silent = fetch(`${model.url}/chat/completions`, {
			method: 'POST',
			headers: { authorization: `Bearer ${model.credential.apiKey}` },
			body: JSON.stringify({ messages: [{ role: 'user', content: 'silence' }] }),
			signal: patience,
		});
		await expect(silent).rejects.toThrow(/timeout/);
		await expect(post('gone')).rejects.toThrow('fetch failed');
	});

	it('of a later script wins, and everybody else gets small talk', async () => {
		model.script('price', { says: 'Ten.' });
		model.script('price', { says: 'Eleven.' });
		expect((await ask('price?')).text).toBe('Eleven.');
		expect((await ask('hello')).call?.arguments).toContain('How can I help?');
	});
});

describe('the endpoint', () => {
	it('tells what it was asked', async () => {
		await ask('remember this');
		expect(model.requests.at(-1)).toMatchObject({
			prompt: 'remember this',
			system: 'You sell sofas.',
			tools: new Map([
				['Ask_for_a_Call', 'Asks.'],
				['format_final_json_response', ''],
			]),
			toolAnswers: [],
		});
		expect(model.requests.at(-1)?.body).toContain('earlier answer');
	});

	it('lists its model', async () => {
		const headers = { authorization: `Bearer ${model.credential.apiKey}` };
		const answer = await fetch(`${model.url}/models`, { headers });
		expect(await answer.json()).toMatchObject({ data: [{ id: 'scripted-model' }] });
	});

	it('refuses a wrong key, and what it cannot do', async () => {
		expect((await post('hello', {}, 'wrong')).status).toBe(401);
		expect((await post('hello', { stream: true })).status).toBe(400);
	});
});
