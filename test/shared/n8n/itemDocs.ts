import type { IDataObject } from 'n8n-workflow';
import { SAMPLE_ITEMS, SAMPLE_NAMES, sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { schemaOf } from './itemSchema';

const INTRO = `# Items

What WhatsApp Calling nodes give each other, in the format \`whatsapp-calling/1\`. Every node adds its
own keys and passes everything else on, your own fields and binary data included.

- A section that has not been reached yet is absent; something unknown inside a section is \`null\`.
- Times are ISO 8601 with offset.
- If another node (Slack, an AI model) has replaced the item, the next WhatsApp Calling node finds the
  customer again in the nodes before it.
- Items carry no session descriptions (SDP) and no raw payloads: n8n keeps what passes through.
- The operation *Sample Event: Get* gives each item below without a credential.

This page is made from \`nodes/shared/n8n/sampleItems.ts\`;
\`vitest run --project unit test/shared/n8n/itemDocs.test.ts --update\` makes it anew.
`;

/** \`docs/items.md\`: all fields, then one example of each event. */
export function itemDocs(): string {
	const { properties } = schemaOf([...SAMPLE_NAMES.map(sampleJson), ADDED_BY_NODES]);
	const fields = fieldRows('', properties as IDataObject);
	const examples = SAMPLE_NAMES.map((name) => {
		const json = JSON.stringify(sampleJson(name), null, '\t');
		return `### ${SAMPLE_ITEMS[name].title}\n\n\`\`\`json\n${json}\n\`\`\`\n`;
	});
	return [
		INTRO,
		'## Fields\n\n| field | type |\n|---|---|',
		`${fields.join('\n')}\n`,
		'## Examples\n',
		examples.join('\n'),
	].join('\n');
}

function fieldRows(prefix: string, properties: IDataObject): string[] {
	return Object.entries(properties).flatMap(([name, schema]) => {
		const { type, properties: inner, items } = schema as IDataObject;
		const path = `${prefix}${name}`;
		if (inner) return fieldRows(`${path}.`, inner as IDataObject);
		const element = (items ?? {}) as IDataObject;
		if (element.properties) return fieldRows(`${path}[].`, element.properties as IDataObject);
		const shown = Array.isArray(type) ? type.join(' or ') : String(type);
		return [`| \`${path}\` | ${shown} |`];
	});
}

/** What nodes behind the trigger add; one made-up value for each field of the contract. */
export const ADDED_BY_NODES: IDataObject = {
	permission_state: {
		status: 'none',
		expires_at: null,
		can_call: false,
		can_request: true,
		limits: [
			{ action: 'request', period: 'PT24H', max_allowed: 1, current_usage: 0, resets_at: null },
		],
		checked_at: '2026-10-12T09:30:01.000Z',
	},
	decision: {
		id: 'dec_sample',
		outcome: 'ask',
		reason: 'no_permission',
		needs: 'permission',
		retry_at: null,
		evidence: [{ check: 'meta_permission', passed: false, found: 'none' }],
		operator_text: 'Meta has no call permission from this customer. Send a permission request.',
		policy: 'default@0',
		checked_at: '2026-10-12T09:30:01.000Z',
		dry_run: false,
	},
	call_next: {
		step: 'reschedule',
		reason: 'not_answered',
		not_before: '2026-10-12T13:31:10.000Z',
		operator_text: 'The customer did not answer. Offer another time.',
	},
	brief: {
		...(sampleJson('escalated').brief as IDataObject),
		errors: [{ path: '$.estimated_cart', message: 'must be one plain number' }],
	},
	attempt: {
		id: 'att_sample',
		status: 'dialling',
		leg: 'media_server',
		representative: null,
		call_id: 'sample-call-1',
		held_reason: null,
		retry_at: null,
		recording: 'enabled',
	},
	manual_dial: {
		call_url: 'https://n8n.example.com/webhook/manual-dial?attempt=att_sample&act=call',
		answered_url: 'https://n8n.example.com/webhook/manual-dial?attempt=att_sample&act=answered',
		no_answer_url: 'https://n8n.example.com/webhook/manual-dial?attempt=att_sample&act=no_answer',
		reschedule_url: 'https://n8n.example.com/webhook/manual-dial?attempt=att_sample&act=reschedule',
		expires_at: '2026-10-12T09:45:01.000Z',
		answer: null,
	},
	recording: {
		id: 'rec_sample',
		kind: 'recording',
		status: 'stored',
		reference: 'rec_sample.ogg',
		mime_type: 'audio/ogg; codecs=opus',
		keep_until: '2026-11-11T09:36:00.000Z',
		problem: null,
	},
	replies: [
		{
			purpose: 'offer_call',
			type: 'buttons',
			text: 'Shall we call you?',
			language: 'en',
			buttons: [{ id: 'wac:offer_yes:esc_1:1', title: 'Yes, call me now' }],
			template: {
				name: 'wac_call_offer',
				language: 'en_US',
				parameters: ['Asha'],
				payloads: ['wac:offer_yes:esc_1:1'],
			},
		},
	],
	sent: [
		{
			purpose: 'offer_call',
			key: 'reply:sample:message_received:offer_call:0',
			status: 'sent',
			message_id: 'sample-message-3',
			error_code: null,
		},
	],
};
