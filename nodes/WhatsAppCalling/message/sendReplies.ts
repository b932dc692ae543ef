import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { ItemReply, ItemSent, ReplyPurpose } from '../../shared/domain/callItem';
import { isBefore } from '../../shared/domain/instant';
import { readCallItem } from '../../shared/n8n/callItem';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { requestShown } from '../../shared/n8n/requestShown';
import type { OperationRun } from '../operation';
import { replyBody, whyNoBody } from '../replyBody';
import type { ReplyMoment } from '../replyBody';
import { causeOf, permissionRequestKey } from '../sendKey';
import {
	dryEntry,
	offerTerms,
	portsOf,
	refusalOf,
	sentEntry,
	throwIfMetaRefused,
	withSent,
} from '../sendMessage';
import { sendOnce } from '../sendOnce';
import type { SendOutcome } from '../sendOnce';
import { resolveTarget } from '../target';
import type { Target } from '../target';

export const description = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['sendReplies'] } },
	[
		{
			displayName:
				'Sends what the nodes before this one wrote into replies: as a message while the customer’s 24-hour window is open, as the reply’s template after it.',
			name: 'repliesNotice',
			type: 'notice',
			default: '',
		},
		actForRealField,
	],
);

/** Purposes that are about a call, so that someone who refused calls gets none of them (P4). */
const ABOUT_CALL: readonly ReplyPurpose[] = [
	'offer_call',
	'apology',
	'request_permission',
	'offer_slots',
	'confirm_slot',
	'ask_time_zone',
	'call_button',
	'reschedule',
	'reminder',
	'recording_consent',
	'automated_call_consent',
];

/** Purposes that ask whether or when to call, in whatever form. */
const OFFERS: readonly ReplyPurpose[] = ['offer_call', 'offer_slots'];

/** A yes to such a reply is a yes to a call (P1); so is a tap on its button. */
const offersCall = ({ purpose, buttons }: ItemReply): boolean =>
	OFFERS.includes(purpose) || buttons.some(({ id }) => /^wac:(?:offer_yes|slot):/.test(id));

/** As a message or as a template: it counts for the brake, and goes out once for each wish (P7). */
const asksForPermission = ({ purpose, type }: ItemReply): boolean =>
	purpose === 'request_permission' || type === 'permission_request';

/** Sends every reply of the item once; a reply that WhatsApp refuses does not hold up the others. */
export async function execute(run: OperationRun): Promise<ItemResult> {
	const target = await resolveTarget(run);
	const replies = readCallItem(run.json).replies ?? target.item.replies ?? [];
	const moment = momentOf(run, target);
	const sent: ItemSent[] = [];
	const requests: IDataObject[] = [];
	const refused: SendOutcome[] = [];
	for (const [index, reply] of replies.entries()) {
		const key = await keyOf(run, target, replies, index);
		const refusal = refusalOfReply(reply, target, moment);
		if (run.dryRun && !refusal) {
			const path = `/${target.phoneNumberId}/messages`;
			const body = replyBody(reply, moment, { recipient: target.recipient }) ?? {};
			requests.push(requestShown(run.connection, path, body));
			sent.push(dryEntry(reply.purpose, key));
			continue;
		}
		const outcome = refusal ?? (await sendReply(run, target, reply, key, moment));
		if (outcome.status === 'refused') refused.push(outcome);
		sent.push(sentEntry(reply.purpose, key, outcome));
	}
	const [first] = refused;
	if (first && refused.length === replies.length) throwIfMetaRefused(first);
	const json = withSent(run, target, ...sent);
	return { json: run.dryRun ? { ...json, dry_run: requests } : json };
}

/** A sample, whose customer the ledger does not know, is shown as of its own time. */
function momentOf(run: OperationRun, { item, contact }: Target): ReplyMoment {
	const isSample = item.event?.origin === 'sample';
	const until = isSample ? item.contact?.replyWindowUntil : contact.replyWindowUntil;
	const now = (isSample && item.event?.at) || run.now();
	return { now, windowOpen: until != null && isBefore(now, until) };
}

/** The confirmation of an opt-out is the one reply that may follow it (P4). */
const evenIfOptedOut = ({ purpose }: ItemReply): boolean => purpose === 'opt_out_confirmed';

/** What is not sent whatever Meta would say; a test run shows it too. */
function refusalOfReply(reply: ItemReply, target: Target, moment: ReplyMoment): SendOutcome | null {
	const aboutCall = ABOUT_CALL.includes(reply.purpose);
	const refusal = evenIfOptedOut(reply) ? null : refusalOf({ aboutCall }, target);
	if (refusal || replyBody(reply, moment, { recipient: target.recipient })) return refusal;
	return { status: 'refused', errorCode: whyNoBody(moment), failure: null, again: false };
}

async function sendReply(
	run: OperationRun,
	target: Target,
	reply: ItemReply,
	key: string,
	moment: ReplyMoment,
): Promise<SendOutcome> {
	const { contact, phoneNumberId, recipient } = target;
	const { purpose } = reply;
	const offer = offersCall(reply) ? await offerTerms(run, target) : undefined;
	return await sendOnce(
		{
			key,
			kind: asksForPermission(reply) ? 'permission_request' : purpose,
			contact,
			phoneNumberId,
			evenIfOptedOut: evenIfOptedOut(reply),
			words: reply.text,
			// The gates say the same in the same case; a bot that does goes round in circles.
			mayRepeat: purpose !== 'answer',
			build: (opaque) => replyBody(reply, moment, { recipient, opaque }) ?? {},
			offer,
		},
		portsOf(run),
	);
}

/** The same reply of the same event is the same message, whichever Send Replies comes first. */
async function keyOf(
	run: OperationRun,
	target: Target,
	replies: ItemReply[],
	index: number,
): Promise<string> {
	const { item } = target;
	const reply = replies[index];
	if (reply && asksForPermission(reply)) return await permissionRequestKey(run, target);
	const earlier = replies.slice(0, index).filter(({ purpose }) => purpose === reply?.purpose);
	return `reply:${causeOf(run, item)}:${reply?.purpose}:${earlier.length}`;
}
