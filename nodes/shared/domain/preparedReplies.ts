import type { CallItem, ItemReply } from './callItem';
import { TRIAGE_TOPICS } from './followUpTap';
import { houseReply, nameInTemplate, wordsFor, type Addressee } from './houseReply';
import { slotLabel } from './slotLabel';

/** A reminder of a booked slot (V7), told in the customer's language and time. */
export function reminderReply(
	to: Addressee,
	startAt: string,
	zone: string,
	template: { name: string; language: string },
): ItemReply {
	const slot = slotLabel(startAt, zone, wordsFor(to, 'reminder').language);
	const parameters = [nameInTemplate(to), slotLabel(startAt, zone, template.language)];
	return {
		...houseReply('reminder', 'reminder', to, { slot }),
		template: { ...template, parameters },
	};
}

/** What is it about? A list, so that one tap answers after hours. */
export const triageReply = (to: Addressee, escalationId: string | null): ItemReply => ({
	...houseReply('triage', 'triage', to),
	type: 'list',
	buttons: TRIAGE_TOPICS.map((topic) => ({
		id: `wac:triage:${escalationId ?? '-'}:${topic}`,
		title: wordsFor(to, `topic_${topic}`).text,
	})),
});

/** May calls be recorded (P8)? */
export const recordingConsentReply = (to: Addressee): ItemReply => ({
	...houseReply('recording_consent', 'recording_consent', to),
	...yesOrNo('recording', to),
});

/** May an automated voice call to remind (V6)? */
export const automatedCallConsentReply = (to: Addressee): ItemReply => ({
	...houseReply('automated_call_consent', 'automated_call_consent', to),
	...yesOrNo('automated', to),
});

const yesOrNo = (
	about: 'recording' | 'automated',
	to: Addressee,
): Pick<ItemReply, 'type' | 'buttons'> => ({
	type: 'buttons',
	buttons: [
		{ id: `wac:${about}_yes:-:1`, title: wordsFor(to, 'button_agree').text },
		{ id: `wac:${about}_no:-:1`, title: wordsFor(to, 'button_refuse').text },
	],
});

/** That calls stop, for whoever asked a representative for it (P4). */
export const optOutConfirmedReply = (to: Addressee): ItemReply =>
	houseReply('opt_out_confirmed', 'opt_out_confirmed', to);

/** For what the customer has just tapped; null: they have tapped nothing of ours. */
export function thanksReply(
	to: Addressee,
	{ rating, triage }: Pick<CallItem, 'rating' | 'triage'>,
): ItemReply | null {
	if (rating) {
		const key = rating.rating === 'poor' ? 'rating_sorry' : 'rating_thanks';
		return houseReply('rating', key, to);
	}
	return triage ? houseReply('triage', 'triage_thanks', to) : null;
}
