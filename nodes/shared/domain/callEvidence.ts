import { SECOND_MS, toMs } from './instant';
import type {
	CallDirection,
	CallEvent,
	CallTerminated,
	OwnAction,
	PlatformError,
	WebhookEvent,
} from './webhookEvent';

type Fact = CallEvent | OwnAction;

/** What the events and actions of one call add up to, before they are judged. */
export interface CallEvidence {
	/** Earliest of each kind, so that neither order nor repetition matters. */
	first: Partial<Record<Fact['type'], Fact>>;
	end: CallTerminated | undefined;
	/** The first one that came with an end. */
	error: PlatformError | undefined;
	direction: CallDirection | null;
	answered: boolean;
	/** We ended it. A terminate of ours after the end comes too late to be the cause. */
	weEnded: boolean;
	/** We ended it because nobody could carry its audio. */
	hadNoLeg: boolean;
	/** The call is one that we placed or touched, so what we did to it is on record. */
	isOurs: boolean;
	startedAt: string | null;
}

const FACT_TYPES: Readonly<Record<Fact['type'], { isSign: boolean }>> = {
	call_offered: { isSign: true },
	call_answer_sdp: { isSign: true },
	ringing: { isSign: true },
	accepted: { isSign: true },
	rejected: { isSign: true },
	own_accept: { isSign: true },
	own_reject: { isSign: true },
	own_terminate: { isSign: false },
	terminated: { isSign: false },
	recording_ready: { isSign: false },
	transcript_ready: { isSign: false },
};

/** Meta's clock shows whole seconds, and ours may differ a little. */
const CLOCKS_DIFFER_MS = 3 * SECOND_MS;

/** Order and repetition of the events leave no trace in the answer. */
export function readCallEvidence(events: readonly (WebhookEvent | OwnAction)[]): CallEvidence {
	const facts = events.filter(isFact).sort(byTime);
	const first: CallEvidence['first'] = {};
	for (const fact of facts) first[fact.type] ??= fact;
	const ends = facts.filter((fact) => fact.type === 'terminated');
	// Of two different endings the one with talk time says more.
	const end = ends.find(hasTalk) ?? ends[0];
	const direction = readDirection(facts, first);
	const accepted = first.accepted ?? first.own_accept;
	const acted = first.own_accept ?? first.own_reject ?? first.own_terminate;
	const opaque = facts.some((fact) => 'opaque' in fact && fact.opaque !== null);
	const ours = facts.find((fact): fact is OwnAction => fact.type === 'own_terminate');
	const weEnded = ours !== undefined && !(end && isAfter(ours, end));
	return {
		first,
		end,
		error: ends.find(({ errors }) => errors.length > 0)?.errors[0],
		direction,
		weEnded,
		hadNoLeg: weEnded && ours.noLeg === true,
		answered: accepted !== undefined || (end !== undefined && hasTalk(end)),
		isOurs: acted !== undefined || (direction === 'outbound' && opaque),
		startedAt: facts.find((fact) => FACT_TYPES[fact.type].isSign)?.at ?? null,
	};
}

function isFact(event: WebhookEvent | OwnAction): event is Fact {
	return Object.hasOwn(FACT_TYPES, event.type);
}

/** A total order, so that equal times cannot let the order of arrival through. */
function byTime(a: Fact, b: Fact): number {
	const difference = (toMs(a.at) || 0) - (toMs(b.at) || 0);
	if (difference !== 0) return difference;
	const [one, other] = [identity(a), identity(b)];
	return one === other ? 0 : one < other ? -1 : 1;
}

function identity(fact: Fact): string {
	const { raw: _raw, ...rest } = { raw: null, ...fact };
	return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isAfter(action: Fact, { endAt, at }: CallTerminated): boolean {
	return toMs(action.at) > toMs(endAt ?? at) + CLOCKS_DIFFER_MS;
}

function hasTalk(end: CallTerminated): boolean {
	return end.startAt !== null || (end.durationSeconds ?? 0) > 0;
}

function readDirection(facts: Fact[], first: CallEvidence['first']): CallDirection | null {
	for (const fact of facts) {
		if ('direction' in fact && fact.direction !== null) return fact.direction;
	}
	if (first.call_offered || first.own_accept || first.own_reject) return 'inbound';
	// Only business-initiated calls have statuses.
	return first.ringing || first.accepted || first.rejected ? 'outbound' : null;
}
