import type { INodeProperties } from 'n8n-workflow';
import { webAddress } from '../shared/domain/renderBriefEscape';
import type { SummaryIssue } from '../shared/domain/summary';
import { fieldRows, readFieldRows } from './fieldRows';
import { text, type OperationRun } from './operation';
import { readSchema, schemaField } from './schemaField';

export const buildFields: INodeProperties[] = [
	{
		displayName: 'Use Model Output',
		name: 'useModel',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the summary that a chat model wrote: summary_for_agent in the item’s model section, or what an AI Agent right before this node gave. Off: facts alone, which are always ready.',
	},
	fieldRows(
		{
			displayName: 'Mapped Fields',
			name: 'mappedFields',
			description:
				'What you know better than any model, such as from a CRM. When the customer agreed to a call is for the ledger to say and cannot be mapped.',
		},
		'Stands before what the model wrote and what the item says. Empty: not mapped.',
	),
	schemaField,
	{
		displayName: 'Thread Link',
		name: 'threadUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://inbox.example.com/chats/{{ $json.contact.id }}',
		description:
			'An http or https address where the chat can be read. Everybody who sees the brief sees it.',
	},
];

/** The parameters of Build for one item. */
export interface BuildSettings {
	useModel: boolean;
	/** By field; what is not mapped is not in it. */
	mapped: Record<string, unknown>;
	/** Undefined for the eight fields of S1 alone. */
	schema: unknown;
	threadUrl: string | null;
	notes: SummaryIssue[];
}

/** @throws {CallingError} `summary_schema_invalid`. */
export function readBuildSettings(run: OperationRun): BuildSettings {
	const link = text(run, 'threadUrl');
	const threadUrl = webAddress(link);
	const isNoLink = link !== '' && threadUrl === null;
	return {
		useModel: run.ctx.getNodeParameter('useModel', run.itemIndex, true) !== false,
		mapped: readFieldRows(run, 'mappedFields'),
		schema: readSchema(run).schema,
		threadUrl,
		notes: isNoLink ? [NO_LINK] : [],
	};
}

const NO_LINK = { path: 'thread_url', message: 'is no http or https address and was left out' };
