import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toMs } from '../domain/instant';
import { sqlitePath } from '../ledger/ledgerLocation';

/** Our own names: no letter of them is chosen by anybody outside. */
const FILE_NAME = /^rec_\w+\.(ogg|json|bin)$/;

/**
 * The folder `recordings` beside the ledger, for nobody but the user that runs n8n; the simulator's
 * files never mix with customers'.
 */
export function recordingsFolder(ledgerUrl: string): string {
	const ledger = sqlitePath(ledgerUrl);
	const { ext } = parse(parse(ledger).name);
	return join(dirname(ledger), `recordings${ext === '.simulator' ? ext : ''}`);
}

/** Files of calls on a local disk, by names that carry no personal data. */
export class RecordingFolder {
	/** On the same disk, so that a draft can become the file in one step. */
	private readonly drafts: string;

	constructor(private readonly path: string) {
		this.drafts = join(path, 'drafts');
	}

	/**
	 * Reads a file into a draft that no crash can take for the file itself. Leaves none behind if it
	 * fails; the limit is in bytes.
	 *
	 * @returns the SHA-256 of what was read, in hex.
	 * @throws {ReadError} if it cannot be read to its end; the disk's own error if it cannot be written.
	 */
	async draft(
		name: string,
		bytes: AsyncIterable<Uint8Array>,
		{ limit, signal }: { limit: number; signal: AbortSignal },
	): Promise<string> {
		await mkdir(this.drafts, { recursive: true, mode: 0o700 });
		await chmod(this.path, 0o700);
		const hash = createHash('sha256');
		const measured = async function* (source: AsyncIterable<Uint8Array>) {
			let size = 0;
			for await (const chunk of readable(source)) {
				size += chunk.length;
				if (size > limit) throw new ReadError('media_too_large');
				hash.update(chunk);
				yield chunk;
			}
		};
		const file = createWriteStream(this.draftOf(name), { mode: 0o600, flush: true });
		try {
			await pipeline(bytes, measured, file, { signal });
			return hash.digest('hex');
		} catch (error) {
			await this.discard(name);
			throw signal.aborted ? new ReadError('media_unreachable') : error;
		}
	}

	/** The draft becomes the file, also if the machine stops right after. */
	async keep(name: string): Promise<void> {
		await rename(this.draftOf(name), this.fileOf(name));
		const folder = await open(this.path, 'r');
		await folder.sync().finally(async () => await folder.close());
	}

	async discard(name: string): Promise<void> {
		await rm(this.draftOf(name), { force: true });
	}

	/** Whether the whole file is there. */
	async has(name: string): Promise<boolean> {
		return await access(this.fileOf(name)).then(
			() => true,
			() => false,
		);
	}

	read(name: string): Readable {
		return createReadStream(this.fileOf(name));
	}

	readDraft(name: string): Readable {
		return createReadStream(this.draftOf(name));
	}

	/** The file and whatever there is of a draft; what is not there is fine. */
	async remove(name: string): Promise<void> {
		await rm(this.fileOf(name), { force: true });
		await this.discard(name);
	}

	/** Drafts that a crash left behind and nobody has written to since. */
	async sweep(untouchedSince: string): Promise<void> {
		const names = await readdir(this.drafts).catch((): string[] => []);
		for (const file of names.map((name) => join(this.drafts, name))) {
			const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
			if (mtimeMs < toMs(untouchedSince)) await rm(file, { force: true });
		}
	}

	private fileOf(name: string): string {
		if (!FILE_NAME.test(name)) throw new Error('This is no name of a file of a call');
		return join(this.path, name);
	}

	private draftOf(name: string): string {
		return join(this.drafts, basename(this.fileOf(name)));
	}
}

/** What comes in broke off, took too long, or has no end. */
export class ReadError extends Error {
	constructor(readonly problem: 'media_unreachable' | 'media_too_large') {
		super(problem);
	}
}

async function* readable(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
	try {
		yield* source;
	} catch {
		// The error may hold the request with its token.
		throw new ReadError('media_unreachable');
	}
}
