import type { CallItem } from '../shared/domain/callItem';
import { CALL_NEXT_REASONS, callNext, type CallNext } from '../shared/domain/callNext';
import type { CallState } from '../shared/domain/callState';
import type { Contact } from '../shared/ledger/ledger';
import { contactSection } from '../shared/ingress/toItem';
import { toItemJson } from '../shared/n8n/callItem';
import { noteDecision } from '../shared/n8n/customData';
import type { ItemResult } from '../shared/n8n/forEachItem';
import type { GateRun } from '../shared/n8n/gateRun';
import { judgedContact } from '../shared/n8n/itemContact';
import { namedPolicy } from '../shared/n8n/namedPolicy';
import { isToolMode } from '../shared/n8n/toolMode';
import { outcomeFacts } from './outcomeFacts';
import { readCall, type HeardCall } from './readCall';
import { readQuestion, type OutcomeQuestion } from './readQuestion';

export const IN_PROGRESS = 0;
export const COMPLETED = 1;
export const NO_ANSWER = 2;
export const DECLINED = 3;
export const FAILED = 4;

const OUTPUTS: Readonly<Record<CallState['state'], number>> = {
	offered: IN_PROGRESS,
	ringing: IN_PROGRESS,
	accepted: IN_PROGRESS,
	completed: COMPLETED,
	no_answer: NO_ANSWER,
	missed: NO_ANSWER,
	declined: DECLINED,
	failed: FAILED,
};

/** What is to be said of one item. */
interface Outcome {
	heard: HeardCall;
	/** Null if nobody knows whose call it was. */
	contact: Contact | null;
	next: CallNext;
}

/**
 * One item: what became of its call, read anew from everything the ledger knows, and what comes next
 * (V2, P6, V7). It only reads, so a test run shows the same as production.
 */
export async function callOutcome(run: GateRun): Promise<ItemResult> {
	const { ctx, json } = run;
	const question = readQuestion(run);
	const { heard, contact, next } = await judge(question, run);
	const { step, reason, notBefore } = next;
	const found: Partial<CallItem> = {
		call: heard.section,
		callNext: { step, reason, notBefore, operatorText: CALL_NEXT_REASONS[reason] },
	};
	if (isToolMode(ctx)) return { json: toItemJson(json, found) };
	if (contact) noteDecision(ctx, { contactId: contact.id, outcome: heard.call.state, reason });
	const known = contact && { contact: contactSection(contact) };
	return {
		json: toItemJson(json, { ...question.item, ...known, ...found }),
		output: tellsNothing(next) ? IN_PROGRESS : OUTPUTS[heard.call.state],
	};
}

/** Nobody is to start anything: another event tells of the end, or nobody is there to be told. */
const tellsNothing = ({ reason }: CallNext): boolean =>
	reason === 'already_told' || reason === 'customer_unknown';

async function judge(question: OutcomeQuestion, { connection }: GateRun): Promise<Outcome> {
	const { item, phoneNumberId, policyName, now } = question;
	const { ledger } = connection;
	return await ledger.transaction(async (tx) => {
		const contact = item.contact ? await judgedContact(item, tx) : null;
		const heard = await readCall(item, contact, ledger, tx);
		const policy = await namedPolicy(policyName, phoneNumberId, tx);
		const facts = contact && (await outcomeFacts(heard, contact, question, policy, tx));
		return { heard, contact, next: callNext(heard.call, facts, policy, now) };
	});
}
