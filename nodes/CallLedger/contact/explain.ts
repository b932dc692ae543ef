import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { explain, type ExplainFacts, type Explanation } from '../../shared/domain/explain';
import { describeGuard } from '../../shared/domain/qualityGuardWords';
import { maskPhone } from '../../shared/domain/redact';
import type { Contact } from '../../shared/ledger/ledger';
import { customerField } from '../../shared/n8n/customerField';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { phoneNumberField } from '../../shared/n8n/phoneNumberField';
import { isToolMode } from '../../shared/n8n/toolMode';
import { customerOf, findContact } from '../findContact';
import { countryOfLine, numberOf } from '../../shared/n8n/meantNumber';
import type { OperationRun } from '../operation';
import { gatherFacts } from './gatherFacts';

export const description = updateDisplayOptions(
	{ show: { resource: ['contact'], operation: ['explain'] } },
	[customerField, phoneNumberField],
);

/** Why the customer was, or was not, called, and what to do (M5). */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const customer = customerOf(run);
	const phoneNumberId = await numberOf(run, customer.item);
	const country = await countryOfLine(run, phoneNumberId);
	const now = run.now();
	const { contact, facts } = await run.connection.ledger.transaction(async (tx) => {
		const found = await findContact(customer, tx);
		return { contact: found, facts: await gatherFacts(found, { phoneNumberId, country }, now, tx) };
	});
	const explanation = explain(facts, now);
	const brief = briefJson(explanation);
	if (isToolMode(run.ctx)) return { json: brief };
	return {
		json: {
			contact_id: contact?.id ?? null,
			name: contact?.name ?? null,
			phone: contact?.waId ? maskPhone(contact.waId) : null,
			phone_number_id: phoneNumberId,
			...brief,
			cause: explanation.cause,
			also: explanation.also.map((finding) => ({ ...finding })),
			state: stateJson(contact, facts),
			timeline: explanation.timeline.map((entry) => ({ ...entry })),
		},
	};
}

const briefJson = ({ answer, called, fix, retryAt, summary }: Explanation): IDataObject => ({
	answer,
	called,
	summary,
	fix,
	retry_at: retryAt,
});

function stateJson(contact: Contact | null, facts: ExplainFacts): IDataObject {
	const { wish, permission, callbacks, offerUntil, briefs, corrections, ratings } = facts;
	const [rating] = ratings;
	const slot = callbacks.find(({ status, wokenBy }) => status === 'waiting' && wokenBy === 'slot');
	return {
		call_opt_out: contact?.callOptOut ?? false,
		message_opt_out: contact?.messageOptOut ?? false,
		is_test: contact?.isTest ?? false,
		last_call_attempt_at: contact?.lastCallAttemptAt ?? null,
		open_wish: wish && {
			scope: wish.scope,
			waiting_for: wish.waitingFor,
			starts_at: wish.startsAt,
			expires_at: wish.expiresAt,
		},
		offer_open_until: offerUntil,
		permission: permission && { status: permission.status, expires_at: permission.expiresAt },
		booked_at: slot?.dueAt ?? null,
		brief: briefState(briefs[0]),
		corrections: corrections.map(({ field, kind, by, at }) => ({ field, kind, by, at })),
		rating: rating
			? { rating: rating.rating, escalation_trigger: rating.trigger, at: rating.at }
			: null,
		quality_guard: guardState(facts.guard),
	};
}

/** How calls of the number are received (M2), whoever the customer. */
function guardState(guard: ExplainFacts['guard']): IDataObject | null {
	if (guard === null) return null;
	const { level, reasons, redSince, redEndsAt } = guard;
	const found = describeGuard(guard);
	return { level, reasons, found, red_since: redSince, red_ends_at: redEndsAt };
}

/** How the newest brief came about, without its values. */
function briefState(brief: ExplainFacts['briefs'][number] | undefined): IDataObject | null {
	if (!brief) return null;
	const { status, source, builtAt, errors } = brief;
	return { status, source, built_at: builtAt, error_paths: errors.map(({ path }) => path) };
}
