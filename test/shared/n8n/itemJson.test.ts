import { describe, expect, it } from 'vitest';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import { hasCustomer, readCallItem, toItemJson } from '../../../nodes/shared/n8n/callItem';

const CONTACT: CallItem['contact'] = {
	id: 'c_1',
	waId: '14085551234',
	userId: null,
	name: 'Asha',
	language: 'en',
	timeZone: null,
	timeZoneSource: null,
	replyWindowUntil: '2026-10-11T10:00:00.000Z',
	lastCallAttemptAt: null,
	callOptOut: false,
	messageOptOut: false,
	isTest: false,
};

const SECTIONS: Partial<CallItem> = {
	event: {
		type: 'message_received',
		key: 'wamid.A9:message',
		at: '2026-10-10T10:00:00.000Z',
		origin: 'whatsapp',
		isTest: false,
	},
	contact: CONTACT,
	decision: {
		id: 'dec_1',
		outcome: 'ask',
		reason: 'no_permission',
		needs: 'permission',
		retryAt: null,
		evidence: [{ check: 'meta_permission', passed: false, found: 'none' }],
		operatorText: 'Ask first.',
		policy: 'default@0',
		checkedAt: '2026-10-10T10:00:01.000Z',
		dryRun: false,
	},
	replies: [
		{
			purpose: 'offer_call',
			type: 'template',
			text: 'Shall we call?',
			language: 'en',
			buttons: [{ id: 'wac:offer_yes:esc_1:1', title: 'Yes' }],
			expiresAt: null,
			template: { name: 'call_offer', language: 'en', parameters: ['Asha'], payloads: null },
		},
	],
};

describe('toItemJson', () => {
	it('writes our sections in snake_case and names the schema', () => {
		expect(toItemJson({}, SECTIONS)).toMatchObject({
			schema: 'whatsapp-calling/1',
			event: { is_test: false },
			contact: { wa_id: '14085551234', reply_window_until: '2026-10-11T10:00:00.000Z' },
			decision: { operator_text: 'Ask first.', dry_run: false, evidence: [{ passed: false }] },
			replies: [{ template: { name: 'call_offer', parameters: ['Asha'] } }],
		});
	});

	it('passes everything else through, also keys that look like ours elsewhere', () => {
		const base = { orderId: 7, crm: { contactName: 'Asha', waId: 'theirs' } };
		expect(toItemJson(base, { contact: CONTACT })).toMatchObject(base);
	});

	it('leaves sections that were not reached absent', () => {
		expect(toItemJson({}, { contact: CONTACT })).not.toHaveProperty('message');
	});
});

describe('readCallItem', () => {
	it('gives back what was written', () => {
		expect(readCallItem(toItemJson({ other: 1 }, SECTIONS))).toEqual(SECTIONS);
	});

	it('fills what a section lacks with null and ignores what it does not know', () => {
		const item = readCallItem({ contact: { wa_id: '1', nickname: 'Ash' }, order: { id: 1 } });
		expect(item).toEqual({
			contact: { ...nulls(CONTACT), waId: '1' },
		});
	});

	it.each([['text'], [7], [null], [['a']]])('leaves out a section that is %j', (contact) => {
		expect(readCallItem({ contact })).toEqual({});
	});
});

describe('hasCustomer', () => {
	it.each([
		[{ id: 'c_1' }, true],
		[{ wa_id: '14085551234' }, true],
		[{ user_id: 'US.1' }, true],
		[{ name: 'Asha' }, false],
		[{ id: '501', email: 'a@example.com' }, false],
		[{ id: 7 }, false],
		[undefined, false],
	])('of contact %j is %s', (contact, expected) => {
		expect(hasCustomer(readCallItem({ contact }))).toBe(expected);
	});
});

function nulls(value: object): object {
	return Object.fromEntries(Object.keys(value).map((key) => [key, null]));
}
