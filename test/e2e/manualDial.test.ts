import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureChromium } from '../stack/ensureChromium';
import type { StoredWorkflow, WorkflowJson } from '../stack/n8nApi';
import { repositoryRoot } from '../stack/repositoryRoot';
import { startSlackReceiver } from '../stack/slackReceiver';
import type { SlackPost, SlackReceiver } from '../stack/slackReceiver';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { tapsOf, untilWritten } from './support/chat';
import { Clock } from './support/clock';
import { executionsOf, nodesOf, publishTemplate, withParameters } from './support/flows';
import { followedUp, followUpsTo } from './support/followUps';
import { attemptsOf, bookingsOf, recapsOf, remindersOf, untilQuiet } from './support/inLedger';
import { Phone } from './support/phone';
import { SOON_BACK, startAgain } from './support/startAgain';

/**
 * 06 Manual Dial on a number on which WhatsApp calling is not enabled, called by the other templates
 * as its set-up says: a yes becomes a card in Slack, the card one telephone call (V5).
 */
const folder = mkdtempSync(join(tmpdir(), 'whatsapp-calling-manual-'));
const killFile = join(folder, 'kill-order');

const stack = useStack({
	templates: [],
	simulatorArgs: ['--no-media'],
	env: { WAC_TEST_KILL_FILE: killFile, ...SOON_BACK },
	preloads: [join(repositoryRoot(), 'test', 'e2e', 'support', 'killPreload.cjs')],
});
const clock = new Clock(stack);

const MINUTE_MS = 60_000;

let slack: SlackReceiver;
let browser: Browser;
let manualDial: StoredWorkflow;

beforeAll(async () => {
	slack = await startSlackReceiver();
	browser = await chromium.launch({
		executablePath: await ensureChromium(),
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
	});
	await disableCalling();
	const url = slack.webhookUrl;
	manualDial = await publishTemplate(stack(), '06-manual-dial-slack.json', {
		setUp: (template) => withParameters(template, 'Post to Slack', { url }),
	});
	for (const file of ['01-messages.json', '04-callbacks.json'])
		await publishTemplate(stack(), file, { setUp: (template) => byHand(template, manualDial.id) });
});

afterAll(async () => {
	await browser?.close();
	await slack?.stop();
	await rm(folder, { recursive: true, force: true });
});

/** As it is before a business has turned calling on. */
async function disableCalling(): Promise<void> {
	const { config, simulator } = stack();
	const answer = await fetch(`${simulator.url}/v25.0/${config.phone_number_id}/settings`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${config.access_token}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ calling: { status: 'DISABLED' } }),
	});
	expect(await answer.json()).toEqual({ success: true });
}

/** What the set-up of 06 says: Execute Sub-workflow in the place of Consent Gate. */
function byHand(template: WorkflowJson, workflowId: string): WorkflowJson {
	const gate = 'Consent Gate';
	const nodes = template.nodes.map((node) =>
		node.name === gate
			? {
					...node,
					type: 'n8n-nodes-base.executeWorkflow',
					typeVersion: 1.2,
					parameters: { workflowId: { __rl: true, mode: 'id', value: workflowId }, options: {} },
				}
			: node,
	);
	const { [gate]: _gone, ...connections } = template.connections;
	return { ...template, nodes, connections };
}

/** A card of this customer as it came to Slack. */
interface Card {
	post: SlackPost;
	/** All it says, as JSON. */
	text: string;
	links: Record<string, string>;
}

function cardsOf(name: string): Card[] {
	return slack
		.posts()
		.map((post) => ({ post, text: JSON.stringify(post.body) }))
		.filter(({ text }) => text.includes(name))
		.map(({ post, text }) => ({ post, text, links: linksIn(text) }));
}

/** Slack writes a link `<address|label>`, with `&` escaped. */
const linksIn = (text: string): Record<string, string> =>
	Object.fromEntries(
		[...text.matchAll(/<(https?:[^|>]+)\|([^>]+)>/g)].map(([, url = '', label = '']) => [
			label,
			url.replaceAll('&amp;', '&'),
		]),
	);

async function untilCarded(name: string, count = 1): Promise<Card> {
	return await until(`card ${count} of ${name} in Slack`, 30_000, () => cardsOf(name)[count - 1]);
}

/** Somebody who asks to be called, until the card is in Slack. */
async function wanting(name: string): Promise<{ phone: Phone; card: Card }> {
	const phone = await Phone.create(stack(), { name });
	await phone.write('please call me now');
	return { phone, card: await untilCarded(name) };
}

interface Answer {
	status: number;
	location: string | null;
	html: string;
}

async function ask(url: string | undefined, init: RequestInit = {}): Promise<Answer> {
	const answer = await fetch(url ?? '', { redirect: 'manual', ...init });
	const { status, headers } = answer;
	return { status, location: headers.get('location'), html: await answer.text() };
}

/** Opens a link and presses the button of its page, as a browser would send it. */
async function press(url: string | undefined): Promise<Answer> {
	const { html } = await ask(url);
	const [, name = '', value = ''] = /name="(\w+)" value="(\w+)"/.exec(html) ?? [];
	return await ask(url, { method: 'POST', body: new URLSearchParams({ [name]: value }) });
}

const statuses = (phone: Phone) =>
	attemptsOf(stack(), phone).map(({ status, outcome }) => `${status} ${outcome ?? '-'}`);

/** Everything Meta was asked about calls. */
async function callRequests(): Promise<string[]> {
	const log = await stack().simulator.log();
	return log
		.filter(({ kind, path }) => kind === 'graph' && /\/(calls|call_permissions)\b/.test(path))
		.map(({ method, path }) => `${method} ${path}`);
}

describe('W1: Try Me', () => {
	it('shows a sample card in Slack, whose links call nobody', async () => {
		const { executionId = '' } = await stack().api.runManually(manualDial.id, 'Try Me');
		expect(await stack().api.untilExecutionEnds(executionId)).toMatchObject({ status: 'success' });
		const [post] = slack.posts();
		expect(post).toMatchObject({ status: 200, problems: [] });
		const { Call } = linksIn(JSON.stringify(post?.body));
		expect(await press(Call)).toMatchObject({ status: 404, location: '' });
	});
});

describe('V5: a customer who wants a call', () => {
	const NAME = 'Gita Nair';
	let phone: Phone;
	let card: Card;
	let page: Page;
	const seen: string[] = [];

	it('becomes a card that Slack takes: brief, reason, masked number, four links', async () => {
		({ phone, card } = await wanting(NAME));
		expect(card.post).toMatchObject({ status: 200, problems: [] });
		expect(card.post.body).toMatchObject({ unfurl_links: false, unfurl_media: false });
		expect(Object.keys(card.links)).toEqual(['Call', 'Answered', 'No answer', 'Reschedule']);
		expect(card.text).toContain('explicit');
		expect(card.text).toContain(phone.waId.slice(-2));
		expect(card.text).not.toContain(phone.waId);
		expect(card.text).not.toContain(phone.waId.slice(-6));
		expect(statuses(phone)).toEqual(['reserved -']);
	});

	it('is not called by whoever only looks: chat apps open links by themselves', async () => {
		for (const url of Object.values(card.links)) {
			await ask(url, { method: 'HEAD' });
			const { html, location } = await ask(url, {
				headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' },
			});
			expect(location ?? '').toBe('');
			expect(html).not.toContain(phone.waId.slice(-6));
			// Neither is a request without what stands on the page.
			await ask(url, { method: 'POST' });
		}
		expect(statuses(phone)).toEqual(['reserved -']);
	});

	it('is called by the first who presses the button: the browser is sent to the telephone', async () => {
		page = await browser.newPage();
		page.on('request', (request) => void seen.push(`${request.method()} ${request.url()}`));
		await page.goto(card.links.Call ?? '');
		expect(await page.getByRole('heading').innerText()).toBe('Call this customer now?');
		const answered = page.waitForResponse((response) => response.request().method() === 'POST');
		await page.getByRole('button').click();
		const response = await answered;
		expect(response.status()).toBe(303);
		expect(await response.headerValue('location')).toBe(`tel:+${phone.waId}`);
		await until(
			'the browser to dial',
			5000,
			() => seen.includes(`GET tel:+${phone.waId}`) || undefined,
		);
		expect(statuses(phone)).toEqual(['dialling -']);
	});

	it('is not called by a second one, who is told so', async () => {
		const second = await press(card.links.Call);
		expect(second).toMatchObject({ status: 410, location: '' });
		expect(second.html).toContain('has been taken');
		expect(second.html).not.toContain(phone.waId.slice(-6));
		expect(attemptsOf(stack(), phone)).toHaveLength(1);
	});

	it('answered: it is noted, once, and the flow goes on', async () => {
		// In a tab of its own, as Slack opens it: the other one asks whether the telephone may dial.
		await page.close();
		page = await browser.newPage();
		await page.goto(card.links.Answered ?? '');
		await page.getByRole('button').click();
		await page.getByText('Noted').waitFor();
		await page.close();
		expect(statuses(phone)).toEqual(['ended completed']);
		expect((await press(card.links['No answer'])).status).toBe(410);
		expect(statuses(phone)).toEqual(['ended completed']);
		const noted = async () =>
			(await executionsOf(stack(), manualDial, phone)).filter((run) =>
				nodesOf(run).includes('Write Down the Outcome'),
			);
		// The page comes first.
		await until('the flow to go on', 10_000, async () => (await noted())[0]);
		expect(await noted()).toHaveLength(1);
	});

	it('V7: the recap waits for the brief; nothing is said before', async () => {
		expect(recapsOf(stack(), phone)).toMatchObject([{ status: 'waiting' }]);
		expect(await followUpsTo(stack(), phone)).toEqual([]);
	});
});

describe('V5: another time', () => {
	it('H3, V7: the customer gets slots, once, and a tap books one', async () => {
		const { phone, card } = await wanting('Bela Shah');
		expect((await press(card.links.Call)).location).toBe(`tel:+${phone.waId}`);
		expect((await press(card.links.Reschedule)).status).toBe(200);
		const offer = await untilWritten(stack(), phone, 1);
		expect(await followedUp(stack(), phone)).toEqual(['call_another_time']);
		const slot = tapsOf(offer).find(({ id }) => id.startsWith('wac:slot:'));
		await clock.pass(MINUTE_MS);
		await phone.tap(slot?.id ?? '');
		await untilQuiet(stack());
		expect(bookingsOf(stack(), phone)).toMatchObject([{ status: 'waiting' }]);
		expect(remindersOf(stack(), phone)).toMatchObject([{ status: 'waiting' }]);
	});
});

describe('V5: n8n is killed as a call is taken', () => {
	let taken: { phone: Phone; card: Card };
	let waiting: { phone: Phone; card: Card };

	beforeAll(async () => {
		waiting = await wanting('Carla Mendes');
		taken = await wanting('Diya Patel');
		const attempt = new URL(taken.card.links.Call ?? '').searchParams.get('attempt') ?? '';
		writeFileSync(
			killFile,
			JSON.stringify({ point: 'before_answer', match: [attempt, 'act=call'] }),
		);
		await expect(press(taken.card.links.Call)).rejects.toThrow();
		await stack().n8n.ended();
		await startAgain(stack());
	});

	it('P5: nobody else gets that call, and how it went can be told', async () => {
		const { phone, card } = taken;
		expect((await press(card.links.Call)).status).toBe(410);
		expect(statuses(phone)).toEqual(['dialling -']);
		expect((await press(card.links.Answered)).status).toBe(200);
		expect(statuses(phone)).toEqual(['ended completed']);
		expect(cardsOf('Diya Patel')).toHaveLength(1);
	});

	it('P10: a card that nobody had taken still holds', async () => {
		const { phone, card } = waiting;
		expect((await press(card.links.Call)).location).toBe(`tel:+${phone.waId}`);
		expect((await press(card.links['No answer'])).status).toBe(200);
		expect(statuses(phone)).toEqual(['ended no_answer']);
		expect(await followedUp(stack(), phone)).toEqual(['call_not_answered']);
		expect(cardsOf('Carla Mendes')).toHaveLength(1);
	});
});

describe('V5: nobody takes the card', () => {
	it('H4: no strike, and the customer is asked again; the next yes makes a new card', async () => {
		const { phone, card } = await wanting('Esha Verma');
		await clock.pass(16 * MINUTE_MS);
		expect((await press(card.links.Call)).status).toBe(410);
		await clock.pass(5 * MINUTE_MS);
		const offer = await untilWritten(stack(), phone, 1);
		const yes = tapsOf(offer).find(({ id }) => id.startsWith('wac:offer_yes:'));
		expect(yes).toBeDefined();
		expect(statuses(phone)).toEqual(['released -']);
		await phone.tap(yes?.id ?? '');
		const second = await untilCarded('Esha Verma', 2);
		expect(second.links.Call).not.toBe(card.links.Call);
		expect((await press(second.links.Call)).location).toBe(`tel:+${phone.waId}`);
	});
});

describe('P4: who has refused calls', () => {
	it('gets no card; who refuses after the card is not called by it', async () => {
		const { phone, card } = await wanting('Farah Khan');
		await phone.write("please don't call me");
		await untilQuiet(stack());
		const late = await press(card.links.Call);
		expect(late.location ?? '').toBe('');
		expect(late.html).not.toContain(phone.waId.slice(-6));
		await phone.write('hello again');
		await untilQuiet(stack());
		expect(cardsOf('Farah Khan')).toHaveLength(1);
	});
});

describe('Meta', () => {
	it('was never asked to call, nor about permissions', async () => {
		expect(await callRequests()).toEqual([]);
	});
});
