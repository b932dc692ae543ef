import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import type { Connection } from '../../../nodes/shared/n8n/connection';
import { startUpkeep } from '../../../nodes/WhatsAppCallingTrigger/startUpkeep';
import { tokenConnection } from '../tokenConnection';

const ROUND_MS = 2_000;
const ROUNDS = 3;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const connectionTo = async (): Promise<Connection> =>
	tokenConnection(await openMemoryLedger(), async () => ({ status: 500, body: '' }), {});

/**
 * How often the ledgers are asked while some triggers live for three rounds, one started after the
 * other. The last round may be under way, so only shares of it are compared.
 */
async function askedBy(connections: Connection[]): Promise<number> {
	let asked = 0;
	for (const ledger of new Set(connections.map((connection) => connection.ledger))) {
		const transaction = ledger.transaction.bind(ledger);
		vi.spyOn(ledger, 'transaction').mockImplementation(async (work) => {
			asked++;
			return await transaction(work);
		});
	}
	const running: { stop(): Promise<void> }[] = [];
	for (const connection of connections) {
		running.push(startUpkeep(connection, async () => connection, vi.fn()));
		await vi.advanceTimersByTimeAsync(ROUND_MS / 10);
	}
	await vi.advanceTimersByTimeAsync(ROUNDS * ROUND_MS - connections.length * (ROUND_MS / 10) - 1);
	const stopping = running.map(async (each) => await each.stop());
	const total = asked;
	await vi.advanceTimersByTimeAsync(ROUND_MS);
	await Promise.all(stopping);
	return total;
}

describe('the upkeep of several triggers in one process', () => {
	it('is done once for those that share ledger and credential, as often as for one', async () => {
		const one = await askedBy([await connectionTo()]);
		expect(one).toBeGreaterThan(ROUNDS);
		const shared = await connectionTo();
		expect((await askedBy([shared, shared, shared, shared])) / one).toBeCloseTo(1, 0);
	});

	it('is done for each ledger by itself', async () => {
		const one = await askedBy([await connectionTo()]);
		expect((await askedBy([await connectionTo(), await connectionTo()])) / one).toBeCloseTo(2, 0);
	});

	it('is done for each credential by itself, whose numbers are its own', async () => {
		const one = await askedBy([await connectionTo()]);
		const first = await connectionTo();
		const second = tokenConnection(first.ledger, first.http, {});
		expect((await askedBy([first, second])) / one).toBeCloseTo(2, 0);
	});

	it('goes on by another trigger when the one that did it has stopped', async () => {
		const connection = await connectionTo();
		const first = startUpkeep(connection, async () => connection, vi.fn());
		await vi.advanceTimersByTimeAsync(ROUND_MS / 10);
		const stopping = first.stop();
		await vi.advanceTimersByTimeAsync(1);
		await stopping;
		expect(await askedBy([connection])).toBeGreaterThan(ROUNDS);
	});
});
