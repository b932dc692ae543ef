import type { ItemReply } from '../shared/domain/callItem';
import { modelReply } from '../shared/domain/modelReply';
import { policyText } from '../shared/domain/texts';
import type { CheckCase, CheckQuestion } from './readCheckCase';

/** Messages of a customer that wait for no answer. */
const UNANSWERED: readonly string[] = ['reaction', 'system'];

/**
 * What the bot answers if nothing else is to happen (C6): the model's reply, or without one the
 * policy's words for it, so that a model that is down or broken leaves nobody without an answer.
 *
 * @returns null where this node is not to answer.
 */
export function nextAnswer(
	{ policy, contact }: Pick<CheckCase, 'policy' | 'contact'>,
	{ mapped, item: { message } }: Pick<CheckQuestion, 'mapped' | 'item'>,
): { text: string; language: string } | null {
	if (!mapped.answersWithModel || !message || UNANSWERED.includes(message.type)) return null;
	const { language, name } = contact;
	const text = modelReply(mapped.model?.reply);
	if (text !== null) return { text, language: language ?? policy.language };
	return policyText(policy, 'answer_fallback', language, { name });
}

/** The same as a reply of the item; Send Replies notes it in the conversation. */
export function answerReplies(
	about: Pick<CheckCase, 'policy' | 'contact'>,
	question: Pick<CheckQuestion, 'mapped' | 'item'>,
): ItemReply[] {
	const said = nextAnswer(about, question);
	return said ? [{ purpose: 'answer', type: 'text', ...said, buttons: [], template: null }] : [];
}
