import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../stack/progress';
import { repositoryRoot } from '../stack/repositoryRoot';
import { ALWAYS_OPEN } from '../stack/seedPolicy';
import type { SimulatorLogEntry } from '../stack/simulatorProcess';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { countBy } from './support/countBy';
import { followedUp, followUpsTo } from './support/followUps';
import { attemptsOf, recapsOf, sendsOf, untilQuiet, wishesOf } from './support/inLedger';
import { Phone, WILLING } from './support/phone';
import type { Habits } from './support/phone';
import { callsOf, graphPosts } from './support/seenByMeta';
import { seededRandom } from './support/seededRandom';
import { SOON_BACK, startAgain } from './support/startAgain';

/**
 * n8n is killed by SIGKILL again and again, always on the same folder and with several customers'
 * stories under way, at named points and at random moments (P10, P5, V7): nobody is asked, called or
 * written to twice, and no yes and no end of a call is forgotten.
 */
const SEED = Number(process.env.WAC_TEST_SEED ?? 20_261);
const RANDOM_KILLS = 10;

/** How long a busy machine may take to work through what the kills have left behind. */
const CATCH_UP_MS = 300_000;

/** Counted from when n8n answers; it is busy starting triggers and taking work over at first. */
const LATEST_KILL_MS = 5000;

const folder = mkdtempSync(join(tmpdir(), 'whatsapp-calling-kill-'));
const killFile = join(folder, 'kill-order');

const MANY = 1000;

const stack = useStack({
	templates: ['01-messages.json', '02-calls.json'],
	// More people ask at once here than the brake lets a real number ask back.
	policy: { ...ALWAYS_OPEN, requestsPerHour: MANY },
	simulatorArgs: ['--no-media'],
	env: { WAC_TEST_KILL_FILE: killFile, ...SOON_BACK },
	preloads: [join(repositoryRoot(), 'test', 'e2e', 'support', 'killPreload.cjs')],
});

const everybody: Phone[] = [];

beforeAll(async () => {
	// Meta tries again for days; here it does so every two seconds.
	const gaps_ms = [300, 1000, ...Array.from({ length: 200 }, () => 2000)];
	await stack().simulator.post('/sim/retries', { gaps_ms });
});

afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

/** Somebody whose story plays by itself as soon as the first message is out. */
async function newCustomer(habits: Habits = {}): Promise<Phone> {
	const phone = await Phone.create(stack(), { ...WILLING, ...habits });
	everybody.push(phone);
	return phone;
}

/** Two others are on their way already when the one whose story ends n8n begins. */
async function beginStories(victim: Phone): Promise<void> {
	for (const phone of [await newCustomer(), await newCustomer(), victim]) {
		void phone.write('call me');
		await delay(300);
	}
}

interface Point {
	/** When n8n dies. */
	killed: string;
	/** For the preload; otherwise the answer of Meta is held, and n8n killed meanwhile. */
	order?: { point: string; match: (phone: Phone) => string[] };
	hold?: { path?: string; action?: string };
	/** How the customer is not like the others. */
	habits?: Habits;
	/** What becomes of the customer's wish. */
	then: 'called' | 'request_unknown' | 'call_unknown';
}

/** The customer still talks, to nobody, when n8n is back. */
const SDP_ANSWER: Point = {
	killed: 'after our 200 to the customer’s SDP answer',
	order: { point: 'after_answer', match: ({ userId }) => [userId, '"event":"connect"'] },
	habits: { talk_ms: 45_000 },
	then: 'called',
};

const POINTS: Point[] = [
	{
		killed: 'before the message is stored',
		order: { point: 'delivery_arrives', match: ({ userId }) => [userId, 'call me'] },
		then: 'called',
	},
	{
		killed: 'before our 200 to the message',
		order: { point: 'before_answer', match: ({ userId }) => [userId, 'call me'] },
		then: 'called',
	},
	{
		killed: 'after our 200 to the message',
		order: { point: 'after_answer', match: ({ userId }) => [userId, 'call me'] },
		then: 'called',
	},
	{
		killed: 'before the permission request leaves',
		order: { point: 'request_leaves', match: ({ waId }) => ['/messages', waId] },
		then: 'request_unknown',
	},
	{
		killed: 'while Meta answers the permission request',
		hold: { path: '/messages' },
		then: 'called',
	},
	{
		killed: 'before our 200 to the permission',
		order: { point: 'before_answer', match: ({ userId }) => [userId, 'call_permission_reply'] },
		then: 'called',
	},
	{
		killed: 'before connect leaves',
		order: { point: 'request_leaves', match: ({ waId }) => ['"connect"', waId] },
		then: 'call_unknown',
	},
	{
		killed: 'while Meta answers connect',
		hold: { action: 'connect' },
		then: 'called',
	},
	{
		killed: 'when the answer to connect is in',
		order: { point: 'answer_arrives', match: ({ waId }) => ['"connect"', waId] },
		then: 'called',
	},
	SDP_ANSWER,
];

const victims = new Map<Point, Phone>();

describe('P10: n8n is killed', () => {
	for (const point of POINTS) {
		it(point.killed, async () => {
			const victim = await newCustomer(point.habits);
			victims.set(point, victim);
			if (point.order) await dieAt(point.order, victim);
			if (point.hold) await dieDuring(point.hold, victim);
			await startAgain(stack());
		});
	}

	it(`at ${RANDOM_KILLS} random moments (seed ${SEED})`, async () => {
		const random = seededRandom(SEED);
		say(`Seed of the random kills: ${SEED}`);
		for (let kills = 0; kills < RANDOM_KILLS; kills++) {
			const momentMs = random() * LATEST_KILL_MS;
			for (const beginMs of [random(), random()].map((part) => part * momentMs)) {
				const phone = await newCustomer();
				void delay(beginMs).then(() => phone.write('call me'));
			}
			await delay(momentMs);
			await stack().n8n.kill();
			await startAgain(stack());
		}
	}, 600_000);
});

/** n8n ends itself at a named point of the victim's story. */
async function dieAt({ point, match }: NonNullable<Point['order']>, victim: Phone): Promise<void> {
	writeFileSync(killFile, JSON.stringify({ point, match: match(victim) }));
	await beginStories(victim);
	await stack().n8n.ended();
}

/** n8n is killed while Meta, which has done what it was asked for, does not answer yet. */
async function dieDuring(hold: NonNullable<Point['hold']>, victim: Phone): Promise<void> {
	const { simulator, n8n } = stack();
	const from = (await simulator.log()).length;
	await simulator.post('/sim/faults', { match: { method: 'POST', ...hold }, times: 1, hold: true });
	await beginStories(victim);
	await until('an answer of Meta to be held', 60_000, async () => {
		const later = (await simulator.log()).slice(from);
		return later.some((entry) => isHeld(entry, hold)) || undefined;
	});
	await n8n.kill();
	await simulator.post('/sim/faults/release');
}

/** The first request that fits is held, so any such one without an answer is it. */
function isHeld(
	{ kind, path, status, request }: SimulatorLogEntry,
	hold: NonNullable<Point['hold']>,
): boolean {
	const { action } = request as { action?: string };
	const fits = path.endsWith(hold.path ?? '') && action === hold.action;
	return kind === 'graph' && status === 0 && fits;
}

type Fate =
	| 'called'
	/** Meta was never asked: n8n died with `connect` on its lips. */
	| 'call_unknown'
	/** The customer was never asked: n8n died with the permission request on its lips. */
	| 'request_unknown';

/** What became of a customer's wish, from the ledger's rows; undefined: it is still under way. */
function fateOf(phone: Phone): Fate | undefined {
	const [attempt] = attemptsOf(stack(), phone);
	if (attempt?.status === 'ended' && attempt.outcome === 'completed') return 'called';
	if (attempt && !attempt.call_id && UNSETTLED.includes(attempt.status)) return 'call_unknown';
	if (attempt) return undefined;
	const [send] = sendsOf(stack(), phone);
	const lost = send && !send.message_id && UNSETTLED.includes(send.status);
	return lost ? 'request_unknown' : undefined;
}

const UNSETTLED = ['dialling', 'unknown', 'reserved'];

describe('P5, P10: afterwards', () => {
	let fates: Map<Phone, Fate | undefined>;

	it(
		'no wish is forgotten',
		async () => {
			const open = () => everybody.filter((phone) => fateOf(phone) === undefined);
			await until(
				'every wish to come to its end',
				CATCH_UP_MS,
				() => open().length === 0 || undefined,
				1000,
			)
				// Says whose, and where they stand.
				.catch(() => expect(open().map(rowsOf)).toEqual([]));
			// What was between two steps a moment ago has made the second one now.
			await untilQuiet(stack(), CATCH_UP_MS);
			fates = new Map(everybody.map((phone) => [phone, fateOf(phone)]));
			const counts = countBy(fates.values(), (fate) => fate ?? 'open');
			say([...counts].map(([fate, count]) => `${fate}: ${count}`).join(', '));
			// The rest is for an operator to see; most stories survive every kill.
			expect(counts.get('called')).toBeGreaterThan(everybody.length * 0.8);
		},
		2 * CATCH_UP_MS,
	);

	for (const point of POINTS) {
		it(`killed ${point.killed}: ${point.then}`, () => {
			const victim = victims.get(point);
			expect(victim && fates.get(victim)).toBe(point.then);
		});
	}

	it('the media server got the SDP answer over which n8n died', () => {
		const victim = victims.get(SDP_ANSWER);
		const [attempt] = victim ? attemptsOf(stack(), victim) : [];
		const sessions = stack().mediaServer.sessions();
		const session = sessions.find(({ session_id }) => session_id === attempt?.session_id);
		expect(session).toMatchObject({ answered: true });
	});

	it('nobody was asked or called twice', async () => {
		const posts = await graphPosts(stack());
		const doubled = (wanted: string) => {
			const all = posts.filter((post) => (post.action ?? post.interactive?.type) === wanted);
			return [...countBy(all, ({ to }) => to ?? '')].filter(([, count]) => count > 1);
		};
		expect(doubled('call_permission_request')).toEqual([]);
		expect(doubled('connect')).toEqual([]);
		for (const phone of everybody) {
			expect((await callsOf(stack(), phone)).length).toBe(fates.get(phone) === 'called' ? 1 : 0);
			expect(ownWishes(phone)).toHaveLength(1);
		}
	});

	it('V7: every call has its one follow-up, the right one', () => {
		const talked = victims.get(SDP_ANSWER);
		for (const phone of everybody) {
			const isCalled = fates.get(phone) === 'called';
			// Who talked for 45 s gets a recap, once the brief is corrected or time is up.
			const isHeard = isCalled && phone !== talked;
			expect(followUpKinds(phone)).toEqual(isHeard ? ['back_to_chat'] : []);
			const planned = recapsOf(stack(), phone).map(({ status }) => status);
			expect(planned).toEqual(phone === talked ? ['waiting'] : []);
		}
	});

	it('after the sweep’s 2 and 10 minutes every attempt and every send is settled', async () => {
		const unsettled = () =>
			everybody
				.flatMap((phone) => [...attemptsOf(stack(), phone), ...sendsOf(stack(), phone)])
				.filter(({ status }) => !['ended', 'released', 'sent', 'unknown'].includes(status));
		await stack().setClockOffset(121_000);
		await until(
			'attempts and sends without an answer to be unknown',
			30_000,
			() => unsettled().length === 0 || undefined,
		);
		await stack().setClockOffset(121_000 + 601_000);
		const attempts = () => everybody.flatMap((phone) => attemptsOf(stack(), phone));
		await until(
			'unknown attempts to end',
			30_000,
			() => attempts().every(({ status }) => ['ended', 'released'].includes(status)) || undefined,
		);
		const lost = everybody.filter((phone) => fates.get(phone) === 'call_unknown');
		expect(lost.length).toBeGreaterThan(0);
		for (const phone of lost) {
			expect(attemptsOf(stack(), phone)).toMatchObject([{ outcome: 'failed', provisional: 1 }]);
			expect(ownWishes(phone)).toMatchObject([{ status: 'spent' }]);
		}
		for (const [phone, fate] of fates) {
			if (fate !== 'request_unknown') continue;
			expect(sendsOf(stack(), phone)).toMatchObject([
				{ status: 'unknown', error_code: 'interrupted' },
			]);
		}
	});

	it('V7: who was not reached, as nobody knows why, is offered other times, once', async () => {
		for (const phone of everybody.filter((each) => fates.get(each) === 'call_unknown')) {
			expect(await followedUp(stack(), phone)).toEqual(['call_failed']);
			expect(followUpKinds(phone)).toEqual(['offer_reschedule']);
		}
	});

	it('V7: nobody has read anything twice, and what the ledger counts as sent was read', async () => {
		for (const phone of everybody) {
			const read = await followUpsTo(stack(), phone);
			const kept = sendsOf(stack(), phone).filter(({ kind }) => FOLLOW_UP_KINDS.includes(kind));
			const sent = kept.filter(({ status }) => status === 'sent');
			expect(read.length).toBeGreaterThanOrEqual(sent.length);
			expect(read.length).toBeLessThanOrEqual(kept.length);
		}
	});
});

/** The one with slots can be answered by a yes, so the ledger names it as an offer. */
const FOLLOW_UP_KINDS = ['offer_reschedule', 'recap', 'rating', 'back_to_chat'];

/** What the ledger has claimed to send after a call; n8n may have died before it left. */
const followUpKinds = (phone: Phone): string[] =>
	sendsOf(stack(), phone)
		.map(({ kind }) => kind)
		.filter((kind) => FOLLOW_UP_KINDS.includes(kind));

/** Without the further yes of allowing calls, which extends the first one. */
const ownWishes = (phone: Phone) =>
	wishesOf(stack(), phone).filter(({ same_as }) => same_as === null);

const rowsOf = (phone: Phone) => ({
	customer: phone.waId,
	wishes: wishesOf(stack(), phone),
	sends: sendsOf(stack(), phone),
	attempts: attemptsOf(stack(), phone),
});
