export interface HttpDownloadReply {
	status: number;
	body: AsyncIterable<Uint8Array>;
}

/**
 * The bytes behind an address, as a stream: no redirects, no automatic repetition. Resolves with
 * whatever status came back; throws, at once or while it is read, if the answer breaks off or `signal`
 * says that it takes too long.
 */
export type HttpDownload = (call: {
	url: string;
	headers: Record<string, string>;
	signal: AbortSignal;
}) => Promise<HttpDownloadReply>;
