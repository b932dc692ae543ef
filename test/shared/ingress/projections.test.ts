import { describe, expect, it } from 'vitest';
import { noteBusinessMessage } from '../../../nodes/shared/ingress/noteBusinessMessage';
import type { ClaimAttempt } from '../../../nodes/shared/ledger/ledger';
import {
	accountRestriction,
	accountViolation,
	ASHA,
	BSUID,
	buttonTap,
	DISPLAY,
	LINE,
	messageStatus,
	order,
	OTHER_LINE,
	permissionReply,
	reaction,
	textMessage,
	voiceNote,
	envelope,
} from './bodies';
import { at, Ingress, route } from './harness';

const story = new Ingress();
const MINUTE = 60;
const DAY = 86_400;

const says = async (
	text: string,
	more: {
		seconds?: number;
		id?: string;
		line?: string;
		quotes?: string;
		userId?: string;
		phone?: string | null;
	} = {},
) => {
	const { seconds = story.seconds, id = `wamid.${text}`, quotes, ...who } = more;
	return await story.deliver(
		textMessage(id, text, { at: story.unix - story.seconds + seconds, ...who }, quotes),
	);
};

const offer = async (messageId = 'wamid.offer', minutes = 60) => {
	const { id } = await story.contact(ASHA);
	await story.do(
		async ({ offers }) =>
			await offers.put(
				{
					messageId,
					phoneNumberId: LINE,
					contactId: id,
					escalationId: 'esc_31',
					sentAt: story.now,
					expiresAt: at(story.seconds + minutes * MINUTE),
				},
				story.now,
			),
	);
};

const claim = async (wishId: string, more: Partial<ClaimAttempt> = {}) => {
	const { id } = await story.contact(ASHA);
	return await story.ledger.claimAttempt({
		wishId,
		contactId: id,
		phoneNumberId: LINE,
		direction: 'outbound',
		leg: 'media_server',
		claimant: 'somebody',
		leaseSeconds: 60,
		now: story.now,
		...more,
	});
};

const consents = async () => {
	const { id } = await story.contact(ASHA);
	return await story.do(async ({ consents }) => await consents.history(id));
};

describe('P4: opt-outs are heard with no node wired', () => {
	it('after "don\'t call me" every claim is refused, on all numbers', async () => {
		await says('call me now');
		await says('call me please', { line: OTHER_LINE });
		story.seconds = 5;
		await says("don't call me");
		expect((await story.contact(ASHA)).callOptOut).toBe(true);
		for (const [wishId, phoneNumberId] of [
			['yes:wamid.call me now', LINE],
			['yes:wamid.call me please', OTHER_LINE],
		] as const) {
			const lost = await claim(wishId, { phoneNumberId });
			expect(lost.won).toBe(false);
		}
		expect(await story.wish(ASHA)).toBeNull();
		expect(await story.wish(ASHA, OTHER_LINE)).toBeNull();
	});

	it('"stop" refuses messages too, "don\'t call me" does not', async () => {
		await says("don't call me");
		expect(await story.contact(ASHA)).toMatchObject({ callOptOut: true, messageOptOut: false });
		story.seconds = 5;
		await says('STOP');
		expect(await story.contact(ASHA)).toMatchObject({ callOptOut: true, messageOptOut: true });
	});

	it('an older "call me" that Meta delivers after "stop" is no yes', async () => {
		story.seconds = 30;
		await says('STOP', { seconds: 30 });
		story.seconds = 40;
		await story.routes(route('r1'));
		await says('call me now', { seconds: 10 });
		expect((await story.items('r1'))[0]).not.toHaveProperty('wish');
		expect(await story.wish(ASHA)).toBeNull();
		expect(await consents()).toEqual([]);
	});

	it('a refusal in the same second as the yes wins, whichever comes first', async () => {
		await says('call me now', { seconds: 0 });
		await says("don't call me", { seconds: 0 });
		expect(await story.wish(ASHA)).toBeNull();
		await says('call me right now', { seconds: 0 });
		expect(await story.wish(ASHA)).toBeNull();
	});

	it('is taken back by the customer, and not by asking for a call', async () => {
		await says("don't call me");
		story.seconds = 10;
		await says('call me now');
		expect((await claim('yes:wamid.call me now')).won).toBe(false);
		story.seconds = 20;
		await says('you can call me again');
		expect((await story.contact(ASHA)).callOptOut).toBe(false);
	});

	it('"START" from somebody who refused nothing is a greeting', async () => {
		await story.routes(route('r1'));
		await says('START');
		expect((await story.items('r1'))[0]?.message?.intent).toBe('none');
	});

	it.each([
		['you can call me again', { callOptOut: false, messageOptOut: true }],
		['START', { callOptOut: false, messageOptOut: false }],
		['unstop', { callOptOut: false, messageOptOut: false }],
		['I want to start a return', { callOptOut: true, messageOptOut: true }],
	])('after "STOP", %s gives %j', async (text, left) => {
		await says('STOP');
		story.seconds = 10;
		await says(text, { seconds: 10 });
		expect(await story.contact(ASHA)).toMatchObject(left);
	});

	it('holds for a customer who is known by the business-scoped id alone', async () => {
		await says("don't call me", { phone: null, userId: BSUID });
		expect((await story.contact(null, BSUID)).callOptOut).toBe(true);
	});
});

describe('P1: what is a yes', () => {
	it('"call me now" opens one wish for 20 minutes from the message', async () => {
		await story.routes(route('r1'));
		story.seconds = 100;
		await says('call me now', { seconds: 40 });
		expect(await story.wish(ASHA)).toMatchObject({
			id: 'yes:wamid.call me now',
			kind: 'yes',
			scope: 'now',
			expiresAt: at(40 + 20 * MINUTE),
		});
		const [item] = await story.items('r1');
		expect(item).toMatchObject({
			event: { type: 'message_received', key: 'wamid.call me now:message', at: at(40) },
			wish: { id: 'yes:wamid.call me now', kind: 'yes' },
			message: { intent: 'call_request', text: 'call me now' },
			contact: { waId: ASHA, callOptOut: false },
		});
		const [proof] = await consents();
		expect(proof).toMatchObject({ wording: 'call me now', channel: 'whatsapp', scope: 'now' });
	});

	it('a further yes extends the open wish and keeps its id', async () => {
		await says('call me now');
		story.seconds = 5 * MINUTE;
		await says('please call me', { seconds: 5 * MINUTE });
		expect(await story.wish(ASHA)).toMatchObject({
			id: 'yes:wamid.call me now',
			expiresAt: at(25 * MINUTE),
		});
		expect(await consents()).toHaveLength(2);
	});

	it('C3: a greeting, thanks or a bare yes without an offer is none', async () => {
		for (const text of ['hello', 'thank you', 'yes', 'ok']) await says(text);
		expect(await story.wish(ASHA)).toBeNull();
		expect(await consents()).toEqual([]);
	});

	it('a "yes" to an open offer is one, and answers the offer', async () => {
		await says('hello');
		await offer();
		story.seconds = 10;
		await says('yes', { seconds: 10 });
		expect(await story.wish(ASHA)).toMatchObject({ id: 'yes:wamid.yes' });
		expect((await consents())[0]).toMatchObject({ offerMessageId: 'wamid.offer' });
		const { id } = await story.contact(ASHA);
		const open = await story.do(async ({ offers }) => await offers.open(id, LINE, story.now));
		expect(open).toBeNull();
	});

	it('a "yes" to an offer that has lapsed is none', async () => {
		await says('hello');
		await offer('wamid.offer', 60);
		story.seconds = 60 * MINUTE;
		await says('yes', { seconds: 60 * MINUTE });
		expect(await story.wish(ASHA)).toBeNull();
	});

	it('C3: an "ok" after another answer of the bot is none, unless it quotes the offer', async () => {
		await says('hello');
		await offer();
		const { id: contactId } = await story.contact(ASHA);
		const answer = { contactId, phoneNumberId: LINE, messageId: 'wamid.bot', at: at(5) };
		story.seconds = 5;
		await story.do(async (tx) => {
			await noteBusinessMessage({ ...answer, text: 'We ship on Monday.' }, 'key', tx, at(5));
		});
		await says('ok', { seconds: 4 });
		expect(await story.wish(ASHA)).toMatchObject({ id: 'yes:wamid.ok' });
		const late = 'wamid.late';
		await story.do(async ({ wishes }) => await wishes.close('yes:wamid.ok', 'closed', story.now));
		await offer('wamid.offer2');
		story.seconds = 10;
		await story.do(async (tx) => {
			const again = { ...answer, messageId: 'wamid.bot2', at: at(10) };
			await noteBusinessMessage({ ...again, text: 'In grey, too.' }, 'key', tx, at(10));
		});
		await says('ok', { seconds: 10, id: late });
		expect(await story.wish(ASHA)).toBeNull();
		await says('ok', { seconds: 11, id: 'wamid.quoting', quotes: 'wamid.offer2' });
		expect(await story.wish(ASHA)).toMatchObject({ id: 'yes:wamid.quoting' });
	});

	it('a "yes" that quotes another message does not answer the offer', async () => {
		await says('hello');
		await offer();
		await says('yes', { quotes: 'wamid.shall-we-ship-it' });
		expect(await story.wish(ASHA)).toBeNull();
		await says('yes', { id: 'wamid.yes2', quotes: 'wamid.offer' });
		expect(await story.wish(ASHA)).toMatchObject({ id: 'yes:wamid.yes2' });
	});

	it('another button called "Yes" does not answer the offer', async () => {
		await says('hello');
		await offer();
		const foreign = { id: 'bot_yes', title: 'Yes' };
		await story.deliver(buttonTap('wamid.tap', foreign, { at: story.unix }, 'wamid.bot'));
		expect(await story.wish(ASHA)).toBeNull();
	});

	it.each([
		['wac:offer_yes:esc_31:1', 'accept', 'now'],
		['wac:offer_later:esc_31:1', 'accept_later', 'slot'],
		['wac:offer_no:esc_31:1', 'decline', undefined],
		['wac:slot:esc_31:1791720000', 'accept_later', 'slot'],
		['wac:rating:esc_31:5', 'none', undefined],
		['wac:rating:att_31:good', 'none', undefined],
		['wac:triage:esc_31:price', 'none', undefined],
		['wac:recording_yes:-:1', 'none', undefined],
		['wac:recording_no:-:1', 'none', undefined],
		['wac:automated_yes:-:1', 'none', undefined],
		['wac:automated_no:-:1', 'none', undefined],
		['wac:constructor:esc_31:1', 'none', undefined],
	])('a tap on %s is %s, a yes of scope %s', async (id, intent, scope) => {
		await story.routes(route('r1'));
		await says('hello');
		await offer();
		await story.deliver(
			buttonTap('wamid.tap', { id, title: 'Yes, call me' }, { at: story.unix }, 'wamid.offer'),
		);
		const tapped = (await story.items('r1')).find(({ event }) => event.key.startsWith('wamid.tap'));
		expect(tapped?.message?.intent).toBe(intent);
		expect((await story.wish(ASHA))?.scope).toBe(scope);
	});

	it('a tap on "call me" of a lapsed offer asks for a call now', async () => {
		await says('hello');
		const tap = { id: 'wac:offer_yes:esc_31:1', title: 'Yes, call me' };
		await story.deliver(buttonTap('wamid.tap', tap, { at: story.unix }, 'wamid.old'));
		expect(await story.wish(ASHA)).toMatchObject({ id: 'yes:wamid.tap' });
		expect((await consents())[0]).toMatchObject({ offerMessageId: null });
	});

	it('"no" answers the offer, so that a later "yes" is about something else', async () => {
		await says('hello');
		await offer();
		story.seconds = 5;
		await says('no', { seconds: 5 });
		story.seconds = 10;
		await says('yes', { seconds: 10 });
		expect(await story.wish(ASHA)).toBeNull();
	});

	it('voice notes and reactions never are', async () => {
		await says('hello');
		await offer();
		await story.deliver(
			voiceNote('wamid.voice', { at: story.unix }),
			reaction('wamid.reaction', '👍', 'wamid.offer', { at: story.unix }),
		);
		expect(await story.wish(ASHA)).toBeNull();
	});

	it('one that Meta delivers after its 20 minutes starts no call', async () => {
		await story.routes(route('r1'));
		story.seconds = 21 * MINUTE;
		await says('call me now', { seconds: 0 });
		expect(await story.wish(ASHA)).toBeNull();
		expect((await claim('yes:wamid.call me now')).won).toBe(false);
	});

	it.each([
		['just within 8 days', 8 * DAY, 1],
		['older than 8 days', 8 * DAY + 1, 0],
	])('one that comes %s is kept as proof %i', async (_when, lateBy, proofs) => {
		story.seconds = lateBy;
		await says('call me now', { seconds: 0 });
		expect(await consents()).toHaveLength(proofs);
	});

	it('works for a customer without a phone number', async () => {
		await story.routes(route('r1'));
		await says('call me now', { phone: null, userId: BSUID });
		const [item] = await story.items('r1');
		expect(item).toMatchObject({ contact: { waId: null, userId: BSUID }, wish: { kind: 'yes' } });
	});
});

describe('P1, P2: permission replies', () => {
	const reply = (
		response: 'accept' | 'reject',
		more: { id?: string; source?: 'user_action' | 'automatic'; context?: string } = {},
	) =>
		permissionReply(
			more.id ?? `wamid.${response}`,
			{ response, context: 'wamid.request', ...more },
			{ at: story.unix },
		);
	const known = async () => {
		const { id } = await story.contact(ASHA);
		return await story.do(async ({ permissions }) => await permissions.get(id, LINE));
	};
	const replied = async () =>
		(await story.items('r1')).find(({ event }) => event.type === 'permission_replied');

	it('an accepted one carries the yes that is still in scope', async () => {
		await story.routes(route('r1'));
		await says('call me now');
		story.seconds = 30;
		await story.deliver(reply('accept'));
		expect(await replied()).toMatchObject({
			wish: { id: 'yes:wamid.call me now' },
			permission: { response: 'accept' },
		});
		expect(await known()).toMatchObject({ status: 'granted', isPermanent: false });
	});

	it('alone it is no yes: it only turns Meta’s key', async () => {
		await story.routes(route('r1'));
		await says('hello');
		await story.deliver(reply('accept'));
		expect(await replied()).not.toHaveProperty('wish');
		expect(await consents()).toEqual([]);
		expect(await known()).toMatchObject({ status: 'granted' });
	});

	it('is a yes if the request offered a call', async () => {
		await story.routes(route('r1'));
		await says('hello');
		await offer('wamid.request');
		story.seconds = 60;
		await story.deliver(reply('accept'));
		expect(await replied()).toMatchObject({
			wish: { id: 'yes:wamid.accept', scope: 'now', expiresAt: at(60 + 20 * MINUTE) },
		});
	});

	it('is no yes if another message offered the call', async () => {
		await story.routes(route('r1'));
		await says('hello');
		await offer('wamid.offer');
		await story.deliver(reply('accept'));
		expect(await replied()).not.toHaveProperty('wish');
	});

	it('an automatic grant after a call is no yes', async () => {
		await story.routes(route('r1'));
		await says('hello');
		await offer('wacid.1');
		await story.deliver(reply('accept', { source: 'automatic', context: 'wacid.call' }));
		expect(await replied()).not.toHaveProperty('wish');
		expect(await known()).toMatchObject({ status: 'granted' });
	});

	it('hours later a yes that has lapsed is not acted on', async () => {
		await story.routes(route('r1'));
		await says('call me now');
		story.seconds = 20 * MINUTE;
		await story.deliver(reply('accept'));
		expect(await replied()).not.toHaveProperty('wish');
	});

	it('a refusal carries no wish, and a later answer under the same request counts', async () => {
		await story.routes(route('r1'));
		await says('call me now');
		story.seconds = 10;
		await story.deliver(reply('reject'));
		expect(await known()).toMatchObject({ status: 'revoked' });
		expect(await replied()).not.toHaveProperty('wish');
		story.seconds = 20;
		await story.deliver(reply('accept', { id: 'wamid.accept2' }));
		expect(await known()).toMatchObject({ status: 'granted' });
	});

	it('an older answer that comes late changes nothing', async () => {
		await says('hello');
		story.seconds = 50;
		await story.deliver(reply('reject'));
		const late = { at: story.unix - 20 };
		await story.deliver(permissionReply('wamid.late', { response: 'accept' }, late));
		expect(await known()).toMatchObject({ status: 'revoked' });
	});
});

describe('P10: delivery notices settle what was sent', () => {
	const send = async (key: string) => {
		const { id } = await story.contact(ASHA);
		const claimed = await story.ledger.claimSend({
			key,
			kind: 'text',
			contact: id,
			phoneNumberId: LINE,
			now: story.now,
		});
		const unknown = { status: 'unknown' as const, errorCode: 'no_answer' };
		await story.do(async ({ sends }) => await sends.settle(key, unknown, story.now));
		return claimed.send?.opaque ?? '';
	};
	const status = async (key: string) => await story.do(async ({ sends }) => await sends.get(key));

	it('a send whose answer was lost is known by its opaque value', async () => {
		await says('hello');
		const opaque = await send('k1');
		await story.deliver(messageStatus('wamid.out', 'sent', { at: story.unix }, { opaque }));
		expect(await status('k1')).toMatchObject({ status: 'sent', messageId: 'wamid.out' });
	});

	it('a failure is kept with its stable code', async () => {
		await says('hello');
		const opaque = await send('k1');
		const failed = { opaque, code: 131026 };
		await story.deliver(messageStatus('wamid.out', 'failed', { at: story.unix }, failed));
		expect(await status('k1')).toMatchObject({ status: 'refused', errorCode: 'undeliverable' });
	});

	it('starts nothing unless Message Statuses is ticked', async () => {
		await story.routes(route('plain'), route('all', { includeStatuses: true }));
		const { routeIds } = await story.deliver(
			messageStatus('wamid.foreign', 'read', { at: story.unix }),
		);
		expect(routeIds).toEqual(['all']);
		expect(await story.drops()).toEqual({});
	});
});

describe('account alerts', () => {
	const type = 'RESTRICTED_BUSINESS_INITIATED_CALLING';
	const restrictions = async (line = LINE) =>
		await story.do(async ({ lines }) => await lines.restrictions(line, story.now));

	it('restrict the line that they name by its display number', async () => {
		await says('hello');
		await story.post(accountRestriction(type, story.unix + DAY));
		expect(await restrictions()).toEqual([{ kind: 'business_initiated', expiresAt: at(DAY) }]);
		story.seconds = DAY;
		expect(await restrictions()).toEqual([]);
	});

	it('reach the routes of that line, with its id, and no others', async () => {
		await story.routes(
			route('ours', { phoneNumberIds: [LINE] }),
			route('other', { phoneNumberIds: [OTHER_LINE] }),
			route('all'),
		);
		await says('hello');
		const receipt = await story.post(accountRestriction(type, story.unix + DAY));
		expect(receipt.routeIds.sort()).toEqual(['all', 'ours']);
		const alert = (await story.items('ours')).find(({ event }) => event.type === 'account_alert');
		expect(alert).toMatchObject({
			line: { phoneNumberId: LINE },
			alert: { kind: 'restriction', restrictions: [{ kind: 'business_initiated' }] },
		});
	});

	it('of an unknown line reach everybody and change nothing', async () => {
		await story.routes(route('r1'));
		const receipt = await story.post(accountRestriction(type, story.unix + DAY, '4400000'));
		expect(receipt.routeIds).toEqual(['r1']);
		expect(await restrictions()).toEqual([]);
	});

	describe('M2: warn about calls', () => {
		const warnings = async () =>
			(await story.do(async ({ guards }) => await guards.records(LINE, at(-DAY)))).warnings;

		it.each([
			['LOW_BUSINESS_INITIATED_CALLING_QUALITY', ['business_initiated']],
			['USER_INITIATED_CALLS_LOW_PICKUP_RATE', ['user_initiated']],
			['A_NEW_WORD_ABOUT_CALLING', ['unknown']],
			['SPAM', []],
			[undefined, []],
		])('%s: %j, once', async (violation, about) => {
			await says('hello');
			for (let times = 0; times < 2; times++)
				await story.post(accountViolation(violation, story.unix));
			expect((await warnings()).map((warning) => warning.about)).toEqual(about);
			for (const warning of await warnings()) expect(warning.at).toBe(at(0));
		});

		it('of a restriction nothing is counted as a warning', async () => {
			await says('hello');
			await story.post(accountRestriction(type, story.unix + DAY));
			expect(await warnings()).toEqual([]);
		});

		it('of a line that nobody knows are nobody’s', async () => {
			await story.post(accountViolation('LOW_CALLING_QUALITY', story.unix));
			expect(await warnings()).toEqual([]);
		});
	});

	it('do not overwrite what the ledger knows of the line’s account', async () => {
		await says('hello');
		await story.post(accountRestriction(type, story.unix + DAY));
		const line = await story.do(async ({ lines }) => await lines.get(LINE));
		expect(line).toMatchObject({ wabaId: '102290129340398', displayPhoneNumber: DISPLAY });
	});
});

describe('orders', () => {
	const line = (id: string, price: number, quantity: number, currency = 'INR') => ({
		product_retailer_id: id,
		quantity,
		item_price: price,
		currency,
	});
	const cart = async (...lines: ReturnType<typeof line>[]) => {
		await story.routes(route('r1'));
		await story.post(envelope(order('wamid.order', lines, { at: story.unix })));
		return (await story.items('r1'))[0]?.cart;
	};

	it('are a cart that WhatsApp vouches for, in whole cents', async () => {
		expect(await cart(line('sofa', 19.99, 3), line('lamp', 0.1, 2))).toEqual({
			value: 60.17,
			currency: 'INR',
			items: ['sofa', 'lamp'],
			source: 'whatsapp_order',
			verified: true,
		});
	});

	it('in two currencies are no cart', async () => {
		expect(await cart(line('sofa', 20, 1), line('lamp', 5, 1, 'USD'))).toBeUndefined();
	});
});
