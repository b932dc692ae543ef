import type {
	Attempt,
	CallPermission,
	Callback,
	Consent,
	Contact,
	Escalation,
	LedgerTx,
	Send,
	StoredBrief,
	StoredCorrection,
	StoredDecision,
	StoredFeatures,
	StoredRating,
	StoredRecording,
	Wish,
} from '../../shared/ledger/ledger';

/** Everything that the ledger has of one customer, on all numbers. Lists: newest first. */
export interface CustomerRecord {
	contact: Contact;
	consents: Consent[];
	/** The yes that is open, a number. */
	wishes: Wish[];
	permissions: CallPermission[];
	escalations: Escalation[];
	decisions: StoredDecision[];
	calls: Attempt[];
	callbacks: Callback[];
	/** What signals are read from; their text is not kept. Oldest first. */
	messages: (StoredFeatures & { phoneNumberId: string })[];
	sends: Send[];
	briefs: StoredBrief[];
	corrections: StoredCorrection[];
	ratings: StoredRating[];
	recordings: StoredRecording[];
	/** When the customer objected to recordings last (P8); null: never. */
	objectedAt: string | null;
}

/** More than a person can have, so that nothing is left out. */
const ALL = 100_000;

const EVER = '1970-01-01T00:00:00.000Z';

/** @param ownNumbers Phone number ids; those that the customer's history names are added. */
export async function gatherRecord(
	contact: Contact,
	ownNumbers: readonly string[],
	now: string,
	tx: LedgerTx,
): Promise<CustomerRecord> {
	const { id } = contact;
	const history = {
		consents: await tx.consents.history(id),
		escalations: await tx.escalations.list(id, ALL),
		decisions: await tx.decisions.list(id, ALL),
		calls: await tx.attempts.list(id, ALL),
		callbacks: await tx.callbacks.list(id, ALL),
		sends: await tx.sends.list(id, ALL),
		briefs: await tx.briefs.list(id, ALL),
		corrections: await tx.briefs.corrections(id, ALL),
		ratings: await tx.ratings.list(id, ALL),
		recordings: await tx.recordings.list(id, ALL),
	};
	const named = Object.values(history).flatMap((list) => list.map((each) => each.phoneNumberId));
	const numbers = [...new Set([...ownNumbers, ...named])];
	const objectedAt = await tx.recordings.objectedAt(id);
	return { contact, ...history, objectedAt, ...(await onNumbers(id, numbers, now, tx)) };
}

type OnNumbers = Pick<CustomerRecord, 'wishes' | 'permissions' | 'messages'>;

async function onNumbers(
	id: string,
	numbers: string[],
	now: string,
	tx: LedgerTx,
): Promise<OnNumbers> {
	const found: OnNumbers = { wishes: [], permissions: [], messages: [] };
	for (const phoneNumberId of numbers) {
		const wish = await tx.wishes.current(id, phoneNumberId, now);
		if (wish) found.wishes.push(wish);
		const permission = await tx.permissions.get(id, phoneNumberId);
		if (permission) found.permissions.push(permission);
		const messages = await tx.conversations.recent(id, phoneNumberId, EVER, ALL);
		found.messages.push(...messages.map((message) => ({ ...message, phoneNumberId })));
	}
	return found;
}
