import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSlackReceiver } from './slackReceiver';
import type { SlackReceiver } from './slackReceiver';

/** Limits and keys from docs.slack.dev, reference/block-kit, as of 2026. */
let slack: SlackReceiver;

beforeAll(async () => {
	slack = await startSlackReceiver();
});

afterAll(async () => await slack.stop());

const JSON_TYPE = { 'content-type': 'application/json' };

async function post(body: unknown, headers: Record<string, string> = JSON_TYPE) {
	const sent = typeof body === 'string' ? body : JSON.stringify(body);
	const answer = await fetch(slack.webhookUrl, { method: 'POST', headers, body: sent });
	return `${answer.status} ${await answer.text()}`;
}

const chars = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) =>
	Array.from({ length: count }, (_, index) => make(index));
const plain = (length: number) => ({ type: 'plain_text', text: chars(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: chars(length) });
const section = (length = 1) => ({ type: 'section', text: mrkdwn(length) });
const button = (more: object = {}) => ({ type: 'button', text: plain(75), ...more });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const longUrl = (length: number) => `https://a.example/${chars(length - 18)}`;

describe('what Slack takes', () => {
	it.each<[string, unknown]>([
		['a text alone', { text: 'hello' }],
		['a header of 150 characters', { blocks: [{ type: 'header', text: plain(150) }] }],
		['a section of 3,000', { blocks: [section(3000)] }],
		[
			'ten fields of 2,000',
			{ blocks: [{ type: 'section', fields: many(10, () => mrkdwn(2000)) }] },
		],
		['50 blocks', { blocks: many(50, () => ({ type: 'divider' })) }],
		[
			'a button of 75 that opens an address of 3,000',
			{ blocks: [actions(button({ url: longUrl(3000) }))] },
		],
		[
			'25 buttons',
			{ blocks: [actions(...many(25, (index) => button({ action_id: `a${index}` })))] },
		],
		['ids of 255', { blocks: [{ ...section(), block_id: chars(255) }] }],
		['a context', { blocks: [{ type: 'context', elements: [mrkdwn(10), plain(10)] }] }],
		['verbatim text', { blocks: [{ type: 'section', text: { ...mrkdwn(5), verbatim: true } }] }],
	])('%s', async (_title, body) => {
		expect(await post(body)).toBe('200 ok');
		expect(slack.posts().at(-1)).toMatchObject({ body, status: 200, problems: [] });
	});
});

describe('what Slack refuses as invalid_blocks', () => {
	it.each<[string, unknown[], string]>([
		['a header of 151', [{ type: 'header', text: plain(151) }], '[0].text.text'],
		['a header in mrkdwn', [{ type: 'header', text: mrkdwn(1) }], '[0].text.type'],
		['a section of 3,001', [section(3001)], '[0].text.text'],
		['an empty section', [section(0)], '[0].text.text'],
		['a section with nothing in it', [{ type: 'section' }], 'needs text or fields'],
		['eleven fields', [{ type: 'section', fields: many(11, () => mrkdwn(1)) }], '[0].fields'],
		['a field of 2,001', [{ type: 'section', fields: [mrkdwn(2001)] }], 'fields[0].text'],
		['51 blocks', many(51, () => ({ type: 'divider' })), 'more than 50'],
		['the same block_id twice', many(2, () => ({ ...section(), block_id: 'a' })), 'block_id twice'],
		['a block_id of 256', [{ ...section(), block_id: chars(256) }], '[0].block_id'],
		['a type that does not exist', [{ type: 'card_of_mine' }], 'unsupported type'],
		['no type at all', [{ text: mrkdwn(1) }], 'unsupported type'],
		['a key that a section has not', [{ ...section(), colour: 'red' }], 'no key of it'],
		['emoji in mrkdwn', [{ type: 'section', text: { ...mrkdwn(1), emoji: true } }], 'no key of it'],
		['a text without its type', [{ type: 'section', text: { text: 'x' } }], 'unsupported type'],
		['a button of 76', [actions({ ...button(), text: plain(76) })], 'elements[0].text.text'],
		['a button without text', [actions({ type: 'button' })], 'elements[0].text: is required'],
		[
			'a button to an address of 3,001',
			[actions(button({ url: longUrl(3001) }))],
			'elements[0].url',
		],
		['a button to a telephone', [actions(button({ url: 'tel:+447700900123' }))], 'elements[0].url'],
		['26 buttons', [actions(...many(26, () => button()))], '[0].elements'],
		[
			'the same action_id twice',
			[actions(...many(2, () => button({ action_id: 'a' })))],
			'action_id twice',
		],
		['an action_id of 256', [actions(button({ action_id: chars(256) }))], 'action_id'],
		[
			'a context of eleven',
			[{ type: 'context', elements: many(11, () => mrkdwn(1)) }],
			'[0].elements',
		],
		['an input, which messages have not', [{ type: 'input' }], 'unsupported type'],
	])('%s', async (_title, blocks, problem) => {
		expect(await post({ text: 'x', blocks })).toBe('400 invalid_blocks');
		expect(slack.posts().at(-1)?.problems.join('\n')).toContain(problem);
	});

	it('blocks that are no list', async () => {
		expect(await post({ text: 'x', blocks: { type: 'divider' } })).toBe('400 invalid_blocks');
	});
});

describe('what is no message', () => {
	it.each<[string, unknown, Record<string, string>, string]>([
		['nothing to show', { unfurl_links: false }, JSON_TYPE, '400 no_text'],
		['an empty text', { text: '' }, JSON_TYPE, '400 no_text'],
		['broken JSON', '{"text":', JSON_TYPE, '400 invalid_payload'],
		['a list', [], JSON_TYPE, '400 invalid_payload'],
		[
			'another content type',
			{ text: 'x' },
			{ 'content-type': 'text/plain' },
			'400 invalid_payload',
		],
	])('%s', async (_title, body, headers, expected) => {
		expect(await post(body, headers)).toBe(expected);
	});

	it('another address', async () => {
		const wrong = slack.webhookUrl.replace('only-for-tests', 'guessed');
		const answer = await fetch(wrong, { method: 'POST', headers: JSON_TYPE, body: '{"text":"x"}' });
		expect(`${answer.status} ${await answer.text()}`).toBe('404 no_service');
	});
});

describe('a Slack that is down', () => {
	it('takes nothing, so often, and then again', async () => {
		const before = slack.posts().length;
		slack.fail(2, 500);
		expect([
			await post({ text: 'x' }),
			await post({ text: 'x' }),
			await post({ text: 'x' }),
		]).toEqual(['500 rollup_error', '500 rollup_error', '200 ok']);
		expect(slack.posts()).toHaveLength(before + 1);
	});
});
