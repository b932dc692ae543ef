import type { INodeProperties } from 'n8n-workflow';

/** Who has the link is that person, until it is used. */
export const linkNotice: INodeProperties = {
	displayName:
		'<b>desk_link</b> signs this person in at the call desk: once, within 15 minutes. Whoever opens it first is signed in, so hand it to nobody else, and do not save the execution data of this workflow (<i>Settings</i> → <i>Save successful executions</i> and <i>Save failed executions</i>).',
	name: 'linkNotice',
	type: 'notice',
	default: '',
};
