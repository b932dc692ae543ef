import type { Response } from 'express';

/** What n8n grants to every origin that asks (2.41); the desk grants nothing to any. */
const CORS = [
	'Access-Control-Allow-Origin',
	'Access-Control-Allow-Methods',
	'Access-Control-Allow-Headers',
	'Access-Control-Allow-Credentials',
	'Access-Control-Max-Age',
];

const HEADERS = {
	'Cache-Control': 'no-store',
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'no-referrer',
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'X-Frame-Options': 'DENY',
	'Permissions-Policy': 'microphone=(self)',
	// Of everything that is not the page itself.
	'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** On every answer, whatever it says. */
export function setDeskHeaders(response: Response): void {
	for (const name of CORS) response.removeHeader(name);
	response.set(HEADERS);
}

/** The page may run its own script and style, talk to its own server, and nothing else. */
export const pagePolicy = (nonce: string): string =>
	[
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src 'nonce-${nonce}'`,
		"connect-src 'self'",
		"img-src 'self' data:",
		'media-src blob:',
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types 'none'",
	].join('; ');
