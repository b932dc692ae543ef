import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogEntry } from '../simulator/log';
import { stackFile } from './n8nProcess';
import { repositoryRoot } from './repositoryRoot';
import { until } from './until';

/** `GET /sim/config`: the account that the simulator plays. */
export interface SimulatorConfig {
	app_id: string;
	app_secret: string;
	access_token: string;
	waba_id: string;
	phone_number_id: string;
}

export interface SimulatorProcessOptions {
	port: number;
	logFile: string;
	clockFile?: string;
	/** Further arguments of the simulator's command line. */
	args?: string[];
}

export type { LogEntry as SimulatorLogEntry } from '../simulator/log';

const START_TIMEOUT_MS = 30_000;

/** The built simulator (dist/simulator/main.cjs) as a process of its own. */
export class SimulatorProcess {
	readonly url: string;

	private child: ChildProcess | undefined;

	constructor(private readonly options: SimulatorProcessOptions) {
		this.url = `http://127.0.0.1:${options.port}`;
	}

	/** Starts the simulator; plain HTTP callbacks are allowed, because n8n listens on loopback. */
	async start(): Promise<SimulatorConfig> {
		const { port, logFile, clockFile, args = [] } = this.options;
		const log = openSync(logFile, 'a');
		const program = join(repositoryRoot(), 'dist', 'simulator', 'main.cjs');
		const clock = clockFile ? ['--clock-file', clockFile] : [];
		const child = spawn(
			process.execPath,
			[
				'--require',
				stackFile('parentWatchPreload.cjs'),
				program,
				'--port',
				String(port),
				'--lax',
				...clock,
				...args,
			],
			{ cwd: repositoryRoot(), stdio: ['ignore', log, log] },
		);
		closeSync(log);
		this.child = child;
		child.once('exit', () => (this.child = undefined));
		return await until('the simulator to start', START_TIMEOUT_MS, async () => {
			if (!this.child) throw new Error(`The simulator ended:\n${await readFile(logFile, 'utf8')}`);
			return await this.get<SimulatorConfig>('/sim/config').catch(() => undefined);
		});
	}

	/** `GET` of the control API. */
	async get<T>(path: string): Promise<T> {
		return await this.call('GET', path);
	}

	/** `POST` of the control API. */
	async post<T = unknown>(path: string, body: unknown = {}): Promise<T> {
		return await this.call('POST', path, body);
	}

	/** Requests to the Graph API and deliveries to the callback, in order. */
	async log(): Promise<LogEntry[]> {
		return await this.get('/sim/log');
	}

	/** Forgets users, calls, subscriptions and the log. */
	async reset(): Promise<void> {
		await this.call('DELETE', '/sim/state');
	}

	async stop(): Promise<void> {
		const child = this.child;
		if (!child) return;
		const exited = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGTERM');
		const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
		await exited;
		clearTimeout(timer);
	}

	private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: body === undefined ? {} : { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`Simulator: ${method} ${path} → ${response.status} ${text}`);
		// The control API's answer, in the shape design names for this path.
		return (text === '' ? undefined : JSON.parse(text)) as T;
	}
}
