import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cacheDirectory } from './ensureN8nHost';
import type { N8nHost } from './ensureN8nHost';
import { freePorts } from './freePorts';
import { N8nProcess } from './n8nProcess';
import { timed } from './progress';

/**
 * Makes a new folder one in which this n8n has started once: its database has the tables and the
 * owner, which take n8n two seconds at every first start.
 */
export async function copyStartedFolder(host: N8nHost, userFolder: string): Promise<void> {
	const started = `${host.directory}-started`;
	if (!existsSync(started)) await timed('Starting n8n once', () => startOnce(host, started));
	await cp(join(started, '.n8n'), join(userFolder, '.n8n'), { recursive: true });
	await forgetKeys(join(userFolder, '.n8n'));
}

/** Every n8n encrypts and signs with keys of its own, which it makes when there are none. */
async function forgetKeys(folder: string): Promise<void> {
	await rm(join(folder, 'config'));
	const database = new DatabaseSync(join(folder, 'database.sqlite'));
	database.exec('DELETE FROM deployment_key');
	database.close();
}

/** Renamed at the end, so that an interrupted start is never taken for a good one. */
async function startOnce(host: N8nHost, started: string): Promise<void> {
	const partial = join(cacheDirectory(), `started.partial-${process.pid}`);
	const [port = 0, brokerPort = 0] = await freePorts(2);
	const n8n = new N8nProcess({ host, userFolder: partial, port, brokerPort });
	try {
		await mkdir(partial, { recursive: true });
		await n8n.start();
		await n8n.stop();
		if (!existsSync(started)) await rename(partial, started);
	} finally {
		await n8n.stop();
		await rm(partial, { recursive: true, force: true });
	}
}
