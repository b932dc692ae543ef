import { describe, expect, it } from 'vitest';
import { deskAddress } from '../../../nodes/CallDeskTrigger/deskAddress';
import {
	endedCookie,
	readSessionCookie,
	sessionCookie,
} from '../../../nodes/CallDeskTrigger/sessionCookie';

const PATH = '/webhook/0a1b/desk';
const at = (origin: string) => deskAddress(origin, `https://n8n.example.com${PATH}`);
const desk = at('https://desk.example.com');
const local = at('http://127.0.0.1:5678');

describe('the session cookie', () => {
	it('V4: goes to the desk alone, over TLS alone, for 12 h, out of reach of scripts and other sites', () => {
		expect(sessionCookie(desk, 's3cret')).toBe(
			`__Secure-call_desk=s3cret; Path=${PATH}; Max-Age=57600; HttpOnly; Secure; SameSite=Strict`,
		);
	});

	it('V4: has every flag on this very machine too', () => {
		expect(sessionCookie(local, 's3cret')).toBe(
			`call_desk=s3cret; Path=${PATH}; Max-Age=57600; HttpOnly; Secure; SameSite=Strict`,
		);
	});

	it('V4: is taken away at the end', () => {
		expect(endedCookie(desk)).toBe(
			`__Secure-call_desk=; Path=${PATH}; Max-Age=0; HttpOnly; Secure; SameSite=Strict`,
		);
	});

	it.each([
		['alone', '__Secure-call_desk=s3cret', 's3cret'],
		['among others', 'a=1; __Secure-call_desk=s3cret; b=2', 's3cret'],
		['not at all', 'a=1', null],
		['not even a header', undefined, null],
		['empty', '__Secure-call_desk=', ''],
		['twice: one was planted', '__Secure-call_desk=s3cret; __Secure-call_desk=evil', null],
		['without its prefix: planted', 'call_desk=evil', null],
		['as the end of another name', 'x__Secure-call_desk=evil', null],
	])('V4: is read if it is there %s', (_, header, secret) => {
		expect(readSessionCookie(header, desk)).toBe(secret);
	});
});
