import { describe, expect, it } from 'vitest';
import { findMedia, readMedia, sumInHex } from '../../../nodes/shared/graph/media';
import { ok, refuse, scriptedGraph } from '../dial/scriptedGraph';

/** `GET /{media_id}` as the Cloud API's media reference prints it (2026): hex here, base64 in webhooks. */
const SUM = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const answer = (url: string) =>
	ok({ messaging_product: 'whatsapp', url, mime_type: 'audio/ogg', sha256: SUM, id: '1' });
const LOOKASIDE = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&hash=x';

const find = async (url: string, simulator = false) =>
	await findMedia('1', { graph: scriptedGraph(() => answer(url)).graph, simulator });

describe('findMedia', () => {
	it.each([
		[LOOKASIDE],
		['https://scontent.xx.fbcdn.net/m1/v/t6/a.ogg?oh=1'],
		['https://mmg-fna.whatsapp.fbcdn.net/a'],
	])('P8: takes the address %s', async (url) => {
		expect(await find(url)).toEqual({ url, sha256: SUM });
	});

	it.each([
		['http://lookaside.fbsbx.com/a'],
		['https://lookaside.fbsbx.com:8443/a'],
		['https://lookaside.fbsbx.com.evil.example/a'],
		['https://evil.example/lookaside.fbsbx.com'],
		['https://fbcdn.net.evil.example/a'],
		['https://evilfbcdn.net/a'],
		['https://user:pass@lookaside.fbsbx.com/a'],
		['https://graph.facebook.com/v25.0/me'],
		['http://127.0.0.1:4010/media-download/1'],
		['file:///etc/passwd'],
		['//lookaside.fbsbx.com/a'],
		['not an address'],
	])('P8: sends the token to none of %s', async (url) => {
		expect(await find(url)).toBe('media_host_refused');
	});

	it('with a simulator credential, files come from this machine only', async () => {
		expect(await find('http://127.0.0.1:4010/media-download/1?ticket=x', true)).toMatchObject({
			sha256: SUM,
		});
		expect(await find(LOOKASIDE, true)).toBe('media_host_refused');
	});

	it.each([
		['a file that is gone', refuse(100), 'media_gone'],
		['a token without the right', refuse(190, 401), 'token_invalid'],
		['no answer', null, 'temporary_failure'],
		['an answer without an address', ok({ id: '1' }), 'media_refused'],
	])('names %s', async (_, reply, code) => {
		const { graph } = scriptedGraph(() => reply);
		expect(await findMedia('1', { graph, simulator: false })).toBe(code);
	});

	it.each(['../me', '1/2', '', 'abc', '1?x=1'])('asks Meta nothing by the id “%s”', async (id) => {
		const { graph, requests } = scriptedGraph(() => answer(LOOKASIDE));
		expect(await findMedia(id, { graph, simulator: false })).toBe('media_gone');
		expect(requests).toEqual([]);
	});
});

describe('readMedia', () => {
	async function* bytes() {
		yield Buffer.from('test');
	}
	const read = async (status: number) => {
		const calls: { url: string; headers: Record<string, string> }[] = [];
		const download = async (call: { url: string; headers: Record<string, string> }) => {
			calls.push(call);
			return { status, body: bytes() };
		};
		const media = { url: LOOKASIDE, sha256: SUM };
		const signal = AbortSignal.timeout(1000);
		return { calls, body: await readMedia(media, signal, { download, accessToken: 'token-1' }) };
	};

	it('asks for the plain bytes, with the token', async () => {
		const { calls, body } = await read(200);
		expect(body).not.toBeNull();
		expect(calls).toMatchObject([
			{
				url: LOOKASIDE,
				headers: { Authorization: 'Bearer token-1', 'Accept-Encoding': 'identity' },
			},
		]);
	});

	it.each([206, 301, 302, 307, 401, 404, 500])(
		'takes nothing that comes with %i',
		async (status) => {
			expect((await read(status)).body).toBeNull();
		},
	);
});

describe('sumInHex', () => {
	it.each([
		['hex', SUM, SUM],
		['hex in capitals', SUM.toUpperCase(), SUM],
		['base64, as webhooks write it', 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=', SUM],
		['anything else', 'abc', null],
	])('reads %s', (_, sum, hex) => {
		expect(sumInHex(sum)).toBe(hex);
	});
});
