import type { INodeProperties } from 'n8n-workflow';

/** Of the gates before a call that a person makes by telephone (V5). */
export const byHandOption: INodeProperties = {
	displayName: 'Call by Hand',
	name: 'byHand',
	type: 'boolean',
	default: true,
	description:
		'Whether a person calls by telephone, as in 06 Manual Dial: what Meta allows of WhatsApp calls does not matter then, and the customer is not asked for it',
};
