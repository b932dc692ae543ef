import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startS3Receiver, type S3Receiver } from './s3Receiver';

let s3: S3Receiver;

beforeEach(async () => {
	s3 = await startS3Receiver();
});
afterEach(async () => await s3.stop());

/** As n8n's S3 node signs; test/e2e/recording.test.ts shows that a right signature is taken. */
const signedBy = (key: string) =>
	`AWS4-HMAC-SHA256 Credential=${key}/20261012/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

describe('the S3 receiver of the tests', () => {
	it.each([
		['without a signature', {}],
		['of an unknown key', { authorization: signedBy('AKIDOTHER') }],
		['with a wrong signature', { authorization: signedBy('AKIDTEST') }],
	])('refuses an upload %s', async (_, headers) => {
		const init = { method: 'PUT', body: 'x', headers };
		expect((await fetch(`${s3.url}/recordings/a.ogg`, init)).status).toBe(403);
		expect(s3.objects.size).toBe(0);
	});
});
