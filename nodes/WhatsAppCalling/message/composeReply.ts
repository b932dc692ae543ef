import type { ItemReply } from '../../shared/domain/callItem';
import { isBefore, toMs } from '../../shared/domain/instant';
import type { Policy } from '../../shared/domain/policy';
import {
	automatedCallConsentReply,
	optOutConfirmedReply,
	recordingConsentReply,
	reminderReply,
	thanksReply,
	triageReply,
} from '../../shared/domain/preparedReplies';
import type { ConsentKey, Contact, LedgerTx } from '../../shared/ledger/ledger';
import { CallingError } from '../../shared/n8n/callingError';
import type { GateItem } from '../../shared/n8n/gateRun';
import type { TemplateName } from '../../shared/n8n/readTemplate';

/** Why a reply is not prepared; the codes are stable, and stand on the item as `not_prepared`. */
export type NotPrepared =
	| 'no_slot_booked'
	| 'recording_off'
	| 'agreed_already'
	| 'objected_already'
	| 'asked_already'
	| 'not_opted_out'
	| 'message_opt_out'
	| 'nothing_tapped';

export type Composed = { reply: ItemReply } | { because: NotPrepared };

/** Whom one reply is for, and what it may say. */
export interface ReplyCase extends GateItem {
	contact: Contact;
	policy: Policy;
	reminderTemplate: TemplateName;
}

type Compose = (about: ReplyCase, tx: LedgerTx) => Promise<Composed>;

/** By the name of the reply, as workflows store it. */
const REPLIES: Readonly<Record<string, Compose>> = {
	reminder,
	triage: async (about, { escalations }) => {
		const { contact, phoneNumberId, now } = about;
		const live = await escalations.live(contact.id, phoneNumberId, now);
		return { reply: triageReply(about, live?.id ?? null) };
	},
	recordingConsent,
	automatedCallConsent,
	optOutConfirmed: async (about) => await Promise.resolve(optOutConfirmed(about)),
	thanks: async (about) => {
		const reply = thanksReply(about, about.item);
		return await Promise.resolve(reply ? { reply } : { because: 'nothing_tapped' });
	},
};

/** @throws {CallingError} `reply_unknown`. */
export async function composeReply(
	name: string,
	about: ReplyCase,
	tx: LedgerTx,
): Promise<Composed> {
	const compose = Object.hasOwn(REPLIES, name) ? REPLIES[name] : undefined;
	if (!compose) throw replyUnknown(name);
	return await compose(about, tx);
}

/** Of a slot that was moved or given up since, nobody is reminded: its successor has its own. */
async function reminder(about: ReplyCase, { callbacks }: LedgerTx): Promise<Composed> {
	const { item, contact, phoneNumberId, reminderTemplate, now } = about;
	const told = item.callback?.endAt ?? null;
	const isSample = item.event?.origin === 'sample';
	const booked = isSample ? null : await callbacks.booked(contact.id, phoneNumberId);
	const startAt = isSample ? told : (booked?.dueAt ?? null);
	const isOther = startAt === null || (told !== null && toMs(told) !== toMs(startAt));
	if (isOther || !isBefore(now, startAt)) return { because: 'no_slot_booked' };
	const zone = booked?.zone ?? contact.timeZone ?? 'UTC';
	return { reply: reminderReply(about, startAt, zone, reminderTemplate) };
}

async function recordingConsent(about: ReplyCase, tx: LedgerTx): Promise<Composed> {
	const { calls, transcripts } = about.policy.recording;
	if (!calls && !transcripts) return { because: 'recording_off' };
	if (await hasAgreed('recording', about, tx)) return { because: 'agreed_already' };
	const objectedAt = await tx.recordings.objectedAt(about.contact.id);
	if (objectedAt !== null) return { because: 'objected_already' };
	return { reply: recordingConsentReply(about) };
}

/** Once, whatever the answer was: nobody is asked again after a no. */
async function automatedCallConsent(about: ReplyCase, tx: LedgerTx): Promise<Composed> {
	if (await hasAgreed('automated_call', about, tx)) return { because: 'agreed_already' };
	const reply = automatedCallConsentReply(about);
	const sends = await tx.sends.list(about.contact.id, SENDS);
	const wasAsked = sends.some(({ kind, status }) => kind === reply.purpose && status !== 'refused');
	return wasAsked ? { because: 'asked_already' } : { reply };
}

/** What a representative was told is heard like what was written; who wants no messages at all gets none. */
function optOutConfirmed(about: ReplyCase): Composed {
	const { callOptOut, messageOptOut } = about.contact;
	if (messageOptOut) return { because: 'message_opt_out' };
	return callOptOut ? { reply: optOutConfirmedReply(about) } : { because: 'not_opted_out' };
}

/** More than anybody gets within the time that sends are kept. */
const SENDS = 1_000;

async function hasAgreed(
	key: ConsentKey,
	{ contact, phoneNumberId, now }: ReplyCase,
	{ consents }: LedgerTx,
): Promise<boolean> {
	const active = await consents.active(contact.id, phoneNumberId, now);
	return active.some((consent) => consent.key === key);
}

const replyUnknown = (name: string): CallingError =>
	new CallingError(
		'reply_unknown',
		`There is no reply “${name}” to prepare`,
		'Choose one in Reply; an expression gives reminder, triage, recordingConsent, automatedCallConsent, optOutConfirmed or thanks.',
	);
