import {
	ManualExecutionCancelledError,
	SystemShutdownExecutionCancelledError,
	TimeoutExecutionCancelledError,
	type IDataObject,
	type INodeExecutionData,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { registerRoute } from '../../../nodes/WhatsAppCallingTrigger/registerRoute';
import { runPump } from '../../../nodes/WhatsAppCallingTrigger/runPump';
import { keepTestEvent } from '../../../nodes/WhatsAppCallingTrigger/testEvents';
import { toOutputs } from '../../../nodes/WhatsAppCallingTrigger/toOutputs';
import { WhatsAppCallingTrigger } from '../../../nodes/WhatsAppCallingTrigger/WhatsAppCallingTrigger.node';
import { wake } from '../../../nodes/shared/ingress/wake';
import type { InboxRow, LedgerTx } from '../../../nodes/shared/ledger/ledger';
import { emitRow } from '../../../nodes/shared/n8n/emitRow';
import { Host, LINE, type Node } from './triggerStub';

const host = new Host();

interface Emitted {
	data: unknown;
	settle: { resolve(run: unknown): void; reject(error: Error): void };
}

/** As n8n makes them. */
function deferred() {
	const settle: Partial<Emitted['settle']> = {};
	const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
	return { promise, ...settle };
}

function trigger(node: Node = {}, more: { memory?: IDataObject; mode?: string } = {}) {
	const emitted: Emitted[] = [];
	const { memory = {}, mode = 'trigger' } = more;
	const context = {
		...host.context(node),
		getMode: () => mode,
		getActivationMode: () => 'activate',
		getWorkflowStaticData: () => memory,
		emit: (data: unknown, _response: unknown, settle: Emitted['settle']) =>
			emitted.push({ data, settle }),
	};
	const helpers = {
		...(context as unknown as { helpers: object }).helpers,
		createDeferredPromise: deferred,
	};
	// Only what the trigger calls is there; anything else fails the test loudly.
	const ctx = { ...context, helpers } as unknown as ITriggerFunctions;
	return { ctx, emitted, memory };
}

const ROW: InboxRow = {
	id: 'in_1',
	eventKey: 'wamid.1:message',
	routeId: 'wf-1:node-1',
	lane: 'chat',
	body: '{"event":{"type":"ringing"}}',
	tries: 1,
};

describe('emitRow', () => {
	const oneOutput = (items: INodeExecutionData[]) => [items];
	const emit = async (settle: (how: Emitted['settle']) => void): Promise<unknown> => {
		const { ctx, emitted } = trigger();
		const end = emitRow(ctx, ROW, oneOutput);
		const [one] = emitted;
		if (one) settle(one.settle);
		return await end.catch((error: Error) => `thrown: ${error.message}`);
	};

	it.each([
		['success', 'finished'],
		['error', 'finished'],
		['waiting', 'finished'],
		['canceled', 'finished'],
		['crashed', 'crashed'],
	])('a run that ended with %s is %s', async (status, expected) => {
		expect(await emit(({ resolve }) => resolve({ status }))).toBe(expected);
	});

	it('a run that n8n refused as a duplicate is finished', async () => {
		expect(await emit(({ resolve }) => resolve(undefined))).toBe('finished');
	});

	it.each([
		['stopped by hand', new ManualExecutionCancelledError('1'), 'finished'],
		['timed out', new TimeoutExecutionCancelledError('1'), 'finished'],
		['over before anybody could wait', new Error('No active execution found'), 'finished'],
		[
			'cut off by a shutdown',
			new SystemShutdownExecutionCancelledError('1'),
			'thrown: The execution was cancelled because the system is shutting down',
		],
		['never started', new Error('database is locked'), 'thrown: database is locked'],
	])('a run that was %s', async (_what, error, expected) => {
		expect(await emit(({ reject }) => reject(error))).toBe(expected);
	});

	it('leaves by the output of its kind', async () => {
		const { ctx, emitted } = trigger();
		const end = emitRow(ctx, ROW, (items) => toOutputs(items, { separateOutputs: true }));
		emitted[0]?.settle.resolve({ status: 'success' });
		await end;
		expect(emitted[0]?.data).toEqual([[], [], [{ json: { event: { type: 'ringing' } } }], []]);
	});

	it('a body that is no JSON is told, not swallowed', async () => {
		const { ctx } = trigger();
		await expect(emitRow(ctx, { ...ROW, body: '{' }, oneOutput)).rejects.toThrow();
	});
});

describe('trigger()', () => {
	it('emits what waits for its route and marks it done', async () => {
		const { ctx, emitted } = trigger();
		const { closeFunction } = await runPump(ctx);
		const ledger = await host.ledger();
		const now = new Date().toISOString();
		await ledger.transaction(async ({ inbox }) => await inbox.add(ROW, now));
		wake(ROW.routeId);
		await vi.waitFor(() => expect(emitted).toHaveLength(1));
		emitted[0]?.settle.resolve({ status: 'success' });
		await vi.waitFor(async () => {
			const counts = await ledger.transaction(async ({ inbox }) => await inbox.counts(ROW.routeId));
			expect(counts).toMatchObject({ done: 1 });
		});
		await closeFunction?.();
	});

	it('W1: in a manual run emits what the listening test received, once', async () => {
		const { ctx, emitted } = trigger({}, { mode: 'manual' });
		const items = [[{ json: { event: { type: 'message_received' } } }]];
		keepTestEvent(`test:${ROW.routeId}`, items);
		for (const data of [items, []]) {
			const { manualTriggerFunction, closeFunction } = await runPump(ctx);
			await manualTriggerFunction?.();
			expect(emitted.at(-1)?.data).toEqual(data);
			expect(closeFunction).toBeUndefined();
		}
	});

	it('remembers its ledger, and refuses another one until somebody confirms it', async () => {
		const memory: IDataObject = {};
		const first = await runPump(trigger({}, { memory }).ctx);
		await first.closeFunction?.();
		expect(memory.ledgerId).toBe((await host.ledger()).id);
		memory.ledgerId = 'another';
		await expect(runPump(trigger({}, { memory }).ctx)).rejects.toMatchObject({
			message: expect.stringContaining('not the ledger'),
			description: expect.stringContaining('Ledger Was Replaced'),
		});
		expect(memory.ledgerId).toBe('another');
		const confirmed = { parameters: { options: { acceptLedger: true } } };
		const second = await runPump(trigger(confirmed, { memory }).ctx);
		await second.closeFunction?.();
		expect(memory.ledgerId).toBe((await host.ledger()).id);
	});

	it('is refused with a credential that lacks a secret', async () => {
		const node = { credential: { accessToken: 't' } };
		await expect(runPump(trigger(node).ctx)).rejects.toThrow('App Secret');
	});

	it('V7: starts the workflow when a call counts as over although no event said so', async () => {
		const { ledger } = await host.connection();
		await registerRoute(host.hook({}));
		const now = new Date().toISOString();
		const id = await ledger.transaction(async (tx) => await givenUp(now, tx));
		const { ctx, emitted } = trigger();
		const { closeFunction } = await runPump(ctx);
		await vi.waitFor(() => expect(emitted).toHaveLength(1), 5000);
		await closeFunction?.();
		expect(emitted[0]?.data).toMatchObject([
			[
				{
					json: {
						event: { type: 'attempt_settled', key: `settled:${id}`, origin: 'ledger' },
						attempt: { id, status: 'ended', recording: null },
						call: { id, state: 'failed', error_code: 'no_event' },
					},
				},
			],
		]);
	});

	/** An attempt that nobody reported on. Gives its id. */
	async function givenUp(now: string, tx: LedgerTx): Promise<string> {
		const person = { waId: '919812345678', userId: null, parentUserId: null, name: 'Asha' };
		const contact = await tx.contacts.resolve(person, now);
		const party = { contactId: contact?.id ?? '', phoneNumberId: LINE };
		const yes = { id: 'yes:1', kind: 'yes' as const, scope: 'now' as const, expiresAt: null };
		await tx.wishes.open({ ...yes, ...party }, now);
		const claim = await tx.attempts.claim({
			...party,
			wishId: 'yes:1',
			direction: 'outbound',
			leg: 'media_server',
			claimant: 'dead',
			leaseSeconds: 60,
			now,
		});
		if (!claim.won) throw new Error(claim.reason);
		await tx.attempts.startDialling(claim.attempt.id, claim.token, null, now);
		const limits = {
			diallingToUnknownSeconds: 0,
			unknownToFailedSeconds: 0,
			manualDiallingToUnknownSeconds: 0,
		};
		for (let step = 0; step < 2; step++) await tx.attempts.sweep(limits, now);
		return claim.attempt.id;
	}

	it('asks Meta nothing while nothing is due', async () => {
		const { closeFunction } = await runPump(trigger().ctx);
		await new Promise((resolve) => setTimeout(resolve, 50));
		await closeFunction?.();
		expect(host.meta.requests).toEqual([]);
		expect(host.log).toEqual([]);
	});
});

describe('WhatsAppCallingTrigger', () => {
	const { description, webhookMethods } = new WhatsAppCallingTrigger();

	it('is a trigger without inputs, with a GET for Meta’s handshake before the POST', () => {
		expect(description.group).toEqual(['trigger']);
		expect(description.inputs).toEqual([]);
		expect(description.webhooks).toMatchObject([
			{ name: 'setup', httpMethod: 'GET' },
			{ name: 'default', httpMethod: 'POST', responseData: '' },
		]);
	});

	it('runs create at every start', async () => {
		expect(await webhookMethods.default.checkExists.call(host.hook({}))).toBe(false);
	});
});
