import { describe, expect, it } from 'vitest';
import { readDeskRequest } from '../../../nodes/CallDeskTrigger/readDeskRequest';
import type { DeskRequest } from '../../../nodes/shared/domain/deskProtocol';

/** As the page proves itself (deskProtocol.ts). */
const proof = { page: 'page_1', key: 'k-1', n: 1 };
const about = { attempt: 'att_1', ...proof };

const RIGHT: DeskRequest[] = [
	{ action: 'sign_in', link: 'x'.repeat(43) },
	{ action: 'open' },
	{ action: 'ready', ...proof },
	{ action: 'ack', probe: 'probe_1', ...proof },
	{ action: 'away', ...proof },
	{ action: 'sign_out', ...proof },
	{ action: 'ring_shown', ring: 'ring_1', ...proof },
	{ action: 'decline', ring: 'ring_1', ...proof },
	{ action: 'take', ring: 'ring_1', ...proof },
	{ action: 'take', ring: 'ring_1', sdp: 'v=0', ...proof },
	{ action: 'answer', sdp: 'v=0', ...about },
	{ action: 'connected', ...about },
	{ action: 'heard', ...about },
	{ action: 'hang_up', because: 'page_closed', ...about },
	{ action: 'object', ...about },
	{ action: 'no_calls', ...about },
	{ action: 'outcome', outcome: 'sold', notes: 'x'.repeat(4_000), ...about },
	{ action: 'correct', fields: { '<img onerror=x>': null }, ...about },
	{ action: 'approve_recap', ...about },
];

const outcome = { action: 'outcome', outcome: 'sold', notes: '', ...about };

describe('what the desk reads', () => {
	it.each(RIGHT)('V4: takes $action as the protocol has it', (request) => {
		// As it comes over the wire.
		expect(readDeskRequest(JSON.parse(JSON.stringify(request)))).toEqual(request);
	});

	it.each([
		['nothing', null],
		['a text', 'open'],
		['a list', [{ action: 'open' }]],
		['an action without the page’s proof', { action: 'ready' }],
		['a page without its key', { action: 'ready', page: 'page_1', n: 1 }],
		['a number that is text', { action: 'ready', ...proof, n: '1' }],
		['a number that is none', { action: 'ready', ...proof, n: 0 }],
		['a number with a fraction', { action: 'ready', ...proof, n: 1.5 }],
		['a number beyond every other', { action: 'ready', ...proof, n: 2 ** 53 }],
		['an id that is an object', { action: 'decline', ring: { $ne: null }, ...proof }],
		['an id with blanks', { action: 'decline', ring: "1' or '1", ...proof }],
		['an id without end', { action: 'decline', ring: 'r'.repeat(201), ...proof }],
		['a link without its secret', { action: 'sign_in', link: '' }],
		['a link that is a number', { action: 'sign_in', link: 1 }],
		['a note that is too long', { ...outcome, notes: 'x'.repeat(4_001) }],
		['a note that is none', { ...outcome, notes: null }],
		['an outcome that nobody knows', { ...outcome, outcome: 'married' }],
		['a cause that nobody knows', { action: 'hang_up', because: 'bored', ...about }],
		['an empty session description', { action: 'answer', sdp: '', ...about }],
		['an endless session description', { action: 'answer', sdp: 'v'.repeat(32_769), ...about }],
		['corrections that are a list', { action: 'correct', fields: [], ...about }],
		['a field that no action has', { action: 'open', admin: true }],
		['a prototype', JSON.parse('{"action":"open","__proto__":{"link":"x"}}')],
	])('V4: refuses %s', (_, body) => {
		expect(() => readDeskRequest(body)).toThrow('body_invalid');
	});

	it.each([{}, { action: 'buy' }, { action: 'toString' }, { action: ['open'] }, { action: null }])(
		'V4: knows no action %j',
		(body) => {
			expect(() => readDeskRequest(body)).toThrow('action_unknown');
		},
	);
});
