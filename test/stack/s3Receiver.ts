import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface S3Object {
	bytes: Buffer;
	contentType: string | undefined;
}

export interface S3Receiver {
	url: string;
	accessKeyId: string;
	secretAccessKey: string;
	/** By `bucket/key`. */
	objects: ReadonlyMap<string, S3Object>;
	/** How often each object was put. */
	puts: ReadonlyMap<string, number>;
	/** The next `times` uploads are answered 503. */
	failUploads: (times: number) => void;
	stop: () => Promise<void>;
}

const REGION = 'eu-central-1';

/**
 * As much of S3 as an upload and a deletion need, on loopback, with addresses by path. Whoever does not
 * sign as AWS Signature Version 4 asks for (docs.aws.amazon.com, sigv4) is refused.
 */
export async function startS3Receiver(): Promise<S3Receiver> {
	const accessKeyId = 'AKIDTEST';
	const secretAccessKey = 'a secret of nobody';
	const objects = new Map<string, S3Object>();
	const puts = new Map<string, number>();
	let failing = 0;
	const answer = async (request: IncomingMessage): Promise<[status: number, body: string]> => {
		const bytes = await buffer(request);
		if (!isSigned(request, bytes, { accessKeyId, secretAccessKey })) {
			return [403, '<Error><Code>SignatureDoesNotMatch</Code></Error>'];
		}
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
		const name = decodeURIComponent(pathname.slice(1));
		if (searchParams.has('location')) {
			return [200, `<LocationConstraint xmlns="s3">${REGION}</LocationConstraint>`];
		}
		if (request.method === 'PUT') {
			if (failing-- > 0) return [503, '<Error><Code>SlowDown</Code></Error>'];
			objects.set(name, { bytes, contentType: request.headers['content-type'] });
			puts.set(name, (puts.get(name) ?? 0) + 1);
			return [200, ''];
		}
		if (request.method === 'DELETE') {
			objects.delete(name);
			return [204, ''];
		}
		return [405, ''];
	};
	const server = createServer((request, response) => {
		answer(request).then(
			([status, body]) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body),
			(error: unknown) => response.writeHead(500).end(String(error)),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		// A TCP server's address is never a text.
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		accessKeyId,
		secretAccessKey,
		objects,
		puts,
		failUploads: (times) => {
			failing = times;
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer =>
	createHmac('sha256', key).update(text).digest();

/** Whether the request, its bytes included, was signed with the secret. */
function isSigned(
	{ method = '', url = '/', headers }: IncomingMessage,
	bytes: Buffer,
	{ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string },
): boolean {
	const form =
		/^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
	const [, key, day = '', region = '', names = '', signature] =
		form.exec(headers.authorization ?? '') ?? [];
	if (key !== accessKeyId) return false;
	const [path = '/', query = ''] = url.split('?');
	const canonicalQuery = query
		.split('&')
		.filter(Boolean)
		.map((pair) => (pair.includes('=') ? pair : `${pair}=`))
		.sort()
		.join('&');
	const canonicalHeaders = names
		.split(';')
		.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`)
		.join('');
	const payload = String(headers['x-amz-content-sha256'] ?? '');
	if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(bytes)) return false;
	const request = [method, path, canonicalQuery, canonicalHeaders, names, payload].join('\n');
	const scope = `${day}/${region}/s3/aws4_request`;
	const at = String(headers['x-amz-date'] ?? '');
	const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(request)].join('\n');
	const dayKey = hmac(`AWS4${secretAccessKey}`, day);
	const signingKey = hmac(hmac(hmac(dayKey, region), 's3'), 'aws4_request');
	return hmac(signingKey, toSign).toString('hex') === signature;
}
