import { describe, expect, it } from 'vitest';
import { callingNode, NOW, type CallingNode } from '../callingNode';

const CHECK = { resource: 'account', operation: 'checkSetup' };

/** A desk of this Meta app, and two people of whom one is ready. */
async function open({ ledger, connection }: CallingNode, host: string): Promise<void> {
	await ledger.transaction(async ({ deskDoors, representatives }) => {
		await deskDoors.put(
			{
				appKey: connection.appKey,
				routeId: 'wf-9:node-1',
				url: `https://${host}/webhook/1/desk`,
				ringOrder: 'all',
				whenNobody: 'let_ring',
				phoneNumberIds: [],
			},
			NOW,
		);
		const role = 'representative' as const;
		await representatives.create({ name: 'Ravi', role, phoneNumberIds: [] }, NOW);
		const { id } = await representatives.create({ name: 'Priya', role, phoneNumberIds: [] }, NOW);
		await representatives.setStatus(id, 'ready', NOW);
	});
}

const lineOf = async (node: CallingNode, check: string) => {
	const items = await node.run(CHECK);
	return items.map(({ json }) => json).find((json) => json.check === check);
};

describe('Account › Check Setup, of the desk', () => {
	it('M4, V4: finds the published desk and who is on its list, whatever Meta says', async () => {
		const node = await callingNode();
		await open(node, 'desk.example.com');
		expect(await lineOf(node, 'call_desk')).toMatchObject({
			status: 'ok',
			found: 'published at desk.example.com',
		});
		expect(await lineOf(node, 'representatives')).toMatchObject({
			status: 'ok',
			found: '2 on the list, 1 of them ready',
		});
	});

	it('M4: warns of a desk that shares the host of the editor, as n8n says where that is', async () => {
		const node = await callingNode();
		await open(node, 'n8n.example.com');
		expect(await lineOf(node, 'call_desk')).toMatchObject({
			status: 'warning',
			fix: expect.stringContaining('Allow the Editor’s Host'),
		});
	});

	it('M4: takes no desk of another Meta app for this one’s', async () => {
		const node = await callingNode();
		await open(
			{ ...node, connection: { ...node.connection, appKey: 'other' } },
			'desk.example.com',
		);
		expect(await lineOf(node, 'call_desk')).toMatchObject({
			found: 'none: the media server carries the audio',
		});
	});
});
