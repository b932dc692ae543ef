import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRecording } from '../../../../nodes/shared/ledger/ledger';
import { CUSTOMER, NOW, NUMBER, callingNode, type CallingNode } from '../callingNode';

const BYTES = Buffer.from('OggS, and what was said');
const SUM = createHash('sha256').update(BYTES).digest('hex');
const CALL = 'wacid.HBgLOTE5ODEy';
const MEDIA = {
	status: 200,
	body: { url: 'https://lookaside.fbsbx.com/x', sha256: SUM, mime_type: 'audio/ogg', id: '77' },
};

let home: string;
let before: string | undefined;
let node: CallingNode;

beforeEach(async () => {
	home = mkdtempSync(join(tmpdir(), 'recordings-'));
	before = process.env.N8N_USER_FOLDER;
	process.env.N8N_USER_FOLDER = home;
	node = await callingNode(MEDIA);
	node.connection.download = async () => ({ status: 200, body: bytes() });
});
afterEach(() => {
	if (before === undefined) delete process.env.N8N_USER_FOLDER;
	else process.env.N8N_USER_FOLDER = before;
	rmSync(home, { recursive: true });
});

async function* bytes(): AsyncIterable<Uint8Array> {
	yield BYTES;
}

const folder = () => join(home, '.n8n', 'whatsapp-calling', 'recordings');

const operate = (operation: string, more: IDataObject = {}) => ({
	resource: 'recording',
	operation,
	...more,
});

const notice = async (more: Partial<StoredRecording> = {}) =>
	await node.ledger.transaction(
		async ({ recordings }) =>
			await recordings.notice(
				{
					kind: 'recording',
					callId: CALL,
					attemptId: null,
					contactId: node.contact.id,
					phoneNumberId: NUMBER,
					mediaId: '77',
					mimeType: 'audio/ogg; codecs=opus',
					sha256: SUM,
					keepUntil: '2026-11-11T09:30:00.000Z',
					...more,
				},
				NOW,
			),
	);

const current = async ({ id }: StoredRecording) =>
	await node.ledger.transaction(async ({ recordings }) => await recordings.get(id));

const stored = async ({ id }: StoredRecording, reference: string) =>
	await node.ledger.transaction(
		async ({ recordings }) => await recordings.stored(id, reference, NOW),
	);

const withFile = ({ id }: StoredRecording) => ({ items: [node.item({ recording: { id } })] });

describe('Recording › Get Many', () => {
	const list = async (which: string) =>
		(await node.run(operate('getMany', { which, limit: 50 }))).map(({ json }) => json);

	it('lists those of a customer, without Meta’s ids and phone numbers', async () => {
		const file = await notice();
		const [json] = await list('customer');
		expect(json).toMatchObject({
			schema: 'whatsapp-calling/1',
			recording: { id: file.id, kind: 'recording', status: 'noticed', reference: null },
			contact_id: node.contact.id,
			phone_number_id: NUMBER,
			noticed_at: NOW,
		});
		expect(JSON.stringify(json)).not.toMatch(new RegExp(`${CALL}|${CUSTOMER}|"77"|lookaside`));
	});

	it('P8: tells apart what is not fetched, stored, and due where a workflow has put it', async () => {
		const noticed = await notice();
		const inFolder = await notice({ mediaId: '1' });
		const inBucket = await notice({ mediaId: '2' });
		await stored(inFolder, `${inFolder.id}.ogg`);
		await stored(inBucket, 's3://bucket/a.ogg');
		const ids = async (which: string) =>
			(await list(which)).map(({ recording }) => (recording as IDataObject).id).sort();
		expect(await ids('noticed')).toEqual([noticed.id]);
		expect(await ids('stored')).toEqual([inFolder.id, inBucket.id].sort());
		expect(await ids('due')).toEqual([]);
		node.clock.now = '2026-11-11T09:30:00.000Z';
		expect(await ids('due')).toEqual([inBucket.id]);
		expect(await ids('noticed')).toEqual([]);
	});
});

describe('Recording › Download', () => {
	const download = async (file: StoredRecording, mode: 'trigger' | 'manual' = 'trigger') =>
		await node.run(operate('download', { binaryPropertyName: 'audio' }), {
			...withFile(file),
			mode,
		});

	it('gives WhatsApp’s file as binary data, checked, and leaves none on disk', async () => {
		const file = await notice();
		const [item] = await download(file);
		expect(item?.binary?.audio).toMatchObject({
			fileName: `${file.id}.ogg`,
			mimeType: 'audio/ogg; codecs=opus',
			data: BYTES.toString('base64'),
		});
		expect(item?.json).toMatchObject({ order: 'A-7', recording: { id: file.id } });
		expect(await readdir(folder())).toEqual(['drafts']);
		expect(await readdir(join(folder(), 'drafts'))).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'noticed' });
	});

	it('changes nothing, so a test run shows the file too', async () => {
		const [item] = await download(await notice(), 'manual');
		expect(item?.binary?.audio?.data).toBe(BYTES.toString('base64'));
	});

	it('gives the file of the folder once it is there', async () => {
		const file = await notice();
		await stored(file, `${file.id}.ogg`);
		await expect(download(file)).rejects.toMatchObject({ type: 'recording_file_missing' });
		await mkdir(folder(), { recursive: true });
		await writeFile(join(folder(), `${file.id}.ogg`), 'from disk');
		const [item] = await download(file);
		expect(Buffer.from(item?.binary?.audio?.data ?? '', 'base64').toString()).toBe('from disk');
		expect(node.calls).toEqual([]);
	});

	it.each<[code: string, change: (file: StoredRecording) => Promise<unknown>]>([
		['recording_not_kept', async () => (node.clock.now = '2026-11-11T09:30:00.000Z')],
		[
			'recording_not_kept',
			async ({ id }) => await node.ledger.transaction(async (tx) => tx.recordings.deleted(id, NOW)),
		],
		[
			'recording_lost',
			async ({ id }) =>
				await node.ledger.transaction(async (tx) => tx.recordings.failed(id, 'x', null, NOW)),
		],
		['recording_kept_elsewhere', async (file) => await stored(file, 's3://bucket/a.ogg')],
		[
			'media_checksum_mismatch',
			async () => {
				node.connection.download = async () => ({
					status: 200,
					body: (async function* () {
						yield Buffer.from('cut');
					})(),
				});
			},
		],
	])('says %s where there is no file to give', async (code, change) => {
		const file = await notice();
		await change(file);
		await expect(download(file)).rejects.toMatchObject({ type: code });
	});

	it('names what is missing if no recording is meant, or an unknown one', async () => {
		await expect(node.run(operate('download'))).rejects.toMatchObject({ type: 'no_recording' });
		const run = node.run(operate('download', { recordingId: 'rec_0' }));
		await expect(run).rejects.toMatchObject({ type: 'recording_unknown' });
	});
});

describe('Recording › Mark Stored, Mark Deleted', () => {
	const REFERENCE = 's3://bucket/a.ogg';
	const mark = async (file: StoredRecording, reference = REFERENCE) =>
		await node.run(operate('markStored', { reference }), withFile(file));

	it('P10: keeps the reference, once or twice', async () => {
		const file = await notice();
		for (let round = 0; round < 2; round++) {
			const [item] = await mark(file);
			expect(item?.json).toMatchObject({
				kept: true,
				reference: REFERENCE,
				recording: { status: 'stored', reference: REFERENCE },
			});
		}
	});

	it('P8: says that a file has to go again that nobody wants, or that is kept elsewhere', async () => {
		const file = await notice();
		await mark(file);
		expect((await mark(file, 's3://other/a.ogg'))[0]?.json).toMatchObject({ kept: false });
		await node.run(operate('markDeleted'), withFile(file));
		expect((await mark(file))[0]?.json).toMatchObject({
			kept: false,
			recording: { status: 'deleted', reference: null },
		});
	});

	it.each(['a.ogg', '../ledger.key', '/etc/passwd', ''])(
		'takes “%s” for no place of a workflow',
		async (reference) => {
			const run = mark(await notice(), reference);
			await expect(run).rejects.toMatchObject({ type: 'reference_invalid' });
		},
	);

	it('P8: marks as deleted what a workflow has stored, and never what lies in the folder', async () => {
		const file = await notice();
		await mark(file);
		const [item] = await node.run(operate('markDeleted'), withFile(file));
		expect(item?.json).toMatchObject({ recording: { status: 'deleted' } });
		const own = await notice({ mediaId: '2' });
		await stored(own, `${own.id}.ogg`);
		const run = node.run(operate('markDeleted'), withFile(own));
		await expect(run).rejects.toMatchObject({ type: 'recording_in_folder' });
		expect(await current(own)).toMatchObject({ status: 'stored' });
	});

	it('only show it in a test run', async () => {
		const file = await notice();
		const manual = { ...withFile(file), mode: 'manual' as const };
		const [item] = await node.run(operate('markStored', { reference: REFERENCE }), manual);
		expect(item?.json).toMatchObject({ dry_run: { stored_at: REFERENCE } });
		await node.run(operate('markDeleted'), manual);
		expect(await current(file)).toMatchObject({ status: 'noticed' });
	});
});

describe('Recording › Note Consent, Object', () => {
	const consents = async () =>
		(
			await node.ledger.transaction(
				async (tx) => await tx.consents.active(node.contact.id, NUMBER, node.clock.now),
			)
		).filter(({ key }) => key === 'recording');
	const NOTE = operate('noteConsent', { notedBy: 'Priya', wording: 'Yes, you may' });

	it('P8: keeps who noted it, when it was said and in which words; no consent to calls', async () => {
		const heardAt = '2026-10-12T14:30:00+05:30';
		const [item] = await node.run({ ...NOTE, heardAt });
		expect(item?.json).toMatchObject({
			consent: { key: 'recording', noted_by: 'Priya', given_at: '2026-10-12T09:00:00.000Z' },
		});
		expect(await consents()).toMatchObject([
			{
				channel: 'representative',
				scope: 'standing',
				wording: 'Priya: Yes, you may',
				givenAt: '2026-10-12T09:00:00.000Z',
				expiresAt: null,
			},
		]);
	});

	it.each([
		['noted_by_missing', { notedBy: '' }],
		['heard_at_invalid', { heardAt: '2026-10-12T09:31:00Z' }],
		['heard_at_invalid', { heardAt: 'yesterday' }],
		['consent_not_noted', { heardAt: '2026-10-01T09:30:00Z' }],
	])('refuses with %s', async (code, more) => {
		await expect(node.run({ ...NOTE, ...more })).rejects.toMatchObject({ type: code });
		expect(await consents()).toEqual([]);
	});

	it.each(['customer', 'representative'])(
		'P8: an objection told by the %s ends the consent and deletes what was recorded',
		async (toldBy) => {
			const file = await notice();
			await node.run(NOTE);
			node.clock.now = '2026-10-12T09:31:00.000Z';
			const [item] = await node.run(operate('object', { toldBy }));
			expect(item?.json).toMatchObject({
				recording_objection: { told_by: toldBy, at: node.clock.now },
			});
			expect(await consents()).toEqual([]);
			const due = await node.ledger.transaction(
				async ({ recordings }) => await recordings.toDelete(node.clock.now, 9),
			);
			expect(due.map(({ id }) => id)).toEqual([file.id]);
		},
	);

	it('only show it in a test run', async () => {
		const [noted] = await node.run(NOTE, { mode: 'manual' });
		expect(noted?.json).toMatchObject({ dry_run: { consent: { noted_by: 'Priya' } } });
		const [objected] = await node.run(operate('object'), { mode: 'manual' });
		expect(objected?.json).toMatchObject({ dry_run: { recording_objection: { at: NOW } } });
		expect(await consents()).toEqual([]);
		const at = await node.ledger.transaction(
			async ({ recordings }) => await recordings.objectedAt(node.contact.id),
		);
		expect(at).toBeNull();
	});
});

describe('Recording, for an AI agent', () => {
	it.each(['getMany', 'download', 'markStored', 'markDeleted', 'noteConsent', 'object'])(
		'%s is refused',
		async (operation) => {
			const file = await notice();
			const run = node.run(
				operate(operation, { which: 'stored', notedBy: 'x', reference: 's3://b/a' }),
				{
					...withFile(file),
					isTool: true,
				},
			);
			await expect(run).rejects.toMatchObject({ type: 'not_in_tool_mode' });
		},
	);
});
