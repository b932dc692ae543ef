/**
 * Taps on the buttons of our follow-ups, `wac:<action>:<about>:<value>`: a rating, a topic, an answer
 * to a question about recordings or automated calls. None of them is a yes to a call, the answer to an
 * offer, or a signal.
 */
export type FollowUpTap =
	| { kind: 'rating'; attemptId: string; rating: Rating }
	| { kind: 'triage'; escalationId: string | null; topic: TriageTopic }
	| { kind: 'recording' | 'automated'; agrees: boolean };

export const RATINGS = ['good', 'fair', 'poor'] as const;

export type Rating = (typeof RATINGS)[number];

/** What it is about, as the customer says after hours. */
export const TRIAGE_TOPICS = ['order', 'price', 'problem', 'other'] as const;

export type TriageTopic = (typeof TRIAGE_TOPICS)[number];

/** The action of a tapped button of ours, `wac:<action>:…`; null for every other message. */
export const tapOf = (replyId: string | null): string | null =>
	/^wac:([a-z_]+):/.exec(replyId ?? '')?.[1] ?? null;

/** Null for any other tap, and for one whose value none of our buttons has. */
export function readFollowUpTap(replyId: string | null): FollowUpTap | null {
	const [, action, about = '', value] =
		/^wac:([a-z_]+):([\w-]{1,80}):([a-z0-9]+)$/.exec(replyId ?? '') ?? [];
	switch (action) {
		case 'rating': {
			const rating = RATINGS.find((known) => known === value);
			return rating ? { kind: 'rating', attemptId: about, rating } : null;
		}
		case 'triage': {
			const topic = TRIAGE_TOPICS.find((known) => known === value);
			const escalationId = about === '-' ? null : about;
			return topic ? { kind: 'triage', escalationId, topic } : null;
		}
		case 'recording_yes':
		case 'recording_no':
			return { kind: 'recording', agrees: action === 'recording_yes' };
		case 'automated_yes':
		case 'automated_no':
			return { kind: 'automated', agrees: action === 'automated_yes' };
		default:
			return null;
	}
}
