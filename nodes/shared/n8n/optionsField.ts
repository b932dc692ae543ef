import type { INodeProperties } from 'n8n-workflow';

/** What few builders need, behind one button. */
export const optionsField = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
});
