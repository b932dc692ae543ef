import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { DeskReply, DeskRequest } from '../shared/domain/deskProtocol';
import { connect } from '../shared/n8n/connection';
import { systemNow } from '../shared/n8n/dialPorts';
import { logTrouble } from '../shared/n8n/logTrouble';
import { errorFacts } from '../shared/n8n/nodeError';
import { refuseReplacedLedger } from '../shared/n8n/refuseReplacedLedger';
import { routeIdOf } from '../shared/n8n/routeIdOf';
import { act } from './act';
import { answerRead } from './answerGet';
import type { Desk, DeskCall } from './desk';
import { deskAddress, type DeskAddress } from './deskAddress';
import { setDeskHeaders } from './deskHeaders';
import { sendPage } from './deskPage';
import { DeskRefusal, type RefusalCode } from './deskRefusal';
import { openPage, signIn } from './enterDesk';
import { requireHost, requireOwnRequest, requireOwnSite, requirePageVisit } from './guardRequest';
import { readSettings } from './settings';

const TEST_TEXT =
	'This is the test address of the desk. Publish the workflow: the desk is at its production address alone.';

/** Everything that a browser asks of the desk. It starts no execution: deeds do, by the ledger. */
export async function serveDesk(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const call = readCall(ctx);
	setDeskHeaders(call.response);
	if (ctx.getMode() === 'manual') call.response.status(200).type('text/plain').send(TEST_TEXT);
	else await answer(ctx, call);
	return { noWebhookResponse: true };
}

function readCall(ctx: IWebhookFunctions): DeskCall {
	const { rawBody } = ctx.getRequestObject();
	return {
		headers: ctx.getRequestObject().headers,
		query: ctx.getQueryData() as Record<string, unknown>,
		rawBody: Buffer.isBuffer(rawBody) ? rawBody : null,
		response: ctx.getResponseObject(),
	};
}

async function answer(ctx: IWebhookFunctions, call: DeskCall): Promise<void> {
	try {
		const { deskUrl } = readSettings(ctx);
		const address = deskAddress(deskUrl, ctx.getNodeWebhookUrl('default'));
		requireHost(call, address);
		if (ctx.getWebhookName() === 'setup') await answerGet(ctx, call, address);
		else await answerPost(ctx, call, address);
	} catch (error) {
		await refuse(ctx, call, error);
	}
}

async function answerGet(
	ctx: IWebhookFunctions,
	call: DeskCall,
	address: DeskAddress,
): Promise<void> {
	if (Object.keys(call.query).length === 0) {
		requirePageVisit(call);
		return await sendPage(call.response);
	}
	requireOwnSite(call);
	await answerRead(call, await deskOf(ctx, address));
}

async function answerPost(
	ctx: IWebhookFunctions,
	call: DeskCall,
	address: DeskAddress,
): Promise<void> {
	requireOwnSite(call);
	const request = requireOwnRequest(call, address);
	const { status, body } = await reply(call, request, await deskOf(ctx, address));
	call.response.status(status).json(body);
}

async function reply(
	call: DeskCall,
	request: DeskRequest,
	desk: Desk,
): Promise<{ status: number; body: DeskReply }> {
	if (request.action === 'sign_in') {
		return { status: 200, body: { ok: true, ...(await signIn(call, request.link, desk)) } };
	}
	if (request.action === 'open') {
		return { status: 200, body: { ok: true, ...(await openPage(call, desk)) } };
	}
	return await act(call, request, desk);
}

/** @throws {DeskRefusal} `desk_not_ready`: credential or ledger cannot be read. */
async function deskOf(ctx: IWebhookFunctions, address: DeskAddress): Promise<Desk> {
	const settings = readSettings(ctx);
	const { logger } = ctx;
	try {
		const connection = await connect(ctx);
		refuseReplacedLedger(ctx, connection.ledger, settings);
		return {
			connection,
			address,
			routeId: routeIdOf(ctx, false),
			iceServers: settings.iceServers,
			warn: (error) => logTrouble(logger, 'could not read what the desk is to hear', error),
		};
	} catch (error) {
		throw new DeskRefusal('desk_not_ready', { cause: error });
	}
}

/** Something is wrong here rather than with who asks. */
const isOurs = ({ status }: DeskRefusal): boolean => status >= 500;

async function refuse(ctx: IWebhookFunctions, call: DeskCall, error: unknown): Promise<void> {
	const refusal = error instanceof DeskRefusal ? error : null;
	if (!refusal || isOurs(refusal))
		logTrouble(ctx.logger, 'could not serve the desk', causeOf(error));
	if (refusal) await countRefusal(ctx, refusal.code);
	const { status, code, text } = refusal ?? troubleOf(error);
	const body: DeskReply = { ok: false, error: code, text };
	call.response.status(status).json(body);
}

/** What nobody thought of stands in the log alone: its words may tell too much. */
function troubleOf(error: unknown): Pick<DeskRefusal, 'status' | 'text'> & { code: string } {
	const { code, message } = errorFacts(error);
	const { status, text } = new DeskRefusal('desk_not_ready');
	return { status, code, text: code === 'unexpected' ? text : message };
}

const causeOf = (error: unknown): unknown =>
	error instanceof Error && error.cause !== undefined ? error.cause : error;

/** What tells of an attack, or of a desk that is set up wrongly; what they are called among the drops. */
const COUNTED: Partial<Record<RefusalCode, string>> = {
	host_wrong: 'desk_host_wrong',
	site_wrong: 'desk_origin_wrong',
	origin_wrong: 'desk_origin_wrong',
	key_wrong: 'desk_key_wrong',
	replayed: 'desk_replayed',
	link_unknown: 'desk_link_refused',
	link_expired: 'desk_link_refused',
	link_used: 'desk_link_refused',
	representative_revoked: 'desk_link_refused',
};

async function countRefusal(ctx: IWebhookFunctions, code: RefusalCode): Promise<void> {
	const reason = COUNTED[code];
	if (reason === undefined) return;
	try {
		const { ledger } = await connect(ctx);
		const drop = { at: systemNow(), reason, phoneNumberId: null, detail: code };
		await ledger.transaction(async ({ drops }) => await drops.add(drop));
	} catch (error) {
		logTrouble(ctx.logger, 'could not count what the desk refused', error);
	}
}
