/** Where data of a customer may lie that this ledger cannot delete, and what to do there. */
export const NOT_REACHED = [
	{
		where: 'agent_memory',
		what_to_do:
			'Delete the sessions of this contact from the memory of your AI agents. A window memory in n8n forgets at its next start.',
	},
	{
		where: 'backups',
		what_to_do:
			'Delete copies of the ledger file once they are not needed any more. Whoever restores one runs Erase again.',
	},
	{
		where: 'crm',
		what_to_do:
			'Delete the customer in your CRM, and in shops and sheets that this workflow wrote to.',
	},
	{
		where: 'exports',
		what_to_do: 'Delete the files that Contact › Export has made.',
	},
	{
		where: 'media_server',
		what_to_do:
			'Delete recordings and transcripts at your media server or voice agent, if it makes any.',
	},
	{
		where: 'meta',
		what_to_do:
			'Nothing can be deleted there: the chat stays on the customer’s phone, and Meta keeps messages and call records by its own terms.',
	},
	{
		where: 'n8n_executions',
		what_to_do:
			'Delete the executions of your WhatsApp workflows under Executions; the ready-made flows save none that succeeded. Let n8n prune the rest: EXECUTIONS_DATA_PRUNE and EXECUTIONS_DATA_MAX_AGE.',
	},
	{
		where: 'policies',
		what_to_do: 'Take the number out of Test Contacts in 00 Settings, if it stands there.',
	},
	{
		where: 'recording_storage',
		what_to_do:
			'Where a workflow keeps recordings: let it delete them and say so with Recording › Mark Deleted. Files in the recordings folder go by themselves.',
	},
	{
		where: 'slack',
		what_to_do: 'Delete the cards about this customer in the channels that got them.',
	},
] as const;
