import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

import { LedgerError } from './ledger';
import type { Sql, SqlTx, SqlValue } from './sql';
import { busy, reach } from './sqliteError';
import { Turnstile } from './turnstile';

/** How long a transaction waits for its turn before it gives up with `ledger_busy`. */
const BUSY_DEADLINE_MS = 5000;

export interface SqliteOptions {
	/** Absolute path of the file, or `:memory:`. */
	path: string;
	busyDeadlineMs?: number;
}

/** The engine on `node:sqlite`: one connection, one transaction at a time, never a blocking wait. */
export async function openSqlite(options: SqliteOptions): Promise<Sql> {
	const { path, busyDeadlineMs = BUSY_DEADLINE_MS } = options;
	const { DatabaseSync: Database } = await loadEngine();
	const db = reach(() => new Database(path));
	try {
		const engine = new SqliteEngine(db, path, busyDeadlineMs);
		await engine.prepareFile();
		return engine;
	} catch (error) {
		db.close();
		throw error;
	}
}

async function loadEngine(): Promise<typeof import('node:sqlite')> {
	try {
		return await import('node:sqlite');
	} catch (cause) {
		throw new LedgerError(
			'ledger_engine_missing',
			'This Node.js has no node:sqlite. Run n8n on Node.js 24 or newer.',
			{ cause },
		);
	}
}

class SqliteEngine implements Sql {
	private readonly statements = new Map<string, StatementSync>();
	private readonly turnstile = new Turnstile();
	private readonly file: string | null;

	constructor(
		private readonly db: DatabaseSync,
		private readonly path: string,
		private readonly busyDeadlineMs: number,
	) {
		this.file = identity(path);
	}

	async prepareFile(): Promise<void> {
		const until = performance.now() + this.busyDeadlineMs;
		// Switching to WAL needs the file alone for a moment, so it may have to wait like a transaction.
		const mode = await this.patiently(until, () =>
			this.db.prepare('PRAGMA journal_mode=WAL').get(),
		);
		if (this.path !== ':memory:' && mode?.['journal_mode'] !== 'wal') {
			throw new LedgerError(
				'ledger_location_refused',
				'The folder of the ledger cannot hold a write-ahead log. Put the ledger on a local disk: set WHATSAPP_CALLING_LEDGER_URL.',
			);
		}
		this.db.exec('PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=0');
		// P4: what is erased does not stay readable in free pages of the file.
		this.db.exec('PRAGMA secure_delete=ON');
	}

	async transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
		const until = performance.now() + this.busyDeadlineMs;
		const leave = await this.turnstile.enter(this.busyDeadlineMs);
		if (leave === null) throw busy('Another transaction of this process has not ended.');
		try {
			await this.patiently(until, () => this.statement('BEGIN IMMEDIATE').run());
			return await this.commitOrRollBack(work);
		} finally {
			leave();
		}
	}

	async close(): Promise<void> {
		const leave = await this.turnstile.enter(this.busyDeadlineMs);
		this.statements.clear();
		if (this.db.isOpen) this.db.close();
		leave?.();
	}

	statement(sql: string): StatementSync {
		const known = this.statements.get(sql);
		if (known) return known;
		const fresh = this.db.prepare(sql);
		this.statements.set(sql, fresh);
		return fresh;
	}

	private async commitOrRollBack<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
		const tx = new SqliteTx(this);
		try {
			this.refuseReplacedFile();
			const result = await work(tx);
			reach(() => this.statement('COMMIT').run());
			return result;
		} catch (error) {
			this.rollBack();
			throw error;
		} finally {
			tx.ended = true;
		}
	}

	private rollBack(): void {
		try {
			this.statement('ROLLBACK').run();
		} catch {
			// SQLite has rolled back by itself (disk full, I/O error); the first error says why.
		}
	}

	/** Two processes on two files of the same name would each call the customer. */
	private refuseReplacedFile(): void {
		if (this.file === identity(this.path)) return;
		throw new LedgerError(
			'ledger_replaced',
			'The ledger file was deleted or replaced while n8n was running. Put the right file back and restart n8n.',
		);
	}

	private async patiently<T>(until: number, act: () => T): Promise<T> {
		for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 40)) {
			try {
				return reach(act);
			} catch (error) {
				if (!(error instanceof LedgerError) || error.code !== 'ledger_busy') throw error;
				if (performance.now() >= until) throw error;
			}
			await delay(pauseMs * (0.5 + Math.random()));
		}
	}
}

class SqliteTx implements SqlTx {
	ended = false;

	constructor(private readonly engine: SqliteEngine) {}

	async all<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
		// The row's shape is the statement's own; only its author knows it.
		return this.act(() => this.engine.statement(sql).all(...params) as Row[]);
	}

	async get<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row | undefined> {
		// The row's shape is the statement's own; only its author knows it.
		return this.act(() => this.engine.statement(sql).get(...params) as Row | undefined);
	}

	async run(sql: string, params: readonly SqlValue[] = []): Promise<{ changes: number }> {
		return this.act(() => ({ changes: Number(this.engine.statement(sql).run(...params).changes) }));
	}

	private act<T>(work: () => T): T {
		// A forgotten `await` would otherwise write into somebody else's transaction.
		if (this.ended) throw new Error('This transaction of the ledger has ended');
		return reach(work);
	}
}

function identity(path: string): string | null {
	if (path === ':memory:') return null;
	const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
	return stat ? `${stat.dev}:${stat.ino}` : 'gone';
}
