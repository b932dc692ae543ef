import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import type { CallItem } from '../../shared/domain/callItem';
import { contactSection } from '../../shared/ingress/toItem';
import { escalationSection } from '../../shared/ingress/callbackItem';
import {
	VOICE_LEG,
	type Attempt,
	type Contact,
	type Escalation,
	type LedgerTx,
} from '../../shared/ledger/ledger';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { sealedAttempt } from '../../shared/n8n/sealedAttempt';
import { toItemJson } from '../../shared/n8n/callItem';
import { CallingError } from '../../shared/n8n/callingError';
import { requireVoiceAgent } from '../../shared/n8n/dialPorts';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import type { OperationRun } from '../operation';
import { signedBody, signedBodyFields } from './signedBody';

const fields: INodeProperties[] = [
	{
		displayName:
			'Place it right behind a Webhook node (POST, Raw Body on) whose address your voice agent knows. It posts <b>{"attempt_id": "…"}</b>, signed as your requests to it are: X-Signature-256 with the Voice Agent Secret. Each call gives one item, however often it is posted.',
		name: 'personRequestNotice',
		type: 'notice',
		default: '',
	},
	...signedBodyFields('X-Signature-256'),
	actForRealField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['webhook'], operation: ['processPersonRequest'] } },
	fields,
);

/**
 * A customer asked for a person in an automated call (V6): a case for a person is open, and the item
 * says of whom. A repeat gives no item.
 *
 * @throws {CallingError} `voice_agent_missing`, `signature_wrong`, `not_json`, `attempt_unknown`.
 */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	refuseInToolMode(run.ctx, 'open a case for a person');
	const { connection, dryRun } = run;
	const { ledger } = connection;
	const { secret } = requireVoiceAgent(connection);
	const attemptId = attemptOf(await signedBody(run, secret, notSigned()));
	const now = run.now();
	return await ledger.transaction(async (tx) => {
		const asked = await readAsked(attemptId, tx);
		if (await isKnown(asked, tx)) return [];
		const opened = dryRun ? null : await open(asked, now, tx);
		const sections = await askedSections(asked, opened, now, tx);
		const attempt = sealedAttempt(asked.attempt, ledger);
		// The bytes of the request are nobody's business downstream.
		return [{ json: toItemJson({}, { ...sections, attempt }), binary: {} }];
	});
}

interface Asked {
	attempt: Attempt;
	contact: Contact;
}

const notSigned = (): CallingError =>
	new CallingError(
		'signature_wrong',
		'This request was not signed with the Voice Agent Secret of the credential',
		'Turn on Raw Body in the Webhook node, pass its header X-Signature-256 to Signature, and check Voice Agent Secret in the credential.',
	);

function attemptOf(body: unknown): string {
	if (typeof body !== 'object' || body === null || !('attempt_id' in body)) return '';
	return typeof body.attempt_id === 'string' ? body.attempt_id : '';
}

/** The voice agent's own call, once it was dialled. */
async function readAsked(attemptId: string, { attempts, contacts }: LedgerTx): Promise<Asked> {
	const attempt = await attempts.get(attemptId);
	const contact = attempt && (await contacts.get(attempt.contactId));
	if (contact && attempt.leg === VOICE_LEG && attempt.diallingAt !== null)
		return { attempt, contact };
	throw new CallingError(
		'attempt_unknown',
		'The voice agent has carried no such call',
		'Post the attempt_id that came with POST /offer, and choose the credential of Initiate Call.',
	);
}

/** Only the newest can be of this call. */
const FEW = 5;

async function isKnown({ attempt, contact }: Asked, { escalations }: LedgerTx): Promise<boolean> {
	const latest = await escalations.list(contact.id, FEW);
	return latest.some(({ evidence }) => evidence.some(({ value }) => value === attempt.id));
}

const TRIGGER = 'explicit_request';
const REASON = 'asked for a person in an automated call';

async function open(
	{ attempt: { id, contactId, phoneNumberId } }: Asked,
	now: string,
	{ escalations }: LedgerTx,
): Promise<Escalation> {
	const evidence = { trigger: TRIGGER, messageId: null, matched: REASON, value: id };
	const reasons = { triggers: [TRIGGER], evidence: [{ ...evidence, threshold: null }] };
	const party = { contactId, phoneNumberId, action: 'human_only' };
	return (await escalations.open({ ...party, ...reasons }, now)).escalation;
}

async function askedSections(
	{ attempt, contact }: Asked,
	escalation: Escalation | null,
	now: string,
	{ lines }: LedgerTx,
): Promise<Partial<CallItem>> {
	const { id, phoneNumberId } = attempt;
	const line = await lines.get(phoneNumberId);
	return {
		event: {
			type: 'call_requested',
			key: `person_request:${id}`,
			at: now,
			origin: 'ledger',
			isTest: contact.isTest,
		},
		line: line ?? { phoneNumberId, displayPhoneNumber: null, wabaId: null },
		contact: contactSection(contact),
		request: { reason: REASON, consentSource: 'automated_call', consentAt: now, reference: id },
		...(escalation && { escalation: escalationSection(escalation, null) }),
		escalationTrigger: TRIGGER,
	};
}
