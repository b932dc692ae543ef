import { describe, expect, it } from 'vitest';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import { summaryFromItem } from '../../../nodes/shared/domain/summaryFromItem';
import { INJECTIONS } from '../../fixtures/summaries/injections';
import { UNKNOWN } from '../../fixtures/summaries/unknown';

const contact = { name: 'Asha Rao', waId: '447700900123' } as CallItem['contact'];
const event = {
	type: 'message_received',
	at: '2026-10-12T15:20:00.000+05:30',
} as CallItem['event'];
const wish: CallItem['wish'] = { id: 'yes:wamid.1', kind: 'yes', scope: 'now', expiresAt: null };
const message = { id: 'wamid.1', type: 'text', intent: 'accept' } as NonNullable<
	CallItem['message']
>;
const cart: CallItem['cart'] = {
	value: 189000,
	currency: 'INR',
	items: ['SOFA-L', 'RUG-2'],
	source: 'mapped',
	verified: false,
};

describe('summaryFromItem (C6)', () => {
	it('fills name, cart, items and consent; the rest is unknown; it is ready by rules', () => {
		expect(summaryFromItem({ contact, event, wish, message, cart })).toEqual({
			summary: {
				...UNKNOWN,
				customer_name: 'Asha Rao',
				product_interest: 'SOFA-L, RUG-2',
				estimated_cart: 189000,
				consent_call: '2026-10-12T15:20:00.000+05:30',
			},
			sources: { consent_call: 'wamid.1' },
			source: 'rules',
			ready: true,
		});
	});

	it('is ready with nothing known', () => {
		expect(summaryFromItem({})).toMatchObject({ summary: UNKNOWN, ready: true, source: 'rules' });
	});

	it('names the message of a cart that came by WhatsApp', () => {
		const order = { ...message, type: 'order', intent: 'none' };
		const sent = { ...cart, source: 'whatsapp_order' as const, verified: true };
		expect(summaryFromItem({ contact, message: order, cart: sent }).sources).toEqual({
			product_interest: 'wamid.1',
			estimated_cart: 'wamid.1',
		});
	});

	it('leaves out a cart that a model has put there', () => {
		const guessed = { ...cart, source: 'model' as const };
		expect(summaryFromItem({ cart: guessed }).summary).toEqual(UNKNOWN);
	});

	it.each<[string, Partial<CallItem>, number | undefined, boolean | null]>([
		['a picture came in', { message: { ...message, type: 'image' } }, undefined, true],
		['two were counted', {}, 2, true],
		['none was counted', {}, 0, false],
		['nobody counted', { message }, undefined, null],
	])('knows of photos when %s', (_, item, photos, expected) => {
		expect(summaryFromItem(item, { photos }).summary.photos_received).toBe(expected);
	});

	it.each<[string, Partial<CallItem>, string | null]>([
		['a yes to an offer', { event, wish, message }, event.at],
		[
			'a wish to be called',
			{ event, wish, message: { ...message, intent: 'call_request' } },
			event.at,
		],
		['a yes that is no wish', { event, message }, null],
		[
			'another message after the yes',
			{ event, wish, message: { ...message, intent: 'none' } },
			null,
		],
		['a customer who calls', { event, wish: { ...wish, kind: 'inbound' }, message }, null],
		['a due callback', { event, wish: { ...wish, scope: 'slot' } }, null],
		[
			'a form with its time',
			{
				wish: { ...wish, kind: 'form' },
				request: {
					reason: 'cart',
					consentSource: 'box',
					consentAt: '2026-10-12T07:40:00.000Z',
					reference: null,
				},
			},
			'2026-10-12T07:40:00.000Z',
		],
	])('takes the consent of %s from the item', (_, item, at) => {
		expect(summaryFromItem(item).summary.consent_call).toBe(at);
	});

	it('takes the consent from the ledger where it is given', () => {
		const item = { event, wish, message };
		const known = { consent: { at: '2026-10-12T09:00:00.000Z', messageId: 'wamid.0' } };
		expect(summaryFromItem(item, known)).toMatchObject({
			summary: { consent_call: '2026-10-12T09:00:00.000Z' },
			sources: { consent_call: 'wamid.0' },
		});
		expect(summaryFromItem(item, { consent: null }).summary.consent_call).toBeNull();
	});

	it('lists ten items and counts the others', () => {
		const items = Array.from({ length: 14 }, (_, index) => `I${index}`);
		const { summary } = summaryFromItem({ cart: { ...cart, items } });
		expect(summary.product_interest).toBe('I0, I1, I2, I3, I4, I5, I6, I7, I8, I9 and 4 more');
	});

	it.each([
		['null', { ...cart, items: null, value: null }],
		['other types', { ...cart, items: [{ id: 1 }, 7], value: 'many' }],
		['an endless number', { ...cart, items: [], value: Number.NaN }],
	])('is ready all the same with a cart of %s', (_, odd) => {
		// Items come from other nodes too; types are no promise there.
		const item = { cart: odd } as unknown as Partial<CallItem>;
		expect(summaryFromItem(item)).toMatchObject({ summary: UNKNOWN, ready: true });
	});

	it.each(INJECTIONS)('keeps a customer’s name %j in the name', (name) => {
		const { summary } = summaryFromItem({ contact: { ...contact, name } });
		expect({ ...summary, customer_name: null }).toEqual(UNKNOWN);
	});
});
