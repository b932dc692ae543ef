import type { INodeProperties } from 'n8n-workflow';

/**
 * A trigger's option to go on with another ledger than it has used.
 *
 * @param loss What the new ledger does not know.
 */
export const ledgerWasReplaced = (loss: string): INodeProperties => ({
	displayName: 'Ledger Was Replaced',
	name: 'acceptLedger',
	type: 'boolean',
	default: false,
	description: `Whether to go on with another ledger than the one this workflow has used. ${loss}`,
});

/**
 * A trigger's option to start on some numbers only.
 *
 * @param owner Whose numbers they are otherwise, all of them.
 */
export const onlyTheseNumbers = (owner: string): INodeProperties => ({
	displayName: 'Only These Phone Number IDs',
	name: 'phoneNumberIds',
	type: 'string',
	typeOptions: { multipleValues: true },
	default: [],
	placeholder: 'e.g. 106540352242922',
	description: `Leave empty for every number of ${owner}`,
});
