import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../nodes/shared/n8n/connection';
import { readCredential } from '../../../nodes/shared/n8n/credential';
import { lineOfItem, ownLines } from '../../../nodes/shared/n8n/ownLines';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { ok, refuse, scriptedGraph, type GraphScript } from '../dial/scriptedGraph';

const at = (minutes: number) => new Date(1_760_000_000_000 + minutes * 60_000).toISOString();
const TWO = ok({ data: [{ id: '1', verified_name: 'Sofa House' }, { id: '2' }] });
let tokens = 0;

async function connection(script: GraphScript): Promise<Connection & { asked(): number }> {
	const { graph, requests } = scriptedGraph(script);
	const credential = readCredential({
		accessToken: `token-${++tokens}`,
		appSecret: 'secret',
		wabaId: '102290129340398',
	});
	const ledger = await openMemoryLedger();
	const http = async () => ({ status: 200, body: '' });
	const download = async () => {
		throw new Error('unexpected download');
	};
	const rest = { appKey: 'app', mediaServer: null, voiceAgent: null };
	return { credential, graph, http, download, ledger, ...rest, asked: () => requests.length };
}

const item = (phoneNumberId: string) => ({
	line: { phoneNumberId, displayPhoneNumber: null, wabaId: null },
});

describe('ownLines', () => {
	it('asks Meta once in ten minutes', async () => {
		const own = await connection(() => TWO);
		for (const minutes of [0, 5, 9]) expect(await ownLines(own, at(minutes))).toHaveLength(2);
		expect(own.asked()).toBe(1);
		await ownLines(own, at(10));
		expect(own.asked()).toBe(2);
	});

	it('does not press Meta when it does not say', async () => {
		const own = await connection(() => refuse(190));
		expect(await ownLines(own, at(0))).toBeNull();
		expect(await ownLines(own, at(0.9))).toBeNull();
		expect(own.asked()).toBe(1);
		await ownLines(own, at(1));
		expect(own.asked()).toBe(2);
	});
});

describe('lineOfItem', () => {
	let own: Connection;
	beforeEach(async () => {
		own = await connection(() => TWO);
	});

	it('is the number that the item came in on', async () => {
		expect(await lineOfItem(item('2'), own, at(0))).toBe('2');
	});

	it('refuses the number of another credential, naming its own', async () => {
		await expect(lineOfItem(item('3'), own, at(0))).rejects.toMatchObject({
			code: 'line_of_another_credential',
			fix: expect.stringContaining('Sofa House (1), unnamed (2)'),
		});
	});

	it('refuses an item that does not say', async () => {
		await expect(lineOfItem({}, own, at(0))).rejects.toMatchObject({ code: 'no_number' });
	});

	it('leaves it to Meta’s answer if Meta does not say which numbers those are', async () => {
		const silent = await connection(() => null);
		expect(await lineOfItem(item('3'), silent, at(0))).toBe('3');
	});
});
