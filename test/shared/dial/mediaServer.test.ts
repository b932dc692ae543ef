import { describe, expect, it } from 'vitest';
import { createMediaServer } from '../../../nodes/shared/dial/mediaServer';
import type { HttpCall, HttpReply } from '../../../nodes/shared/graph/graphClient';
import { verifySignature } from '../../../nodes/shared/wire/signature';

function server(reply: HttpReply | null) {
	const calls: HttpCall[] = [];
	const media = createMediaServer(
		{ baseUrl: 'https://media.example.com/v1', secret: 'shared' },
		async (call) => {
			calls.push(call);
			if (reply === null) throw new Error('timeout');
			return reply;
		},
	);
	return { media, calls };
}

const SESSION = { status: 200, body: { session_id: 's-1', sdp: 'v=0' } };

describe('createMediaServer', () => {
	it('asks for an outbound offer within 5 s, signed', async () => {
		const { media, calls } = server(SESSION);
		expect(await media.offer({ attemptId: 'att_1', direction: 'outbound' })).toEqual({
			sessionId: 's-1',
			sdp: 'v=0',
		});
		const [call] = calls;
		expect(call).toMatchObject({
			method: 'POST',
			url: 'https://media.example.com/v1/offer',
			timeoutMs: 5_000,
		});
		expect(JSON.parse(String(call?.body))).toEqual({ attempt_id: 'att_1', direction: 'outbound' });
		const signature = call?.headers['X-Signature-256'];
		expect(verifySignature(String(call?.body), signature, 'shared')).toBe(true);
	});

	it('hands in Meta’s offer and waits 10 s for the answer', async () => {
		const { media, calls } = server(SESSION);
		await media.offer({ attemptId: 'att_1', direction: 'inbound', sdp: 'v=0 offer' });
		expect(calls[0]?.timeoutMs).toBe(10_000);
		expect(JSON.parse(String(calls[0]?.body))).toMatchObject({ sdp: 'v=0 offer' });
	});

	it('V6: asks a voice agent for the offer of a reminder, with what has to be spoken first', async () => {
		const { media, calls } = server(SESSION);
		const slot = { startAt: '2026-10-10T18:30:00+05:30', zone: 'Asia/Kolkata' };
		const reminder = { language: 'en', disclosure: 'This is an automated voice.', slot };
		await media.offer({ attemptId: 'att_1', direction: 'outbound', reminder });
		expect(JSON.parse(String(calls[0]?.body))).toEqual({
			attempt_id: 'att_1',
			direction: 'outbound',
			purpose: 'reminder',
			language: 'en',
			disclosure: 'This is an automated voice.',
			slot: { start_at: '2026-10-10T18:30:00+05:30', time_zone: 'Asia/Kolkata' },
		});
		expect(calls[0]?.timeoutMs).toBe(5_000);
	});

	it.each([
		['no answer', null],
		['500', { status: 500, body: SESSION.body }],
		['a redirect', { status: 302, body: '' }],
		['no JSON', { status: 200, body: 'hello' }],
		['no session', { status: 200, body: { sdp: 'v=0' } }],
		['an empty session', { status: 200, body: { session_id: '', sdp: 'v=0' } }],
		['no SDP', { status: 200, body: { session_id: 's-1' } }],
		['null', { status: 200, body: null }],
	])('%s is no offer', async (_what, reply) => {
		expect(await server(reply).media.offer({ attemptId: 'a', direction: 'outbound' })).toBeNull();
	});

	it.each([
		['204', { status: 204, body: null }, true],
		['200', { status: 200, body: '' }, true],
		['404', { status: 404, body: '' }, false],
		['no answer', null, false],
	])('answer and end: %s', async (_what, reply, taken) => {
		const { media, calls } = server(reply);
		const session = { attemptId: 'att_1', sessionId: 's-1' };
		expect(await media.answer({ ...session, sdp: 'v=0' })).toBe(taken);
		expect(await media.end({ ...session, reason: 'call_ended' })).toBe(taken);
		expect(calls.map(({ url, body }) => [url, JSON.parse(String(body))])).toEqual([
			[
				'https://media.example.com/v1/answer',
				{ attempt_id: 'att_1', session_id: 's-1', sdp: 'v=0' },
			],
			[
				'https://media.example.com/v1/end',
				{ attempt_id: 'att_1', session_id: 's-1', reason: 'call_ended' },
			],
		]);
	});
});
