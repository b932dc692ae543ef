import { messageFeatures } from '../../../nodes/shared/domain/messageFeatures';
import type { Attempt, LedgerTx } from '../../../nodes/shared/ledger/ledger';
import { NOW, NUMBER } from './ledgerNode';
import type { LedgerNode } from './ledgerNode';

export const at = (minutes: number): string =>
	new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** In the form of Meta's call ids: base64 with both phone numbers in it. */
export const CALL_ID = `wacid.${Buffer.from('447700900123:442079460018').toString('base64')}`;

/** Everything that can be known of a customer, once; what she wrote begins like a formula. */
export async function wholeStory(node: LedgerNode): Promise<void> {
	await node.do(async (tx) => {
		await agree(node, tx);
		await offer(node, tx);
		await callUs(node, tx);
		await brief(node, tx);
		await followUp(node, tx);
	});
}

const lineOf = ({ contact }: LedgerNode) => ({ contactId: contact.id, phoneNumberId: NUMBER });

/** The yes, Meta's permission, and a slot. */
async function agree(node: LedgerNode, tx: LedgerTx): Promise<void> {
	const line = lineOf(node);
	await tx.consents.record(
		{
			...line,
			key: 'call',
			scope: 'slot',
			channel: 'whatsapp',
			messageId: 'wamid.yes',
			wording: '=HYPERLINK("http://evil.example","yes, later")',
			offerMessageId: 'wamid.offer',
			givenAt: at(-30),
			expiresAt: at(90),
		},
		at(-30),
	);
	const granted = { response: 'accept' as const, isPermanent: false, expiresAt: at(600) };
	await tx.permissions.apply(node.contact.id, NUMBER, { ...granted, at: at(-25) }, at(-25));
	await tx.wishes.open(
		{
			...line,
			id: 'yes:wamid.yes',
			kind: 'yes',
			scope: 'slot',
			expiresAt: at(90),
			givenAt: at(-30),
		},
		at(-30),
	);
	await bookSlot(node, tx, 'yes:wamid.yes');
}

/** A slot in an hour, for a wish that is open. */
export async function bookSlot(
	node: LedgerNode,
	tx: LedgerTx,
	wishId: string,
	remindMinutes = 0,
): Promise<void> {
	const times = { startAt: at(60), endAt: at(90), zone: 'Europe/London' };
	const room = { capacity: 1, earlyMs: 120_000, lateMs: 900_000, remindMs: remindMinutes * 60_000 };
	const slot = { ...lineOf(node), wishId, escalationId: null, ...times, ...room };
	await tx.callbacks.book(slot, at(-20));
}

/** What was written, why a call was offered, and what was decided. */
async function offer(node: LedgerNode, tx: LedgerTx): Promise<void> {
	const line = lineOf(node);
	const said = { id: 'wamid.hi', from: 'customer' as const, text: 'Will it fit?', at: at(-50) };
	const message = { ...messageFeatures(said, { key: 'k' }), id: said.id, isPhoto: true };
	await tx.conversations.add(node.contact.id, NUMBER, message, at(-50));
	await tx.escalations.open(
		{
			...line,
			triggers: ['complex_config'],
			action: 'offer_specialist',
			evidence: [
				{
					trigger: 'complex_config',
					messageId: said.id,
					matched: 'fit',
					value: null,
					threshold: null,
				},
			],
		},
		at(-45),
	);
	const send = { key: 'k1', kind: 'offer_call', contact: node.contact.id, phoneNumberId: NUMBER };
	await tx.sends.claim({ ...send, now: at(-40) });
	await tx.sends.settle('k1', { status: 'sent', messageId: 'wamid.offer' }, at(-40));
	await tx.decisions.add({
		...line,
		id: 'dec_1',
		wishId: 'yes:wamid.yes',
		outcome: 'schedule',
		reason: 'slot_not_due',
		needs: null,
		retryAt: at(60),
		evidence: [{ check: 'yes_in_scope', passed: false, found: 'booked' }],
		policy: 'default@0',
		checkedAt: at(-15),
		dryRun: false,
	});
}

/** The customer calls; Meta's id of the call names the wish. */
async function callUs(node: LedgerNode, tx: LedgerTx): Promise<void> {
	const wishId = `inbound:${CALL_ID}`;
	const line = lineOf(node);
	await tx.wishes.open(
		{ ...line, id: wishId, kind: 'inbound', scope: 'now', expiresAt: at(30) },
		at(-10),
	);
	const attempt = await claim(node, tx, { wishId, direction: 'inbound' });
	const ended = { status: 'ended' as const, outcome: 'missed' as const, errorCode: null };
	await tx.attempts.applyCall(attempt.id, { ...ended, callId: CALL_ID, at: at(-9) }, at(-9));
}

/** A claim at once, for a wish that is open. */
export async function claim(
	node: LedgerNode,
	tx: LedgerTx,
	change: {
		wishId: string;
		direction?: Attempt['direction'];
		leg?: string;
		minutes?: number;
		phoneNumberId?: string;
	},
): Promise<Attempt & { token: string }> {
	const { minutes = -10, ...what } = change;
	const terms = {
		direction: 'outbound' as const,
		leg: 'media_server',
		claimant: 'run',
		leaseSeconds: 60,
	};
	const claimed = await tx.attempts.claim({ ...lineOf(node), ...terms, ...what, now: at(minutes) });
	if (!claimed.won) throw new Error(`Not claimed: ${claimed.reason}`);
	return { ...claimed.attempt, token: claimed.token };
}

/** What a model wrote of the customer, and what a representative put right. */
async function brief(node: LedgerNode, tx: LedgerTx): Promise<void> {
	const fields = { sentiment: 'angry', product_interest: '=1+1', customOwn: { Room: 'Hall' } };
	const kept = await tx.briefs.put(
		{
			...lineOf(node),
			key: 'k',
			escalationId: null,
			status: 'needs_review',
			source: 'model',
			fields,
			sources: { sentiment: 'wamid.hi' },
			errors: [{ path: 'estimated_cart', message: 'must be a number' }],
			threadUrl: null,
		},
		at(-14),
	);
	const correction = { field: 'sentiment', kind: 'wrong' as const, by: 'rep_7', at: at(-5) };
	await tx.briefs.correct(
		kept.id,
		{ status: 'ready', fields: { ...fields, sentiment: 'calm' }, sources: {}, errors: [] },
		[{ ...correction, before: 'angry', after: 'calm' }],
		at(-5),
	);
}

/** What she thought of the call, what was recorded of it, and that she objects to that. */
async function followUp(node: LedgerNode, tx: LedgerTx): Promise<void> {
	const contactId = node.contact.id;
	const [{ id: attemptId } = { id: '' }] = await tx.attempts.list(contactId, 1);
	const rating = { attemptId, contactId, rating: 'good' as const };
	await tx.ratings.put({ ...rating, messageId: 'wamid.rated', at: at(-4) }, at(-4));
	await tx.recordings.notice(
		{
			...lineOf(node),
			kind: 'recording',
			callId: CALL_ID,
			attemptId,
			mediaId: 'media_1',
			mimeType: 'audio/ogg',
			sha256: null,
			keepUntil: at(60),
		},
		at(-3),
	);
	const objection = { contactId, by: 'customer' as const, at: at(-2), since: at(-2) };
	await tx.recordings.object(objection, at(-2));
}
