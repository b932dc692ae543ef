import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, NUMBER, callingNode } from '../callingNode';
import type { CallingNode } from '../callingNode';

const OTHER = '106540352242923';
const CREATE = { resource: 'representative', operation: 'create', representativeName: 'Priya' };
const SET = { resource: 'representative', operation: 'setStatus' };

let node: CallingNode;

const numbers = { status: 200, body: { data: [{ id: NUMBER }, { id: OTHER }] } };
const list = async () => await node.run({ resource: 'representative', operation: 'getMany' });

async function create(parameters: object = {}): Promise<string> {
	const [item] = await node.run({ ...CREATE, ...parameters });
	return String(item?.json.id);
}

/** A customer whose call waits for somebody to be ready. */
async function parked(phoneNumberId: string): Promise<string> {
	const wish = { id: `yes:${phoneNumberId}`, contactId: node.contact.id, phoneNumberId };
	return await node.ledger.transaction(async ({ wishes, callbacks }) => {
		const expiresAt = '2026-10-12T09:50:00.000Z';
		await wishes.open({ ...wish, kind: 'yes', scope: 'now', expiresAt }, NOW);
		const request = { contactId: node.contact.id, phoneNumberId, wishId: wish.id };
		const waiting = { ...request, escalationId: null, dueAt: null, wokenBy: 'representative' };
		return (await callbacks.park({ ...waiting, wokenBy: 'representative' }, NOW)).id;
	});
}

const due = async () =>
	await node.ledger.transaction(async ({ callbacks }) =>
		(await callbacks.due(['representative'], [], NOW, 10)).map(({ id }) => id),
	);

beforeEach(async () => {
	node = await callingNode(numbers);
	node.connection.credential.wabaId = '102290129340398';
});

describe('Representative', () => {
	it('V3: lists people, away until they say that they are ready', async () => {
		await create({ role: 'supervisor', phoneNumberIds: [OTHER] });
		await create({ representativeName: 'Asha' });
		expect((await list()).map(({ json }) => json)).toEqual([
			{
				id: expect.stringMatching(/^rep_/),
				name: 'Asha',
				role: 'representative',
				status: 'away',
				status_at: NOW,
				phone_number_ids: [],
				created_at: NOW,
			},
			expect.objectContaining({ name: 'Priya', role: 'supervisor', phone_number_ids: [OTHER] }),
		]);
	});

	it('the same name again is the same person', async () => {
		const id = await create();
		expect(await create({ phoneNumberIds: [NUMBER] })).toBe(id);
		expect(await list()).toHaveLength(1);
	});

	it('lists nobody without a name', async () => {
		await expect(create({ representativeName: ' ' })).rejects.toMatchObject({
			type: 'representative_unnamed',
		});
	});

	it('V3: whoever becomes ready wakes the requests that waited on their numbers', async () => {
		const mine = await parked(NUMBER);
		const others = await parked(OTHER);
		const representative = await create({ phoneNumberIds: [NUMBER] });
		const [item] = await node.run({ ...SET, representative, status: 'ready' });
		expect(item?.json).toMatchObject({ name: 'Priya', status: 'ready', woken: 1 });
		expect(await due()).toEqual([mine]);
		expect(others).not.toBe(mine);
	});

	it('V3: whoever answers for all numbers wakes those of all numbers', async () => {
		const both = [await parked(NUMBER), await parked(OTHER)];
		const representative = await create();
		await node.run({ ...SET, representative, status: 'ready' });
		expect((await due()).sort()).toEqual(both.sort());
	});

	it.each(['busy', 'away'])('%s wakes nobody', async (status) => {
		await parked(NUMBER);
		const representative = await create();
		const [item] = await node.run({ ...SET, representative, status });
		expect(item?.json).toMatchObject({ status, woken: 0 });
		expect(await due()).toEqual([]);
	});

	it('a test run makes nobody ready', async () => {
		await parked(NUMBER);
		const representative = await create();
		const parameters = { ...SET, representative, status: 'ready' };
		const [item] = await node.run(parameters, { mode: 'manual' });
		expect(item?.json).toMatchObject({ status: 'away', dry_run: { status: 'ready' } });
		expect(await due()).toEqual([]);
		expect((await list())[0]?.json.status).toBe('away');
	});

	it('V3: who is revoked can never be ready again', async () => {
		const representative = await create();
		await node.run({ resource: 'representative', operation: 'revoke', representative });
		expect(await list()).toEqual([]);
		const run = node.run({ ...SET, representative, status: 'ready' });
		await expect(run).rejects.toMatchObject({ type: 'representative_unknown' });
	});

	it.each(['revoke', 'setStatus'])('%s knows nobody of that id', async (operation) => {
		const run = node.run({ ...SET, operation, representative: 'rep_none', status: 'ready' });
		await expect(run).rejects.toMatchObject({ type: 'representative_unknown' });
	});

	it.each(['create', 'createLink', 'revoke', 'setStatus', 'signOut'])(
		'%s is not for an AI agent',
		async (operation) => {
			const run = node.run({ ...CREATE, operation, representative: 'rep_1' }, { isTool: true });
			await expect(run).rejects.toMatchObject({ type: 'not_in_tool_mode' });
		},
	);
});
