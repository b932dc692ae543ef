import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { obstacle } from '../shared/dial/claimAndDecide';
import type { DialResult } from '../shared/dial/dialResult';
import type { DialPorts } from '../shared/dial/ports';
import { recordDecision } from '../shared/dial/recordDecision';
import { unfitLeg } from '../shared/dial/reminderCall';
import type { CallItem, ItemAttempt } from '../shared/domain/callItem';
import { DESK_LEG, MANUAL_LEG, VOICE_LEG, type Contact, type Wish } from '../shared/ledger/ledger';
import { findCallItem, toItemJson } from '../shared/n8n/callItem';
import { sealCallIds } from '../shared/n8n/callNames';
import { connect, type Connection } from '../shared/n8n/connection';
import { noteDecision } from '../shared/n8n/customData';
import { dialPorts, systemNow } from '../shared/n8n/dialPorts';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { isDryRun, isTestRun } from '../shared/n8n/isDryRun';
import type { CallLeg, ShownCall } from './callLeg';
import { deskLeg } from './deskLeg';
import { manualLeg } from './manualLeg';
import { mediaLeg } from './mediaLeg';
import { readTarget, sampleItem, type DialTarget } from './readTarget';
import { readSettings, type CallSettings } from './settings';
import { voiceLeg } from './voiceLeg';

export const STARTED = 0;
export const HELD = 1;

/** One item on its way through this node. */
interface Run {
	ctx: IExecuteFunctions;
	/** The item as it leaves, before the call. */
	base: IDataObject;
	connection: Connection;
	leg: CallLeg;
}

/** One item: Started once the call is placed or offered, Held with the reason otherwise (V1, V5, P5, C3). */
export async function initiateCall(
	ctx: IExecuteFunctions,
	itemIndex: number,
	json: IDataObject,
): Promise<ItemResult> {
	const item = findCallItem(ctx, itemIndex);
	const settings = readSettings(ctx, itemIndex);
	const leg = legOf(settings);
	const connection = await connect(ctx);
	const { event, line, contact } = item;
	const run: Run = { ctx, base: toItemJson(json, { event, line, contact }), connection, leg };
	const dryRun = isDryRun(ctx, itemIndex);
	if (event?.origin === 'sample') {
		if (dryRun) return showCall(run, run.base, sampleCall(item));
		throw sampleItem();
	}
	const phoneNumberId = await leg.line(item, connection);
	const known = await readTarget(item, phoneNumberId, connection.ledger, systemNow());
	// A test run of Summary Builder keeps nothing: what it shows is all there is.
	const isShown = isTestRun(ctx) && item.brief?.status === 'ready';
	const briefRequired = settings.briefRequired && !isShown;
	const { name } = leg;
	const carried = {
		byHand: name === MANUAL_LEG,
		isAutomated: name === VOICE_LEG,
		atDesk: name === DESK_LEG,
	};
	const target = { ...known, ...carried, briefRequired };
	const ports = await dialPorts(connection, phoneNumberId);
	if (dryRun) return await showDecision(run, target, ports);
	const { wish } = target;
	if (!wish) return await holdWithoutYes(run, target, ports);
	return await start(run, item, { ...target, wish }, ports);
}

function legOf({ leg, answerPageUrl }: CallSettings): CallLeg {
	if (leg === MANUAL_LEG) return manualLeg(answerPageUrl);
	if (leg === VOICE_LEG) return voiceLeg;
	return leg === DESK_LEG ? deskLeg : mediaLeg;
}

async function start(
	{ ctx, base, connection, leg }: Run,
	item: Partial<CallItem>,
	{ wish, contact, briefRequired }: DialTarget & { wish: Wish },
	ports: DialPorts,
): Promise<ItemResult> {
	await leg.requireSettings(connection, wish.phoneNumberId);
	const claimant = claimantOf(ctx, item);
	const result = await leg.start({ wish, contact, claimant, briefRequired }, ports, connection);
	noteResult(ctx, contact, result);
	const sections: Partial<CallItem> = {
		wish: { id: wish.id, kind: wish.kind, scope: wish.scope, expiresAt: wish.expiresAt },
		...(result.decision && { decision: result.decision }),
		attempt: attemptSection(result, leg, connection),
		...(result.started && leg.sections(result.attempt, wish, connection)),
	};
	return { json: toItemJson(base, sections), output: result.started ? STARTED : HELD };
}

function noteResult(ctx: IExecuteFunctions, { id }: Contact, result: DialResult): void {
	const outcome = result.decision?.outcome ?? (result.started ? 'allow' : 'held');
	const reason = result.started ? 'allowed' : result.heldReason;
	noteDecision(ctx, { contactId: id, outcome, reason });
}

/** The same event run again is the same claimant; two executions are two. */
function claimantOf(ctx: IExecuteFunctions, item: Partial<CallItem>): string {
	const cause = item.event?.key ?? `execution:${ctx.getExecutionId()}`;
	return `${ctx.getWorkflow().id ?? ''}:${ctx.getNode().id}:${cause}`;
}

function attemptSection(result: DialResult, leg: CallLeg, { ledger }: Connection): ItemAttempt {
	const { attempt } = result;
	return {
		...noAttempt(leg),
		id: attempt?.id ?? null,
		status: result.started ? result.attempt.status : 'held',
		leg: attempt?.leg ?? leg.name,
		callId: attempt?.callId ? sealCallIds(attempt.callId, ledger) : null,
		heldReason: result.started ? null : result.heldReason,
		retryAt: result.started ? null : result.retryAt,
		recording: attempt?.recording ?? null,
	};
}

const noAttempt = ({ name }: CallLeg): ItemAttempt => ({
	id: null,
	status: 'held',
	leg: name,
	representative: null,
	callId: null,
	heldReason: null,
	retryAt: null,
	recording: null,
});

/** Without a yes nothing is claimed; the decision says what else stands in the way. */
async function holdWithoutYes(
	{ ctx, base, leg }: Run,
	target: DialTarget,
	ports: DialPorts,
): Promise<ItemResult> {
	const decision = await recordDecision(target, null, false, ports);
	const { outcome, reason: heldReason, retryAt } = decision;
	noteDecision(ctx, { contactId: target.contact.id, outcome, reason: heldReason });
	const attempt = { ...noAttempt(leg), heldReason, retryAt };
	return { json: toItemJson(base, { decision, attempt }), output: HELD };
}

/** A manual run acts on nobody: it shows the decision and what would be done. */
async function showDecision(run: Run, target: DialTarget, ports: DialPorts): Promise<ItemResult> {
	const { base, leg } = run;
	const decision = await recordDecision(target, null, true, ports);
	const json = toItemJson(base, { decision });
	const { wish } = target;
	const unfit = wish && unfitLeg(leg.name, wish);
	const heldReason = unfit ?? (await obstacle(decision, { ...target, leg: leg.name }, ports));
	if (heldReason === null) return showCall(run, json, target);
	const { retryAt } = decision;
	const attempt = { ...noAttempt(leg), status: 'dry_run', heldReason, retryAt };
	return { json: toItemJson(json, { attempt }), output: HELD };
}

function sampleCall({ line, contact, wish }: Partial<CallItem>): ShownCall {
	return {
		phoneNumberId: line?.phoneNumberId ?? '',
		contact: { waId: contact?.waId ?? null, userId: contact?.userId ?? null },
		wish: wish ?? null,
	};
}

function showCall({ connection, leg }: Run, base: IDataObject, call: ShownCall): ItemResult {
	const json = toItemJson(base, { attempt: { ...noAttempt(leg), status: 'dry_run' } });
	return { json: { ...json, ...leg.show(call, connection) }, output: STARTED };
}
