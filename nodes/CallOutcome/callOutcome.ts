import type { CallItem, ItemReply } from '../shared/domain/callItem';
import { CALL_NEXT_REASONS, callNext, type CallNext } from '../shared/domain/callNext';
import type { CallState } from '../shared/domain/callState';
import { followUps } from '../shared/domain/followUps';
import { contactSection } from '../shared/ingress/toItem';
import type { Contact } from '../shared/ledger/ledger';
import { toItemJson } from '../shared/n8n/callItem';
import { noteDecision } from '../shared/n8n/customData';
import type { ItemResult } from '../shared/n8n/forEachItem';
import type { GateRun } from '../shared/n8n/gateRun';
import { judgedContact } from '../shared/n8n/itemContact';
import { namedPolicy } from '../shared/n8n/namedPolicy';
import { sealedAttempt } from '../shared/n8n/sealedAttempt';
import { isToolMode } from '../shared/n8n/toolMode';
import { planRecap } from './planRecap';
import { readCall, type HeardCall } from './readCall';
import { readOutcomeCase } from './readOutcomeCase';
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
	replies: ItemReply[];
}

/**
 * One item: what became of its call, read anew from everything the ledger knows, what comes next, and
 * the words for it (V2, P6, V7). It sends nothing; a recap that has to wait for its brief is kept.
 */
export async function callOutcome(run: GateRun): Promise<ItemResult> {
	const { ctx, json, connection } = run;
	const question = readQuestion(run);
	const { heard, contact, next, replies } = await judge(question, run);
	const { step, reason, notBefore } = next;
	const found: Partial<CallItem> = {
		call: heard.section,
		callNext: { step, reason, notBefore, operatorText: CALL_NEXT_REASONS[reason] },
	};
	if (isToolMode(ctx)) return { json: toItemJson(json, found) };
	if (contact) noteDecision(ctx, { contactId: contact.id, outcome: heard.call.state, reason });
	const { item } = question;
	const known: Partial<CallItem> = {
		...item,
		...(contact && { contact: contactSection(contact) }),
		...(heard.attempt && { attempt: sealedAttempt(heard.attempt, connection.ledger) }),
		...(replies.length > 0 && { replies: [...(item.replies ?? []), ...replies] }),
	};
	return {
		json: toItemJson(json, { ...known, ...found }),
		output: tellsNothing(next) ? IN_PROGRESS : OUTPUTS[heard.call.state],
	};
}

/** Nobody is to start anything: another event tells of the end, or nobody is there to be told. */
const tellsNothing = ({ reason }: CallNext): boolean =>
	reason === 'already_told' || reason === 'customer_unknown';

async function judge(question: OutcomeQuestion, { connection }: GateRun): Promise<Outcome> {
	const { item, phoneNumberId, policyName, prepares, now } = question;
	const { ledger } = connection;
	return await ledger.transaction(async (tx) => {
		const contact = item.contact ? await judgedContact(item, tx) : null;
		const heard = await readCall(item, contact, ledger, tx);
		const policy = await namedPolicy(policyName, phoneNumberId, tx);
		if (!contact) {
			return { heard, contact, next: callNext(heard.call, null, policy, now), replies: [] };
		}
		const { facts, about } = await readOutcomeCase(heard, contact, question, policy, tx);
		const next = callNext(heard.call, facts, policy, now);
		await planRecap(next, heard, contact, question, about.escalationId, ledger, tx);
		const replies = followUps(next, about).filter(({ purpose }) => prepares.includes(purpose));
		return { heard, contact, next, replies };
	});
}
