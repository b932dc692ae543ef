import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallDeskTrigger } from '../../../nodes/CallDeskTrigger/CallDeskTrigger.node';
import { publishDesk, removeDesk } from '../../../nodes/CallDeskTrigger/publishDesk';
import { runDesk } from '../../../nodes/CallDeskTrigger/runDesk';
import { deskAppKey } from '../../../nodes/shared/ingress/tellDeeds';
import { DESK_LEG, type LedgerTx } from '../../../nodes/shared/ledger/ledger';
import { Host, LINE, urlOf, type Node } from '../WhatsAppCallingTrigger/triggerStub';

const host = new Host();
const DESK_URL = 'https://desk.example.com';
const EDITOR = 'https://n8n.example.com';

const now = () => new Date().toISOString();
const tx = async <T>(work: (stores: LedgerTx) => Promise<T>) =>
	await (await host.ledger()).transaction(work);

const desk = (parameters: IDataObject = {}, more: Node = {}): Node => ({
	parameters: { deskUrl: DESK_URL, events: ['outcome'], ...parameters },
	...more,
});

type When = Parameters<Host['hook']>[1];

/** As n8n calls it, with its editor at an address of its own. */
const hook = (node: Node, when?: When) =>
	Object.assign(host.hook(node, when), { getInstanceBaseUrl: () => EDITOR });

const publish = async (node: Node, when?: When) => await publishDesk(hook(node, when));
const remove = async (node: Node, when: When = {}) =>
	await removeDesk(hook(node, { deleting: true, ...when }));

async function door() {
	const { appKey } = await host.connection();
	return await tx(async ({ deskDoors }) => await deskDoors.get(appKey));
}

async function routes() {
	const { appKey } = await host.connection();
	return await tx(async (stores) => await stores.routes.list(deskAppKey(appKey), now()));
}

describe('a desk that is published', () => {
	it('is a door with its own host and n8n’s path, and a route apart from Meta’s', async () => {
		const options = { phoneNumberIds: [LINE] };
		await publish(desk({ ringWhom: 'all', whenNobody: 'reject', options }));
		expect(await door()).toMatchObject({
			url: `${DESK_URL}/webhook/wf-1/trigger/webhook`,
			routeId: 'wf-1:node-1',
			ringOrder: 'all',
			whenNobody: 'reject',
			phoneNumberIds: [LINE],
		});
		expect(await routes()).toMatchObject([
			{ id: 'wf-1:node-1', kind: 'desk', groups: ['outcome'], phoneNumberIds: [LINE] },
		]);
		expect(await host.routes()).toEqual([]);
		expect(host.meta.requests).toEqual([]);
	});

	it.each([
		[{ deskUrl: '' }, /Set Desk URL/],
		[{ deskUrl: 'http://desk.example.com' }, /such as https:\/\/desk\.example\.com/],
		[{ deskUrl: EDITOR }, /a host name of its own.*\[desk_host_is_editors\]/],
		[{ deskUrl: `${EDITOR}:8443` }, /\[desk_host_is_editors\]/],
		[{ iceServers: { servers: [{ urls: 'https://x' }] } }, /\[ice_server_invalid\]/],
	])('V4: is refused with %j', async (parameters, description) => {
		await expect(publish(desk(parameters))).rejects.toMatchObject({
			description: expect.stringMatching(description),
		});
		expect(await door()).toBeNull();
	});

	it('V4: may share the editor’s host if the switch says so', async () => {
		await publish(desk({ deskUrl: EDITOR, allowEditorHost: true }));
		expect(await door()).toMatchObject({ url: `${EDITOR}/webhook/wf-1/trigger/webhook` });
	});

	it('V4: by a test is none', async () => {
		await publish(desk(), { test: true });
		expect(await door()).toBeNull();
	});

	it('goes with its workflow, and not with a test of it', async () => {
		await publish(desk());
		await remove(desk(), { test: true });
		expect(await door()).not.toBeNull();
		await remove(desk());
		expect(await door()).toBeNull();
		expect(await routes()).toEqual([]);
	});

	it('is the one that was published last, also after a restart of n8n', async () => {
		await publish(desk({}, { workflowId: 'wf-1' }));
		await publish(desk({}, { workflowId: 'wf-2' }));
		for (const workflowId of ['wf-2', 'wf-1']) {
			await publish(desk({}, { workflowId }), { activation: 'init' });
		}
		expect(await door()).toMatchObject({ routeId: 'wf-2:node-1' });
		await remove(desk({}, { workflowId: 'wf-1' }));
		expect(await door()).toMatchObject({ routeId: 'wf-2:node-1' });
	});

	it('is taken by the other one at a restart if the last one is gone', async () => {
		await publish(desk({}, { workflowId: 'wf-1' }));
		await publish(desk({}, { workflowId: 'wf-2' }));
		await tx(async (stores) => await stores.routes.remove('wf-2:node-1'));
		await publish(desk({}, { workflowId: 'wf-1' }), { activation: 'init' });
		expect(await door()).toMatchObject({ routeId: 'wf-1:node-1' });
	});

	it('stays through a restart that cannot register it, and says so in the log', async () => {
		await publish(desk());
		await publish(desk({ deskUrl: EDITOR }), { activation: 'init' });
		expect(await door()).toMatchObject({ url: `${DESK_URL}/webhook/wf-1/trigger/webhook` });
		expect(host.log.map(({ message }) => message).join()).toMatch(/host name of the n8n editor/);
	});
});

interface Emitted {
	json: IDataObject;
}

/** As n8n makes them. */
function deferred() {
	const settle: { resolve?: (run: unknown) => void } = {};
	const promise = new Promise((resolve) => Object.assign(settle, { resolve }));
	return { promise, ...settle };
}

function trigger(node: Node, mode = 'trigger') {
	const emitted: Emitted[] = [];
	const memory: IDataObject = {};
	const context = host.context(node);
	const helpers = { ...(context as unknown as { helpers: object }).helpers };
	const ctx = {
		...context,
		getMode: () => mode,
		getActivationMode: () => 'activate',
		getWorkflowStaticData: () => memory,
		emit: ([[item]]: [[Emitted]], _response: unknown, done?: { resolve(run: unknown): void }) => {
			emitted.push(item);
			done?.resolve({ status: 'success' });
		},
		helpers: { ...helpers, createDeferredPromise: deferred },
	};
	// Only what the trigger calls is there; anything else fails the test loudly.
	return { ctx: ctx as unknown as ITriggerFunctions, emitted };
}

/** Somebody noted the outcome of a call that they had taken. */
async function noteOutcome(): Promise<string> {
	return await tx(async ({ contacts, wishes, attempts, representatives, deskDeeds }) => {
		const person = { waId: '919812345678', userId: null, parentUserId: null, name: 'Asha' };
		const contactId = (await contacts.resolve(person, now()))?.id ?? '';
		const about = { contactId, phoneNumberId: LINE };
		const yes = { id: 'yes:1', kind: 'yes', scope: 'now', expiresAt: null } as const;
		await wishes.open({ ...yes, ...about }, now());
		const claim = await attempts.claim({
			...about,
			wishId: 'yes:1',
			direction: 'outbound',
			leg: DESK_LEG,
			claimant: 'test',
			leaseSeconds: 60,
			now: now(),
		});
		if (!claim.won) throw new Error(claim.reason);
		const who = { name: 'Priya', role: 'representative', phoneNumberIds: [] } as const;
		const { id } = await representatives.create({ ...who, phoneNumberIds: [] }, now());
		const deed = { kind: 'outcome', outcome: 'sold', notes: null } as const;
		const of = { representativeId: id, attemptId: claim.attempt.id, ...about };
		return (await deskDeeds.add({ ...deed, ...of }, now())).id;
	});
}

describe('a running desk', () => {
	let stop: (() => Promise<void>) | undefined;

	beforeEach(async () => await publish(desk()));
	afterEach(async () => await stop?.());

	it('V4: emits what a representative did, once', async () => {
		const { ctx, emitted } = trigger(desk());
		stop = (await runDesk(ctx)).closeFunction;
		const id = await noteOutcome();
		await vi.waitFor(() => expect(emitted).toHaveLength(1), 5000);
		await new Promise((resolve) => setTimeout(resolve, 1200));
		expect(emitted.map(({ json }) => json)).toMatchObject([
			{
				event: { type: 'desk_outcome', key: `desk:${id}`, origin: 'ledger' },
				contact: { wa_id: '919812345678' },
				attempt: { leg: 'call_desk', representative: 'Priya' },
				desk: { deed: 'outcome', representative_name: 'Priya', outcome: 'sold' },
			},
		]);
	});

	it('V4: forgets at its start what representatives were told over an hour ago', async () => {
		const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
		const body = { kind: 'team' } as const;
		const who = { name: 'Priya', role: 'representative' as const, phoneNumberIds: [] };
		const { id } = await tx(async (stores) => await stores.representatives.create(who, now()));
		for (const minutesAgo of [61, 59])
			await tx(
				async ({ deskEvents }) => await deskEvents.add(id, { pageId: null, body }, at(minutesAgo)),
			);
		stop = (await runDesk(trigger(desk()).ctx)).closeFunction;
		const left = async () => await tx(async ({ deskEvents }) => await deskEvents.after(id, 0, 9));
		await vi.waitFor(async () => expect(await left()).toHaveLength(1), 5000);
	});

	it('V4: goes on telling deeds while another part of its work fails', async () => {
		const { ctx, emitted } = trigger(desk());
		const { SqlDeskPages } = await import('../../../nodes/shared/ledger/stores/deskPages');
		const broken = vi.spyOn(SqlDeskPages.prototype, 'lost').mockRejectedValue(new Error('broken'));
		stop = (await runDesk(ctx)).closeFunction;
		await noteOutcome();
		await vi.waitFor(() => expect(emitted).toHaveLength(1), 5000);
		expect(broken).toHaveBeenCalled();
		expect(host.log.map(({ message }) => message).join()).toMatch(/broken/);
		broken.mockRestore();
	});

	it.each(['took_call', 'outcome', 'correction', 'opt_out', 'objection', 'recap_approved'])(
		'W1: a test run shows what %s looks like and tells nothing',
		async (deed) => {
			await noteOutcome();
			const { ctx, emitted } = trigger(desk({ events: [deed] }), 'manual');
			const { manualTriggerFunction, closeFunction } = await runDesk(ctx);
			await manualTriggerFunction?.();
			expect(closeFunction).toBeUndefined();
			expect(emitted.map(({ json }) => json)).toMatchObject([
				{ event: { type: `desk_${deed}`, origin: 'sample', is_test: true }, desk: { deed } },
			]);
			expect(await tx(async ({ deskDeeds }) => await deskDeeds.untold(9, now()))).toHaveLength(1);
		},
	);
});

describe('CallDeskTrigger', () => {
	it('is a trigger with one output, that serves GET and POST at one path', () => {
		const { description } = new CallDeskTrigger();
		expect(description).toMatchObject({ group: ['trigger'], inputs: [] });
		expect(description.outputs).toHaveLength(1);
		expect(description.webhooks?.map(({ httpMethod, path }) => [httpMethod, path])).toEqual([
			['GET', 'desk'],
			['POST', 'desk'],
		]);
		expect(urlOf({})).toBe('https://n8n.example.com/webhook/wf-1/trigger/webhook');
	});
});
