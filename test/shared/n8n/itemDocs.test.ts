import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import { ITEM_SHAPE } from '../../../nodes/shared/n8n/itemShape';
import { readCallItem, toItemJson } from '../../../nodes/shared/n8n/callItem';
import { SAMPLE_ITEMS, SAMPLE_NAMES, sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { OPERATIONS } from '../../../nodes/WhatsAppCalling/operations';
import { ADDED_BY_NODES, itemDocs } from './itemDocs';
import { schemaOf } from './itemSchema';

const ROOT = join(__dirname, '../../..');
const NODES = join(ROOT, 'nodes');
const samples = SAMPLE_NAMES.map(sampleJson);
/** As the repository's formatter writes it, so that formatting changes nothing. */
const toText = async (schema: IDataObject) =>
	await format(JSON.stringify(schema), { ...(await resolveConfig(__filename)), parser: 'json' });

const withKeys = (...keys: string[]) =>
	samples.map((json) => ({
		...json,
		...Object.fromEntries(keys.map((key) => [key, ADDED_BY_NODES[key]])),
	}));

const REPRESENTATIVE: IDataObject = {
	id: 'rep_sample',
	name: 'Priya',
	role: 'representative',
	status: 'ready',
	status_at: '2026-10-12T09:30:00.000Z',
	phone_number_ids: ['106'],
	created_at: '2026-10-12T09:30:00.000Z',
};

/** A file of a call, as the ledger lists it. */
const RECORDING: IDataObject = {
	schema: 'whatsapp-calling/1',
	recording: ADDED_BY_NODES.recording,
	call_id: 'sample-call-1',
	attempt_id: 'att_sample',
	contact_id: 'c_sample',
	phone_number_id: '106',
	noticed_at: '2026-10-12T09:36:00.000Z',
	stored_at: '2026-10-12T09:36:02.000Z',
	deleted_at: null,
};

/** What each operation of WhatsApp Calling gives. */
const OUTPUTS: Record<string, IDataObject[]> = {
	'account/checkSetup': [
		{
			check: 'access_token',
			status: 'ok',
			found: 'valid',
			fix: 'Nothing to do.',
			phone_number_id: null,
		},
		{ check: 'quality', status: 'problem', found: 'low', fix: 'See', phone_number_id: '106' },
	],
	'call/accept': withKeys('attempt'),
	'call/preAccept': samples.map((json) => ({ ...json, call_action: { action: '', at: '' } })),
	'call/reject': samples.map((json) => ({ ...json, call_action: { action: '', at: '' } })),
	'call/terminate': samples.map((json) => ({ ...json, call_action: { action: '', at: '' } })),
	'callRequest/create': [sampleJson('call_requested'), sampleJson('escalated')].map(
		({
			message: _message,
			model: _model,
			hours: _hours,
			brief: _brief,
			replies: _replies,
			...json
		}) => json,
	),
	'message/getUnsettled': [
		{
			contact_id: 'c_sample',
			phone_number_id: '106',
			kind: 'offer_call',
			at: '2026-10-12T09:30:00.000Z',
			error_code: 'no_answer',
			what_happened: 'Nobody knows',
			how_to_fix: 'Look at the chat.',
		},
	],
	'message/markOfferSent': samples.map((json) => ({
		...json,
		marked_offer: {
			message_id: 'sample-offer-1',
			expires_at: '2026-10-12T10:30:00.000Z',
			escalation_id: 'esc_sample',
		},
	})),
	'message/record': samples.map((json) => ({
		...json,
		recorded: { message_id: 'sample-answer-1', at: '2026-10-12T09:30:00.000Z' },
	})),
	'thread/release': samples.map((json) => ({ ...json, thread: null })),
	'thread/take': samples.map((json) => ({
		...json,
		thread: {
			owner: 'Priya',
			taken_at: '2026-10-12T09:30:00.000Z',
			until: '2026-10-12T10:00:00.000Z',
		},
	})),
	'recording/download': [RECORDING],
	'recording/getMany': [RECORDING],
	'recording/markDeleted': [RECORDING],
	'recording/markStored': [{ ...RECORDING, kept: true, reference: 's3://recordings/a.ogg' }],
	'recording/noteConsent': samples.map((json) => ({
		...json,
		consent: { key: 'recording', noted_by: 'Priya', given_at: '2026-10-12T09:30:00.000Z' },
	})),
	'recording/object': samples.map((json) => ({
		...json,
		recording_objection: { told_by: 'representative', at: '2026-10-12T09:30:00.000Z' },
	})),
	'representative/create': [REPRESENTATIVE],
	'representative/getMany': [REPRESENTATIVE],
	'representative/revoke': [{ id: 'rep_sample', revoked: true }],
	'representative/setStatus': [{ ...REPRESENTATIVE, woken: 1 }],
	'message/sendReplies': withKeys('replies', 'sent'),
	'message/sendText': withKeys('sent'),
	'message/sendButtons': withKeys('sent'),
	'message/sendList': withKeys('sent'),
	'message/sendCallButton': withKeys('sent'),
	'message/sendTemplate': withKeys('sent'),
	'permission/get': withKeys('permission_state'),
	'permission/request': withKeys('sent'),
	'phoneNumber/getSettings': [
		{
			phone_number_id: '106',
			calling: {
				status: 'ENABLED',
				call_icon_visibility: 'DEFAULT',
				callback_permission_status: 'ENABLED',
				call_hours: { status: 'DISABLED' },
				sip: { status: 'DISABLED' },
			},
		},
	],
	'phoneNumber/syncHours': [
		{
			phone_number_id: '106',
			changed: true,
			closed_times_left: 0,
			calling: { call_hours: { status: 'ENABLED' } },
		},
	],
	'phoneNumber/updateSettings': [
		{ phone_number_id: '106', success: true, calling: { status: 'ENABLED' } },
	],
	'sampleEvent/get': samples,
	'template/createStarterSet': [
		{
			waba_id: '102',
			name: 'wac_call_offer',
			language: 'en_US',
			category: 'UTILITY',
			text: 'Hello',
			result: 'created',
			status: 'PENDING',
		},
	],
	'webhook/processDelivery': [
		{ events: 1, understood: 1, types: ['message_received'], workflows_started: 1 },
	],
	'webhook/processManualAnswer': [
		{ page: { status: 200, html: '<!doctype html>', location: null } },
		{ page: { status: 303, html: '<!doctype html>', location: 'tel:+447700900123' } },
		toldByHand(),
	],
	'webhook/processPersonRequest': [personRequested()],
	'webhook/unsubscribe': [{ unsubscribed: true, callback_url: 'https://n8n.example.com' }],
};

/** What a person told of a call by hand, with what went on about it. */
function toldByHand(): IDataObject {
	const { schema, line, contact, wish, escalation, escalation_trigger, decision } =
		sampleJson('escalated');
	const event = {
		type: 'manual_answered',
		key: 'manual_answered:att_sample',
		at: '2026-10-12T09:50:00.000Z',
		origin: 'ledger',
		is_test: false,
	};
	const { attempt, manual_dial } = ADDED_BY_NODES;
	const about = { line, contact, wish, escalation, escalation_trigger, decision };
	return {
		schema,
		event,
		...about,
		attempt,
		manual_dial: { ...(manual_dial as IDataObject), answer: 'answered' },
	};
}

/** What a customer asked an automated voice for. */
function personRequested(): IDataObject {
	const { schema, event, line, contact, request, escalation, escalation_trigger } =
		sampleJson('call_requested');
	const about = { line, contact, request, escalation, escalation_trigger };
	return { schema, event, ...about, attempt: ADDED_BY_NODES.attempt };
}

describe('the one source of items', () => {
	it('docs/items.md shows it', async () => {
		await expect(itemDocs()).toMatchFileSnapshot(join(ROOT, 'docs/items.md'));
	});

	it('n8n offers the trigger’s fields before a first run', async () => {
		const file = join(NODES, 'WhatsAppCallingTrigger/__schema__/v1.0.0.json');
		await expect(await toText(schemaOf(samples))).toMatchFileSnapshot(file);
	});

	it('n8n offers the fields of Initiate Call before a first run', async () => {
		const file = join(NODES, 'InitiateCall/__schema__/v1.0.0.json');
		const called = withKeys('decision', 'attempt', 'manual_dial');
		await expect(await toText(schemaOf(called))).toMatchFileSnapshot(file);
	});

	it('n8n offers the fields of Business Hours before a first run', async () => {
		const file = join(NODES, 'BusinessHours/__schema__/v1.0.0.json');
		await expect(await toText(schemaOf(withKeys('replies')))).toMatchFileSnapshot(file);
	});

	it('n8n offers the fields of Call Outcome before a first run', async () => {
		const file = join(NODES, 'CallOutcome/__schema__/v1.0.0.json');
		const told = withKeys('call_next').filter((json) => 'call' in json);
		await expect(await toText(schemaOf(told))).toMatchFileSnapshot(file);
	});

	it('n8n offers the fields of Callback Trigger before a first run', async () => {
		const file = join(NODES, 'CallbackTrigger/__schema__/v1.0.0.json');
		const { escalation, escalation_trigger } = sampleJson('escalated');
		const due = (['callback_due', 'recap_due', 'reminder_due'] as const).map((name) => ({
			...sampleJson(name),
			escalation,
			escalation_trigger,
		}));
		await expect(await toText(schemaOf(due))).toMatchFileSnapshot(file);
	});

	it('n8n offers the fields of Call Desk Trigger before a first run', async () => {
		const file = join(NODES, 'CallDeskTrigger/__schema__/v1.0.0.json');
		const { brief } = sampleJson('escalated');
		const done = SAMPLE_NAMES.filter((name) => name.startsWith('desk_')).map(sampleJson);
		const shown = done.map((json) => ({ ...json, brief }));
		await expect(await toText(schemaOf(shown))).toMatchFileSnapshot(file);
	});

	it('n8n offers the fields of Consent Gate before a first run', async () => {
		const file = join(NODES, 'ConsentGate/__schema__/v1.0.0.json');
		const judged = withKeys('decision', 'replies');
		await expect(await toText(schemaOf(judged))).toMatchFileSnapshot(file);
	});

	it('n8n offers the fields of Escalation Check before a first run', async () => {
		const file = join(NODES, 'EscalationCheck/__schema__/v1.0.0.json');
		await expect(await toText(schemaOf(withKeys('replies')))).toMatchFileSnapshot(file);
	});

	const names = Object.entries(OPERATIONS).flatMap(([resource, byName]) =>
		Object.keys(byName).map((operation) => `${resource}/${operation}`),
	);
	it.each(names)('n8n offers the fields of %s before a first run', async (name) => {
		const file = join(NODES, `WhatsAppCalling/__schema__/v1.0.0/${name}.json`);
		await expect(await toText(schemaOf(OUTPUTS[name] ?? []))).toMatchFileSnapshot(file);
	});

	it('covers every section and field of the contract', () => {
		const written = toItemJson({}, readCallItem({ ...merged(samples), ...ADDED_BY_NODES }));
		for (const section of Object.keys(ITEM_SHAPE)) {
			const key = section.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
			expect(written, section).toHaveProperty(key);
		}
	});

	it('holds nobody real: fictional numbers, marked as samples', () => {
		for (const name of SAMPLE_NAMES) {
			const item: Partial<CallItem> = SAMPLE_ITEMS[name].item;
			expect(item.event).toMatchObject({ origin: 'sample', isTest: true });
			if (item.contact) expect(item.contact.waId).toMatch(/^447700900\d{3}$/);
		}
	});

	it('is what ready-made flows pin on their triggers', () => {
		const folder = join(ROOT, 'workflows');
		const sampleTexts = samples.map((json) => JSON.stringify(json));
		for (const file of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
			const flow = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
				nodes: { name: string; type: string }[];
				pinData?: Record<string, { json: IDataObject }[]>;
			};
			for (const { name, type } of flow.nodes) {
				if (!type.endsWith('.whatsAppCallingTrigger')) continue;
				const pinned = flow.pinData?.[name] ?? [];
				const texts = pinned.map(({ json }) => JSON.stringify(json));
				expect(sampleTexts, `${file}: ${name}`).toEqual(expect.arrayContaining(texts));
			}
		}
	});
});

function merged(items: IDataObject[]): IDataObject {
	return items.reduce((all, json) => ({ ...all, ...json }), {});
}
