import { describe, expect, it } from 'vitest';
import { deskAddress, refuseEditorsHost } from '../../../nodes/CallDeskTrigger/deskAddress';
import { readSettings } from '../../../nodes/CallDeskTrigger/settings';

/** As n8n 2.41 makes it for a node without a webhook id. */
const WEBHOOK = 'http://localhost:5678/webhook/wf-1/call%20desk%20trigger/desk';

describe('the desk’s address', () => {
	it.each([
		['https://desk.example.com', 'https://desk.example.com', 'desk.example.com'],
		['https://desk.example.com/', 'https://desk.example.com', 'desk.example.com'],
		['https://desk.example.com/some/path?x#y', 'https://desk.example.com', 'desk.example.com'],
		['https://Desk.Example.com:443', 'https://desk.example.com', 'desk.example.com'],
		['https://desk.example.com:8443', 'https://desk.example.com:8443', 'desk.example.com:8443'],
		['http://127.0.0.1:5678', 'http://127.0.0.1:5678', '127.0.0.1:5678'],
		['http://localhost:5678', 'http://localhost:5678', 'localhost:5678'],
		['http://[::1]:5678', 'http://[::1]:5678', '[::1]:5678'],
	])('takes scheme and host of %s, and the path of n8n', (deskUrl, origin, host) => {
		const path = '/webhook/wf-1/call%20desk%20trigger/desk';
		const isSecure = origin.startsWith('https:');
		const address = deskAddress(deskUrl, WEBHOOK);
		expect(address).toEqual({ url: `${origin}${path}`, origin, host, path, isSecure });
	});

	it.each([
		['', 'desk_url_missing'],
		['desk.example.com', 'desk_url_invalid'],
		['http://desk.example.com', 'desk_url_invalid'],
		['http://192.168.1.10:5678', 'desk_url_invalid'],
		['http://localhost.example.com', 'desk_url_invalid'],
		['http://127.0.0.1.example.com', 'desk_url_invalid'],
		['https://user@desk.example.com', 'desk_url_invalid'],
		['https://:secret@desk.example.com', 'desk_url_invalid'],
		['ftp://desk.example.com', 'desk_url_invalid'],
		['javascript:alert(1)', 'desk_url_invalid'],
	])('refuses “%s”: %s', (deskUrl, code) => {
		expect(() => deskAddress(deskUrl, WEBHOOK)).toThrow(expect.objectContaining({ code }));
	});
});

describe('the editor’s host', () => {
	it.each([
		['https://n8n.example.com', 'https://n8n.example.com'],
		['https://n8n.example.com', 'https://N8N.example.com/'],
		['https://n8n.example.com', 'https://n8n.example.com.'],
		['https://n8n.example.com:8443', 'https://n8n.example.com'],
		['http://localhost:5679', 'http://localhost:5678'],
	])('is none for the desk: %s beside an editor at %s', (deskUrl, editor) => {
		expect(() => refuseEditorsHost(deskAddress(deskUrl, WEBHOOK), editor)).toThrow(
			expect.objectContaining({ code: 'desk_host_is_editors' }),
		);
	});

	it.each([
		['https://desk.example.com', 'https://n8n.example.com'],
		['https://desk.example.com', 'https://example.com'],
		['http://127.0.0.1:5678', 'http://localhost:5678'],
		['https://desk.example.com', 'not an address'],
	])('is another one than the desk’s: %s beside an editor at %s', (deskUrl, editor) => {
		expect(() => refuseEditorsHost(deskAddress(deskUrl, WEBHOOK), editor)).not.toThrow();
	});
});

describe('settings', () => {
	const read = (parameters: Record<string, unknown>) =>
		readSettings({ getNodeParameter: (name, fallback) => parameters[name] ?? fallback });

	it('of a new node', () => {
		expect(read({})).toEqual({
			deskUrl: '',
			allowEditorHost: false,
			events: ['outcome', 'opt_out'],
			ringOrder: 'last_then_idle',
			whenNobody: 'let_ring',
			iceServers: [],
			phoneNumberIds: [],
			acceptLedger: false,
		});
	});

	it('know only their own values', () => {
		const options = { phoneNumberIds: ['106 540', 'x'], acceptLedger: 'yes' };
		const given = { allowEditorHost: 'true', events: ['objection', 'messages'], ringWhom: 'me' };
		expect(read({ ...given, options, deskUrl: ' https://desk.example.com ' })).toMatchObject({
			deskUrl: 'https://desk.example.com',
			allowEditorHost: false,
			events: ['objection'],
			ringOrder: 'last_then_idle',
			phoneNumberIds: ['106540'],
			acceptLedger: false,
		});
	});

	it('give ICE servers as browsers take them', () => {
		const servers = [
			{ urls: 'stun:stun.example.com:3478', username: '', credential: '' },
			{
				urls: 'turn:turn.example.com:3478?transport=tcp, turns:turn.example.com:5349',
				username: 'u',
				credential: 'c',
			},
			{ urls: ' ' },
		];
		expect(read({ iceServers: { servers } }).iceServers).toEqual([
			{ urls: ['stun:stun.example.com:3478'] },
			{
				urls: ['turn:turn.example.com:3478?transport=tcp', 'turns:turn.example.com:5349'],
				username: 'u',
				credential: 'c',
			},
		]);
	});

	it.each(['https://turn.example.com', 'turn.example.com', 'turn://turn.example.com', 'stun:'])(
		'refuse the ICE server %s',
		(urls) => {
			expect(() => read({ iceServers: { servers: [{ urls }] } })).toThrow(
				expect.objectContaining({ code: 'ice_server_invalid' }),
			);
		},
	);
});
