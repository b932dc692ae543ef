import { describe, expect, it } from 'vitest';
import { CallingError } from '../../../nodes/shared/n8n/callingError';
import { readCredential } from '../../../nodes/shared/n8n/credential';

const MINIMAL = { accessToken: ' EAA ', appSecret: 'secret' };

function refusal(raw: Record<string, unknown>): CallingError {
	try {
		readCredential(raw);
	} catch (error) {
		if (error instanceof CallingError) return error;
	}
	throw new Error('was accepted');
}

describe('readCredential', () => {
	it('needs only a token and an app secret', () => {
		expect(readCredential(MINIMAL)).toEqual({
			accessToken: 'EAA',
			appSecret: 'secret',
			simulator: false,
			wabaId: null,
			appId: null,
			verifyToken: expect.stringMatching(/^[0-9a-f]{40}$/),
			apiVersion: 'v25.0',
			graphBaseUrl: 'https://graph.facebook.com',
			mediaServer: null,
			voiceAgent: null,
		});
	});

	it('keeps a verify token that was set', () => {
		expect(readCredential({ ...MINIMAL, verifyToken: 'mine' }).verifyToken).toBe('mine');
	});

	it.each([
		['accessToken', 'Access Token'],
		['appSecret', 'App Secret'],
	])('refuses a credential without %s, naming it', (field, label) => {
		const error = refusal({ ...MINIMAL, [field]: '  ' });
		expect(error.code).toBe('credential_incomplete');
		expect(error.fix).toContain(label);
	});

	it.each(['https://graph.facebook.com', 'https://graph.facebook.com/'])(
		'sends the token to %s',
		(graphBaseUrl) => {
			expect(readCredential({ ...MINIMAL, graphBaseUrl }).graphBaseUrl).toBe(
				'https://graph.facebook.com',
			);
		},
	);

	it.each([
		'http://graph.facebook.com',
		'https://graph.facebook.com.evil.example',
		'https://graph.facebook.com@evil.example',
		'https://user:pass@graph.facebook.com',
		'https://graph.facebook.com:8443',
		'https://graph.facebook.com/proxy',
		'https://evil.example',
		'http://127.0.0.1:4010',
		'http://localhost',
		'file:///etc/passwd',
	])('does not send the token to %s', (graphBaseUrl) => {
		expect(refusal({ ...MINIMAL, graphBaseUrl }).code).toBe('graph_host_refused');
	});

	it.each(['http://127.0.0.1:4010', 'http://localhost:4010', 'http://[::1]:4010'])(
		'talks to the simulator at %s once Simulator is ticked',
		(graphBaseUrl) => {
			const credential = readCredential({ ...MINIMAL, simulator: true, graphBaseUrl });
			expect(credential).toMatchObject({ simulator: true, graphBaseUrl });
		},
	);

	it.each([
		'https://graph.facebook.com',
		'http://192.168.1.5:4010',
		'http://127.0.0.1.evil.example',
		'http://localhost:4010/path',
	])('a simulator credential never talks to %s', (graphBaseUrl) => {
		const error = refusal({ ...MINIMAL, simulator: true, graphBaseUrl });
		expect(error.code).toBe('graph_host_refused');
	});

	it.each([
		[{ graphBaseUrl: 'graph' }, 'Graph Base URL'],
		[{ apiVersion: '25' }, 'API Version'],
		[{ apiVersion: 'v25.0/../..' }, 'API Version'],
		[{ wabaId: 'Corner Sofa' }, 'WhatsApp Business Account ID'],
		[{ appId: '12 34' }, 'App ID'],
	])('names the setting in %j', (setting, label) => {
		const error = refusal({ ...MINIMAL, ...setting });
		expect(error.code).toBe('credential_invalid');
		expect(error.message).toContain(label);
	});

	describe.each([
		['mediaServer', 'Media Server'],
		['voiceAgent', 'Voice Agent'],
	] as const)('%s', (name, label) => {
		const given = (url: string, secret = '') => ({
			...MINIMAL,
			[`${name}Url`]: url,
			[`${name}Secret`]: secret,
		});

		it('is taken with its secret, on https or this machine', () => {
			const server = (url: string) => readCredential(given(url, 'shh'))[name];
			expect(server('https://media.example.com/wa/')).toEqual({
				baseUrl: 'https://media.example.com/wa',
				secret: 'shh',
			});
			expect(server('http://127.0.0.1:5010')?.baseUrl).toBe('http://127.0.0.1:5010');
		});

		it.each([
			['in the clear', 'http://media.example.com', 's', 'media_server_refused', `${label} URL`],
			['with a user', 'https://me@m.example.com', 's', 'media_server_refused', `${label} URL`],
			['that is no address', 'media', 's', 'credential_invalid', `${label} URL`],
			['without a secret', 'https://m.example.com', '', 'credential_incomplete', `${label} Secret`],
		])('is refused %s, by the name of the setting', (_what, url, secret, code, setting) => {
			const error = refusal(given(url, secret));
			expect(error.code).toBe(code);
			expect(error.message).toContain(setting);
		});
	});
});
