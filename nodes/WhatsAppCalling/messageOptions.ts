import type { INodeProperties } from 'n8n-workflow';
import { optionsField } from '../shared/n8n/optionsField';

const messageKey: INodeProperties = {
	displayName: 'Message Key',
	name: 'messageKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $itemIndex }}',
	description:
		'One event gets one message from this node, however often it runs. Give a key to send several different ones.',
};

const replyTo: INodeProperties = {
	displayName: 'Quote Message ID',
	name: 'replyTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.message.id }}',
	description: 'ID of the customer’s message that this one quotes',
};

const offersCall: INodeProperties = {
	displayName: 'Offers a Call',
	name: 'offersCall',
	type: 'boolean',
	default: false,
	description:
		'Whether this message asks the customer if a call is wanted. A yes to it is then stored as consent to a call.',
};

/** The *Options* collection of every message. */
export const messageOptions = (...more: INodeProperties[]): INodeProperties =>
	optionsField([messageKey, offersCall, replyTo, ...more]);

export const footerOption: INodeProperties = {
	displayName: 'Footer',
	name: 'footer',
	type: 'string',
	default: '',
	description: 'Small text below, up to 60 characters',
};

export const headerOption: INodeProperties = {
	displayName: 'Header',
	name: 'header',
	type: 'string',
	default: '',
	description: 'Bold text above, up to 60 characters',
};
