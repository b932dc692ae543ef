import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { correctBrief } from '../stack/correctBrief';
import { ledgerFile } from '../stack/ledgerRows';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { messagesTo, tapsOf } from './support/chat';
import { filesIn } from './support/filesIn';
import { publishTemplate } from './support/flows';
import { untilHeard } from './support/heardBy';
import { attemptsOf, untilAttemptEnds, untilQuiet } from './support/inLedger';
import { Phone, WILLING } from './support/phone';
import { callsOf } from './support/seenByMeta';

/**
 * After calls that went well and calls that did not: what is left in n8n's log, database and folder,
 * with the settings that the templates ship (design.md §11). n8n logs as much as it can.
 */
const stack = useStack({
	templates: ['90-errors.json', '01-messages.json', '20-recap-and-rating.json'],
	simulatorArgs: ['--no-media'],
	env: { N8N_LOG_LEVEL: 'debug' },
});

/** A message that no flow acts on. */
const CHAT = 'My zebra-striped parcel 7781 has not come';

/** What a recap tells the customer, and nobody else. */
const AGREED = 'a zebra-striped sofa, no. 7782';

const everybody: Phone[] = [];

/** What must be nowhere, by name. */
let secrets: Record<string, string>;

/** The ledger's files as they were while n8n ran, with what is in its write-ahead log. */
let ledgerBytes: string;

beforeAll(async () => {
	await publishTemplate(stack(), '02-calls.json', {
		asShipped: true,
		options: { answerIncoming: true },
	});
	await Promise.all([aCallThatGoesWell(), aCallFromTheCustomer()]);
	await aTalkThatIsSummedUp();
	await aCallOfUnknownFate();
	await aRequestThatMetaRefuses();
	await deliveriesThatAreRefused();
	await untilQuiet(stack());
	const { config, mediaServer } = stack();
	secrets = {
		'an access token': config.access_token,
		'the app secret': config.app_secret,
		'the media server’s secret': mediaServer.secret,
		'a call id': 'wacid.',
		'ICE credentials': 'ice-ufrag',
		'an SDP fingerprint': 'a=fingerprint',
	};
	for (const phone of everybody) {
		for (const { id } of await callsOf(stack(), phone)) {
			secrets[`the body of the call id ${id}`] = id.replace('wacid.', '');
		}
	}
	const file = ledgerFile(stack().dir);
	ledgerBytes = (await Promise.all([file, `${file}-wal`].map(readBytes))).join('');
	await stack().n8n.stop();
});

const readBytes = async (file: string): Promise<string> => await readFile(file, 'latin1');

async function newCustomer(): Promise<Phone> {
	const phone = await Phone.create(stack(), WILLING);
	everybody.push(phone);
	return phone;
}

async function aCallThatGoesWell(): Promise<void> {
	const phone = await newCustomer();
	await phone.write(CHAT);
	await phone.write('call me');
	expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
}

async function aCallFromTheCustomer(): Promise<void> {
	const phone = await newCustomer();
	// Until it is hung up below, however busy the machine is.
	await phone.change({ talk_ms: 60_000 });
	await phone.call();
	await until(
		'the call to be answered',
		30_000,
		() => attemptsOf(stack(), phone).some(({ status }) => status === 'accepted') || undefined,
	);
	await phone.hangUp();
	await untilAttemptEnds(stack(), phone);
}

async function aTalkThatIsSummedUp(): Promise<void> {
	const phone = await newCustomer();
	await phone.change({ talk_ms: 6000 });
	await phone.write('call me');
	expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
	const fields = { product_interest: AGREED };
	await correctBrief(stack(), { waId: phone.waId, fields, by: 'Meera' });
	const told = ['request_permission', 'recap', 'rating'];
	expect(await untilHeard(stack(), phone, told.length)).toEqual(told);
	const rating = (await messagesTo(stack(), phone)).flatMap(tapsOf).at(-1);
	await phone.tap(rating?.id ?? '');
	expect((await untilHeard(stack(), phone, told.length + 1)).at(-1)).toBe('rating_sorry');
}

async function aCallOfUnknownFate(): Promise<void> {
	const phone = await newCustomer();
	const match = { action: 'connect' };
	await stack().simulator.post('/sim/faults', { match, times: 1, drop_response: true });
	await phone.write('call me');
	await untilAttemptEnds(stack(), phone);
}

/** The flow fails, and n8n keeps its execution. */
async function aRequestThatMetaRefuses(): Promise<void> {
	const phone = await newCustomer();
	const match = { path: '/messages', method: 'POST' };
	await stack().simulator.post('/sim/faults', { match, times: 1, code: 131026 });
	await phone.write('call me');
	await until('the failed execution', 30_000, async () => {
		const failed = await stack().api.listExecutions({ status: 'error' });
		return failed.length > 0 || undefined;
	});
}

async function deliveriesThatAreRefused(): Promise<void> {
	const [phone] = everybody;
	const text = JSON.stringify({ entry: [{ from: phone?.waId, text: CHAT }] });
	for (const sign of [false, 'wrong', true]) {
		await stack().simulator.post('/sim/webhooks', { raw: text, sign, retry: false });
	}
}

/** Names of what a text must not hold but does. */
function found(text: string, unwanted: Record<string, string>): string[] {
	return Object.keys(unwanted).filter((name) => text.includes(unwanted[name] ?? ''));
}

/** Telephone numbers and words of customers. */
const personal = (): Record<string, string> => ({
	'what a customer wrote': CHAT,
	'what was agreed': AGREED,
	...Object.fromEntries(everybody.map(({ waId }) => [`the number ${waId}`, waId])),
});

describe('after the stories', () => {
	it('n8n’s log holds no number, no SDP, no token and no call id', async () => {
		const log = await stack().n8n.log();
		expect(log).toContain('Workflow execution finished');
		expect(found(log, { ...secrets, ...personal() })).toEqual([]);
	});

	it('n8n’s folder holds none of them beside its database and our ledger', async () => {
		const files = await filesIn(join(stack().dir, '.n8n'), ['nodes', 'whatsapp-calling']);
		const others = files.filter((file) => !basename(file).startsWith('database.sqlite'));
		expect(others.map((file) => basename(file))).toContain('config');
		for (const file of others) {
			expect({ file, holds: found(await readBytes(file), { ...secrets, ...personal() }) }).toEqual({
				file,
				holds: [],
			});
		}
	});

	it('n8n’s database holds no SDP, no token and no call id', async () => {
		const text = await readBytes(await compacted(join(stack().dir, '.n8n', 'database.sqlite')));
		expect(text).toContain('whatsAppCallingTrigger');
		expect(found(text, secrets)).toEqual([]);
	});

	it('n8n’s database holds numbers in the customer fields of items only', () => {
		const numbers = everybody.map(({ waId }) => waId);
		const cells = databaseCells(join(stack().dir, '.n8n', 'database.sqlite'));
		const places = cells.filter(({ text }) => numbers.some((number) => text.includes(number)));
		expect(new Set(places.map(({ table }) => table))).toEqual(new Set(['execution_data']));
		for (const { text } of places) {
			// n8n's format: one array, in which a string inside an object is the index of another entry.
			const entries = JSON.parse(text) as unknown[];
			const holding = entries.flatMap((entry, index) =>
				numbers.some((number) => String(entry).includes(number)) ? [index] : [],
			);
			expect(holding.map((index) => entries[index])).toEqual(
				holding.map((index) => numbers.find((number) => number === entries[index])),
			);
			const fields = entries.filter(isRecord).flatMap((entry) => Object.entries(entry));
			const named = fields.filter(([, index]) => holding.includes(Number(index)));
			expect(new Set(named.map(([field]) => field))).toEqual(new Set(['wa_id']));
		}
	});

	it('n8n keeps no execution that went well: it waits for n8n’s next clean-up', () => {
		const database = new DatabaseSync(join(stack().dir, '.n8n', 'database.sqlite'));
		const kept = database
			.prepare('SELECT DISTINCT status FROM execution_entity WHERE deletedAt IS NULL')
			.all();
		database.close();
		expect(kept).toEqual([{ status: 'error' }]);
	});

	it('the ledger holds no SDP, no token, no chat and no brief in clear', () => {
		expect(ledgerBytes).toContain(everybody[0]?.userId);
		const { 'a call id': _prefix, ...rest } = secrets;
		const callIds = Object.keys(rest).filter((name) => name.startsWith('the body of'));
		// Call ids are how events find their attempt: they stay in the ledger.
		const words = { 'what a customer wrote': CHAT, 'what was agreed': AGREED };
		const unwanted = Object.entries({ ...rest, ...words }).filter(
			([name]) => !callIds.includes(name),
		);
		expect(found(ledgerBytes, Object.fromEntries(unwanted))).toEqual([]);
	});
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy without the free pages in which deleted rows live on. */
async function compacted(file: string): Promise<string> {
	const copy = `${file}.compacted`;
	const database = new DatabaseSync(file);
	database.exec(`VACUUM INTO '${copy}'`);
	database.close();
	return copy;
}

/** Every text in every table. */
function databaseCells(file: string): { table: string; text: string }[] {
	const database = new DatabaseSync(file);
	try {
		const tables = database
			.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
			.all() as { name: string }[];
		return tables.flatMap(({ name }) =>
			database
				.prepare(`SELECT * FROM "${name}"`)
				.all()
				.flatMap((row) => Object.values(row))
				.map((value) => ({ table: name, text: String(value) })),
		);
	} finally {
		database.close();
	}
}
