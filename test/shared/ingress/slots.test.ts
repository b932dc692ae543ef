import { describe, expect, it } from 'vitest';
import { ASHA, buttonTap, LINE, textMessage } from './bodies';
import { at, Ingress, route, START } from './harness';

const story = new Ingress();
const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Two zones, one number: Northern Territory or Victoria, says the country code. */
const AUSTRALIAN = '61412345678';

const says = async (text: string, phone = ASHA) =>
	await story.deliver(textMessage(`wamid.${text}`, text, { at: story.unix, phone }));

const taps = async (id: string) =>
	await story.deliver(buttonTap(`wamid.${id}`, { id, title: 'Tue 10:00' }, { at: story.unix }));

const offer = async (minutes = 60) => {
	const { id } = await story.contact(ASHA);
	const sent = { messageId: 'wamid.offer', phoneNumberId: LINE, contactId: id };
	const expiresAt = at(story.seconds + minutes * MINUTE);
	await story.do(
		async ({ offers }) =>
			await offers.put({ ...sent, escalationId: null, sentAt: story.now, expiresAt }, story.now),
	);
};

const lastItem = async () => (await story.items('r1')).at(-1);

const consents = async () => {
	const { id } = await story.contact(ASHA);
	return await story.do(async ({ consents }) => await consents.history(id));
};

/** The story begins on Saturday 2026-10-10 at 12:00 UTC, which is 17:30 in India. */
describe('P1, H3: a yes to another time is a yes to a slot that nobody has booked yet', () => {
	it('a time in words is read in the customer’s zone and holds until 15 minutes after it', async () => {
		await story.routes(route('r1'));
		await says('hello');
		await offer();
		await says('tomorrow 10-11am');
		expect((await lastItem())?.message).toMatchObject({
			intent: 'accept_later',
			requestedSlot: '2026-10-11T10:00:00+05:30',
		});
		expect(await story.wish(ASHA)).toMatchObject({
			scope: 'slot',
			startsAt: null,
			// The end of the range, and the policy's quarter of an hour.
			expiresAt: '2026-10-11T05:45:00.000Z',
		});
		expect((await consents())[0]).toMatchObject({ scope: 'slot', offerMessageId: 'wamid.offer' });
	});

	it('every reading of an unclear hour is inside the yes', async () => {
		await says('hello');
		await offer();
		await says('kal subah nahi, tomorrow at 7');
		expect((await story.wish(ASHA))?.expiresAt).toBe('2026-10-11T13:45:00.000Z');
	});

	it('without a time it holds as long as an offer does', async () => {
		await says('hello');
		await offer();
		await taps('wac:offer_later:esc_31:1');
		expect(await story.wish(ASHA)).toMatchObject({ scope: 'slot', expiresAt: at(HOUR) });
	});

	it('a number of several zones says no time, and the yes waits like one without', async () => {
		await story.routes(route('r1'));
		await says('call me tomorrow at 10', AUSTRALIAN);
		expect((await lastItem())?.message).toMatchObject({ requestedSlot: null });
		expect(await story.wish(AUSTRALIAN)).toMatchObject({ scope: 'slot', expiresAt: at(HOUR) });
	});

	it('but "in two hours" is the same instant everywhere', async () => {
		await says('call me in two hours', AUSTRALIAN);
		expect(await story.wish(AUSTRALIAN)).toMatchObject({ expiresAt: at(2 * HOUR + 15 * MINUTE) });
	});

	it('a zone that the customer taps is on record from then on', async () => {
		await story.routes(route('r1'));
		await says('hello', AUSTRALIAN);
		const zone = { id: 'wac:zone:-:Australia/Perth', title: 'Perth' };
		await story.deliver(buttonTap('wamid.z', zone, { at: story.unix, phone: AUSTRALIAN }));
		expect(await story.contact(AUSTRALIAN)).toMatchObject({
			timeZone: 'Australia/Perth',
			timeZoneSource: 'record',
		});
		await says('call me tomorrow at 10am', AUSTRALIAN);
		expect((await lastItem())?.message?.requestedSlot).toBe('2026-10-11T10:00:00+08:00');
	});

	it('the zone on record is read, not the number’s', async () => {
		await story.routes(route('r1'));
		await says('hello');
		const { id } = await story.contact(ASHA);
		await story.do(async ({ contacts }) => {
			const zone = { timeZone: 'Europe/London', timeZoneSource: 'record' as const };
			await contacts.setLocale(id, zone, story.now);
		});
		await offer();
		await says('tomorrow 10am');
		expect((await lastItem())?.message?.requestedSlot).toBe('2026-10-11T10:00:00+01:00');
	});

	it.each([
		['call me', 'now'],
		['please call me now', 'now'],
		['call me tomorrow', 'slot'],
		['call me at 5 pm', 'slot'],
		['call me in 10 minutes', 'slot'],
		['can you call me at 10 tomorrow', 'slot'],
		['kal subah 10 baje call karo', 'slot'],
	])('"%s" without an offer is a yes of scope %s', async (text, scope) => {
		await says(text);
		expect(await story.wish(ASHA)).toMatchObject({ scope });
	});

	it.each([
		'I want to talk to a person tomorrow at 10',
		'delivery tomorrow at 10?',
		'see you at 5',
	])('"%s" is no yes at all', async (text) => {
		await story.routes(route('r1'));
		await says(text);
		expect(await story.wish(ASHA)).toBeNull();
		expect((await lastItem())?.message?.requestedSlot).toBeNull();
	});
});

describe('H3: a tap on a slot carries its start', () => {
	const TEN = START + 20 * HOUR;

	it('as an instant in the customer’s zone', async () => {
		await story.routes(route('r1'));
		await taps(`wac:slot:esc_31:${TEN}`);
		const item = await lastItem();
		expect(item?.message?.requestedSlot).toBe('2026-10-11T13:30:00+05:30');
		expect(item?.wish).toMatchObject({ scope: 'slot', expiresAt: at(20 * HOUR + 15 * MINUTE) });
	});

	it('without an escalation too', async () => {
		await story.routes(route('r1'));
		await taps(`wac:slot:-:${TEN}`);
		expect((await lastItem())?.message?.requestedSlot).toBe('2026-10-11T13:30:00+05:30');
	});

	it.each([
		['one that has begun', `wac:slot:-:${START}`],
		['a value of another kind', 'wac:slot:-:2'],
		['no value', 'wac:slot:-:'],
	])('%s names no time, and other slots can be offered', async (_what, id) => {
		await story.routes(route('r1'));
		await taps(id);
		const item = await lastItem();
		expect(item?.message).toMatchObject({ intent: 'accept_later', requestedSlot: null });
		expect(item?.wish).toMatchObject({ scope: 'slot', expiresAt: at(HOUR) });
	});

	it('its title is ours, and no time is read from it', async () => {
		await story.routes(route('r1'));
		const yes = { id: 'wac:offer_yes:esc_31:1', title: 'Yes, tomorrow 10:00' };
		await story.deliver(buttonTap('wamid.yes', yes, { at: story.unix }));
		expect(await lastItem()).toMatchObject({
			message: { requestedSlot: null },
			wish: { scope: 'now' },
		});
	});
});

describe('P1: a "call me now" replaces a booked slot', () => {
	it('in scope, and the booking is given up', async () => {
		await says('call me tomorrow at 10am');
		const { id: contactId } = await story.contact(ASHA);
		const wish = await story.wish(ASHA);
		await story.do(async ({ callbacks }) => {
			const slot = { startAt: at(20 * HOUR), endAt: at(21 * HOUR), zone: 'Asia/Kolkata' };
			const limits = { capacity: 1, earlyMs: 120_000, lateMs: 900_000, remindMs: 0 };
			const ids = { contactId, phoneNumberId: LINE, wishId: wish?.id ?? '', escalationId: null };
			await callbacks.book({ ...ids, ...slot, ...limits }, story.now);
		});
		story.seconds = 60;
		await says('call me now please');
		expect(await story.wish(ASHA)).toMatchObject({
			id: wish?.id,
			scope: 'now',
			startsAt: null,
			expiresAt: at(60 + 20 * MINUTE),
		});
		const booked = await story.do(async ({ callbacks }) => await callbacks.booked(contactId, LINE));
		expect(booked).toBeNull();
	});
});

describe('P1: a standing yes', () => {
	it('takes explicit words, and never lapses by itself', async () => {
		await says('you can call me any time');
		expect(await story.wish(ASHA)).toMatchObject({ scope: 'standing', expiresAt: null });
		expect((await consents())[0]).toMatchObject({ scope: 'standing', expiresAt: null });
	});

	it('is not what takes a refusal back', async () => {
		await says("don't call me");
		story.seconds = 5;
		await says('you can call me again');
		expect((await story.contact(ASHA)).callOptOut).toBe(false);
		expect(await story.wish(ASHA)).toBeNull();
	});
});
