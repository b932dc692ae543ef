import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { httpDownloadOf } from '../../../nodes/shared/n8n/httpRequest';

describe('httpDownloadOf', () => {
	const URL = 'https://lookaside.fbsbx.com/x';

	async function download(body: Readable) {
		const sent: IHttpRequestOptions[] = [];
		const send = async (options: IHttpRequestOptions) => {
			sent.push(options);
			return { statusCode: 200, headers: {}, body };
		};
		const { signal } = new AbortController();
		const headers = { Authorization: 'Bearer token-1' };
		return { sent, signal, reply: await httpDownloadOf(send)({ url: URL, headers, signal }) };
	}

	it('P8: asks once, as a stream, and follows no redirect with the token', async () => {
		const { sent, signal, reply } = await download(Readable.from(['OggS']));
		expect(sent).toEqual([
			{
				method: 'GET',
				url: URL,
				headers: { Authorization: 'Bearer token-1' },
				abortSignal: signal,
				encoding: 'stream',
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
			},
		]);
		expect(reply.status).toBe(200);
		expect(await text(reply.body)).toBe('OggS');
	});

	it('a stream that breaks off before it is read ends no process, and fails its reader', async () => {
		const body = new Readable({ read: () => undefined });
		const { reply } = await download(body);
		body.destroy(new Error('socket hang up'));
		await new Promise((resolve) => setImmediate(resolve));
		await expect(text(reply.body)).rejects.toThrow();
	});
});
