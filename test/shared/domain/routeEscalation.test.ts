import { describe, expect, it } from 'vitest';
import {
	routeEscalation,
	type EscalationFacts,
} from '../../../nodes/shared/domain/routeEscalation';
import type { Signal, SignalAction } from '../../../nodes/shared/domain/signalRules';
import { readText, sourceFiles } from '../../architecture/sourceFiles';

const QUIET: EscalationFacts = {
	event: 'message_received',
	intent: 'none',
	tap: null,
	agrees: false,
	call: 'none',
	isThreadOwned: false,
	callOptOut: false,
	messageOptOut: false,
	news: [],
	awaitsPerson: false,
};

const news = (signal: Signal, action: SignalAction) => ({ signal, action, evidence: [] });
const OFFER = news('complex_config', 'offer_specialist');
const TASK = news('policy_finance', 'human_only');
const ASKS = news('explicit_request', 'call_now');

const route = (facts: Partial<EscalationFacts>) => {
	const { route: output, reason } = routeEscalation({ ...QUIET, ...facts });
	return `${output}: ${reason}`;
};

describe('where an item goes (C2, C7)', () => {
	it.each<[string, Partial<EscalationFacts>, string]>([
		['a question', {}, 'keep_chatting: nothing_new'],
		['a reason for a call', { news: [OFFER] }, 'escalate: new_signal'],
		['what a person answers', { news: [TASK, OFFER] }, 'handled: human_only'],
		['a request leads over that', { news: [ASKS, TASK] }, 'escalate: new_signal'],
		['a task of a moment ago', { awaitsPerson: true }, 'handled: human_only'],
		['a new reason then', { awaitsPerson: true, news: [OFFER] }, 'escalate: new_signal'],
		['a yes', { agrees: true }, 'escalate: moves_forward'],
		['a yes to a person', { agrees: true, isThreadOwned: true }, 'escalate: moves_forward'],
		['a yes while it rings', { agrees: true, call: 'placed' }, 'handled: call_in_progress'],
		['its own claim', { agrees: true, call: 'claimed' }, 'escalate: moves_forward'],
		['a word while it rings', { call: 'placed', news: [OFFER] }, 'handled: call_in_progress'],
		['a word before it rings', { call: 'claimed' }, 'handled: call_in_progress'],
		['a word to a person', { isThreadOwned: true, news: [OFFER] }, 'handled: thread_owned'],
		['a refusal', { intent: 'opt_out_calls', news: [OFFER] }, 'handled: opt_out'],
		['a refusal of all', { intent: 'opt_out_all' }, 'handled: opt_out'],
		['a refusal taken back', { intent: 'opt_in_calls' }, 'handled: opt_in'],
		['a no', { intent: 'decline', news: [OFFER] }, 'handled: declined'],
		['a rating', { tap: 'rating', news: [OFFER] }, 'handled: rating'],
		['a topic', { tap: 'triage' }, 'handled: triage'],
		['a yes to recordings', { tap: 'recording_yes' }, 'handled: recording_answer'],
		['an objection to them', { tap: 'recording_no' }, 'handled: recording_answer'],
		['a yes to an automated call', { tap: 'automated_yes' }, 'handled: automated_call_answer'],
		['a no to one', { tap: 'automated_no' }, 'handled: automated_call_answer'],
		['a tap that is a name of JavaScript', { tap: 'constructor' }, 'keep_chatting: nothing_new'],
		['nothing to answer', { intent: null }, 'handled: no_message'],
		['a permission', { intent: null, agrees: true }, 'escalate: moves_forward'],
		['a booked call', { event: 'callback_due', intent: null }, 'escalate: moves_forward'],
		['a shop', { event: 'call_requested', intent: null }, 'escalate: moves_forward'],
		['a woken one', { event: 'request_woken', intent: null }, 'escalate: moves_forward'],
		['no messages wanted', { messageOptOut: true, news: [OFFER] }, 'handled: message_opt_out'],
		['no calls wanted', { callOptOut: true, news: [OFFER] }, 'keep_chatting: nothing_new'],
		['no calls, a task', { callOptOut: true, news: [OFFER, TASK] }, 'handled: human_only'],
		['no calls, a request', { callOptOut: true, news: [ASKS] }, 'escalate: new_signal'],
	])('%s: %j → %s', (_what, facts, expected) => {
		expect(route(facts)).toBe(expected);
	});

	it('P4: nothing is noticed that was refused', () => {
		const { noticed } = routeEscalation({ ...QUIET, callOptOut: true, news: [OFFER, TASK] });
		expect(noticed).toEqual([TASK]);
	});

	it('C7: nothing is noticed while somebody speaks', () => {
		const { noticed } = routeEscalation({ ...QUIET, isThreadOwned: true, news: [OFFER] });
		expect(noticed).toEqual([]);
	});

	it('M5: docs/reasons.md explains every reason', () => {
		const file = sourceFiles('nodes/shared/domain').find(({ path }) =>
			path.endsWith('/routeEscalation.ts'),
		);
		const union = /type RouteReason =([^;]*);/.exec(file?.text ?? '')?.[1] ?? '';
		const reasons = [...union.matchAll(/'([a-z_]+)'/g)].map((match) => match[1] ?? '');
		expect(reasons).toHaveLength(15);
		const text = readText('docs/reasons.md');
		expect(reasons.filter((reason) => !text.includes(`| \`${reason}\` |`))).toEqual([]);
	});
});
