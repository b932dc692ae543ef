import { detectSignals, messageFeatures } from '../shared/domain/escalation';
import { tapOf } from '../shared/domain/followUpTap';
import { modelSignals } from '../shared/domain/modelSignals';
import { joinSignals, newSignals } from '../shared/domain/newSignals';
import { requestedByAgent } from '../shared/domain/requestedByAgent';
import { routeEscalation, type RoutedItem } from '../shared/domain/routeEscalation';
import { nextAnswer } from './modelAnswer';
import type { CheckCase, CheckQuestion } from './readCheckCase';

/** Where the item goes, by everything that is known (C2, C7). */
export function judgeChat(about: CheckCase, question: CheckQuestion): RoutedItem {
	const { item } = question;
	const { message, event } = item;
	const { contact, call, isThreadOwned, awaitsPerson } = about;
	return routeEscalation({
		event: event?.type ?? 'message_received',
		intent: message?.intent ?? null,
		tap: tapOf(message?.replyId ?? null),
		agrees: agrees(about, question),
		call,
		isThreadOwned,
		callOptOut: contact.callOptOut,
		messageOptOut: contact.messageOptOut,
		news: isLatest(about, question) ? findNews(about, question) : [],
		awaitsPerson,
	});
}

/** A yes of any kind, the answer to a question about it, or Meta's key for one that is wanted. */
function agrees({ live, hasYes }: CheckCase, { item }: CheckQuestion): boolean {
	const { message, permission } = item;
	if (permission) return permission.response === 'accept' && (live !== null || hasYes);
	if (!message) return false;
	const says = message.intent === 'accept' || message.intent === 'accept_later';
	return says || hasYes || tapOf(message.replyId) === 'zone';
}

/** Of several messages in a row the last one's run judges the conversation, so that one offer follows. */
function isLatest({ messages }: CheckCase, { item }: CheckQuestion): boolean {
	const last = messages.findLast(({ from }) => from === 'customer');
	return last !== undefined && last.id === item.message?.id;
}

function findNews(about: CheckCase, question: CheckQuestion) {
	const { messages, rules, live } = about;
	const { item, mapped, now, hashKey: key } = question;
	const messageId = item.message?.id ?? null;
	const { cart, model } = mapped;
	// What the bot is about to say may be the second time that it does not understand.
	const said = mapped.botReply ?? nextAnswer(about, question);
	const next = said && messageFeatures({ ...said, from: 'business', at: now }, { key });
	const conversation = next ? [...messages, next] : messages;
	const photos = messages.filter(({ isPhoto }) => isPhoto).length;
	const context = { cartValue: cart?.value, currency: cart?.currency, photos };
	const found = [
		detectSignals(conversation, context, rules),
		model ? modelSignals(model, rules, messageId) : [],
	];
	const detected = [...joinSignals(rules, ...found), ...requestedByAgent(live, messageId)];
	return newSignals(detected, live, messageId);
}
