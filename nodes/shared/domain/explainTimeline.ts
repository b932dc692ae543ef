import type {
	ExplainedAttempt,
	ExplainedCallback,
	ExplainFacts,
	TimelineEntry,
} from './explainFacts';
import { deskTimeline } from './explainTimelineDesk';
import { toMs } from './instant';

/** Longer histories are for a report. */
const MOST_ENTRIES = 50;

/** All that happened, newest first, without words of the customer and without phone numbers. */
export function timelineOf(facts: ExplainFacts, tell: (at: string) => string): TimelineEntry[] {
	const entries = [
		...decisions(facts),
		...attempts(facts),
		...callbacks(facts, tell),
		...escalations(facts),
		...messages(facts),
		...consents(facts, tell),
		...permission(facts, tell),
		...briefs(facts),
		...corrections(facts),
		...ratings(facts),
		...recordings(facts, tell),
		...deskTimeline(facts),
	];
	return entries.sort((a, b) => toMs(b.at) - toMs(a.at)).slice(0, MOST_ENTRIES);
}

const decisions = ({ decisions: all }: ExplainFacts): TimelineEntry[] =>
	all.map(({ checkedAt: at, outcome, reason, evidence, policy }) => {
		const failed = evidence.find(({ passed }) => passed === false);
		const found = failed ? `: ${failed.check}${failed.found ? ` (${failed.found})` : ''}` : '';
		return { at, what: 'decision', code: reason, text: `${outcome}${found}, under ${policy}` };
	});

const attempts = ({ attempts: all }: ExplainFacts): TimelineEntry[] =>
	all.map(({ claimedAt, diallingAt, endedAt, status, outcome, heldReason, errorCode, ...call }) => {
		const code = errorCode ?? heldReason ?? outcome ?? status;
		const { verdict, recording } = call;
		const guessed = verdict === null || verdict === outcome ? '' : `, first taken for ${verdict}`;
		return {
			at: endedAt ?? diallingAt ?? claimedAt,
			what: 'attempt',
			code,
			text: `${whoseCall(call)}: ${outcome ?? status}${guessed}${recorded(recording)}`,
		};
	});

function whoseCall({
	direction,
	byHand,
	isReminder,
}: Pick<ExplainedAttempt, 'direction' | 'byHand' | 'isReminder'>): string {
	if (direction === 'inbound') return 'The customer called';
	if (isReminder) return 'An automated reminder call';
	return byHand ? 'A call by hand' : 'Our call';
}

/** P8: or the precondition that was missing, by its name. */
const recorded = (word: string | null): string =>
	word === null ? '' : word === 'enabled' ? ', recorded' : `, not recorded: ${word}`;

const callbacks = ({ callbacks: all }: ExplainFacts, tell: (at: string) => string) =>
	all.map(({ createdAt, firedAt, status, wokenBy, dueAt }): TimelineEntry => {
		const followUp = FOLLOW_UPS[wokenBy];
		const why = followUp === undefined ? ` (${wokenBy})` : '';
		const due = dueAt === null ? `waits for ${wokenBy}` : `due ${tell(dueAt)}${why}`;
		return {
			at: firedAt ?? createdAt,
			what: 'callback',
			code: status,
			text: `${followUp ?? 'Planned call'} ${due}`,
		};
	});

/** What is due and is no call. */
const FOLLOW_UPS: Partial<Record<ExplainedCallback['wokenBy'], string>> = {
	recap: 'Recap',
	reminder: 'Reminder',
};

const escalations = ({ escalations: all }: ExplainFacts): TimelineEntry[] =>
	all.flatMap(({ openedAt, closedAt, closedBecause, triggers, action }) => {
		const text = `${triggers.join(', ')} → ${action}`;
		const opened: TimelineEntry = { at: openedAt, what: 'escalation', code: 'open', text };
		if (closedAt === null) return [opened];
		return [
			opened,
			{ ...opened, at: closedAt, code: closedBecause ?? 'closed', text: `Closed: ${text}` },
		];
	});

const messages = ({ sends }: ExplainFacts): TimelineEntry[] =>
	sends.map(({ reservedAt: at, kind, status, errorCode }) => ({
		at,
		what: 'message',
		code: errorCode ?? status,
		text: `${kind}: ${status}`,
	}));

const consents = ({ consents: all }: ExplainFacts, tell: (at: string) => string) =>
	all.flatMap(({ key, scope, givenAt, expiresAt, revokedAt }): TimelineEntry[] => {
		const until = expiresAt === null ? '' : ` until ${tell(expiresAt)}`;
		const given: TimelineEntry = {
			at: givenAt,
			what: 'consent',
			code: 'given',
			text: `The customer said yes (${key}, ${scope})${until}`,
		};
		if (revokedAt === null) return [given];
		return [
			given,
			{ ...given, at: revokedAt, code: 'revoked', text: `A yes was taken back (${key})` },
		];
	});

function permission(
	{ permission: known }: ExplainFacts,
	tell: (at: string) => string,
): TimelineEntry[] {
	if (known === null) return [];
	const { at, status, expiresAt } = known;
	const until = expiresAt === null ? '' : ` until ${tell(expiresAt)}`;
	return [
		{ at, what: 'permission', code: status, text: `Meta’s call permission ${status}${until}` },
	];
}

const briefs = ({ briefs: all }: ExplainFacts): TimelineEntry[] =>
	all.map(({ builtAt: at, status, source, errors }) => {
		const paths = errors.map(({ path }) => path || 'the whole').join(', ');
		return {
			at,
			what: 'brief',
			code: status,
			text: `Brief (${source})${paths && `, does not fit: ${paths}`}`,
		};
	});

const corrections = ({ corrections: all }: ExplainFacts): TimelineEntry[] =>
	all.map(({ at, field, kind, by }) => ({
		at,
		what: 'correction',
		code: kind,
		text: `${field} of the brief corrected by ${by}`,
	}));

const ratings = ({ ratings: all }: ExplainFacts): TimelineEntry[] =>
	all.map(({ at, rating, trigger }) => ({
		at,
		what: 'rating',
		code: rating,
		text: `The customer rated the call${trigger === null ? '' : ` (${trigger})`}: ${rating}`,
	}));

/** What became of each file (P8); the file itself is nowhere in here. */
const recordings = ({ recordings: all }: ExplainFacts, tell: (at: string) => string) =>
	all.map((file): TimelineEntry => {
		const { kind, status, problem, noticedAt, storedAt, deletedAt, keepUntil } = file;
		const name = kind === 'recording' ? 'Recording' : 'Transcript';
		const until = status === 'stored' ? ` until ${tell(keepUntil)}` : '';
		return {
			at: deletedAt ?? storedAt ?? noticedAt,
			what: 'recording',
			code: problem ?? status,
			text: `${name} ${status}${until}`,
		};
	});
