import { describe, expect, it } from 'vitest';
import {
	linkState,
	type LinkState,
	type ManualAction,
	type ManualCall,
} from '../../../nodes/shared/domain/manualDial';

const UNTIL = '2026-10-12T12:15:00.000Z';
const IN_TIME = '2026-10-12T12:14:59.999Z';
const DIALLED = '2026-10-12T12:05:00.000Z';

const call = (status: string, outcome: string | null = null): ManualCall => ({
	status,
	outcome,
	diallingAt: ['dialling', 'unknown', 'ended'].includes(status) ? DIALLED : null,
});

const CALL: [ManualCall, string, LinkState, string][] = [
	[call('reserved'), IN_TIME, 'ready', 'the card is open'],
	[call('reserved'), UNTIL, 'over', 'the card’s time is over, and the sweep has not come by yet'],
	[call('claimed'), IN_TIME, 'taking', 'somebody decides at this moment'],
	[call('claimed'), UNTIL, 'taking', 'somebody has taken it in the last second'],
	[call('dialling'), IN_TIME, 'taken', 'somebody calls'],
	[call('dialling'), UNTIL, 'taken', 'somebody has called, however long ago'],
	[call('unknown'), IN_TIME, 'taken', 'somebody has called and told nothing yet'],
	[call('ended', 'failed'), UNTIL, 'taken', 'nobody told anything; the sweep has given up'],
	[call('ended', 'completed'), IN_TIME, 'told', 'it is known that they talked'],
	[call('ended', 'no_answer'), UNTIL, 'told', 'it is known that nobody answered'],
	[call('released'), IN_TIME, 'over', 'given back: held, or not taken'],
];

const TELL: [ManualCall, string, LinkState, string][] = [
	[call('reserved'), IN_TIME, 'not_called', 'nobody has called yet'],
	[call('claimed'), IN_TIME, 'not_called', 'somebody is about to call'],
	[call('dialling'), IN_TIME, 'ready', 'somebody has called'],
	[call('unknown'), IN_TIME, 'ready', 'somebody has called, an hour ago'],
	[call('ended', 'failed'), IN_TIME, 'ready', 'the sweep’s guess is no answer'],
	[call('dialling'), UNTIL, 'over', 'a day later'],
	[call('ended', 'completed'), IN_TIME, 'told', 'told before'],
	[call('ended', 'no_answer'), UNTIL, 'told', 'told before, a day later'],
	[call('released'), IN_TIME, 'over', 'nobody ever called'],
];

const named = (table: typeof CALL) =>
	table.map(([found, now, state, why]) => ({ found, now, state, why }));

describe('V5: what a genuine link of a card finds', () => {
	it.each(named(CALL))('the call, where $why: $state', ({ found, now, state }) => {
		expect(linkState('call', found, UNTIL, now)).toBe(state);
	});

	const answers: ManualAction[] = ['answered', 'no_answer', 'reschedule'];
	const rows = answers.flatMap((action) => named(TELL).map((row) => ({ action, ...row })));
	it.each(rows)('$action, where $why: $state', ({ action, found, now, state }) => {
		expect(linkState(action, found, UNTIL, now)).toBe(state);
	});
});
