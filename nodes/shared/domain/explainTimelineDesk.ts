import type { RingOverCause } from './deskProtocol';
import type { ExplainFacts, TimelineEntry } from './explainFacts';
import type { ExplainedDeed } from './explainFactsDesk';

/** What happened at the desk (V4, M5): who took a call and how it went, and what rang there in vain. */
export const deskTimeline = ({ rings, deeds }: ExplainFacts): TimelineEntry[] => [
	...rings.flatMap(({ over, startedAt }): TimelineEntry[] => {
		if (over === null) return [{ ...RINGS, at: startedAt }];
		const told = IN_VAIN[over.because];
		return told === undefined ? [] : [{ ...told, what: 'desk', at: over.at }];
	}),
	...deeds.flatMap((deed): TimelineEntry[] => {
		const text = textOf(deed);
		return text === null ? [] : [{ at: deed.at, what: 'desk', code: deed.kind, text }];
	}),
];

const RINGS = { what: 'desk', code: 'rings_at_desk', text: 'It rings at the desk' } as const;

/** Of a ring that was taken its call tells. */
const IN_VAIN: Partial<Record<RingOverCause, Pick<TimelineEntry, 'code' | 'text'>>> = {
	nobody: { code: 'ring_not_taken', text: 'It rang at the desk, and nobody took it' },
	passed_on: { code: 'ring_not_taken', text: 'It rang at the desk, and no page showed it' },
	declined: { code: 'ring_not_taken', text: 'It rang at the desk, and everybody declined' },
	customer_gone: {
		code: 'customer_gone',
		text: 'It rang at the desk until the customer wanted no call any more',
	},
	opted_out: { code: 'opted_out', text: 'It rang at the desk until the customer refused calls' },
};

/** A correction is told field by field, with the brief. */
function textOf({ kind, by, outcome }: ExplainedDeed): string | null {
	switch (kind) {
		case 'took_call':
			return `${by} took the call at the desk`;
		case 'outcome':
			return `${by} noted the outcome: ${outcome ?? 'none'}`;
		case 'opt_out':
			return `${by} noted that the customer wants no calls`;
		case 'objection':
			return `${by} noted that the customer does not want to be recorded`;
		case 'recap_approved':
			return `${by} approved the recap`;
		case 'correction':
			return null;
	}
}
