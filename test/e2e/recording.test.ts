import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerRows } from '../stack/ledgerRows';
import type { StoredWorkflow, WorkflowJson } from '../stack/n8nApi';
import { startS3Receiver, type S3Receiver } from '../stack/s3Receiver';
import { ALWAYS_OPEN, seedPolicy } from '../stack/seedPolicy';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import { Clock } from './support/clock';
import {
	INITIATE_CALL,
	NO_OP,
	publishChain,
	publishTemplate,
	withParameters,
} from './support/flows';
import { attemptsOf, contactIdOf, untilAttemptEnds, untilQuiet } from './support/inLedger';
import { operate } from './support/operations';
import { Phone } from './support/phone';
import { connectsTo } from './support/seenByMeta';

/**
 * Recordings (P8) from the customer's tap to the last byte: in the folder beside the ledger, and in a
 * bucket by the template 25. Everybody lives in London, where everybody has to agree.
 */
const RECORDING = {
	calls: true,
	transcripts: true,
	purpose: 'Quality and training',
	keepDays: 30,
	representativesTold: true,
	storage: 'folder',
};
const policy = (recording: object = {}) => ({
	...ALWAYS_OPEN,
	recording: { ...RECORDING, ...recording },
});

const stack = useStack({ templates: [], policy: policy() });
const clock = new Clock(stack);

/** Long enough that there is something to hear. */
const TALKS = { on_ring: 'answer', answer_after_ms: 100, talk_ms: 1500 } as const;
const DAY_MS = 86_400_000;

/** The words of a customer whose language is heard from them. */
const HELLO = 'Hello, what do you have for me in the colour that I want?';

beforeAll(async () => {
	await publishTemplate(stack(), '02-calls.json');
	await publishChain(stack(), 'dialling', [INITIATE_CALL, NO_OP]);
});

async function customer(): Promise<Phone> {
	const phone = await Phone.create(stack(), TALKS);
	await phone.allowInProfile();
	await phone.write(HELLO);
	await untilQuiet(stack());
	return phone;
}

/** Gives the word of the call's recording once the call is over. */
async function called(phone: Phone): Promise<string | null> {
	const before = attemptsOf(stack(), phone).length;
	await phone.write('call me now');
	await until(`${phone.waId} to be called`, 30_000, () =>
		attemptsOf(stack(), phone).length > before ? true : undefined,
	);
	const { id } = await untilAttemptEnds(stack(), phone);
	const [row] = ledgerRows<{ recording: string | null }>(
		stack().dir,
		'SELECT recording FROM attempts WHERE id = ?',
		id,
	);
	return row?.recording ?? null;
}

interface FileRow {
	id: string;
	kind: string;
	status: string;
	reference: string | null;
	sha256: string;
	problem: string | null;
}

const filesOf = (phone: Phone): FileRow[] =>
	ledgerRows<FileRow>(
		stack().dir,
		'SELECT * FROM recordings WHERE contact_id = ? ORDER BY kind',
		contactIdOf(stack(), phone) ?? '',
	);

/** Resolves with the rows of both files once each has this status. */
async function untilBoth(phone: Phone, status: string): Promise<FileRow[]> {
	return await until(`both files of ${phone.waId} to be ${status}`, 30_000, () => {
		const rows = filesOf(phone);
		return rows.length === 2 && rows.every((row) => row.status === status) ? rows : undefined;
	});
}

const folder = () => join(stack().dir, '.n8n', 'whatsapp-calling', 'recordings.simulator');

async function onDisk(): Promise<string[]> {
	const names = await readdir(folder());
	return names.filter((name) => name !== 'drafts').sort();
}

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

describe('P8: a customer who agreed in the chat', () => {
	let asha: Phone;

	beforeAll(async () => {
		asha = await customer();
		await asha.tap('wac:recording_yes:-:1');
		await untilQuiet(stack());
	});

	it('is recorded: both files are on disk, byte for byte, for nobody else', async () => {
		expect(await called(asha)).toBe('enabled');
		const [connect] = await connectsTo(stack(), asha);
		const block = { status: 'ENABLED', purpose: RECORDING.purpose };
		expect(connect).toMatchObject({ recording: block, transcription: block });
		const files = await untilBoth(asha, 'stored');
		expect(files.map(({ kind }) => kind)).toEqual(['recording', 'transcript']);
		expect(await onDisk()).toEqual(files.map(({ reference }) => reference).sort());
		for (const { reference, sha256 } of files) {
			const path = join(folder(), reference ?? '');
			const bytes = await readFile(path);
			expect(sumOf(bytes)).toBe(sha256);
			expect((await stat(path)).mode & 0o777).toBe(0o600);
			expect(reference).toMatch(/^rec_\w+\.(ogg|json)$/);
		}
		const audio = files.find(({ kind }) => kind === 'recording')?.reference ?? '';
		expect((await readFile(join(folder(), audio))).subarray(0, 4).toString()).toBe('OggS');
	});

	it('can be heard in a workflow, and the editor shows it', async () => {
		const [{ id = '' } = {}] = filesOf(asha);
		const [item] = await operate(stack(), 'whatsAppCalling', {
			resource: 'recording',
			operation: 'download',
			recordingId: id,
		});
		expect(item).toMatchObject({ recording: { id, status: 'stored' } });
	});

	it('objects by a tap: the files are gone, and the next call is not recorded', async () => {
		await asha.tap('wac:recording_no:-:1');
		await untilBoth(asha, 'deleted');
		expect(await onDisk()).toEqual([]);
		await clock.pass(5 * 3_600_000);
		expect(await called(asha)).toBe('no_objection');
		expect((await connectsTo(stack(), asha)).at(-1)).not.toHaveProperty('recording');
		expect(attemptsOf(stack(), asha)).toHaveLength(2);
	});
});

describe('P8: without a recording the call is placed all the same', () => {
	it.each([
		['recording_consent', {}, false],
		['retention', { keepDays: null }, true],
	])('for want of %s', async (missing, change, agrees) => {
		await seedPolicy(stack(), policy(change));
		const phone = await customer();
		if (agrees) await phone.tap('wac:recording_yes:-:1');
		expect(await called(phone)).toBe(missing);
		const [connect] = await connectsTo(stack(), phone);
		expect(connect).not.toHaveProperty('recording');
		expect(connect).not.toHaveProperty('transcription');
	});
});

describe('P8: a file whose date has come', () => {
	it('is gone from disk', async () => {
		await seedPolicy(stack(), policy());
		const bela = await customer();
		await bela.tap('wac:recording_yes:-:1');
		await called(bela);
		await untilBoth(bela, 'stored');
		expect(await onDisk()).toHaveLength(2);
		await clock.pass(30 * DAY_MS + 60_000);
		await untilBoth(bela, 'deleted');
		expect(await onDisk()).toEqual([]);
	});
});

describe('P8: 25 Recordings to S3', () => {
	let s3: S3Receiver;
	let template: StoredWorkflow;
	let chand: Phone;

	/** What its set-up says; looked at every second instead of every hour. */
	const setUp = (shipped: WorkflowJson, credential: { id: string; name: string }): WorkflowJson => {
		const rule = { interval: [{ field: 'seconds', secondsInterval: 1 }] };
		const often = withParameters(shipped, 'Every Hour', { rule });
		const bucket = { id: 'bucket', name: 'bucket', type: 'string', value: 'recordings' };
		const named = withParameters(often, 'Your Bucket', {
			assignments: { assignments: [bucket] },
		});
		const nodes = named.nodes.map((node) =>
			node.type === 'n8n-nodes-base.s3' ? { ...node, credentials: { s3: credential } } : node,
		);
		return { ...named, nodes };
	};

	beforeAll(async () => {
		s3 = await startS3Receiver();
		await seedPolicy(stack(), policy({ storage: 'workflow' }));
		const { url, accessKeyId, secretAccessKey } = s3;
		const credential = await stack().api.createCredential('S3', 's3', {
			endpoint: url,
			region: 'eu-central-1',
			accessKeyId,
			secretAccessKey,
			forcePathStyle: true,
			ignoreSSLIssues: false,
		});
		template = await publishTemplate(stack(), '25-recordings-s3.json', {
			setUp: (shipped) => setUp(shipped, credential),
		});
		chand = await customer();
		await chand.tap('wac:recording_yes:-:1');
		await untilQuiet(stack());
	});
	afterAll(async () => await s3.stop());

	it('stores both files under the customer’s consent, also if the bucket fails at first', async () => {
		s3.failUploads(1);
		expect(await called(chand)).toBe('enabled');
		const files = await untilBoth(chand, 'stored');
		for (const { reference, sha256 } of files) {
			expect(reference).toMatch(/^s3:\/\/recordings\/rec_\w+\.(ogg|json)$/);
			const object = s3.objects.get((reference ?? '').slice('s3://'.length));
			expect(object && sumOf(object.bytes)).toBe(sha256);
		}
		expect(await onDisk()).toEqual([]);
	});

	it('deletes them from the bucket when the customer objects', async () => {
		await chand.tap('wac:recording_no:-:1');
		await untilBoth(chand, 'deleted');
		expect(s3.objects.size).toBe(0);
		await stack().api.deactivate(template.id);
	});
});
