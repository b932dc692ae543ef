import type { CallItem, ItemReply } from '../shared/domain/callItem';
import type { EscalationRoute, RoutedItem } from '../shared/domain/routeEscalation';
import { policyText } from '../shared/domain/texts';
import { conversationKey, noteBusinessMessage } from '../shared/ingress/noteBusinessMessage';
import type { LedgerTx } from '../shared/ledger/ledger';
import { toItemJson } from '../shared/n8n/callItem';
import { noteDecision } from '../shared/n8n/customData';
import type { ItemResult } from '../shared/n8n/forEachItem';
import { readGateItem, type GateRun } from '../shared/n8n/gateRun';
import { namedPolicy } from '../shared/n8n/namedPolicy';
import { isToolMode } from '../shared/n8n/toolMode';
import { judgeChat } from './judgeChat';
import { keepEscalation } from './keepEscalation';
import { answerReplies } from './modelAnswer';
import { readCheckCase, sampleCase, type CheckCase, type CheckQuestion } from './readCheckCase';
import { readMapped } from './readMapped';
import { readRules } from './readRules';

export const ESCALATE = 0;
export const KEEP_CHATTING = 1;
export const HANDLED = 2;

const OUTPUTS: Readonly<Record<EscalationRoute, number>> = {
	escalate: ESCALATE,
	keep_chatting: KEEP_CHATTING,
	handled: HANDLED,
};

/** One item in the hands of this node. */
export type CheckRun = Omit<GateRun, 'newId'>;

export interface CheckedItem extends ItemResult {
	/** Nobody tells this node what the bot says, so it cannot notice a bot that goes round in circles. */
	isBlind: boolean;
}

/** Judges one item and keeps the escalation, together or not at all; nothing is sent. */
export async function escalationCheck(run: CheckRun): Promise<CheckedItem> {
	const { ctx, json, connection } = run;
	const question = await readQuestion(run);
	return await connection.ledger.transaction(async (tx) => {
		const about = await readCase(question, run, tx);
		const routed = judgeChat(about, question);
		const kept = question.dryRun ? null : tx;
		const escalation = await keepEscalation(routed, about, question, kept);
		const { reason, route: outcome } = routed;
		noteDecision(ctx, { contactId: about.contact.id, outcome, reason });
		const { item, mapped } = question;
		const replies = repliesTo(routed, about, question);
		// What Send Replies sends it notes by itself.
		const saysElse = outcome === 'keep_chatting' && replies.length === 0;
		if (kept && saysElse) await noteReply(about, question, kept);
		const noticed = escalation && { escalation, escalationTrigger: escalation.triggers[0] };
		const sections: Partial<CallItem> = {
			...item,
			contact: about.contact,
			...(mapped.cart && { cart: mapped.cart }),
			...(mapped.model && { model: mapped.model }),
			...noticed,
			...(replies.length > 0 && { replies: [...(item.replies ?? []), ...replies] }),
		};
		const isTool = isToolMode(ctx);
		return {
			json: toItemJson(json, isTool ? { ...noticed } : sections),
			// An agent reads the first output only.
			output: isTool ? ESCALATE : OUTPUTS[outcome],
			isBlind: isBlind(about, question),
		};
	});
}

async function readQuestion(run: CheckRun): Promise<CheckQuestion> {
	const { ctx, itemIndex, json, connection } = run;
	const gateItem = await readGateItem(run);
	const mapped = readMapped(ctx, itemIndex, json, gateItem.item);
	const { ledger } = connection;
	return { ...gateItem, mapped, hashKey: conversationKey(ledger), ledger };
}

async function readCase(
	question: CheckQuestion,
	{ ctx, itemIndex }: CheckRun,
	tx: LedgerTx,
): Promise<CheckCase> {
	const name = String(ctx.getNodeParameter('policy', itemIndex, '')).trim() || 'default';
	const policy = await namedPolicy(name, question.phoneNumberId, tx);
	const rules = readRules(ctx, itemIndex, policy);
	return question.item.event?.origin === 'sample'
		? sampleCase(question, policy, rules)
		: await readCheckCase(question, policy, rules, tx);
}

/** The bot's answer goes out now, so it is part of the conversation. */
async function noteReply(
	{ contact }: CheckCase,
	{ mapped: { botReply }, item, phoneNumberId, hashKey, now }: CheckQuestion,
	tx: LedgerTx,
): Promise<void> {
	if (!botReply || !item.message) return;
	const { text, clarificationFailed } = botReply;
	const messageId = `reply:${item.message.id}`;
	const said = { contactId: contact.id, phoneNumberId, messageId, text, at: now };
	const told = { ...said, ...(clarificationFailed && { clarificationFailed }) };
	await noteBusinessMessage(told, hashKey, tx, now);
}

/** P4: whoever refuses or allows again hears that it was heard. C6: where the bot goes on, it answers. */
function repliesTo(
	{ reason, route }: RoutedItem,
	about: CheckCase,
	question: CheckQuestion,
): ItemReply[] {
	if (route === 'keep_chatting') return answerReplies(about, question);
	if (reason !== 'opt_out' && reason !== 'opt_in') return [];
	const { policy, contact } = about;
	const purpose = reason === 'opt_out' ? 'opt_out_confirmed' : 'opt_in_confirmed';
	const isStop = reason === 'opt_out' && contact.messageOptOut;
	const key = isStop ? 'stop_confirmed' : purpose;
	const said = policyText(policy, key, contact.language, { name: contact.name });
	return [{ purpose, type: 'text', ...said, buttons: [], template: null }];
}

/** From so many messages on, a bot would have answered. */
const ANSWER_EXPECTED = 3;

function isBlind({ messages, rules }: CheckCase, { mapped }: CheckQuestion): boolean {
	const looks = rules.some(({ signal, enabled }) => signal === 'chat_loop' && enabled);
	const isTold = mapped.botReply !== null || mapped.answersWithModel;
	const isSilent = !isTold && messages.every(({ from }) => from === 'customer');
	return looks && isSilent && messages.length >= ANSWER_EXPECTED;
}
