import { describe, expect, it } from 'vitest';
import { CallingError } from '../../../nodes/shared/n8n/callingError';
import { findCallItem } from '../../../nodes/shared/n8n/callItem';
import { executeStub } from './executeStub';

const customer = (id: string) => ({ json: { contact: { id } } });
/** n8n lists parents farthest first. */
const PARENTS = { 'This Node': ['Trigger', 'Gate', 'Slack'] };

describe('findCallItem', () => {
	it('takes the incoming item if it names a customer', () => {
		const ctx = executeStub({ items: [customer('c_own')], parents: PARENTS });
		expect(findCallItem(ctx, 0).contact?.id).toBe('c_own');
	});

	it('walks back to the nearest item with a customer when a node replaced it', () => {
		const ctx = executeStub({
			items: [{ json: { ok: true } }],
			parents: PARENTS,
			upstream: {
				Trigger: { item: customer('c_trigger') },
				Gate: { item: customer('c_gate') },
				Slack: { item: { json: { ts: '1' } } },
			},
		});
		expect(findCallItem(ctx, 0).contact?.id).toBe('c_gate');
	});

	it('skips a branch that did not run', () => {
		const ctx = executeStub({
			items: [{ json: {} }],
			parents: PARENTS,
			upstream: { Trigger: { item: customer('c_trigger') } },
		});
		expect(findCallItem(ctx, 0).contact?.id).toBe('c_trigger');
	});

	it('takes the only customer of an earlier node when items were not paired', () => {
		const ctx = executeStub({
			items: [{ json: {} }],
			parents: PARENTS,
			upstream: { Trigger: { all: [customer('c_1'), customer('c_1')] } },
		});
		expect(findCallItem(ctx, 0).contact?.id).toBe('c_1');
	});

	it('does not guess between two customers', () => {
		const ctx = executeStub({
			items: [{ json: {} }],
			parents: PARENTS,
			upstream: { Trigger: { all: [customer('c_1'), customer('c_2')] } },
		});
		expect(() => findCallItem(ctx, 0)).toThrow(CallingError);
	});

	it('says what to do when no node before carries a customer', () => {
		const ctx = executeStub({ items: [{ json: {} }] });
		expect(() => findCallItem(ctx, 0)).toThrow('This item carries no customer');
	});

	it('never takes the customer from what a model filled in', () => {
		const made = { json: { contact: { id: 'c_invented' }, query: 'call' } };
		const sourceOverwrite = { previousNode: 'Gate', previousNodeOutput: 0, previousNodeRun: 0 };
		const ctx = executeStub({
			items: [{ ...made, pairedItem: { item: 0, sourceOverwrite } }],
			type: 'n8n-nodes-whatsapp-calling.whatsAppCallingTool',
			parents: { Gate: ['Trigger'] },
			upstream: { Gate: { item: customer('c_real') }, Trigger: { item: customer('c_trigger') } },
		});
		expect(findCallItem(ctx, 0).contact?.id).toBe('c_real');
	});

	const agentOf = (...items: { json: object }[]) => ({
		isTool: true,
		items: [{ json: {}, pairedItem: { item: 0, sourceOverwrite: { previousNode: 'Gate' } } }],
		parents: { Gate: ['Trigger'] },
		upstream: { Gate: { item: items[0], all: items }, Trigger: { item: customer('c_trigger') } },
	});

	it.each([
		['two customers', [customer('c_1'), customer('c_2')]],
		['two customers, the second one not first', [{ json: {} }, customer('c_1'), customer('c_2')]],
	])('refuses a tool’s call in a run about %s: n8n pairs it with the first', (_what, items) => {
		const ctx = executeStub(agentOf(...items) as never);
		expect(() => findCallItem(ctx, 0)).toThrow('several customers');
	});

	it('takes the newest of several items of one customer', () => {
		const second = { json: { contact: { id: 'c_1' }, message: { id: 'wamid.2' } } };
		const ctx = executeStub(agentOf(customer('c_1'), second) as never);
		expect(findCallItem(ctx, 0).message?.id).toBe('wamid.2');
	});

	it('walks on from a node that carried no customer to the agent', () => {
		const ctx = executeStub(agentOf({ json: { ts: '1' } }) as never);
		expect(findCallItem(ctx, 0).contact?.id).toBe('c_trigger');
	});

	it.each([
		['one customer', [customer('c_1')], 'c_1'],
		['two', [customer('c_1'), customer('c_2')], 'several customers'],
	])('looks at the items of an agent that lends its run: %s', (_what, given, found) => {
		const items = [{ json: { contact: { id: 'c_invented' } } }];
		const stub = { items, isTool: true, executing: 'AI Agent', given, parents: {}, upstream: {} };
		const look = () => findCallItem(executeStub(stub), 0).contact?.id;
		if (given.length === 1) expect(look()).toBe(found);
		else expect(look).toThrow(found);
	});

	it('finds the customer before the agent that lends its run to a tool', () => {
		const ctx = executeStub({
			items: [{ json: { contact: { id: 'c_invented' } } }],
			isTool: true,
			executing: 'AI Agent',
			parents: { 'AI Agent': ['Trigger'] },
			upstream: { Trigger: { item: customer('c_real') } },
		});
		expect(findCallItem(ctx, 0).contact?.id).toBe('c_real');
	});
});
