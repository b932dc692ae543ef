import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../nodes/CallLedger/operations';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { redVerdict } from '../../shared/dial/redVerdict';
import { schemaOf } from '../../shared/n8n/itemSchema';
import { NOW, NUMBER, ledgerNode } from './ledgerNode';
import { wholeStory } from './wholeStory';

const SCHEMAS = join(__dirname, '../../../nodes/CallLedger/__schema__/v1.0.0');

/** The brief's fields are those that it has before an operator adds their own. */
const contact = (): IDataObject[] => {
	const { contact: customer, wish, brief } = sampleJson('escalated');
	return [{ schema: 'whatsapp-calling/1', contact: customer, wish, brief }];
};

/** What an operation gives of a customer of whom everything is known. */
const told = (parameters: IDataObject) => async (): Promise<IDataObject[]> => {
	const node = await ledgerNode();
	await wholeStory(node);
	return await node.run(parameters);
};

/** Real outputs; Explain is given twice, so that what may be missing is shown as such. */
const OUTPUTS: Record<string, () => Promise<IDataObject[]> | IDataObject[]> = {
	'contact/explain': async () => {
		const node = await ledgerNode();
		const line = { contactId: node.contact.id, phoneNumberId: NUMBER };
		const explain = { resource: 'contact', operation: 'explain' };
		const [before = {}] = await node.run({ ...explain, customer: '+91 98123 45678' });
		await wholeStory(node);
		await node.do(async (tx) => {
			await tx.wishes.open({ ...line, id: 'w', kind: 'yes', scope: 'now', expiresAt: NOW }, NOW);
			await tx.guards.put(NUMBER, redVerdict(NOW), NOW);
			await tx.drops.add({ at: NOW, reason: 'no_route', phoneNumberId: NUMBER, detail: null });
			await tx.escalations.open(
				{ ...line, triggers: [], action: 'offer_consult', evidence: [] },
				NOW,
			);
		});
		const [after = {}] = await node.run(explain);
		const times = { starts_at: NOW, expires_at: NOW };
		const open_wish = { scope: 'now', waiting_for: 'permission', ...times };
		const permission = { status: 'granted', expires_at: NOW };
		const state = { ...(after.state as IDataObject), open_wish, permission };
		return [before, { ...after, retry_at: NOW, state }];
	},
	'attempt/get': told({ resource: 'attempt', operation: 'get' }),
	'attempt/getMany': told({ resource: 'attempt', operation: 'getMany', which: 'customer' }),
	'callback/cancel': told({ resource: 'callback', operation: 'cancel', which: 'booked' }),
	'callback/getMany': told({ resource: 'callback', operation: 'getMany', which: 'customer' }),
	'contact/erase': async () => {
		const [json = {}] = await told({ resource: 'contact', operation: 'erase' })();
		// By table of the ledger, so that a new one changes no schema.
		const erasure = { ...(json.erasure as IDataObject), deleted: { contacts: 1 } };
		return [
			{ ...json, erasure },
			{ ...json, erasure: { ...erasure, erased_at: NOW } },
		];
	},
	'contact/export': async () => {
		const exported = { resource: 'contact', operation: 'export', whose: 'one' };
		const records = await told({ ...exported, format: 'json' })();
		const { fields } = sampleJson('escalated').brief as IDataObject;
		return records.map((record) => ({
			...record,
			briefs: (record.briefs as IDataObject[]).map((brief) => ({ ...brief, fields })),
		}));
	},
	'contact/get': async () => {
		const [{ ratings, recordings, recording_objected_at } = {}] = await told({
			resource: 'contact',
			operation: 'get',
		})();
		return contact().map((item) => ({ ...item, ratings, recordings, recording_objected_at }));
	},
	'contact/getMany': contact,
	'contact/update': () => [
		{
			schema: 'whatsapp-calling/1',
			contact: sampleJson('escalated').contact,
			updated: ['name', 'call_opt_out'],
		},
	],
	'contact/resetTest': () => [{ contact_id: 'c_sample', reset: true }],
	'drop/getMany': () => [
		{
			at: NOW,
			reason: 'no_route',
			cause: 'No published workflow wants this kind of event.',
			fix: 'Publish 01 Messages',
			phone_number_id: NUMBER,
			detail: 'message_received',
			count: 1,
		},
	],
	'policy/createOrUpdate': async () =>
		await (
			await ledgerNode()
		).run({
			resource: 'policy',
			operation: 'createOrUpdate',
			settingsFrom: 'fields',
			settings: { strikes: 1 },
		}),
	'policy/get': async () =>
		await (await ledgerNode()).run({ resource: 'policy', operation: 'get' }),
};

const names = Object.entries(OPERATIONS).flatMap(([resource, byName]) =>
	Object.keys(byName).map((operation) => `${resource}/${operation}`),
);

describe('Call Ledger', () => {
	it.each(names)('n8n offers the fields of %s before a first run', async (name) => {
		const items = (await OUTPUTS[name]?.()) ?? [];
		expect(items).not.toEqual([]);
		const config = await resolveConfig(__filename);
		// As the repository's formatter writes it, so that formatting changes nothing.
		const text = await format(JSON.stringify(schemaOf(items)), { ...config, parser: 'json' });
		await expect(text).toMatchFileSnapshot(join(SCHEMAS, `${name}.json`));
	});
});
