import { beforeEach, describe, expect, it } from 'vitest';
import { deskLinkHash, deskSessionHash } from '../../../../nodes/shared/dial/deskSecrets';
import { onWake } from '../../../../nodes/shared/ingress/wake';
import { deskWakeId } from '../../../../nodes/shared/n8n/tellPages';
import { callingNode, NOW, type CallingNode } from '../callingNode';

const DESK = 'https://desk.example.com/webhook/wf-1/desk/desk';
const CREATE = { resource: 'representative', operation: 'create', representativeName: 'Priya' };
const on = (operation: string, representative: string) => ({
	resource: 'representative',
	operation,
	representative,
});

let node: CallingNode;

async function publishDesk(appKey = node.connection.appKey): Promise<void> {
	const rings = { ringOrder: 'all', whenNobody: 'let_ring' } as const;
	await node.ledger.transaction(
		async ({ deskDoors }) =>
			await deskDoors.put(
				{ appKey, routeId: 'desk', url: DESK, ...rings, phoneNumberIds: [] },
				NOW,
			),
	);
}

async function made(parameters: object = CREATE) {
	const [item] = await node.run({ ...parameters });
	// What the operation gives.
	return item?.json as { id: string; desk_link: string; desk_link_expires_at: string };
}

const secretOf = (link: string): string => new URL(link).hash.slice(1);

/** As the page does it with the secret of a link. */
const signIn = async (link: string, session = 's1', now = NOW) =>
	await node.ledger.transaction(
		async ({ deskAccess }) =>
			await deskAccess.signIn(
				deskLinkHash(node.ledger, secretOf(link)),
				deskSessionHash(node.ledger, session),
				now,
			),
	);

const session = async (name = 's1') =>
	await node.ledger.transaction(
		async ({ deskAccess }) => await deskAccess.session(deskSessionHash(node.ledger, name), NOW),
	);

const told = async (id: string) =>
	await node.ledger.transaction(async ({ deskEvents }) =>
		(await deskEvents.after(id, 0, 9)).map(({ pageId, body }) => ({ pageId, body })),
	);

beforeEach(async () => {
	node = await callingNode();
});

describe('Representative → Create (V4)', () => {
	it('gives a link to the published desk, with 256 random bits behind the #, for 15 minutes', async () => {
		await publishDesk();
		const first = await made();
		expect(first.desk_link).toMatch(
			/^https:\/\/desk\.example\.com\/webhook\/wf-1\/desk\/desk#[\w-]{43}$/,
		);
		expect(first.desk_link_expires_at).toBe('2026-10-12T09:45:00.000Z');
		const again = await made();
		expect(again.id).toBe(first.id);
		expect(again.desk_link).not.toBe(first.desk_link);
		expect(node.hints).toEqual([]);
	});

	it('signs that person in, once', async () => {
		await publishDesk();
		const { id, desk_link: link } = await made();
		expect(await signIn(link)).toMatchObject({ signedIn: true, representative: { id } });
		expect(await signIn(link, 's2')).toEqual({ signedIn: false, reason: 'link_used' });
	});

	it('not from the instant on at which it ends', async () => {
		await publishDesk();
		const { desk_link: link, desk_link_expires_at: end } = await made();
		expect(await signIn(link, 's1', end)).toEqual({ signedIn: false, reason: 'link_expired' });
	});

	it('without a published desk there is no link, and the editor says why', async () => {
		expect(await made()).toMatchObject({ desk_link: null, desk_link_expires_at: null });
		expect(JSON.stringify(node.hints)).toContain('03 Call Desk');
	});

	it('the desk of another Meta app is none of ours', async () => {
		await publishDesk('another-app');
		expect(await made()).toMatchObject({ desk_link: null });
	});
});

describe('Representative → Create Link (V4)', () => {
	it('lets somebody who is listed sign in anew', async () => {
		await publishDesk();
		const { id } = await made();
		const { desk_link: link, ...person } = await made(on('createLink', id));
		expect(person).toMatchObject({ id, name: 'Priya', status: 'away' });
		expect(await signIn(link)).toMatchObject({ signedIn: true, representative: { id } });
	});

	it('says which workflow is missing', async () => {
		const { id } = await made();
		const run = node.run(on('createLink', id));
		await expect(run).rejects.toMatchObject({
			type: 'call_desk_missing',
			description: expect.stringContaining('Publish 03 Call Desk'),
		});
	});

	it.each(['createLink', 'signOut'])('%s knows nobody who is not listed', async (operation) => {
		await publishDesk();
		const { id } = await made();
		await node.run(on('revoke', id));
		for (const nobody of [id, 'rep_none', '']) {
			const run = node.run(on(operation, nobody));
			await expect(run).rejects.toMatchObject({ type: 'representative_unknown' });
		}
	});
});

describe.each([
	['signOut', 'signed_out'],
	['revoke', 'revoked'],
])('Representative → %s (V4)', (operation, because) => {
	it('ends sessions and unused links at once, and tells the pages', async () => {
		await publishDesk();
		const { id, desk_link: used } = await made();
		await signIn(used);
		expect(await session()).toMatchObject({ id });
		const { desk_link: unused } = await made();
		await node.ledger.transaction(
			async ({ representatives }) => await representatives.setStatus(id, 'ready', NOW),
		);
		let hints = 0;
		const forget = onWake(deskWakeId(id), () => void hints++);
		const [item] = await node.run(on(operation, id));
		forget();
		expect(item?.json).toEqual({ id, [because]: true });
		expect(await session()).toBeNull();
		expect(await signIn(unused, 's2')).toMatchObject({ signedIn: false });
		expect(await told(id)).toEqual([
			{ pageId: null, body: { kind: 'status', status: 'away', because } },
		]);
		expect(hints).toBe(1);
		const person = await node.ledger.transaction(
			async ({ representatives }) => await representatives.get(id),
		);
		expect(person?.status).toBe('away');
	});

	it('leaves everybody else signed in', async () => {
		await publishDesk();
		const { id } = await made();
		const other = await made({ ...CREATE, representativeName: 'Meera' });
		await signIn(other.desk_link);
		await node.run(on(operation, id));
		expect(await session()).toMatchObject({ id: other.id });
	});
});

it('V4: who was signed out may sign in again by a new link', async () => {
	await publishDesk();
	const { id } = await made();
	await node.run(on('signOut', id));
	const { desk_link: link } = await made(on('createLink', id));
	expect(await signIn(link)).toMatchObject({ signedIn: true });
});
