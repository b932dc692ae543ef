import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { CallingError } from '../../shared/n8n/callingError';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { deskLink, NO_DESK_LINK } from './deskLink';
import { linkNotice } from './linkNotice';
import { representativeJson } from './representativeJson';

const fields: INodeProperties[] = [
	{
		displayName:
			'Once somebody is listed for a number, it calls only while one of them is ready. Without anybody listed it calls in team hours.',
		name: 'readinessNotice',
		type: 'notice',
		default: '',
	},
	linkNotice,
	{
		displayName: 'Representative’s Name',
		name: 'representativeName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Priya',
		description: 'The same name again changes that person',
	},
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		options: [
			{ name: 'Representative', value: 'representative', description: 'Answers calls' },
			{
				name: 'Supervisor',
				value: 'supervisor',
				description: 'Answers calls, approves guidance, and sees the team at the desk',
			},
		],
		default: 'representative',
	},
	{
		displayName: 'Phone Number Names or IDs',
		name: 'phoneNumberIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'loadPhoneNumbers' },
		default: [],
		description:
			'The business numbers this person answers for; none: all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['representative'], operation: ['create'] } },
	fields,
);

/**
 * Lists somebody who answers calls (V3), away until ready, with a link to the desk if one is published
 * (V4).
 *
 * @throws {CallingError} `representative_unnamed`.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'list representatives');
	const name = text(run, 'representativeName');
	if (!name) {
		throw new CallingError(
			'representative_unnamed',
			'Nobody can be listed without a name',
			'Set Representative’s Name.',
		);
	}
	const role = text(run, 'role') === 'supervisor' ? 'supervisor' : 'representative';
	const given: unknown = run.ctx.getNodeParameter('phoneNumberIds', run.itemIndex, []);
	const phoneNumberIds = Array.isArray(given) ? given.map(String) : [];
	const json = await run.connection.ledger.transaction(async (tx) => {
		const person = await tx.representatives.create({ name, role, phoneNumberIds }, run.now());
		return {
			...representativeJson(person),
			...((await deskLink(person, run, tx)) ?? NO_DESK_LINK),
		};
	});
	if (json.desk_link === null) {
		run.ctx.addExecutionHints({ message: NO_DESK_HINT, location: 'outputPane' });
	}
	return { json };
}

const NO_DESK_HINT =
	'No call desk is published for this credential, so there is no link to sign in by. Publish <b>03 Call Desk</b>, then use <b>Create Link</b>.';
