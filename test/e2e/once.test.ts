import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerRows } from '../stack/ledgerRows';
import type { StoredWorkflow } from '../stack/n8nApi';
import type { SimulatorLogEntry } from '../stack/simulatorProcess';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { eventTypeOf, executionsOf, nodesOf, publishTemplate, withoutCheck } from './support/flows';
import { heardBy } from './support/heardBy';
import { attemptsOf, sendsOf, untilAttemptEnds, untilQuiet, wishesOf } from './support/inLedger';
import { Phone, WILLING } from './support/phone';
import { callsOf, connectsTo, permissionRequestsTo } from './support/seenByMeta';

/** Whatever comes twice or in the wrong order, the customer notices it once (P5, P10). */
const stack = useStack({ templates: [], simulatorArgs: ['--no-media'] });

let messages: StoredWorkflow;

beforeAll(async () => {
	messages = await publishTemplate(stack(), '01-messages.json');
	await publishTemplate(stack(), '02-calls.json');
});

const switches = (changes: object) => stack().simulator.post('/sim/switches', changes);

/** What the customer noticed, and what the ledger holds of it. */
async function sumOf(phone: Phone) {
	return {
		requests: (await permissionRequestsTo(stack(), phone)).length,
		connects: (await connectsTo(stack(), phone)).length,
		rings: (await callsOf(stack(), phone)).length,
		heard: await heardBy(stack(), phone),
		attempts: attemptsOf(stack(), phone).map(({ status, outcome }) => `${status} ${outcome}`),
		sends: sendsOf(stack(), phone).map(({ kind, status }) => `${kind} ${status}`),
		wishes: wishesOf(stack(), phone)
			.filter(({ same_as }) => same_as === null)
			.map(({ status }) => status),
	};
}

/** The talk is over within a second, so what follows is a word in the chat (P6, V7). */
const ONE_OF_EVERYTHING = {
	requests: 1,
	connects: 1,
	rings: 1,
	heard: ['request_permission', 'back_to_chat'],
	attempts: ['ended completed'],
	sends: ['permission_request sent', 'back_to_chat sent'],
	wishes: ['spent'],
};

/** What started the executions of 01 that are about this customer. */
async function startsOf(phone: Phone): Promise<(string | undefined)[]> {
	return (await executionsOf(stack(), messages, phone)).map(eventTypeOf);
}

/** The story is over and nothing is under way any more. */
async function untilOver(phone: Phone): Promise<void> {
	await untilAttemptEnds(stack(), phone, 60_000);
	await untilQuiet(stack());
}

async function untilAsked(phone: Phone): Promise<void> {
	await until(
		'the permission request',
		30_000,
		() => sendsOf(stack(), phone).some(({ status }) => status === 'sent') || undefined,
	);
}

const inTurn = (times: number) => async (phone: Phone) => {
	const id = `wamid.in-turn-${times}`;
	for (let i = 0; i < times; i++) expect(await phone.write('call me', { id })).toEqual([200]);
};

const atOnce = (times: number) => async (phone: Phone) => {
	const same = { id: `wamid.at-once-${times}` };
	const copies = Array.from({ length: times }, () => phone.write('call me', same));
	expect(await Promise.all(copies)).toEqual(copies.map(() => [200]));
};

describe('P5, P10: “call me”', () => {
	it.concurrent.each([
		['once', inTurn(1)],
		['twice', inTurn(2)],
		['ten times', inTurn(10)],
		['ten times at once', atOnce(10)],
	] as const)('delivered %s is one execution, one request, one call', async (_times, write) => {
		const phone = await Phone.create(stack(), WILLING);
		await write(phone);
		await untilOver(phone);
		expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
		expect(await startsOf(phone)).toEqual(['message_received', 'permission_replied']);
	});

	it.concurrent('written three times in a row is one wish', async () => {
		const phone = await Phone.create(stack(), { ...WILLING, on_permission_request: 'ignore' });
		await Promise.all([phone.write('call me'), phone.write('call me'), phone.write('call me!')]);
		await untilAsked(phone);
		await phone.reply('accept');
		await untilOver(phone);
		expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
	});
});

describe('P5, P10: the permission', () => {
	it('granted by ten taps at once is one call', async () => {
		const phone = await Phone.create(stack(), { ...WILLING, on_permission_request: 'ignore' });
		await phone.write('call me');
		await untilQuiet(stack());
		await Promise.all(Array.from({ length: 10 }, () => phone.reply('accept')));
		await untilOver(phone);
		expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
	});
});

describe('P10, V2: the whole story', () => {
	it('with every webhook delivered ten times at once is the same story', async () => {
		await switches({ deliver_times: 10 });
		const phone = await Phone.create(stack(), WILLING);
		await phone.write('call me');
		await untilOver(phone);
		await switches({ deliver_times: 1 });
		expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
		const executions = await executionsOf(stack(), messages, phone);
		expect(executions.map((each) => nodesOf(each).at(-1))).toEqual([
			'Send Replies',
			'Call Is Placed',
		]);
	});

	it('in batches of mixed order is the same story', async () => {
		await switches({ batch_window_ms: 400, shuffle_batches: true });
		const phones = await Promise.all([1, 2, 3].map(() => Phone.create(stack(), WILLING)));
		await Promise.all(phones.map((phone) => phone.write('call me')));
		for (const phone of phones) await untilOver(phone);
		await switches({ batch_window_ms: 0, shuffle_batches: false });
		for (const phone of phones) expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
	});

	it('with terminate before connect, and without ACCEPTED, is the same story', async () => {
		await switches({ terminate_first: true, skip_accepted: true });
		const phone = await Phone.create(stack(), WILLING);
		await phone.write('call me');
		await untilOver(phone);
		await switches({ terminate_first: false, skip_accepted: false });
		expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
	});

	it('replayed backwards after its end changes nothing', async () => {
		const phone = await Phone.create(stack(), WILLING);
		const from = (await webhooks()).length;
		await phone.write('call me');
		await untilOver(phone);
		const told = (await webhooks()).slice(from);
		expect(told.length).toBeGreaterThanOrEqual(6);
		const before = snapshot();
		const bodies = told.map(({ request }) => request).reverse();
		const replay = { body: bodies, retry: false };
		const { statuses } = await stack().simulator.post<{ statuses: number[] }>(
			'/sim/webhooks',
			replay,
		);
		expect(statuses).toEqual(bodies.map(() => 200));
		await untilQuiet(stack());
		expect(snapshot()).toEqual(before);
		expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
	});
});

async function webhooks(): Promise<SimulatorLogEntry[]> {
	return (await stack().simulator.log()).filter(({ kind }) => kind === 'webhook');
}

/** Everything that events may change, row by row. */
function snapshot(): unknown {
	const judged = ['attempts', 'wishes', 'sends', 'consents', 'permissions', 'offers', 'inbox'];
	const tables = [...judged, 'callbacks', 'ratings'];
	return tables.map((table) => ledgerRows(stack().dir, `SELECT * FROM ${table} ORDER BY 1, 2, 3`));
}

describe('P5, P10: two copies of the same gates', () => {
	it('ask once and call once', async () => {
		const copy = await publishTemplate(stack(), '01-messages.json', { setUp: withoutCheck });
		const phones = await Promise.all([1, 2, 3].map(() => Phone.create(stack(), WILLING)));
		await Promise.all(phones.map((phone) => phone.write('call me')));
		for (const phone of phones) await untilOver(phone);
		for (const phone of phones) {
			expect(await sumOf(phone)).toEqual(ONE_OF_EVERYTHING);
			expect(await executionsOf(stack(), messages, phone)).toHaveLength(2);
			expect(await executionsOf(stack(), copy, phone)).toHaveLength(2);
		}
	});
});
