import { describe, expect, it, vi } from 'vitest';
import { reduceCall } from '../../../nodes/shared/domain/callState';
import type { CallEvent } from '../../../nodes/shared/domain/webhookEvent';
import { LedgerError } from '../../../nodes/shared/ledger/ledger';
import { metaError } from '../../shared/graph/recordingHttp';
import { callingNode, NOW, NUMBER, type CallingNode } from './callingNode';

const CALL = 'wacid.TESTCALL1';
const REJECT = { resource: 'call', operation: 'reject' };
const done = { status: 200, body: { messaging_product: 'whatsapp', success: true } };
const LATER = '2026-10-12T09:30:01.000Z';

const BASE = {
	phoneNumberId: NUMBER,
	displayPhoneNumber: null,
	wabaId: null,
	raw: null,
	callId: CALL,
	direction: 'inbound' as const,
	customer: { waId: '447700900123', userId: null, parentUserId: null, name: null },
	opaque: null,
};
const OFFERED: CallEvent = {
	...BASE,
	type: 'call_offered',
	eventKey: `${CALL}:connect`,
	at: NOW,
	sdp: null,
	ctaPayload: null,
	deeplinkPayload: null,
};
/** Meta's event of every end; of a call that we rejected it says no more (calling-api §3.3). */
const ENDED: CallEvent = {
	...BASE,
	type: 'terminated',
	eventKey: `${CALL}:terminate`,
	at: LATER,
	status: 'completed',
	rawStatus: 'COMPLETED',
	startAt: null,
	endAt: null,
	durationSeconds: null,
	errors: [],
};

const hears = async ({ ledger, contact }: CallingNode, event: CallEvent) =>
	await ledger.transaction(async ({ calls }) => await calls.addEvent(event, contact.id, LATER));

const state = async ({ ledger }: CallingNode) =>
	reduceCall(await ledger.transaction(async ({ calls }) => await calls.events(CALL))).state;

const reject = async (node: CallingNode) =>
	await node.run(REJECT, { items: [node.item({ call: { id: CALL } })] });

describe('V2: what Meta makes of our reject', () => {
	it('done: the call reads as declined, and stays so', async () => {
		const node = await callingNode(done);
		await hears(node, OFFERED);
		await reject(node);
		expect(await state(node)).toBe('declined');
		await hears(node, ENDED);
		expect(await state(node)).toBe('declined');
	});

	it.each([
		['refused, since the call is over', metaError(100, 'Call has ended')],
		['refused for the token', metaError(190, 'Invalid token', 401)],
		['not answered', new Error('socket hang up')],
	])('%s: the call does not read as declined', async (_what, answer) => {
		const node = await callingNode(answer);
		await hears(node, OFFERED);
		await expect(reject(node)).rejects.toThrow();
		expect(await state(node)).toBe('offered');
		await hears(node, ENDED);
		expect(await state(node)).toBe('missed');
	});

	/** Something happens between Meta's answer and what we write down. */
	const afterMeta = ({ connection: { graph } }: CallingNode, happens: () => unknown): void => {
		const { call } = graph;
		graph.call = async (request) => {
			const result = await call(request);
			if (request.method === 'POST') await happens();
			return result;
		};
	};

	it('done, and Meta’s event is here before we have written it down: declined', async () => {
		const node = await callingNode(done);
		await hears(node, OFFERED);
		afterMeta(node, async () => await hears(node, ENDED));
		await reject(node);
		expect(await state(node)).toBe('declined');
	});

	it('done, and n8n dies before it is written down: Meta’s event ends the call', async () => {
		const node = await callingNode(done);
		await hears(node, OFFERED);
		const killed = new LedgerError('ledger_unreachable', 'killed');
		afterMeta(node, () => vi.spyOn(node.ledger, 'transaction').mockRejectedValueOnce(killed));
		await expect(reject(node)).rejects.toThrow();
		await hears(node, ENDED);
		expect(await state(node)).toBe('missed');
	});
});
