import { describe, expect, it } from 'vitest';
import {
	OUTPUTS,
	OUTPUT_GROUPS,
	properties,
} from '../../../nodes/WhatsAppCallingTrigger/description';
import { readSettings } from '../../../nodes/WhatsAppCallingTrigger/settings';
import { toOutputs } from '../../../nodes/WhatsAppCallingTrigger/toOutputs';
import { EVENT_GROUPS } from '../../../nodes/shared/domain/eventGroup';
import { routeIdOf } from '../../../nodes/shared/n8n/routeIdOf';

const read = (parameters: Record<string, unknown>) =>
	readSettings({ getNodeParameter: (name, fallback) => parameters[name] ?? fallback });

describe('readSettings', () => {
	it('of a new node', () => {
		expect(read({ events: ['messages'] })).toEqual({
			events: ['messages'],
			subscription: 'automatic',
			phoneNumberId: '',
			takeOver: false,
			forwardTo: [],
			phoneNumberIds: [],
			testNumbers: [],
			includeRaw: false,
			messageStatuses: false,
			separateOutputs: false,
			answerIncoming: false,
			acceptLedger: false,
		});
	});

	it('reads lists without blanks, numbers without their marks', () => {
		const options = {
			forwardTo: [' https://bot.example.com ', ''],
			phoneNumberIds: [106540352242922, ' 7 '],
			testNumbers: ['+91 98123-45678', 'x'],
		};
		expect(read({ options })).toMatchObject({
			forwardTo: ['https://bot.example.com'],
			phoneNumberIds: ['106540352242922', '7'],
			testNumbers: ['919812345678'],
		});
	});

	it.each([
		['constructor', 'automatic'],
		['override_waba', 'override_waba'],
		[undefined, 'automatic'],
	])('subscription %j is %s', (given, mode) => {
		expect(read({ subscription: given }).subscription).toBe(mode);
	});

	it('knows the taps on follow-ups', () => {
		expect(read({ events: ['followUpTaps'] }).events).toEqual(['followUpTaps']);
	});

	it('knows only its own groups of events', () => {
		expect(read({ events: ['messages', 'constructor', 7] }).events).toEqual(['messages']);
		expect(read({ events: 'messages', options: 'x' }).events).toEqual([]);
	});

	it('flags are on only if they are true', () => {
		const options = { includeRaw: 'true', separateOutputs: 1, answerIncoming: true };
		expect(read({ options })).toMatchObject({
			includeRaw: false,
			separateOutputs: false,
			answerIncoming: true,
		});
	});
});

describe('routeIdOf', () => {
	const ctx = { getNode: () => ({ id: 'n-1' }), getWorkflow: () => ({ id: 'wf-1' }) };

	it('is the workflow and the node, whatever its name', () => {
		expect(routeIdOf(ctx, false)).toBe('wf-1:n-1');
		expect(routeIdOf(ctx, true)).toBe('test:wf-1:n-1');
	});
});

describe('outputs', () => {
	const item = (type: string) => ({ json: { event: { type } } });
	const items = [
		item('message_received'),
		item('message_status'),
		item('voicemail_received'),
		item('permission_replied'),
		item('ringing'),
		item('account_alert'),
		item('attempt_settled'),
	];

	it('one for everything', () => {
		expect(toOutputs(items, { separateOutputs: false })).toEqual([items]);
	});

	it('four under Separate Outputs, in their fixed order, empty ones too', () => {
		const [messages, replies, calls, alerts] = toOutputs(items, { separateOutputs: true });
		expect(messages).toHaveLength(3);
		expect(replies).toEqual([item('permission_replied')]);
		expect(calls).toEqual([item('ringing'), item('attempt_settled')]);
		expect(alerts).toEqual([item('account_alert')]);
		expect(toOutputs([], { separateOutputs: true })).toEqual([[], [], [], []]);
	});

	it('an item without an event leaves with the messages', () => {
		expect(toOutputs([{ json: {} }], { separateOutputs: true })[0]).toHaveLength(1);
	});

	it.each([
		[true, ['Messages', 'Permission Replies', 'Call Events', 'Account Alerts']],
		[false, ['main']],
		[undefined, ['main']],
	])('the expression for Separate Outputs %j gives %j', (separateOutputs, expected) => {
		const expression = /^=\{\{(.*)\}\}$/s.exec(OUTPUTS)?.[1] ?? '';
		// n8n evaluates it with the node's parameters at hand.
		const evaluate = new Function('$parameter', `return (${expression})`) as (
			parameter: object,
		) => (string | { displayName: string })[];
		const outputs = evaluate({ options: { separateOutputs } });
		expect(
			outputs.map((output) => (typeof output === 'string' ? output : output.displayName)),
		).toEqual(expected);
	});

	it('every group of events can be chosen and has an output; taps leave with the messages', () => {
		const events = properties.find(({ name }) => name === 'events');
		const values = (events?.options ?? []).map((option) => ('value' in option ? option.value : ''));
		expect([...values].sort()).toEqual(Object.keys(EVENT_GROUPS).sort());
		expect([...OUTPUT_GROUPS, 'followUpTaps'].sort()).toEqual(Object.keys(EVENT_GROUPS).sort());
	});
});
