import { CONSENT_FIELD, correctBrief, type CorrectionResult } from '../domain/correctBrief';
import { deskSchema } from '../domain/deskSchema';
import type { BriefCard } from '../domain/renderBriefCard';
import type { SummaryIssue } from '../domain/summaryIssue';
import type { Attempt, LedgerTx, StoredBrief } from '../ledger/ledger';
import { deskBrief } from './deskBrief';
import type { DeskActor, DeskDone, DeskPorts } from './deskPorts';
import { NOT_YOURS, ownTalk } from './deskTalk';
import { keepCorrection } from './keepCorrection';
import { noteDeed, noteOnce } from './noteDeed';

/**
 * What the brief should have said, field by field (S3), as its representative says after the call. Its
 * recap waits for `approveRecap`, or as long as the policy has it wait: nobody gets one that is half
 * corrected.
 *
 * @param fields By name; null: the customer never said. Fields that are not named stay.
 */
export async function correctAtDesk(
	actor: DeskActor,
	{ attempt: attemptId, fields }: { attempt: string; fields: Record<string, unknown> },
	{ ledger, now }: DeskPorts,
): Promise<DeskDone<{ brief: BriefCard }>> {
	if (!isRecord(fields)) return invalid([{ path: 'fields', message: 'must be an object' }]);
	const at = now();
	return await ledger.transaction(async (tx) => {
		const attempt = await ownTalk(actor, attemptId, tx);
		if (!attempt) return NOT_YOURS;
		const before = await briefOf(attempt, at, tx);
		if (!before) return NO_BRIEF;
		const result = goneOver(before, fields, actor, at);
		if (!result.ok) return invalid(result.errors);
		const { brief, corrections } = result;
		if (corrections.length > 0) await noteDeed(actor, attempt, { kind: 'correction' }, at, tx);
		const kept = await tx.briefs.correct(before.id, brief, corrections, at);
		return { done: true, brief: await deskBrief(kept ?? before, tx) };
	});
}

/**
 * The recap may go out as the brief stands (V7): its representative has read it, so that what was not
 * certain in it is settled as it is shown.
 */
export async function approveRecap(
	actor: DeskActor,
	{ attempt: attemptId }: { attempt: string },
	{ ledger, now }: DeskPorts,
): Promise<DeskDone> {
	const at = now();
	return await ledger.transaction(async (tx): Promise<DeskDone> => {
		const attempt = await ownTalk(actor, attemptId, tx);
		if (!attempt) return NOT_YOURS;
		const before = await briefOf(attempt, at, tx);
		if (!before) return NO_BRIEF;
		const { [CONSENT_FIELD]: _, ...fields } = before.fields;
		const result = goneOver(before, fields, actor, at);
		if (!result.ok) return invalid(result.errors);
		await keepCorrection(before.id, result, at, tx);
		await noteOnce(actor, attempt, 'recap_approved', at, tx);
		return { done: true };
	});
}

/** The one that the page shows after the call. */
const briefOf = async (
	{ contactId, phoneNumberId }: Attempt,
	now: string,
	{ briefs }: LedgerTx,
): Promise<StoredBrief | null> => await briefs.current(contactId, phoneNumberId, now);

const goneOver = (
	before: StoredBrief,
	given: Record<string, unknown>,
	{ representative: { id: by } }: DeskActor,
	at: string,
): CorrectionResult => correctBrief(before, given, { by, at, schema: deskSchema(before.fields) });

const NO_BRIEF = {
	done: false,
	code: 'no_brief',
	text: 'There is no brief of this customer.',
} as const;

/** Of one mistake a validator tells several. */
const SHOWN = 3;

function invalid(errors: readonly SummaryIssue[]): DeskDone<never> {
	const problems = errors
		.slice(0, SHOWN)
		.map(({ path, message }) => `${path.replace(/^\$\./, '')} ${message}`);
	return { done: false, code: 'correction_invalid', text: `${problems.join('; ')}.` };
}

/** What comes over the wire is of no type. */
const isRecord = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
