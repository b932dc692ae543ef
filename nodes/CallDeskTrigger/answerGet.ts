import type { Response } from 'express';
import { sleep } from 'n8n-workflow';
import type { DeskActor } from '../shared/dial/deskPorts';
import type { DeskEvent } from '../shared/domain/deskProtocol';
import type { DeskPage } from '../shared/ledger/ledger';
import { systemNow } from '../shared/n8n/dialPorts';
import type { Desk, DeskCall } from './desk';
import { DeskRefusal } from './deskRefusal';
import { requireReader, requireSession } from './deskSession';
import { isFor, seat } from './deskStreams';
import { viewFor } from './enterDesk';

/** What each query gives besides the page itself. */
const READS: Record<string, (call: DeskCall, reader: DeskActor, desk: Desk) => Promise<void>> = {
	view: async ({ response }, reader, desk) => {
		response.status(200).json(await viewFor(reader, desk));
	},
	events: sendEvents,
	stream: openStream,
};

/** @throws {DeskRefusal} `query_unknown`, `session_over`, `desk_moved`, `page_unknown`. */
export async function answerRead(call: DeskCall, desk: Desk): Promise<void> {
	const asked = Object.keys(READS).find((name) => call.query[name] === '1');
	const read = asked === undefined ? undefined : READS[asked];
	if (!read) throw new DeskRefusal('query_unknown');
	await read(call, await requireReader(call, call.query.page, desk), desk);
}

/** For pages that cannot keep a stream open: they ask again after this many seconds. */
const POLL_SECONDS = 5;

const AT_ONCE = 200;

async function sendEvents(
	{ query, response }: DeskCall,
	{ representative, page }: DeskActor,
	{ connection }: Desk,
): Promise<void> {
	const after = numberOf(query.after);
	const found = await connection.ledger.transaction(async ({ deskEvents, deskPages }) => {
		await deskPages.seen([page.id], systemNow());
		return await deskEvents.after(representative.id, after, AT_ONCE);
	});
	const events = found
		.filter((event) => isFor(page.id, event))
		.map(({ seq, at, body }): DeskEvent => ({ seq, at, ...body }));
	response.set('Retry-After', String(POLL_SECONDS));
	response.status(200).json({ events, seq: found.at(-1)?.seq ?? after });
}

/** The browser opens it again by itself when it ends, after this many milliseconds. */
const RETRY_MS = 2_000;

async function openStream(
	call: DeskCall,
	{ representative, page }: DeskActor,
	desk: Desk,
): Promise<void> {
	const { headers, query, response } = call;
	const { ledger } = desk.connection;
	response.setHeader('Content-Type', 'text/event-stream');
	// Compression would hold events back until there are enough of them.
	response.set({
		'Cache-Control': 'no-cache, no-transform',
		'X-Accel-Buffering': 'no',
	});
	response.status(200);
	sendNow(response, `retry: ${RETRY_MS}\n\n`);
	const leave = seat(
		{
			representativeId: representative.id,
			pageId: page.id,
			routeId: desk.routeId,
			seq: numberOf(headers['last-event-id'] ?? query.after),
			isWelcome: async () => await isWelcome(call, page, desk),
			send: (text) => sendNow(response, text),
			end: () => void response.end(),
		},
		{ ledger, now: systemNow, sleep, warn: desk.warn },
	);
	// The browser may have gone while it was looked up who it is.
	if (response.closed) leave();
	else response.on('close', leave);
}

async function isWelcome(call: DeskCall, page: DeskPage, desk: Desk): Promise<boolean> {
	return await desk.connection.ledger.transaction(async (tx) => {
		try {
			const { hash } = await requireSession(call, desk, tx);
			return hash === page.sessionHash && (await tx.deskPages.get(page.id, systemNow())) !== null;
		} catch (error) {
			if (error instanceof DeskRefusal) return false;
			throw error;
		}
	});
}

function sendNow(response: Response, text: string): void {
	response.write(text);
	// n8n's compression adds it, and holds everything back without it.
	const { flush } = response as Response & { flush?(): void };
	flush?.call(response);
}

/** A sequence number; from the beginning if there is none. */
const numberOf = (value: unknown): number =>
	typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : 0;
