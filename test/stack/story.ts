import { correctBrief } from './correctBrief';
import { attempts, ledgerRows } from './ledgerRows';
import { say, seconds } from './progress';
import type { Stack } from './stack';
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

/** What the story reads of `GET /sim/calls`. */
interface SimulatedCall {
	id: string;
	state: string;
	accepted_at?: string;
	audio?: { from_business: { packets: number; tone_energy: number; energy: number } };
}

/** The customer of the story; the number is from a range kept for fiction. */
export const CUSTOMER = { wa_id: '447700900456', name: 'Asha' };

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

/** A tone at half of full scale has 0.125; noise and silence have next to nothing. */
const AUDIBLE = 0.01;

/** Three messages in which nobody gets any further. */
export const STALLED = [
	'Hi! Do you still have the Gotland corner sofa?',
	'our room is 3.2 m wide, would it fit beside the door?',
	'and we have a dog and a toddler: velvet or linen? It should match the oak floor',
];

/**
 * Plays the story once: a chat stalls, a call is offered, wanted and allowed, both talk, she hangs up,
 * gets in writing what was agreed, and says how it was.
 */
export async function playStory(stack: Stack): Promise<StoryResult> {
	const result: StoryResult = {
		ok: false,
		steps: [],
		audio: { businessHeard: 0, customerHeard: 0, businessTone: 0, customerTone: 0 },
	};
	try {
		for (const [name, play] of storySteps(stack, result)) {
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
	}
	return result;
}

type Step = [name: string, play: () => Promise<unknown>];

function storySteps(stack: Stack, result: StoryResult): Step[] {
	const { simulator } = stack;
	const from = CUSTOMER.wa_id;
	const ring = { on_ring: 'answer', answer_after_ms: 2000 };
	return [
		['A customer opens the chat', () => simulator.post('/sim/users', { ...CUSTOMER, ...ring })],
		['She asks about a sofa, and cannot decide', () => stall(stack)],
		['A call is offered', () => untilOffered(stack)],
		['She taps: call me now', () => tap(stack, OFFER_YES)],
		['A permission request appears on her phone', () => untilPermissionIsAsked(stack)],
		['She accepts', () => deliver(stack, '/sim/permissions', { from, response: 'accept' })],
		['A brief is ready for whoever talks to her', () => untilBriefed(stack)],
		['Her phone rings', () => untilCallIs(stack, ['ringing', 'accepted'])],
		['She answers', () => untilCallIs(stack, ['accepted'])],
		["The business hears the customer's tone", () => untilBusinessHears(stack, result)],
		["The customer hears the business's tone", () => untilCustomerHears(stack, result)],
		['They talk', () => untilTalked(stack)],
		['She hangs up', () => deliver(stack, '/sim/hangup', { from })],
		['The outcome is in the ledger: completed', () => untilOutcome(stack)],
		['Whoever talked to her corrects the brief', () => correct(stack)],
		['She gets in writing what they agreed on', () => untilRecapped(stack)],
		['She taps: good', () => tap(stack, GOOD)],
		['Her rating is in the ledger', () => untilRated(stack)],
	];
}

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
	requests: unknown[];
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

async function untilPermissionIsAsked({ simulator }: Stack): Promise<void> {
	await until('a permission request', STEP_TIMEOUT_MS, async () => {
		const threads = await simulator.get<SimulatedThread[]>('/sim/threads');
		return threads.some((thread) => thread.requests.length > 0) || undefined;
	});
}

async function untilBriefed({ dir }: Stack): Promise<void> {
	await until('a brief that is ready', STEP_TIMEOUT_MS, () => {
		const briefs = ledgerRows<{ status: string }>(dir, 'SELECT status FROM briefs');
		return briefs.some(({ status }) => status === 'ready') || undefined;
	});
}

async function untilCallIs(stack: Stack, states: string[]): Promise<void> {
	await until(`a call that is ${states.join(' or ')}`, STEP_TIMEOUT_MS, async () => {
		const call = await newestCall(stack);
		if (call?.state === 'ended') throw new Error('The call ended before it was answered.');
		return (call && states.includes(call.state)) || undefined;
	});
}

async function newestCall({ simulator }: Stack): Promise<SimulatedCall | undefined> {
	return (await simulator.get<SimulatedCall[]>('/sim/calls')).at(-1);
}

async function untilBusinessHears({ mediaServer }: Stack, result: StoryResult): Promise<void> {
	await until("the customer's tone at the business", STEP_TIMEOUT_MS, () => {
		const heard = mediaServer.sessions().at(-1);
		if (!heard) return undefined;
		result.audio.businessHeard = heard.packets;
		result.audio.businessTone = heard.toneEnergy;
		return isTone(heard.packets, heard.toneEnergy, heard.energy) || undefined;
	});
}

async function untilCustomerHears(stack: Stack, result: StoryResult): Promise<void> {
	await until("the business's tone at the customer", STEP_TIMEOUT_MS, async () => {
		const heard = (await newestCall(stack))?.audio?.from_business;
		if (!heard) return undefined;
		result.audio.customerHeard = heard.packets;
		result.audio.customerTone = heard.tone_energy;
		return isTone(heard.packets, heard.tone_energy, heard.energy) || undefined;
	});
}

/** Enough packets, loud enough, and the known tone is most of what is heard. */
function isTone(packets: number, toneEnergy: number, energy: number): boolean {
	return packets >= ENOUGH_PACKETS && toneEnergy > AUDIBLE && toneEnergy > energy / 2;
}

async function untilTalked(stack: Stack): Promise<void> {
	await until('a talk of some seconds', STEP_TIMEOUT_MS, async () => {
		const { accepted_at = '' } = (await newestCall(stack)) ?? {};
		return Date.now() - Date.parse(accepted_at) >= TALK_MS || undefined;
	});
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

async function correct(stack: Stack): Promise<void> {
	await correctBrief(stack, { waId: CUSTOMER.wa_id, fields: AGREED, by: 'Meera' });
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
