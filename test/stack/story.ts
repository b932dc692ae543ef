import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { DeskPage } from './deskPage';
import { deskLinkFor } from './deskLink';
import { attempts, ledgerRows } from './ledgerRows';
import { audioAt } from './pageAudio';
import { say, seconds } from './progress';
import type { Stack } from './stack';
import { launchToneBrowser } from './toneBrowser';
import type { ToneBrowser } from './toneBrowser';
import type { ToneReading } from './toneMeter';
import { until } from './until';

export interface StoryResult {
	ok: boolean;
	steps: { name: string; ms: number }[];
	/** Packets and tone energy (mean square of samples in −1…1) at both ends. */
	audio: {
		businessHeard: number;
		customerHeard: number;
		businessTone: number;
		customerTone: number;
	};
	/** Why it did not end well. */
	problem?: string;
}

/** The customer of the story; the number is from a range kept for fiction. */
export const CUSTOMER = { wa_id: '447700900456', name: 'Asha' };

/** Who talks to her. */
export const REPRESENTATIVE = 'Meera';

/** What their microphones hear, in hertz. */
const CUSTOMER_HZ = 440;
const REPRESENTATIVE_HZ = 880;

const STEP_TIMEOUT_MS = 30_000;

/** Whoever is gone within five seconds was not talked to (P6). */
const TALK_MS = 6_000;

/** What the two agreed on. */
const AGREED = {
	product_interest: 'Gotland corner sofa, linen',
	room_constraints: '3.2 m wide, door on the left',
};

/** About two seconds of audio. */
const ENOUGH_PACKETS = 100;

/** Beeps have 0.1 and more; noise and silence have next to nothing. */
const AUDIBLE = 0.01;

/** Three messages in which nobody gets any further. */
export const STALLED = [
	'Hi! Do you still have the Gotland corner sofa?',
	'our room is 3.2 m wide, would it fit beside the door?',
	'and we have a dog and a toddler: velvet or linen? It should match the oak floor',
];

/** Both ends, each in a browser of its own, since a browser has one microphone. */
interface People {
	phone: Page;
	desk: DeskPage;
}

/**
 * Plays the story once: a chat stalls, a call is offered, wanted and allowed, it rings at the desk with
 * the brief, both talk, she hangs up, gets in writing what was agreed, and says how it was.
 */
export async function playStory(stack: Stack): Promise<StoryResult> {
	const result: StoryResult = {
		ok: false,
		steps: [],
		audio: { businessHeard: 0, customerHeard: 0, businessTone: 0, customerTone: 0 },
	};
	const browsers: ToneBrowser[] = [];
	try {
		for (const tone of [CUSTOMER_HZ, REPRESENTATIVE_HZ])
			browsers.push(await launchToneBrowser(tone));
		const steps = storySteps(stack, await bringPeople(stack, browsers), result);
		for (const [name, play] of steps) {
			const startedAt = performance.now();
			await play();
			const ms = Math.round(performance.now() - startedAt);
			result.steps.push({ name, ms });
			say(`✓ ${name} (${seconds(ms)} s)`);
		}
		result.ok = true;
	} catch (error) {
		result.problem = error instanceof Error ? error.message : String(error);
		say(`✗ ${result.problem}`);
	} finally {
		await Promise.all(browsers.map(async (browser) => await browser.close()));
	}
	return result;
}

/** She with her phone, and a representative who has opened the link from the form. */
async function bringPeople(stack: Stack, browsers: ToneBrowser[]): Promise<People> {
	const { simulator } = stack;
	await simulator.post('/sim/users', CUSTOMER);
	const [hers, theirs] = await Promise.all(browsers.map(async (browser) => await browser.open()));
	if (!hers || !theirs) throw new Error('Two people need two browsers.');
	const phone = await hers.newPage();
	await phone.goto(`${simulator.url}/?user=${CUSTOMER.wa_id}`);
	const link = await deskLinkFor(stack, { name: REPRESENTATIVE });
	return { phone, desk: await DeskPage.open(theirs, link) };
}

type Step = [name: string, play: () => Promise<unknown>];

function storySteps(stack: Stack, { phone, desk }: People, result: StoryResult): Step[] {
	const inLedger = () => untilOutcome(stack);
	return [
		[`${REPRESENTATIVE} signs in at the desk`, () => desk.untilState('away')],
		['She says that she is ready', () => desk.becomeReady()],
		['A customer asks about a sofa, and cannot decide', () => stall(stack)],
		['A call is offered', () => untilOffered(stack)],
		['She taps: call me now', () => tap(stack, OFFER_YES)],
		['A permission request appears on her phone', () => actOn(phone, 'allow').waitFor()],
		['She accepts', () => actOn(phone, 'allow').click()],
		['It rings at the desk, with her brief', () => untilBriefed(desk)],
		[`${REPRESENTATIVE} takes the call`, () => desk.take()],
		['Her phone rings', () => actOn(phone, 'answer').waitFor()],
		['She answers', () => answer(phone, desk)],
		["The representative hears the customer's tone", () => untilBusinessHears(desk, result)],
		["The customer hears the representative's tone", () => untilCustomerHears(phone, result)],
		['They talk', () => delay(TALK_MS)],
		['She hangs up', () => actOn(phone, 'hangup').click()],
		['The outcome is in the ledger: completed', inLedger],
		[`${REPRESENTATIVE} writes down how it went, and corrects the brief`, () => noteDown(desk)],
		['She gets in writing what they agreed on', () => untilRecapped(stack)],
		['She taps: good', () => tap(stack, GOOD)],
		['Her rating is in the ledger', () => untilRated(stack)],
	];
}

/** What her phone lets her do, by its own names. */
const actOn = (phone: Page, name: 'allow' | 'answer' | 'hangup') => phone.getByTestId(name);

/** The customer acts; the webhooks that tell of it must all be taken. */
async function deliver({ simulator }: Stack, path: string, body: object): Promise<void> {
	const { statuses } = await simulator.post<{ statuses: number[] }>(path, body);
	if (statuses.length > 0 && statuses.every((status) => status === 200)) return;
	throw new Error(`The webhook of ${path} was answered with [${statuses.join(', ')}].`);
}

async function stall(stack: Stack): Promise<void> {
	for (const text of STALLED) await deliver(stack, '/sim/messages', { from: CUSTOMER.wa_id, text });
}

/** What the story reads of `GET /sim/threads`. */
interface SimulatedThread {
	wa_id: string;
	chat: {
		content: {
			body?: string | { text: string };
			action?: { buttons?: { reply: { id: string } }[] };
		};
	}[];
}

/** What stands in the customer's chat. */
async function chatOf({ simulator }: Stack): Promise<SimulatedThread['chat']> {
	const threads = await simulator.get<SimulatedThread[]>('/sim/threads');
	return threads.filter(({ wa_id }) => wa_id === CUSTOMER.wa_id).flatMap(({ chat }) => chat);
}

/** The first button that fits; undefined while there is none. */
async function buttonLike(stack: Stack, like: RegExp): Promise<string | undefined> {
	const chat = await chatOf(stack);
	const buttons = chat.flatMap(({ content }) => content.action?.buttons ?? []);
	return buttons.map(({ reply }) => reply.id).find((id) => like.test(id));
}

const OFFER_YES = /^wac:offer_yes:/;
const GOOD = /^wac:rating:.*:good$/;

async function untilOffered(stack: Stack): Promise<void> {
	await until('the offer of a call', STEP_TIMEOUT_MS, () => buttonLike(stack, OFFER_YES));
}

async function tap(stack: Stack, like: RegExp): Promise<void> {
	const button_id = await buttonLike(stack, like);
	await deliver(stack, '/sim/messages', { from: CUSTOMER.wa_id, button_id });
}

async function untilBriefed(desk: DeskPage): Promise<void> {
	const shown = await desk.untilRings(STEP_TIMEOUT_MS);
	if (shown.includes(CUSTOMER.name)) return;
	throw new Error(`The desk rings without her brief. It shows: ${shown}`);
}

async function answer(phone: Page, desk: DeskPage): Promise<void> {
	await actOn(phone, 'answer').click();
	await desk.untilState('talking');
}

async function untilBusinessHears({ page }: DeskPage, { audio }: StoryResult): Promise<void> {
	const heard = await untilHears(page, CUSTOMER_HZ, 'the desk');
	audio.businessHeard = heard.packets;
	audio.businessTone = heard.toneEnergy;
}

async function untilCustomerHears(phone: Page, { audio }: StoryResult): Promise<void> {
	const heard = await untilHears(phone, REPRESENTATIVE_HZ, 'her phone');
	audio.customerHeard = heard.packets;
	audio.customerTone = heard.toneEnergy;
}

async function untilHears(page: Page, frequencyHz: number, where: string): Promise<ToneReading> {
	return await until(`the other end's tone at ${where}`, STEP_TIMEOUT_MS, async () => {
		const heard = await audioAt(page, frequencyHz);
		return heard && isTone(heard) ? heard : undefined;
	});
}

/** Enough packets, loud enough, and the known tone is most of what is heard. */
const isTone = ({ packets, toneEnergy, energy }: ToneReading): boolean =>
	packets >= ENOUGH_PACKETS && toneEnergy > AUDIBLE && toneEnergy > energy / 2;

/** Corrected and approved, the recap need not wait. */
async function noteDown(desk: DeskPage): Promise<void> {
	await desk.untilState('after');
	await desk.note('sold', 'Linen, delivered on Friday.');
	for (const [field, value] of Object.entries(AGREED)) await desk.correct(field, value);
	await desk.part('save-corrections').click();
	await desk.part('approve-recap').click();
	await desk.part('save').click();
	await desk.untilState('away');
}

async function untilOutcome(stack: Stack): Promise<void> {
	await until('the outcome in the ledger', STEP_TIMEOUT_MS, () => {
		const [attempt, ...others] = attempts(stack.dir);
		if (others.length > 0) throw new Error('One wish was dialled more than once.');
		if (attempt?.status !== 'ended') return undefined;
		if (attempt.outcome === 'completed') return true;
		throw new Error(`The attempt ended as ${attempt.outcome}, not as completed.`);
	});
}

/** The recap and, below it, the question how the call was. */
async function untilRecapped(stack: Stack): Promise<void> {
	await until('recap and rating', STEP_TIMEOUT_MS, async () => {
		const words = (await chatOf(stack)).map(({ content: { body } }) => JSON.stringify(body ?? ''));
		const isTold = Object.values(AGREED).every((said) => words.some((text) => text.includes(said)));
		return (isTold && (await buttonLike(stack, GOOD))) || undefined;
	});
}

async function untilRated({ dir }: Stack): Promise<void> {
	await until('her rating in the ledger', STEP_TIMEOUT_MS, () => {
		const [first] = ledgerRows<{ rating: string }>(dir, 'SELECT rating FROM ratings');
		return first?.rating === 'good' || undefined;
	});
}
