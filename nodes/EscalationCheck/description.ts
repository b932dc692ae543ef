import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { gatePolicyField } from '../shared/n8n/gatePolicyField';
import { DEFAULT_RULES, type SignalRule } from '../shared/domain/escalation';
import { MAIN_THRESHOLD } from './readRules';

const actions: INodePropertyOptions[] = [
	{ name: 'Apologise and Offer a Call', value: 'apologise_offer' },
	{ name: 'Go to the Gates', value: 'call_now' },
	{ name: 'Leave to a Person', value: 'human_only', description: 'Nothing is sent by itself' },
	{ name: 'Offer a Consultation', value: 'offer_consult' },
	{ name: 'Offer a Specialist', value: 'offer_specialist' },
	{ name: 'Stop the Bot and Offer a Call', value: 'stop_bot_offer' },
];

const action: INodeProperties = {
	displayName: 'Action',
	name: 'action',
	type: 'options',
	options: actions,
	default: 'offer_consult',
};

const enabled: INodeProperties = {
	displayName: 'On',
	name: 'enabled',
	type: 'boolean',
	default: true,
	description: 'Whether this signal is looked for',
};

const priority: INodeProperties = {
	displayName: 'Priority',
	name: 'priority',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10,
	description: 'Of several signals the lowest number leads',
};

const signal: INodeProperties = {
	displayName: 'Signal',
	name: 'signal',
	type: 'options',
	options: [
		{
			name: 'Chat Loop',
			value: 'chat_loop',
			description: 'The bot fails twice to understand, or repeats itself',
		},
		{
			name: 'Complex Configuration',
			value: 'complex_config',
			description: 'Fit, layout, matching or compatibility, with several things to weigh',
		},
		{
			name: 'Explicit Request',
			value: 'explicit_request',
			description: 'Asks for a call, a person or a number',
		},
		{
			name: 'Frustration or Urgency',
			value: 'frustration',
			description: 'Capitals, strong words, bursts of messages, “talk to someone”',
		},
		{
			name: 'High Intent and Value',
			value: 'high_intent_value',
			description: 'A big cart, and the customer names an item and means to buy it',
		},
		{
			name: 'Policy or Finance',
			value: 'policy_finance',
			description: 'Financing, loan terms, warranty edge cases, illness, bulk',
		},
	],
	default: 'explicit_request',
};

const thresholds: INodeProperties[] = [
	{
		displayName: 'Cart Over',
		name: 'cartOver',
		type: 'string',
		default: '',
		placeholder: 'e.g. INR 20000, USD 700',
		description: 'Thresholds by currency that replace the policy’s. Empty: the policy’s.',
		displayOptions: { show: { signal: ['high_intent_value'] } },
	},
	{
		displayName: 'Threshold',
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'Failed answers, things to weigh, or words in capitals from which on the signal holds. 0: the house rule.',
		displayOptions: { show: { signal: Object.keys(MAIN_THRESHOLD) } },
	},
];

const row = ({ signal: name, action: does, priority: rank }: SignalRule) => ({
	signal: name,
	enabled: true,
	action: does,
	priority: rank,
	cartOver: '',
	threshold: 0,
});

const rules: INodeProperties = {
	displayName: 'Signals',
	name: 'signals',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add signal',
	default: { rule: DEFAULT_RULES.map(row) },
	description: 'What makes a chat worth a call. A signal that is not listed is not looked for.',
	options: [
		{
			displayName: 'Signal',
			name: 'rule',
			values: [signal, enabled, action, ...thresholds, priority],
		},
	],
};

const keywordRules: INodeProperties = {
	displayName: 'Own Keywords',
	name: 'keywordRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add keywords',
	default: {},
	description: 'Signals of your own: words of which any one in a customer’s message suffices',
	options: [
		{
			displayName: 'Keywords',
			name: 'rule',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. vip',
					description: 'Shown as external:name on items and in reports',
				},
				{
					displayName: 'Keywords',
					name: 'keywords',
					type: 'string',
					default: '',
					placeholder: 'e.g. wedding, interior designer',
					description: 'Separated by commas',
				},
				enabled,
				action,
				priority,
			],
		},
	],
};

const bot: INodeProperties[] = [
	{
		displayName: 'Bot Reply',
		name: 'botReply',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. {{ $json.output }}',
		description:
			'What your bot is about to answer, if it stands before this node. It counts as said when the item leaves by Keep Chatting. Otherwise use Send Replies or Message → Record.',
	},
	{
		displayName: 'Clarification Failed',
		name: 'clarificationFailed',
		type: 'boolean',
		default: false,
		description: 'Whether the bot did not understand the customer this time',
	},
];

const answerWithModel: INodeProperties = {
	displayName: 'Answer With the Model’s Reply',
	name: 'answerWithModel',
	type: 'boolean',
	default: false,
	description:
		'Whether an item that leaves by Keep Chatting carries the model’s reply in replies, for Send Replies. Where the model gave none, a set text of the policy (answer_fallback) says so.',
};

const cart: INodeProperties = {
	displayName: 'Cart',
	name: 'cart',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description: 'What your shop knows of the cart, if the item does not carry it',
	options: [
		{ displayName: 'Currency', name: 'currency', type: 'string', default: '', placeholder: 'INR' },
		{
			displayName: 'Items',
			name: 'items',
			type: 'string',
			default: '',
			description: 'Separated by commas, or a list',
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'number',
			typeOptions: { numberPrecision: 3 },
			default: 0,
			description: 'In whole units of the currency',
		},
	],
};

const model: INodeProperties = {
	displayName: 'Model',
	name: 'model',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description:
		'What a chat model made of the conversation. Leave it empty behind an AI Agent, whose output is read by itself. It adds evidence from a confidence of 0.7 on; rules still decide.',
	options: [
		{
			displayName: 'Confidence',
			name: 'confidence',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0,
		},
		{
			displayName: 'Intent',
			name: 'intent',
			type: 'string',
			default: '',
			description: 'Counts if it is the name of a signal, such as complex_config',
		},
		{ displayName: 'Reply', name: 'reply', type: 'string', default: '' },
		{
			displayName: 'Sentiment',
			name: 'sentiment',
			type: 'string',
			default: '',
			description: 'Negative, angry, frustrated or upset counts as frustration',
		},
		{
			displayName: 'Summary for Agent',
			name: 'summaryForAgent',
			type: 'json',
			default: '{}',
			description: 'An estimated_cart in it is compared, marked as not verified',
		},
	],
};

export const properties: INodeProperties[] = [
	{
		displayName:
			'Rules read the last 24 hours of the chat. A yes, a slot or a permission always leaves by Escalate; a refusal, a tap on a follow-up (a rating, a topic) and whatever a person answers leaves by Handled. Nothing is sent: connect Send Replies behind Handled too.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	gatePolicyField('sets thresholds and texts'),
	rules,
	keywordRules,
	...bot,
	cart,
	model,
	answerWithModel,
];
