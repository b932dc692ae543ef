import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredWorkflow } from '../stack/n8nApi';
import { until } from '../stack/until';
import { ALWAYS_OPEN } from '../stack/seedPolicy';
import { useStack } from '../stack/useStack';
import { startVoiceAgent, type VoiceAgent } from '../stack/voiceAgent';
import { messagesTo, tapsOf } from './support/chat';
import { Clock } from './support/clock';
import { executionsOf, nodesOf, publishTemplate } from './support/flows';
import { heardBy, untilHeard } from './support/heardBy';
import {
	attemptsOf,
	bookingsOf,
	escalationsOf,
	untilAttemptEnds,
	untilQuiet,
	type LedgerAttempt,
} from './support/inLedger';
import { operate } from './support/operations';
import { Phone, type Habits } from './support/phone';
import { callsOf, connectsTo } from './support/seenByMeta';
import { SOON_BACK, startAgain } from './support/startAgain';

/** Filled in before the stack reads it. */
const credential: Record<string, unknown> = {};
let agent: VoiceAgent;

beforeAll(async () => {
	agent = await startVoiceAgent();
	Object.assign(credential, { voiceAgentUrl: agent.url, voiceAgentSecret: agent.secret });
});
afterAll(async () => await agent.stop());

/**
 * Automated reminders as the template ships them (V6): a voice agent rings who agreed to it, half an
 * hour before a booked call, and a person calls at the slot. Everybody lives in London.
 */
const stack = useStack({
	templates: [],
	policy: { ...ALWAYS_OPEN, slots: { capacity: 10 } },
	credential,
	env: SOON_BACK,
});
const clock = new Clock(stack);

const TALKS: Habits = { on_ring: 'answer', answer_after_ms: 200, talk_ms: 1000 };
const WEDNESDAY = 3;

let reminders: StoredWorkflow;
let asha: Phone;
let bela: Phone;
let chand: Phone;
let dora: Phone;
const everybody = (): Phone[] => [asha, bela, chand, dora];

/** As the attempts of one customer name who carried them. */
const legs = (phone: Phone): string[] => attemptsOf(stack(), phone).map(({ leg }) => leg);

async function permitted(): Promise<Phone> {
	const phone = await Phone.create(stack(), TALKS);
	await phone.allowInProfile();
	await phone.order('gotland-corner-sofa', 120, 'GBP');
	return phone;
}

async function book(phone: Phone, words: string): Promise<void> {
	const before = bookingsOf(stack(), phone).length;
	await phone.write(words);
	await until(`${phone.waId} to have a slot`, 60_000, () => {
		return bookingsOf(stack(), phone).length > before || undefined;
	});
}

/** Resolves with the newest attempt once it has ended and is the n-th. */
async function untilEnded(phone: Phone, count: number): Promise<LedgerAttempt> {
	await until(`attempt ${count} to call ${phone.waId}`, 60_000, () => {
		return attemptsOf(stack(), phone).length >= count || undefined;
	});
	return await untilAttemptEnds(stack(), phone, 120_000);
}

const sessionOf = ({ id }: { id: string }) =>
	agent.sessions().find(({ attempt_id }) => attempt_id === id);

beforeAll(async () => {
	// Meta tries again for days; here it does so every two seconds.
	const gaps_ms = Array.from({ length: 200 }, () => 2000);
	await stack().simulator.post('/sim/retries', { gaps_ms });
	const starterSet = { resource: 'template', operation: 'createStarterSet' };
	await operate(stack(), 'whatsAppCalling', starterSet);
	for (const file of ['01-messages.json', '02-calls.json', '04-callbacks.json'])
		await publishTemplate(stack(), file);
	reminders = await publishTemplate(stack(), '26-automated-reminders.json');
	await clock.moveTo('12:00', { weekday: WEDNESDAY });
	[asha, bela, chand, dora] = await Promise.all([
		permitted(),
		permitted(),
		permitted(),
		permitted(),
	]);
	await untilQuiet(stack());
});

describe('V6: nobody has agreed to automated calls yet', () => {
	it('half an hour before the slot everybody is reminded in writing, and asked once', async () => {
		await Promise.all(
			everybody().map(async (phone) => await book(phone, 'call me tomorrow at 11am')),
		);
		await clock.moveTo('10:30');
		for (const phone of everybody()) {
			const heard = await untilHeard(stack(), phone, 3, 60_000);
			expect(heard.slice(-2)).toEqual(['reminder', 'automated_call_consent']);
			expect(await connectsTo(stack(), phone)).toEqual([]);
		}
		expect(agent.offers()).toEqual([]);
	});

	it('the call at the slot is made by a person', async () => {
		for (const phone of everybody()) {
			const taps = (await messagesTo(stack(), phone)).flatMap(tapsOf);
			const yes = taps.find(({ id }) => id.startsWith('wac:automated_yes:'));
			await phone.tap(yes?.id ?? 'no button');
		}
		await clock.moveTo('11:00');
		for (const phone of everybody()) {
			expect(await untilEnded(phone, 1)).toMatchObject({ outcome: 'completed' });
			expect(legs(phone)).toEqual(['media_server']);
		}
		expect(agent.sessions()).toEqual([]);
	});
});

describe('V6: they have agreed', () => {
	it('Asha is rung by the voice agent, which had the disclosure first; both sides are heard', async () => {
		await untilQuiet(stack());
		await Promise.all(
			everybody().map(async (phone) => {
				await book(phone, `call me tomorrow at ${phone === dora ? '12pm' : '11am'}`);
			}),
		);
		await asha.change({ talk_ms: 10_000 });
		await clock.moveTo('10:00');
		const before = (await heardBy(stack(), asha)).length;
		await bela.write('text only please, no calls');
		await clock.moveTo('10:30');
		await until('both sides to hear the other', 60_000, async () => {
			const [, call] = await callsOf(stack(), asha);
			const spoken = call?.audio?.from_business.tone_energy ?? 0;
			const heard = agent.sessions().some(({ toneEnergy }) => toneEnergy > 0.05);
			return (spoken > 0.05 && heard) || undefined;
		});
		const attempt = await untilEnded(asha, 2);
		expect(attempt).toMatchObject({ leg: 'voice_agent', outcome: 'completed' });
		const offer = agent.offers().find(({ attempt_id }) => attempt_id === attempt.id);
		expect(offer).toMatchObject({
			purpose: 'reminder',
			language: 'en',
			disclosure: expect.stringContaining('this is an automated voice, not a person'),
			slot: { start_at: expect.stringContaining('T11:00:00'), time_zone: 'Europe/London' },
		});
		await until('the voice agent to hear of the end', 30_000, () => {
			return sessionOf(attempt)?.ended === 'call_ended' || undefined;
		});
		await untilQuiet(stack());
		// Neither a reminder in writing, nor a recap of the reminder.
		expect((await heardBy(stack(), asha)).slice(before)).toEqual([]);
	});

	it('P4: Bela has written “no calls” meanwhile, and hears nothing of it', async () => {
		await untilQuiet(stack());
		expect(legs(bela)).toEqual(['media_server']);
		expect(await connectsTo(stack(), bela)).toHaveLength(1);
		expect((await heardBy(stack(), bela)).at(-1)).toBe('opt_out_confirmed');
	});

	it('Chand asks the voice for a person: the team has the case, once', async () => {
		const { id } = await untilEnded(chand, 2);
		const address = `${stack().api.url}/webhook/automated-reminder-person`;
		expect(await agent.askForPerson(address, id)).toBe(200);
		expect(await agent.askForPerson(address, id)).toBe(200);
		const told = (await executionsOf(stack(), reminders, chand)).filter((execution) =>
			nodesOf(execution).includes('Tell Your Team'),
		);
		expect(told).toHaveLength(1);
		const open = escalationsOf(stack(), chand).filter(({ status }) => status !== 'closed');
		expect(open).toHaveLength(1);
		expect(open[0]?.triggers).toContain('explicit_request');
	});

	it('at the slot a person calls, with no cool-down from the reminder', async () => {
		await clock.moveTo('11:00');
		for (const phone of [asha, chand]) {
			expect(await untilEnded(phone, 3)).toMatchObject({ outcome: 'completed' });
			expect(legs(phone)).toEqual(['media_server', 'voice_agent', 'media_server']);
		}
		await untilQuiet(stack());
		expect(await connectsTo(stack(), bela)).toHaveLength(1);
	});

	it('P10: n8n is killed while Meta is asked to ring Dora, and she is not rung again', async () => {
		const hold = { method: 'POST', action: 'connect' };
		await stack().simulator.post('/sim/faults', { match: hold, times: 1, hold: true });
		await clock.moveTo('11:30');
		await until('Dora’s reminder to be under way', 60_000, async () => {
			return (await connectsTo(stack(), dora)).length > 1 || undefined;
		});
		await stack().n8n.kill();
		await stack().simulator.post('/sim/faults/release');
		await startAgain(stack());
		expect(await untilEnded(dora, 2)).toMatchObject({ leg: 'voice_agent' });
		await untilQuiet(stack());
		expect(legs(dora)).toEqual(['media_server', 'voice_agent']);
		expect(await connectsTo(stack(), dora)).toHaveLength(2);
		expect(await callsOf(stack(), dora)).toHaveLength(2);
	});
});
