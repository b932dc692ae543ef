import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { actForRealField } from '../../shared/n8n/actForRealField';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { customerField } from '../customerField';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { phoneNumberField } from '../phoneNumberField';
import { resolveTarget } from '../target';
import { heardAt, heardAtField } from './heardAt';

const fields: INodeProperties[] = [
	{
		displayName:
			'What a representative notes is enough only where the law of both countries lets one party agree. Otherwise ask in the chat: Message → Prepare Reply → Recording Consent.',
		name: 'notedNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Noted By',
		name: 'notedBy',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.user.name }}',
		description: 'The representative to whom the customer said yes',
	},
	{
		displayName: 'Wording',
		name: 'wording',
		type: 'string',
		default: '',
		placeholder: 'e.g. Yes, you may record it',
		description: 'What the customer said, kept as proof',
	},
	heardAtField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['recording'], operation: ['noteConsent'] } },
	[phoneNumberField, customerField, ...fields, actForRealField],
);

/**
 * A representative heard the customer agree to recordings (P8): who noted it, and when it was said.
 *
 * @throws {CallingError} `noted_by_missing`, `heard_at_invalid`, `consent_not_noted`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'note a consent');
	const { contact, phoneNumberId } = await resolveTarget(run);
	const notedBy = text(run, 'notedBy');
	if (!notedBy) throw notedByMissing();
	const givenAt = heardAt(run);
	const consent = { key: 'recording', noted_by: notedBy, given_at: givenAt };
	if (run.dryRun) return { json: { ...run.json, dry_run: { consent } } };
	const kept = await run.connection.ledger.transaction(
		async ({ consents }) =>
			await consents.record(
				{
					contactId: contact.id,
					phoneNumberId,
					key: 'recording',
					scope: 'standing',
					channel: 'representative',
					messageId: `noted:${givenAt}`,
					wording: [notedBy, text(run, 'wording')].filter(Boolean).join(': '),
					offerMessageId: null,
					givenAt,
					expiresAt: null,
				},
				run.now(),
			),
	);
	if (!kept) throw notNoted();
	return { json: { ...run.json, consent } };
}

const notedByMissing = (): CallingError =>
	new CallingError(
		'noted_by_missing',
		'A consent that nobody heard is none',
		'Set Noted By to the representative to whom the customer said yes.',
	);

const notNoted = (): CallingError =>
	new CallingError(
		'consent_not_noted',
		'This consent does not count',
		'The customer has refused since, or it was said more than eight days ago. Ask again in the chat.',
	);
