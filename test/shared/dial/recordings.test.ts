import { createHash } from 'node:crypto';
import {
	chmod,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rm,
	stat,
	utimes,
	writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepRecordings, type RecordingPorts } from '../../../nodes/shared/dial/keepRecordings';
import { RecordingFolder, recordingsFolder } from '../../../nodes/shared/dial/recordingFolder';
import type { Contact, StoredRecording } from '../../../nodes/shared/ledger/ledger';
import { at, CALL, Dialling, LINE } from './harness';
import { ok, refuse } from './scriptedGraph';

const story = new Dialling();
const DAY = 86_400;
const BYTES = Buffer.from('OggS, and what was said');
const sum = (bytes: Buffer, form: 'hex' | 'base64' = 'hex') =>
	createHash('sha256').update(bytes).digest(form);

let folder: string;
let asha: Contact;
/** What Meta serves: status and bytes. */
let served: { status: number; bytes: Buffer | AsyncIterable<Uint8Array> };
let media: ReturnType<typeof ok> | null;
let downloads: string[];
let ours: boolean;

beforeEach(async () => {
	folder = join(await mkdtemp(join(tmpdir(), 'recordings-')), 'recordings');
	asha = await story.customer();
	served = { status: 200, bytes: BYTES };
	media = ok({ url: 'https://lookaside.fbsbx.com/x', sha256: sum(BYTES), mime_type: 'audio/ogg' });
	downloads = [];
	ours = true;
	story.answers = [media];
});
afterEach(async () => {
	await chmod(folder, 0o700).catch(() => {});
	await rm(join(folder, '..'), { recursive: true });
});

async function* stream(bytes: Buffer): AsyncIterable<Uint8Array> {
	yield bytes.subarray(0, 4);
	yield bytes.subarray(4);
}

const ports = (more: Partial<RecordingPorts> = {}): RecordingPorts => {
	const { ledger, graph, now } = story.ports();
	return {
		ledger,
		now,
		graph: { call: async (call) => ((story.answers = [media]), await graph.call(call)) },
		accessToken: 'token-1',
		simulator: false,
		files: new RecordingFolder(folder),
		isOurs: async () => ours,
		download: async ({ url }) => {
			downloads.push(url);
			const { status, bytes } = served;
			return { status, body: Buffer.isBuffer(bytes) ? stream(bytes) : bytes };
		},
		...more,
	};
};

const notice = async (more: Partial<StoredRecording> = {}) =>
	await story.do(
		async ({ recordings }) =>
			await recordings.notice(
				{
					kind: 'recording',
					callId: CALL,
					attemptId: null,
					contactId: asha.id,
					phoneNumberId: LINE,
					mediaId: '1234567890',
					mimeType: 'audio/ogg; codecs=opus',
					sha256: sum(BYTES, 'base64'),
					keepUntil: at(30 * DAY),
					...more,
				},
				story.now,
			),
	);
const current = async ({ id }: StoredRecording) =>
	await story.do(async ({ recordings }) => await recordings.get(id));
const files = async () =>
	(await readdir(folder).catch(() => [])).filter((name) => name !== 'drafts');
const drafts = async () => await readdir(join(folder, 'drafts')).catch(() => []);

describe('P8: a file of a call is fetched', () => {
	it('into the folder, for nobody else, under a name that tells nothing', async () => {
		const file = await notice();
		await keepRecordings(ports());
		const name = `${file.id}.ogg`;
		expect(await files()).toEqual([name]);
		expect(await readFile(join(folder, name))).toEqual(BYTES);
		expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
		expect((await stat(folder)).mode & 0o777).toBe(0o700);
		expect(await drafts()).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'stored', reference: name, problem: null });
	});

	it('once, however many triggers look after it', async () => {
		await notice();
		await Promise.all(Array.from({ length: 5 }, async () => await keepRecordings(ports())));
		await keepRecordings(ports());
		expect(downloads).toHaveLength(1);
	});

	it('once, even if another trigger begins while this one looks whose it is', async () => {
		await notice();
		let release = () => {};
		const held = new Promise<void>((resolve) => (release = resolve));
		let other: Promise<void> | undefined;
		served.bytes = (async function* () {
			await held;
			yield BYTES;
		})();
		const isOurs = async () => {
			other ??= keepRecordings(ports());
			while (downloads.length === 0) await setTimeout(1);
			return true;
		};
		await keepRecordings(ports({ isOurs }));
		release();
		await other;
		expect(downloads).toHaveLength(1);
		expect(await files()).toHaveLength(1);
	});

	it('with a fresh address each time', async () => {
		await notice();
		await notice({ mediaId: '99', kind: 'transcript', mimeType: 'application/json' });
		await keepRecordings(ports());
		expect(story.requests.map(({ path }) => path).sort()).toEqual(['/1234567890', '/99']);
		expect((await files()).map((name) => name.split('.')[1]).sort()).toEqual(['json', 'ogg']);
	});

	it('by the triggers of its own number alone', async () => {
		const file = await notice();
		ours = false;
		await keepRecordings(ports());
		expect(downloads).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'noticed', problem: null });
	});

	it('not at all if a workflow is to do it, which is lost if none does', async () => {
		const recording = { storage: 'workflow' as const };
		await story.do(async ({ policies }) => {
			await policies.put('default', LINE, { recording }, story.now);
		});
		const file = await notice();
		await keepRecordings(ports());
		expect(downloads).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'noticed', problem: 'left_to_workflow' });
		story.seconds = 7 * DAY;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'lost', problem: 'left_to_workflow' });
	});

	it.each<[problem: string, breaks: () => void]>([
		['media_gone', () => (media = refuse(100))],
		['token_invalid', () => (media = refuse(190, 401))],
		['temporary_failure', () => (media = null)],
		['media_host_refused', () => (media = ok({ url: 'https://evil.example/x' }))],
		['media_refused', () => (served.status = 302)],
		['media_refused', () => (served.status = 404)],
		['media_checksum_mismatch', () => (served.bytes = Buffer.from('cut'))],
		['media_checksum_mismatch', () => (media = ok({ url: LOOK, sha256: sum(Buffer.from('x')) }))],
		['media_unreachable', () => (served.bytes = broken())],
		['media_too_large', () => (served.bytes = endless())],
	])('again later after %s, and leaves nothing behind', async (problem, breaks) => {
		const file = await notice();
		breaks();
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'noticed', problem });
		expect([...(await files()), ...(await drafts())]).toEqual([]);
		served = { status: 200, bytes: BYTES };
		media = ok({ url: LOOK, sha256: sum(BYTES) });
		story.seconds = 59;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'noticed' });
		story.seconds = 60;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'stored', problem: null });
	});

	it('in growing gaps, until Meta’s seven days are over', async () => {
		const file = await notice();
		served.status = 404;
		const tries: number[] = [];
		for (story.seconds = 0; story.seconds <= 7 * DAY; story.seconds += 60) {
			const before = downloads.length;
			await keepRecordings(ports());
			if (downloads.length > before) tries.push(story.seconds / 60);
		}
		expect(tries.slice(0, 12)).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 872]);
		expect(tries.length).toBeLessThan(45);
		expect(await current(file)).toMatchObject({ status: 'lost', problem: 'media_refused' });
	});

	it('again if the disk takes nothing', async () => {
		const file = await notice();
		await writeFile(folder, 'a file where the folder should be');
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ problem: 'recordings_folder_unusable' });
		await rm(folder);
		story.seconds = 60;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'stored' });
	});
});

const LOOK = 'https://lookaside.fbsbx.com/x';

async function* broken(): AsyncIterable<Uint8Array> {
	yield BYTES.subarray(0, 4);
	throw new Error('socket hang up');
}

async function* endless(): AsyncIterable<Uint8Array> {
	for (;;) yield new Uint8Array(16 * 1024 * 1024);
}

describe('P8, P10: n8n dies while it fetches a file', () => {
	/** Dies at the n-th write to the ledger, before it. */
	const dyingAt = (write: number, base = ports()): RecordingPorts => {
		let writes = 0;
		const { ledger } = base;
		const dying = Object.create(ledger) as typeof ledger;
		dying.transaction = async (work) => {
			if (++writes >= write) throw new Error('killed');
			return await ledger.transaction(work);
		};
		return { ...base, ledger: dying };
	};

	it('after the file has its name: it is found there, and not fetched twice', async () => {
		const file = await notice();
		// Due for deletion, due to be fetched, begun; the fourth would say that it is stored.
		await expect(keepRecordings(dyingAt(4))).rejects.toThrow('killed');
		expect(await files()).toEqual([`${file.id}.ogg`]);
		expect(await current(file)).toMatchObject({ status: 'noticed', problem: 'fetch_interrupted' });
		story.seconds = 300;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'stored', problem: null });
		expect(downloads).toHaveLength(1);
	});

	it('while it reads: the draft is no file, and it is fetched again', async () => {
		const file = await notice();
		const stuckFiles = new Unkept(folder);
		const stuck = ports({ files: stuckFiles });
		void keepRecordings(stuck);
		while ((await drafts()).length === 0 || !stuckFiles.isKeeping) await setTimeout(5);
		expect(await files()).toEqual([]);
		expect(await drafts()).toHaveLength(1);
		story.seconds = 300;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'stored' });
		expect(downloads).toHaveLength(2);
		expect(await drafts()).toEqual([]);
	});

	it('and nobody fetches the file later: the draft does not stay for ever', async () => {
		await mkdir(join(folder, 'drafts'), { recursive: true });
		const draft = join(folder, 'drafts', 'rec_1.ogg');
		await writeFile(draft, 'half a talk');
		await utimes(draft, story.seconds, Date.parse(at(-3599)) / 1000);
		await keepRecordings(ports());
		expect(await drafts()).toEqual(['rec_1.ogg']);
		await utimes(draft, story.seconds, Date.parse(at(-3601)) / 1000);
		await keepRecordings(ports());
		expect(await drafts()).toEqual([]);
	});
});

/** A process that is killed between reading and renaming. */
class Unkept extends RecordingFolder {
	isKeeping = false;

	override async keep(): Promise<void> {
		this.isKeeping = true;
		await new Promise(() => {});
	}
}

describe('P8: a file of a call is deleted', () => {
	async function stored(more: Partial<StoredRecording> = {}): Promise<StoredRecording> {
		const file = await notice(more);
		await keepRecordings(ports());
		expect(await files()).toHaveLength(1);
		return file;
	}

	it('from disk, on its date', async () => {
		const file = await stored();
		story.seconds = 30 * DAY - 1;
		await keepRecordings(ports());
		expect(await files()).toHaveLength(1);
		story.seconds = 30 * DAY;
		await keepRecordings(ports());
		expect(await files()).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'deleted', reference: null });
	});

	it('by an objection, at once', async () => {
		const file = await stored();
		const objection = { contactId: asha.id, by: 'customer' as const, at: at(10), since: at(0) };
		story.seconds = 10;
		await story.do(async ({ recordings }) => await recordings.object(objection, story.now));
		await keepRecordings(ports());
		expect(await files()).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'deleted' });
	});

	it('by an objection, before it was ever fetched', async () => {
		const file = await notice();
		const objection = { contactId: asha.id, by: 'customer' as const, at: at(10), since: at(0) };
		story.seconds = 10;
		await story.do(async ({ recordings }) => await recordings.object(objection, story.now));
		await keepRecordings(ports());
		expect(downloads).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'deleted' });
	});

	it('by an objection while it is being fetched', async () => {
		const file = await notice();
		const objection = { contactId: asha.id, by: 'customer' as const, at: at(10), since: at(0) };
		served.bytes = (async function* () {
			yield BYTES;
			story.seconds = 10;
			await story.do(async ({ recordings }) => await recordings.object(objection, story.now));
			await keepRecordings(ports());
		})();
		await keepRecordings(ports());
		await keepRecordings(ports());
		expect(await files()).toEqual([]);
		expect(await drafts()).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'deleted' });
	});

	it('if it turns out to be unwanted when it is there', async () => {
		const file = await notice();
		const late = new (class extends RecordingFolder {
			override async keep(name: string): Promise<void> {
				await super.keep(name);
				await story.do(async ({ recordings }) => await recordings.deleted(file.id, story.now));
			}
		})(folder);
		await keepRecordings(ports({ files: late }));
		expect(await files()).toEqual([]);
		expect(await current(file)).toMatchObject({ status: 'deleted' });
	});

	it('also if somebody has removed it before', async () => {
		const file = await stored();
		await rm(join(folder, `${file.id}.ogg`));
		story.seconds = 30 * DAY;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'deleted' });
	});

	it('and if it cannot be, that is told, shown and tried again', async () => {
		const file = await stored();
		await rm(join(folder, `${file.id}.ogg`));
		await mkdir(join(folder, `${file.id}.ogg`, 'in the way'), { recursive: true });
		story.seconds = 30 * DAY;
		await expect(keepRecordings(ports())).rejects.toThrow();
		expect(await current(file)).toMatchObject({
			status: 'stored',
			problem: 'recording_not_deleted',
		});
		await rm(join(folder, `${file.id}.ogg`), { recursive: true });
		story.seconds += 7 * 3600;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'deleted', problem: null });
	});

	it('not here if a workflow has put it elsewhere, which has to say so', async () => {
		const file = await notice();
		await story.do(async ({ recordings }) => {
			await recordings.stored(file.id, 's3://bucket/a.ogg', story.now);
		});
		story.seconds = 30 * DAY;
		await keepRecordings(ports());
		expect(await current(file)).toMatchObject({ status: 'stored', reference: 's3://bucket/a.ogg' });
	});

	it('never outside the folder', async () => {
		const outside = join(folder, '..', 'ledger.key');
		await writeFile(outside, 'key');
		const file = await notice();
		await story.do(async ({ recordings }) => {
			await recordings.stored(file.id, '../ledger.key', story.now);
		});
		story.seconds = 30 * DAY;
		await expect(keepRecordings(ports())).rejects.toThrow('no name');
		expect(await readFile(outside, 'utf8')).toBe('key');
	});
});

describe('recordingsFolder', () => {
	it.each([
		[
			'sqlite:///data/.n8n/whatsapp-calling/ledger.sqlite',
			'/data/.n8n/whatsapp-calling/recordings',
		],
		[
			'sqlite:///data/.n8n/whatsapp-calling/ledger.simulator.sqlite',
			'/data/.n8n/whatsapp-calling/recordings.simulator',
		],
	])('lies beside %s', (url, path) => {
		expect(recordingsFolder(url)).toBe(path);
	});
});
