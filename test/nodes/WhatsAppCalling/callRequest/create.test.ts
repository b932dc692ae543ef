import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../../../nodes/shared/ledger/ledger';
import { readCallItem } from '../../../../nodes/shared/n8n/callItem';
import type { ExecuteStub } from '../../../shared/n8n/executeStub';
import { CUSTOMER, NOW, NUMBER, callingNode } from '../callingNode';
import type { CallingNode } from '../callingNode';

const CREATE = { resource: 'callRequest', operation: 'create' };

/** As a shop's checkout sends it. */
const CART: IDataObject = {
	...CREATE,
	phone: '07700 900555',
	customerName: 'Ravi',
	reason: 'Abandoned cart!',
	consentSource: 'Checkout box “You may contact me on WhatsApp”',
	consentAt: '2026-10-12T10:00:00+01:00',
	reference: 'order 12853',
	cartValue: 1890,
	cartCurrency: 'gbp',
	cartItems: 'SOFA-CORNER-L, LEG-OAK',
};

const FORM: IDataObject = { ...CART, callMeForm: true, formWording: 'Call me now' };

/** GET /{waba}/phone_numbers */
const lines = (...ids: string[]) => ({
	status: 200,
	body: {
		data: ids.map((id) => ({
			id,
			display_phone_number: '+44 20 7946 0018',
			verified_name: 'Sofa House',
		})),
	},
});

let node: CallingNode;
const shop = { items: [{ json: { source: 'shop' } }] };

async function nodeWith(...ids: string[]): Promise<CallingNode> {
	const made = await callingNode(lines(...ids));
	made.connection.credential.wabaId = '102290129340398';
	return made;
}

const contactOf = async (waId: string): Promise<Contact | null> =>
	await node.ledger.transaction(
		async ({ contacts }) => await contacts.find({ waId, userId: null }),
	);

async function kept(waId = '447700900555') {
	const contact = await contactOf(waId);
	return await node.ledger.transaction(async (tx) => ({
		contact,
		escalations: contact ? await tx.escalations.list(contact.id, 10) : [],
		consents: contact ? await tx.consents.history(contact.id) : [],
		wish: contact ? await tx.wishes.current(contact.id, NUMBER, node.clock.now) : null,
		decisions: contact ? await tx.decisions.list(contact.id, 10) : [],
	}));
}

beforeEach(async () => {
	node = await nodeWith(NUMBER);
});

describe('Call Request › Create', () => {
	it('C8: gives the gates an item with the customer, the reason and the cart', async () => {
		const [item] = await node.run(CART, shop);
		const { contact, escalations } = await kept();
		expect(item?.json).toMatchObject({
			schema: 'whatsapp-calling/1',
			source: 'shop',
			event: { type: 'call_requested', at: NOW, origin: 'ledger', is_test: false },
			line: { phone_number_id: NUMBER, display_phone_number: '+44 20 7946 0018' },
			contact: { id: contact?.id, wa_id: '447700900555', name: 'Ravi' },
			request: {
				reason: 'Abandoned cart!',
				consent_source: CART.consentSource,
				consent_at: '2026-10-12T09:00:00.000Z',
				reference: 'order 12853',
			},
			cart: {
				value: 1890,
				currency: 'GBP',
				items: ['SOFA-CORNER-L', 'LEG-OAK'],
				source: 'mapped',
				verified: false,
			},
			escalation_trigger: 'external:abandoned_cart',
			escalation: { id: escalations[0]?.id, status: 'open', action: 'offer_consult', offer: null },
		});
		expect(node.calls.map(({ method }) => method)).toEqual(['GET']);
	});

	it('C5, C8: opens an escalation with its evidence, and no yes', async () => {
		await node.run(CART, shop);
		const { escalations, consents, wish } = await kept();
		expect(escalations).toMatchObject([
			{
				status: 'open',
				triggers: ['external:abandoned_cart'],
				evidence: [{ trigger: 'external:abandoned_cart', matched: 'Abandoned cart!', value: 1890 }],
			},
		]);
		expect({ consents, wish }).toEqual({ consents: [], wish: null });
	});

	it('P1: a call-me form with wording and time is a yes for 20 minutes from its time', async () => {
		node.clock.now = '2026-10-12T09:05:00.000Z';
		const [item] = await node.run(FORM, shop);
		const { escalations, consents, wish } = await kept();
		expect(consents).toMatchObject([
			{
				key: 'call',
				scope: 'now',
				channel: 'form',
				wording: 'Call me now',
				givenAt: '2026-10-12T09:00:00.000Z',
				expiresAt: '2026-10-12T09:20:00.000Z',
			},
		]);
		expect(wish).toMatchObject({
			kind: 'form',
			scope: 'now',
			expiresAt: '2026-10-12T09:20:00.000Z',
		});
		expect(escalations).toMatchObject([{ status: 'accepted', action: 'call_now' }]);
		expect(readCallItem(item?.json ?? {})).toMatchObject({
			wish: { id: wish?.id, kind: 'form', scope: 'now' },
			escalation: { status: 'accepted' },
		});
	});

	it('P1: a form that comes when its yes has lapsed permits asking only', async () => {
		node.clock.now = '2026-10-12T09:20:00.000Z';
		const [item] = await node.run(FORM, shop);
		const { escalations, consents, wish } = await kept();
		expect({ consents, wish }).toEqual({ consents: [], wish: null });
		expect(escalations).toMatchObject([{ status: 'open' }]);
		expect(item?.json.wish).toBeUndefined();
	});

	it.each([
		['no consent source', { consentSource: '' }, 'consent_source_missing'],
		['a column that says none', { consentSource: 'N/A' }, 'consent_source_missing'],
		['a bought list', { consentSource: 'cold' }, 'consent_source_missing'],
		['no reason', { reason: ' – ' }, 'reason_missing'],
		['no phone', { phone: 'see order' }, 'phone_invalid'],
		['a consent of tomorrow', { consentAt: '2026-10-13T10:00:00Z' }, 'consent_time_invalid'],
		['a consent at no time', { consentAt: 'soon' }, 'consent_time_invalid'],
		['a form without wording', { callMeForm: true, formWording: '' }, 'form_incomplete'],
		['a form without time', { ...FORM, consentAt: '' }, 'form_incomplete'],
		['a cart without currency', { cartCurrency: '' }, 'cart_invalid'],
		['a cart of words', { cartValue: '18.900,00' }, 'cart_invalid'],
	])('C8: %s is refused, and nothing is written', async (_what, change, code) => {
		const run = node.run({ ...CART, ...change }, shop);
		await expect(run).rejects.toMatchObject({ type: code });
		expect(await kept()).toMatchObject({ contact: null, escalations: [] });
	});

	it.each([
		['the same execution', { executionId: '77' }, { executionId: '77' }, { reference: '' }],
		['the same reference', { executionId: '77' }, { executionId: '78' }, {}],
	])('C8, P10: %s again is the same request', async (_what, first, second, change) => {
		node.clock.now = '2026-10-12T09:05:00.000Z';
		const parameters = { ...FORM, ...change };
		const [one] = await node.run(parameters, { ...shop, ...first });
		const [other] = await node.run(parameters, { ...shop, ...second });
		expect(other?.json).toEqual(one?.json);
		const { escalations, consents } = await kept();
		expect(escalations).toHaveLength(1);
		expect(escalations[0]?.evidence).toHaveLength(1);
		expect(consents).toHaveLength(1);
	});

	it('C8: a reference is one customer’s: another customer’s is another request', async () => {
		const [one] = await node.run({ ...CART, reference: 'abandoned cart' }, shop);
		const [other] = await node.run(
			{ ...CART, reference: 'abandoned cart', phone: '07700 900556' },
			shop,
		);
		const keys = [one, other].map((item) => readCallItem(item?.json ?? {}).event?.key);
		expect(new Set(keys).size).toBe(2);
		expect(keys.join()).not.toContain('447700');
	});

	it('P10: what a customer has declined is not opened again by the same request', async () => {
		await node.run(CART, shop);
		const before = await kept();
		await node.ledger.transaction(async ({ escalations }) => {
			await escalations.close(before.escalations[0]?.id ?? '', 'declined', NOW);
		});
		const [item] = await node.run(CART, shop);
		expect(item?.json).toMatchObject({ escalation: { status: 'closed' } });
		expect((await kept()).escalations).toHaveLength(1);
	});

	it('C8: joins the escalation that is live already', async () => {
		await node.run(CART, shop);
		await node.run({ ...CART, reason: 'stuck_form', reference: 'form 4' }, shop);
		expect((await kept()).escalations).toMatchObject([
			{ triggers: ['external:abandoned_cart', 'external:stuck_form'] },
		]);
	});

	it.each([{ calls: true }, { calls: true, messages: true }])(
		'P4: %j opted out: denied, kept for Explain, and nothing is opened',
		async (refusal) => {
			await node.ledger.transaction(async ({ contacts }) => {
				await contacts.setOptOut(node.contact.id, { ...refusal, at: NOW, messageId: 'no' }, NOW);
			});
			const [item] = await node.run({ ...FORM, phone: `+${CUSTOMER}` }, shop);
			expect(item?.json).toMatchObject({
				event: { type: 'call_requested' },
				decision: { outcome: 'deny', reason: 'opted_out', policy: 'default@0', dry_run: false },
			});
			const { escalations, consents, decisions } = await kept(CUSTOMER);
			expect({ escalations, consents }).toEqual({ escalations: [], consents: [] });
			expect(decisions).toMatchObject([{ outcome: 'deny', reason: 'opted_out' }]);
		},
	);

	it('P4: finds who refused under the spelling that WhatsApp has of a number', async () => {
		const person = { waId: '5215512345678', userId: null, parentUserId: null, name: null };
		await node.ledger.transaction(async ({ contacts }) => {
			const known = await contacts.resolve(person, NOW);
			await contacts.setOptOut(known?.id ?? '', { calls: true, at: NOW, messageId: 'no' }, NOW);
		});
		const [item] = await node.run({ ...CART, phone: '+52 55 1234 5678' }, shop);
		expect(item?.json).toMatchObject({
			contact: { wa_id: '5215512345678' },
			decision: { reason: 'opted_out' },
		});
	});

	it('shows everything in a test run and writes nothing', async () => {
		node.clock.now = '2026-10-12T09:05:00.000Z';
		const [item] = await node.run(FORM, { ...shop, mode: 'manual' });
		expect(item?.json).toMatchObject({
			contact: { wa_id: '447700900555', name: 'Ravi' },
			escalation: { status: 'accepted', triggers: ['external:abandoned_cart'] },
			wish: { kind: 'form', expires_at: '2026-10-12T09:20:00.000Z' },
			dry_run: { note: expect.stringContaining('Nothing was written') },
		});
		expect(await kept()).toMatchObject({ contact: null, escalations: [] });
		await node.run({ ...FORM, phone: `+${CUSTOMER}` }, { ...shop, mode: 'manual' });
		expect(await kept(CUSTOMER)).toMatchObject({ escalations: [], consents: [], wish: null });
	});

	describe('as an agent’s tool', () => {
		/** All that a model could fill in, were it asked to. */
		const GREEDY = {
			...FORM,
			phone: '07700 900999',
			reference: 'order 1',
			reason: 'Wants it!',
		};
		const message = { id: 'wamid.IN1', type: 'text', text: 'hm' };
		const ask = async (parameters: IDataObject = {}, stub: Partial<ExecuteStub> = {}) => {
			const upstream = { Trigger: { item: node.item({ message }) } };
			const agent = { isTool: true, executing: 'Agent', parents: { Agent: ['Trigger'] }, upstream };
			const [item] = await node.run({ ...GREEDY, ...parameters }, { ...shop, ...agent, ...stub });
			return item?.json;
		};

		it('opens an escalation of the conversation’s customer, never a yes', async () => {
			await ask();
			const evidence = { trigger: 'external:agent', messageId: 'wamid.IN1', matched: 'wants_it' };
			expect(await kept(CUSTOMER)).toMatchObject({
				escalations: [{ status: 'open', triggers: ['external:agent'], evidence: [evidence] }],
				consents: [],
				wish: null,
			});
			expect(await contactOf('447700900999')).toBeNull();
		});

		it('tells the model little, and nothing of the customer', async () => {
			expect(await ask()).toEqual({ requested: true, note: expect.any(String) });
		});

		it('asks once a message, however often and in whatever words', async () => {
			await ask();
			await ask({ reason: 'other words' });
			const { escalations } = await kept(CUSTOMER);
			expect(escalations).toMatchObject([{ evidence: [{ matched: 'wants_it' }] }]);
		});

		it('needs no words of a form, and no reason', async () => {
			await ask({ reason: '', consentSource: '', consentAt: 'nonsense', cartValue: 'much' });
			expect(await kept(CUSTOMER)).toMatchObject({
				escalations: [{ evidence: [{ matched: 'asked' }] }],
			});
		});

		it('P4: opens nothing for someone who wants no calls', async () => {
			await node.ledger.transaction(async ({ contacts }) => {
				const refusal = { calls: true, at: NOW, messageId: 'no' };
				await contacts.setOptOut(node.contact.id, refusal, NOW);
			});
			expect(await ask()).toMatchObject({ requested: false });
			expect(await kept(CUSTOMER)).toMatchObject({ escalations: [] });
		});

		it('writes nothing in a test run', async () => {
			expect(await ask({}, { mode: 'manual' })).toMatchObject({ requested: true, dry_run: true });
			expect(await kept(CUSTOMER)).toMatchObject({ escalations: [] });
		});
	});

	describe('the number that is to call', () => {
		it('is asked for where there are several', async () => {
			node = await nodeWith(NUMBER, '106540352242923');
			await expect(node.run(CART, shop)).rejects.toMatchObject({ type: 'no_number' });
			const chosen = { __rl: true, mode: 'list', value: '106540352242923' };
			const [item] = await node.run({ ...CART, phoneNumber: chosen }, shop);
			expect(item?.json).toMatchObject({ line: { phone_number_id: '106540352242923' } });
		});

		it('is known afterwards, so that its country can be judged', async () => {
			await node.run(CART, shop);
			const line = await node.ledger.transaction(async (tx) => await tx.lines.get(NUMBER));
			expect(line?.displayPhoneNumber).toContain('44');
		});
	});

	it.each([
		['2026-10-12T10:00:00', 'Europe/London', '2026-10-12T09:00:00.000Z'],
		['2026-10-12T04:00:00', 'America/New_York', '2026-10-12T08:00:00.000Z'],
		[new Date('2026-10-12T07:40:00Z'), 'UTC', '2026-10-12T07:40:00.000Z'],
		['2026-10-12T09:32:00Z', 'UTC', NOW],
	])('a Consent Time of %s in %s is %s', async (consentAt, timezone, instant) => {
		const parameters = { ...CART, consentAt } as IDataObject;
		const [item] = await node.run(parameters, { ...shop, timezone });
		expect(item?.json).toMatchObject({ request: { consent_at: instant } });
	});
});
