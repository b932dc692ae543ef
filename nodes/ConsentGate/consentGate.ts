import { waitForPermission } from '../shared/dial/holdClaim';
import { keepDecision } from '../shared/dial/recordDecision';
import type { CallItem, ItemEscalation, ItemWish } from '../shared/domain/callItem';
import type { Decision } from '../shared/domain/decision';
import { stricterPolicy } from '../shared/domain/stricterPolicy';
import type { Ask } from '../shared/domain/whatToAsk';
import { toItemJson } from '../shared/n8n/callItem';
import { sealCallIds } from '../shared/n8n/callNames';
import type { Connection } from '../shared/n8n/connection';
import { noteDecision } from '../shared/n8n/customData';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { readGateItem, type GateRun } from '../shared/n8n/gateRun';
import { namedPolicy } from '../shared/n8n/namedPolicy';
import { isToolMode } from '../shared/n8n/toolMode';
import { gateReplies } from './gateReplies';
import { judgeConsent } from './judgeConsent';
import { readGateCase, type GateCase, type GateQuestion } from './readGateCase';
import { sampleCase } from './sampleCase';
import { readSettings } from './settings';

export const ALLOWED = 0;
export const ASK_FIRST = 1;
export const NOT_NOW = 2;
export const DO_NOT_CALL = 3;

const OUTPUTS: Readonly<Record<Decision['outcome'], number>> = {
	allow: ALLOWED,
	ask: ASK_FIRST,
	schedule: NOT_NOW,
	deny: DO_NOT_CALL,
};

/** Judges one item and writes down what to ask (P1–P7); nothing is sent. */
export async function consentGate(run: GateRun): Promise<ItemResult> {
	const { ctx, json } = run;
	const question = await readQuestion(run);
	const about = await readCase(question, run);
	const { decision, ask } = judgeConsent(about, question.settings, question.now);
	const escalation = await keepAsk(ask, about, question, run);
	const target = { ...about, phoneNumberId: question.phoneNumberId };
	const kept = await keepDecision(decision, target, question.dryRun, {
		ledger: run.connection.ledger,
		newId: run.newId,
	});
	const { outcome, reason } = decision;
	noteDecision(ctx, { contactId: about.contact.id, outcome, reason });
	const asked = gateReplies(ask, about, question.settings, escalation?.id ?? null);
	const { item } = question;
	const sections: Partial<CallItem> = {
		...item,
		contact: about.contact,
		...(about.wish && { wish: wishSection(about.wish, run.connection) }),
		...(escalation && escalationSections(escalation, about)),
		decision: kept,
		...(asked.length > 0 && { replies: [...(item.replies ?? []), ...asked] }),
	};
	// An agent reads the first output only, and needs no more than the answer.
	if (isToolMode(ctx)) return { json: toItemJson(json, { decision: kept }), output: ALLOWED };
	return { json: toItemJson(json, sections), output: OUTPUTS[outcome] };
}

async function readQuestion(run: GateRun): Promise<GateQuestion> {
	const gateItem = await readGateItem(run);
	return { ...gateItem, settings: readSettings(run.ctx, run.itemIndex) };
}

async function readCase(question: GateQuestion, { connection }: GateRun): Promise<GateCase> {
	const { item, settings, phoneNumberId } = question;
	if (item.event?.origin !== 'sample') return await readGateCase(question, connection);
	const policy = await connection.ledger.transaction(
		async (tx) => await namedPolicy(settings.policy, phoneNumberId, tx),
	);
	return sampleCase(question, stricterPolicy(policy, settings.stricter));
}

/**
 * What asking changes in the ledger: a lapsed escalation goes on, and a yes waits for the answer to a
 * permission request. Gives the escalation that the question belongs to.
 */
async function keepAsk(
	{ say }: Ask,
	{ contact, escalation, lapsed, wish, policy }: GateCase,
	{ phoneNumberId, dryRun, now }: GateQuestion,
	{ connection }: GateRun,
): Promise<GateCase['escalation']> {
	if (dryRun) return escalation;
	return await connection.ledger.transaction(async (tx) => {
		if (say === 'permission_request' && wish)
			await waitForPermission(wish.id, policy.yesWaitsForPermissionMinutes, now, tx);
		if (say !== 'offer' || escalation || !lapsed) return escalation;
		const { triggers, action, evidence } = lapsed;
		const reason = { contactId: contact.id, phoneNumberId, triggers, action, evidence };
		return (await tx.escalations.open(reason, now)).escalation;
	});
}

function wishSection(
	{ id, kind, scope, expiresAt }: NonNullable<GateCase['wish']>,
	{ ledger }: Connection,
): ItemWish {
	return { id: sealCallIds(id, ledger), kind, scope, expiresAt };
}

function escalationSections(
	{ id, status, triggers, action, evidence }: NonNullable<GateCase['escalation']>,
	{ offer }: GateCase,
): Pick<CallItem, 'escalation' | 'escalationTrigger'> {
	const open = offer && { messageId: offer.messageId, expiresAt: offer.expiresAt };
	const escalation: ItemEscalation = { id, status, triggers, action, evidence, offer: open };
	return { escalation, escalationTrigger: triggers[0] };
}
