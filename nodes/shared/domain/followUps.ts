import type { CallNext, CallNextReason } from './callNext';
import type { ItemReply } from './callItem';
import { RATINGS } from './followUpTap';
import { houseReply, nameInTemplate, wordsFor, type Addressee } from './houseReply';
import { OFFER_CHOICES, offerButtonId } from './offerButton';
import type { Policy } from './policy';
import { recapSummary } from './recapSummary';
import { slotOffer } from './slotOffer';
import type { Slot } from './slots';
import type { TextKey } from './texts';

/** What may follow a call, by what it is for. */
export const FOLLOW_UPS = ['reschedule', 'recap', 'rating', 'back_to_chat'] as const;

export type FollowUp = (typeof FOLLOW_UPS)[number];

/** What the follow-up of a call is made of. */
export interface FollowUpCase extends Addressee {
	policy: Addressee['policy'] & Pick<Policy, 'recapFields'>;
	/** Free ones from `callNext.notBefore` on. */
	slots: readonly Slot[];
	/** In which times are told; null: neither the customer's nor the team's is known. */
	zone: string | null;
	escalationId: string | null;
	/** Whose rating it is to be; null: the ledger has none of this call. */
	attemptId: string | null;
	/** Fields of the ready brief; null: there is none. */
	brief: Record<string, unknown> | null;
	/** What offers another time after the reply window. */
	rescheduleTemplate: { name: string; language: string };
}

/** Which words go with the slots. */
const RESCHEDULE_TEXTS: Partial<Record<CallNextReason, TextKey>> = {
	missed_by_us: 'call_missed',
	call_failed: 'call_failed',
	another_time_wanted: 'call_another_time',
};

/** What the customer is told after a call (V7). Pure; nothing of it is a call. */
export function followUps({ step, reason }: CallNext, about: FollowUpCase): ItemReply[] {
	switch (step) {
		case 'reschedule':
			return reschedule(reason, about);
		case 'recap':
			return [...recapReplies(about), ...rating(about)];
		case 'back_to_chat':
			return reason === 'nothing_to_recap'
				? rating(about)
				: [houseReply('back_to_chat', 'back_to_chat', about)];
		default:
			return [];
	}
}

function reschedule(reason: CallNextReason, about: FollowUpCase): ItemReply[] {
	const { slots, zone, escalationId, rescheduleTemplate } = about;
	if (slots.length === 0 || zone === null) return [];
	const key = RESCHEDULE_TEXTS[reason] ?? 'call_not_answered';
	const template = {
		...rescheduleTemplate,
		parameters: [nameInTemplate(about)],
		payloads: OFFER_CHOICES.map((choice) => offerButtonId(choice, escalationId)),
	};
	return [{ ...slotOffer('reschedule', key, about, { slots, zone, escalationId }), template }];
}

/** Nothing, rather than a recap of nothing. */
export function recapReplies(
	about: Pick<FollowUpCase, 'contact' | 'policy' | 'brief'>,
): ItemReply[] {
	const summary = recapSummary(about.brief ?? {}, about.policy.recapFields);
	return summary === '' ? [] : [houseReply('recap', 'recap', about, { summary })];
}

/** One tap tells how the call was; without an attempt there is nothing to keep it against. */
function rating(about: FollowUpCase): ItemReply[] {
	const { attemptId } = about;
	if (attemptId === null) return [];
	const buttons = RATINGS.map((value) => ({
		id: `wac:rating:${attemptId}:${value}`,
		title: wordsFor(about, `button_${value}`).text,
	}));
	return [{ ...houseReply('rating', 'rating', about), type: 'buttons', buttons }];
}
