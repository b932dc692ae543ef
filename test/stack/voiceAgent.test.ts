import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createMediaServer } from '../../nodes/shared/dial/mediaServer';
import { verifySignature } from '../../nodes/shared/wire/signature';
import { startVoiceAgent } from './voiceAgent';
import type { VoiceAgent } from './voiceAgent';

let agent: VoiceAgent;

afterEach(async () => await agent.stop());

/** The product's own client, over the network of this machine. */
const client = (secret = agent.secret) =>
	createMediaServer({ baseUrl: agent.url, secret }, async ({ url, method, headers, body }) => {
		const answer = await fetch(url, { method, headers, body: String(body) });
		return { status: answer.status, body: await answer.json().catch(() => null) };
	});

const REMINDER = {
	language: 'en',
	disclosure: 'This is an automated voice.',
	slot: { startAt: '2026-10-10T18:30:00+05:30', zone: 'Asia/Kolkata' },
};
const OUTBOUND = { attemptId: 'att_1', direction: 'outbound' as const };

describe('V6: the voice agent of the tests', () => {
	it('takes a reminder, and remembers what it was to say', async () => {
		agent = await startVoiceAgent();
		const session = await client().offer({ ...OUTBOUND, reminder: REMINDER });
		expect(session?.sdp).toContain('m=audio');
		expect(agent.offers()).toEqual([
			{
				attempt_id: 'att_1',
				purpose: 'reminder',
				language: 'en',
				disclosure: 'This is an automated voice.',
				slot: { start_at: '2026-10-10T18:30:00+05:30', time_zone: 'Asia/Kolkata' },
			},
		]);
		const ended = { attemptId: 'att_1', sessionId: session?.sessionId ?? '', reason: 'done' };
		expect(await client().end(ended)).toBe(true);
		expect(agent.sessions()).toMatchObject([{ attempt_id: 'att_1', ended: 'done' }]);
	});

	it.each([
		['a call that is no reminder', undefined, undefined],
		['a reminder without its disclosure', { ...REMINDER, disclosure: '' }, undefined],
		['a request that somebody else signed', REMINDER, 'guessed'],
	])('refuses %s', async (_what, reminder, secret) => {
		agent = await startVoiceAgent();
		expect(await client(secret).offer({ ...OUTBOUND, ...(reminder && { reminder }) })).toBeNull();
		expect(agent.offers()).toEqual([]);
	});

	it('signs what it asks for', async () => {
		agent = await startVoiceAgent();
		const heard: { body: string; signature: string }[] = [];
		const listener = createServer((request, response) => {
			request.on('data', (chunk: Buffer) => {
				const signature = String(request.headers['x-signature-256']);
				heard.push({ body: chunk.toString(), signature });
			});
			request.on('end', () => response.end());
		});
		await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
		// A TCP server's address is never a text.
		const { port } = listener.address() as AddressInfo;
		expect(await agent.askForPerson(`http://127.0.0.1:${port}/person`, 'att_1')).toBe(200);
		listener.closeAllConnections();
		listener.close();
		const [asked] = heard;
		expect(JSON.parse(asked?.body ?? '')).toEqual({ attempt_id: 'att_1' });
		expect(verifySignature(asked?.body ?? '', asked?.signature, agent.secret)).toBe(true);
	});
});
