import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { LedgerError } from '../../../nodes/shared/ledger/ledger';
import { CallingError } from '../../../nodes/shared/n8n/callingError';
import { forEachItem, isDryRun, refuseInToolMode } from '../../../nodes/shared/n8n/forEachItem';
import { GraphFailureError } from '../../../nodes/shared/n8n/nodeError';
import { readGraphError } from '../../../nodes/shared/wire/graphError';
import { metaError } from '../graph/recordingHttp';
import { executeStub } from './executeStub';

const BINARY = { photo: { data: 'AA==', mimeType: 'image/png' } };
const ITEMS = [{ json: { n: 0 }, binary: BINARY }, { json: { n: 1 } }];

describe('forEachItem', () => {
	it('pairs every outgoing item and carries binary data on', async () => {
		const [items] = await forEachItem(executeStub({ items: ITEMS }), {
			work: async (_index, json) => ({ json: { ...json, seen: true } }),
		});
		expect(items).toEqual([
			{ json: { n: 0, seen: true }, binary: BINARY, pairedItem: { item: 0 } },
			{ json: { n: 1, seen: true }, pairedItem: { item: 1 } },
		]);
	});

	it('sends items to the output they name and keeps the others empty', async () => {
		const branches = await forEachItem(executeStub({ items: ITEMS }), {
			outputs: 3,
			work: async (index, json) => ({ json, output: index === 0 ? 2 : 0 }),
		});
		expect(branches.map((items) => items.map(({ json }) => json.n))).toEqual([[1], [], [0]]);
	});

	it.each([false, true])(
		'lends an agent’s tool nothing of the item (failing: %s)',
		async (fails) => {
			const ctx = executeStub({ items: ITEMS, isTool: true, continueOnFail: true });
			const [items] = await forEachItem(ctx, {
				work: async (_index, json) => {
					if (fails) throw new CallingError('no_customer', 'No customer', 'Set Customer.');
					return { json: { ...json, answer: 42 } };
				},
			});
			const keys = items?.map(({ json }) => Object.keys(json));
			expect(keys).toEqual(ITEMS.map(() => [fails ? 'error' : 'answer']));
		},
	);

	it('makes several items of one', async () => {
		const [items] = await forEachItem(executeStub({ items: ITEMS.slice(1) }), {
			work: async () => [{ json: { a: 1 } }, { json: { a: 2 } }],
		});
		expect(items?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it('ends the execution on a failure and names the item', async () => {
		const run = forEachItem(executeStub({ items: ITEMS }), {
			work: async (index) => {
				if (index === 1) throw new CallingError('no_customer', 'No customer', 'Set Customer.');
				return { json: {} };
			},
		});
		const error = await run.catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'No customer',
			description: 'Set Customer. [no_customer]',
			context: { itemIndex: 1 },
		});
	});

	it('marks only the failed item, on the output that lets nothing through, if set to continue', async () => {
		const branches = await forEachItem(executeStub({ items: ITEMS, continueOnFail: true }), {
			outputs: 2,
			failedOutput: 1,
			work: async (index, json) => {
				if (index === 0) throw new CallingError('no_customer', 'No customer', 'Set Customer.');
				return { json };
			},
		});
		expect(branches[0]).toEqual([{ json: { n: 1 }, pairedItem: { item: 1 } }]);
		expect(branches[1]).toMatchObject([
			{
				json: { n: 0, error: { code: 'no_customer', fix: 'Set Customer.', meta_code: null } },
				binary: BINARY,
				pairedItem: { item: 0 },
			},
		]);
		expect(branches[1]?.[0]).not.toHaveProperty('error');
	});

	it('leaves by n8n’s own error output with nothing but the error, to which n8n adds the rest', async () => {
		const onError = 'continueErrorOutput' as const;
		const [items] = await forEachItem(
			executeStub({ items: ITEMS, continueOnFail: true, onError }),
			{
				work: async () => {
					throw new CallingError('no_customer', 'No customer', 'Set Customer.');
				},
			},
		);
		const error = {
			code: 'no_customer',
			message: 'No customer',
			fix: 'Set Customer.',
			meta_code: null,
		};
		expect(items?.map(({ json }) => json)).toEqual([{ error }, { error }]);
		expect(items?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});

describe('an error of the item', () => {
	const failing = async (thrown: unknown) =>
		await forEachItem(executeStub({ items: [{ json: {} }] }), {
			work: async () => {
				throw thrown;
			},
		}).catch((error: unknown) => error);

	it('shows Meta’s own words, its number, our code and the fix when Meta refused', async () => {
		const { status, body } = metaError(131047, 'More than 24 hours have passed');
		const failure = readGraphError(status, body);
		const error = await failing(new GraphFailureError(failure));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: '(#131047) Refused',
			httpCode: 'outside_reply_window',
			description: `Meta says: More than 24 hours have passed (131047). ${failure.fix} [outside_reply_window]`,
		});
	});

	it('names the ledger’s trouble by its code', async () => {
		const error = await failing(new LedgerError('ledger_unreachable', 'The ledger is gone'));
		expect(error).toMatchObject({ message: 'The ledger is gone' });
		expect(String((error as NodeOperationError).description)).toContain('[ledger_unreachable]');
	});

	it('keeps an error that n8n made', async () => {
		const thrown = new NodeOperationError(executeStub({ items: [] }).getNode(), 'As it was');
		expect(await failing(thrown)).toBe(thrown);
	});
});

describe('isDryRun', () => {
	it.each([
		['manual', undefined, false, true],
		['evaluation', undefined, false, true],
		['manual', undefined, true, false],
		['trigger', undefined, false, false],
		['webhook', undefined, false, false],
		['integrated', 'trigger', false, false],
		['integrated', 'manual', false, true],
		['integrated', 'manual', true, false],
	] as const)(
		'mode %s, started by %s, acting for real %s: %s',
		(mode, rootMode, actForReal, expected) => {
			const ctx = executeStub({ items: [], mode, rootMode, parameters: { actForReal } });
			expect(isDryRun(ctx, 0)).toBe(expected);
		},
	);
});

describe('refuseInToolMode', () => {
	it.each([
		[{ isTool: true }, true],
		[{ type: 'n8n-nodes-whatsapp-calling.whatsAppCallingTool' }, true],
		[{}, false],
	])('%j refuses: %s', (stub, refuses) => {
		const act = () => refuseInToolMode(executeStub({ items: [], ...stub }), 'end a call');
		if (refuses) expect(act).toThrow('An AI agent may not end a call');
		else expect(act).not.toThrow();
	});
});
