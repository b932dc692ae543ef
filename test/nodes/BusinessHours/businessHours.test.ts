import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { BusinessHours } from '../../../nodes/BusinessHours/BusinessHours.node';
import { sampleJson } from '../../../nodes/shared/n8n/sampleItems';
import { at, HoursNode, INDIAN, LINE, POLICY, unix } from './hoursNode';

let node: HoursNode;

beforeEach(async () => {
	node = await HoursNode.open();
});

const purposes = (replies: { purpose: string }[]) => replies.map(({ purpose }) => purpose);
const startsOf = (slots: IDataObject[]) => slots.map((slot) => String(slot.start_at).slice(8, 16));
const CALL_ME = { text: 'call me now', intent: 'call_request' };
const slotTap = (start: string) => ({
	replyId: `wac:slot:-:${unix(start)}`,
	intent: 'accept_later',
});

describe('a yes to a call now', () => {
	it('H1: while open leaves by Open, as it came', async () => {
		await node.yes('now');
		const { output, json, hours } = await node.run(CALL_ME);
		expect(output).toBe('Open');
		expect(json).toMatchObject({ order: 'A-7', message: { text: 'call me now' } });
		expect(json.replies).toBeUndefined();
		expect(hours).toEqual({
			open_now: true,
			closed_because: null,
			team_zone: 'Asia/Kolkata',
			customer_zone: 'Asia/Kolkata',
			next_opening_at: null,
			slots: [],
			booked: null,
		});
		expect(await node.decisions()).toEqual([]);
	});

	it.each([
		['H2: at 22:30 local', at('22:30'), 'quiet_hours', ['13T10:00', '13T11:00', '13T12:00']],
		['H1: on a holiday', at('12:00', 20), 'holiday', ['21T10:00', '21T11:00', '21T12:00']],
		['H1: on a Sunday', at('12:00', 18), 'team_closed', ['19T10:00', '19T11:00', '19T12:00']],
		[
			'H1: a minute before opening',
			at('09:59'),
			'team_closed',
			['12T11:00', '12T12:00', '12T13:00'],
		],
	])('%s leaves by Closed with real slots as buttons', async (_what, now, because, starts) => {
		node.now = now;
		await node.yes('now');
		const { output, hours, replies } = await node.run(CALL_ME);
		expect(output).toBe('Closed');
		expect(hours).toMatchObject({ open_now: false, closed_because: because, booked: null });
		expect(startsOf(hours.slots)).toEqual(starts);
		expect(replies).toMatchObject([{ purpose: 'offer_slots', type: 'buttons', language: 'en' }]);
		expect(replies[0]?.text).toContain('(India time)');
		const titles = replies[0]?.buttons.map(({ title }) => title) ?? [];
		expect(titles).toHaveLength(3);
		for (const title of titles) expect(title.length).toBeLessThanOrEqual(20);
		expect(await node.decisions()).toMatchObject([
			{ reason: because, outcome: 'schedule', dryRun: false },
		]);
	});

	it('H3: buttons carry the start of their slot and the escalation', async () => {
		node.now = at('22:30');
		const escalation = await node.do(
			async ({ escalations }) =>
				await escalations.open(
					{
						contactId: node.contact.id,
						phoneNumberId: LINE,
						triggers: ['explicit_request'],
						action: 'call_now',
						evidence: [],
					},
					node.now,
				),
		);
		const { replies } = await node.run(CALL_ME);
		expect(replies[0]?.buttons[0]).toEqual({
			id: `wac:slot:${escalation.escalation.id}:${unix(at('10:00', 13))}`,
			title: 'Tue 13 Oct, 10:00',
		});
	});

	it.each([
		['es', 'mar 13 oct, 10:00', '(hora de India)'],
		['hi', 'मंगल 13 अक्टू 10:00', '(IST)'],
		['pt_BR', 'ter 13 out, 10:00', '(horário de Índia)'],
	])('H3: speaks to a customer in %s', async (language, title, zone) => {
		await node.do(
			async ({ contacts }) => await contacts.setLocale(node.contact.id, { language }, node.now),
		);
		node.now = at('22:30');
		const { replies, hours } = await node.run(CALL_ME);
		expect(replies[0]?.buttons[0]?.title).toBe(title);
		expect(replies[0]?.text).toContain(zone);
		expect(hours.slots[0]?.label).toBe(`${title} ${zone}`);
	});

	it('H3: more than three slots are a list', async () => {
		node.now = at('22:30');
		const { replies } = await node.run(CALL_ME, { parameters: { options: { slotCount: 5 } } });
		expect(replies[0]).toMatchObject({ type: 'list' });
		expect(replies[0]?.buttons).toHaveLength(5);
	});

	it('H1: days that the node adds are closed too', async () => {
		const parameters = { options: { closedDays: ['2026-10-12', '2026-10-13'] } };
		const { output, hours } = await node.run(CALL_ME, { parameters });
		expect(output).toBe('Closed');
		expect(hours.closed_because).toBe('holiday');
		expect(startsOf(hours.slots)[0]).toBe('14T10:00');
	});

	it('finds the customer again behind a node that replaced the item, and gives the item back', async () => {
		const before = node.item(CALL_ME);
		const { output, json } = await node.run(null, {
			items: [{ json: { ok: true } }],
			parents: { 'This Node': ['Consent Gate'] },
			upstream: { 'Consent Gate': { item: before } },
		});
		expect(output).toBe('Open');
		expect(json).toMatchObject({
			ok: true,
			contact: { id: node.contact.id, name: 'Asha' },
			message: { text: 'call me now' },
			hours: { open_now: true },
		});
	});

	it('a second reply of the item comes after the first', async () => {
		node.now = at('22:30');
		const apology = {
			purpose: 'apology',
			type: 'text',
			text: 'Sorry',
			language: 'en',
			buttons: [],
		};
		const { replies } = await node.run(CALL_ME, {}, { replies: [apology] });
		expect(purposes(replies)).toEqual(['apology', 'offer_slots']);
	});

	it('H1: never the server’s zone: without a zone of the team nobody is called', async () => {
		// The number is of the United States, which has several.
		node = await HoursNode.open(undefined, {
			team: { ...(POLICY.team as IDataObject), zone: null },
		});
		const { output, hours, replies } = await node.run(CALL_ME);
		expect(output).toBe('Closed');
		expect(hours).toMatchObject({ closed_because: 'not_set', team_zone: null, slots: [] });
		expect(replies).toEqual([]);
		expect(await node.decisions()).toMatchObject([{ reason: 'team_hours_not_set' }]);
	});

	it('says that the team is closed if no slot is ever free', async () => {
		const weekly = [{ day: 2, from: '10:00', to: '12:00' }];
		const team = { ...(POLICY.team as IDataObject), weekly };
		node = await HoursNode.open(undefined, { team, slots: { lengthMinutes: 240 } });
		const { output, replies } = await node.run(CALL_ME);
		expect(output).toBe('Closed');
		expect(replies).toMatchObject([{ purpose: 'reschedule', type: 'text', buttons: [] }]);
		expect(replies[0]?.text).toContain('Tue 13 Oct, 10:00 (India time)');
	});

	it.each([
		['in India at 23:00, where only a house rule says no', undefined, at('23:00'), 'Open'],
		['in Italy at 22:30, where the law says no', '393401234567', at('02:00', 13), 'Closed'],
		['in Italy at 19:30, with the team asleep', '393401234567', at('23:00'), 'Open'],
	])('a test contact %s', async (_what, waId, now, expected) => {
		node = await HoursNode.open(waId);
		node.now = now;
		expect((await node.run(CALL_ME)).output).toBe('Closed');
		await node.do(async ({ contacts }) => await contacts.setTest(node.contact.id, true, now));
		expect((await node.run(CALL_ME)).output).toBe(expected);
	});
});

describe('a slot', () => {
	it('H4: from a tap is booked and confirmed in the customer’s time', async () => {
		const wish = await node.yes('slot');
		const { output, hours, replies } = await node.run(slotTap(at('10:00', 13)));
		expect(output).toBe('Slot Booked');
		const booked = await node.booked();
		expect(booked).toMatchObject({
			wishId: wish.id,
			wokenBy: 'slot',
			zone: 'Asia/Kolkata',
			status: 'waiting',
		});
		expect(Date.parse(booked?.dueAt ?? '')).toBe(Date.parse(at('10:00', 13)));
		expect(hours).toMatchObject({
			closed_because: null,
			slots: [],
			booked: {
				start_at: '2026-10-13T10:00:00+05:30',
				end_at: '2026-10-13T10:30:00+05:30',
				label: 'Tue 13 Oct, 10:00 (India time)',
				callback_id: booked?.id,
			},
		});
		expect(purposes(replies)).toEqual(['confirm_slot']);
		expect(replies[0]?.text).toContain('Tue 13 Oct, 10:00 (India time)');
		expect(await node.decisions()).toMatchObject([
			{ reason: 'slot_not_due', outcome: 'schedule', wishId: wish.id },
		]);
	});

	it.each([
		['kal subah 10 baje', '13T10:00'],
		['tomorrow 10–11', '13T10:00'],
		['tomorrow at 4', '13T16:00'],
		['in 2 hours', '12T14:00'],
		['kal shaam ko', '13T17:00'],
	])('H3: in words, “%s”, is booked', async (text, start) => {
		await node.yes('slot');
		const { output, hours } = await node.run({ text, intent: 'accept_later' });
		expect(output).toBe('Slot Booked');
		expect(String(hours.booked?.start_at).slice(8, 16)).toBe(start);
	});

	it('H3: of a request that names a time is booked too', async () => {
		await node.yes('slot');
		const { output } = await node.run({ text: 'call me tomorrow at 11', intent: 'call_request' });
		expect(output).toBe('Slot Booked');
	});

	it('P1: holds from 2 min before to 15 min after', async () => {
		const { id } = await node.yes('slot');
		await node.run(slotTap(at('10:00', 13)));
		const wish = await node.do(async ({ wishes }) => await wishes.get(id));
		expect(Date.parse(wish?.startsAt ?? '')).toBe(Date.parse(at('09:58', 13)));
		expect(Date.parse(wish?.expiresAt ?? '')).toBe(Date.parse(at('10:15', 13)));
	});

	it.each([
		['30 min before, by default', POLICY, ['13T09:30']],
		['as long before as the policy says', { ...POLICY, reminderMinutes: 120 }, ['13T08:00']],
		['not at all if the policy wants none', { ...POLICY, reminderMinutes: 0 }, []],
	])('V7: is reminded of %s', async (_what, policy, expected) => {
		node = await HoursNode.open(INDIAN, policy);
		await node.yes('slot');
		await node.run(slotTap(at('10:00', 13)));
		const waiting = await node.do(async ({ callbacks }) => await callbacks.waiting(LINE, 9));
		const reminders = waiting.filter(({ wokenBy }) => wokenBy === 'reminder');
		const dueAts = reminders.map(({ dueAt }) => Date.parse(dueAt ?? ''));
		expect(dueAts).toEqual(expected.map((due) => Date.parse(`2026-10-${due}:00+05:30`)));
	});

	it('P5: tapped twice, or tried again, is one booking', async () => {
		await node.yes('slot');
		const ids = new Set<unknown>();
		for (let time = 0; time < 3; time++) {
			const { output, hours } = await node.run(slotTap(at('10:00', 13)));
			expect(output).toBe('Slot Booked');
			ids.add(hours.booked?.callback_id);
		}
		expect(ids.size).toBe(1);
	});

	it('H4: another slot moves the booking, also to one that the old one reaches into', async () => {
		await node.yes('slot');
		await node.run(slotTap(at('10:00', 13)));
		const { output, hours } = await node.run({
			text: 'better at 10:15 tomorrow',
			intent: 'accept_later',
		});
		expect(output).toBe('Slot Booked');
		expect(String(hours.booked?.start_at).slice(8, 16)).toBe('13T10:15');
		const starts = await node.do(
			async ({ callbacks }) => await callbacks.bookedStarts(LINE, at('00:00'), at('00:00', 25)),
		);
		expect(starts.map((start) => Date.parse(start))).toEqual([Date.parse(at('10:15', 13))]);
	});

	it.each([
		['that others have taken', at('10:00', 13), 'slot_taken', ['13T10:30', '13T11:30', '13T12:30']],
		['that is over', at('11:00'), 'slot_taken', ['12T13:00', '12T14:00', '12T15:00']],
		['outside the hours', at('20:00', 13), 'offer_slots', ['13T16:30', '13T17:30', '13T18:30']],
	])('H3: %s leaves by Closed with what is near', async (_what, start, key, starts) => {
		const other = await node.stranger('919800000001');
		await node.book(at('10:00', 13), at('10:30', 13), other.wish);
		await node.yes('slot');
		const { output, hours, replies } = await node.run(slotTap(start));
		expect(output).toBe('Closed');
		expect(hours).toMatchObject({ closed_because: 'later_wanted', booked: null });
		expect(startsOf(hours.slots)).toEqual(starts);
		expect(purposes(replies)).toEqual(['offer_slots']);
		expect(replies[0]?.text.startsWith('Sorry')).toBe(key === 'slot_taken');
		expect(await node.booked()).toBeNull();
	});

	it('H3: taken by one, is free for another while there is capacity', async () => {
		node = await HoursNode.open(undefined, { ...POLICY, slots: { capacity: 2 } });
		const one = await node.stranger('919800000001');
		await node.book(at('10:00', 13), at('10:30', 13), one.wish, 2);
		await node.yes('slot');
		expect((await node.run(slotTap(at('10:00', 13)))).output).toBe('Slot Booked');
		const three = await node.stranger('919800000002');
		const full = await node.run(
			slotTap(at('10:00', 13)),
			{},
			{ contact: { id: three.contact.id } },
		);
		expect(full.output).toBe('Closed');
	});

	it('H3: full by the ledger’s own count is not booked, nor tried for ever', async () => {
		node = await HoursNode.open(undefined, { ...POLICY, slots: { capacity: 2 } });
		// Never two calls at once, but the ledger counts both against a slot that touches both.
		for (const [waId, from, to] of [
			['919800000001', '10:00', '10:30'],
			['919800000002', '10:30', '11:00'],
		] as const) {
			const { wish } = await node.stranger(waId);
			await node.book(at(from, 13), at(to, 13), wish, 2);
		}
		await node.yes('slot');
		const { output } = await node.run({ text: 'tomorrow at 10:15am', intent: 'accept_later' });
		const booked = await node.booked();
		expect(output === 'Slot Booked').toBe(booked !== null);
	});

	it('“later” without a time leaves by Closed, even while open', async () => {
		await node.yes('slot');
		const { output, hours, replies } = await node.run({ text: 'later', intent: 'accept_later' });
		expect(output).toBe('Closed');
		expect(hours).toMatchObject({ open_now: true, closed_because: 'later_wanted' });
		expect(purposes(replies)).toEqual(['offer_slots']);
		expect(await node.decisions()).toMatchObject([{ reason: 'slot_not_booked' }]);
	});

	it('V7: a call that needs no other time is judged by the hours alone', async () => {
		const call_next = { step: 'back_to_chat', reason: 'unanswered_twice', not_before: null };
		expect((await node.run(null, {}, { call_next })).output).toBe('Open');
	});

	it('P1: without a yes nothing is booked', async () => {
		const { output, replies } = await node.run(slotTap(at('10:00', 13)));
		expect(output).toBe('Closed');
		expect(purposes(replies)).toEqual(['offer_slots']);
		expect(await node.booked()).toBeNull();
	});

	it('P4: nor after an opt-out, whatever the item still carries', async () => {
		const { id } = await node.yes('slot');
		const change = { calls: true, at: at('12:01'), messageId: 'wamid.no' };
		await node.do(
			async ({ contacts }) => await contacts.setOptOut(node.contact.id, change, node.now),
		);
		const wish = { id, kind: 'yes', scope: 'slot', expires_at: null };
		expect((await node.run(slotTap(at('10:00', 13)), {}, { wish })).output).toBe('Closed');
		expect(await node.booked()).toBeNull();
	});

	it('the wish of somebody else is no yes of this customer', async () => {
		const other = await node.stranger('919800000001');
		const wish = { id: other.wish.id, kind: 'yes', scope: 'slot', expires_at: null };
		expect((await node.run(slotTap(at('10:00', 13)), {}, { wish })).output).toBe('Closed');
		const own = await node.yes('slot');
		expect((await node.run(slotTap(at('10:00', 13)), {}, { wish })).output).toBe('Slot Booked');
		expect(await node.booked()).toMatchObject({ wishId: own.id });
	});

	it('H4: a message or permission after the booking finds it again and says nothing new', async () => {
		await node.yes('slot');
		await node.run(slotTap(at('10:00', 13)));
		const { output, hours, replies } = await node.run(null);
		expect(output).toBe('Slot Booked');
		expect(hours.booked).toMatchObject({ callback_id: (await node.booked())?.id });
		expect(replies).toEqual([]);
	});
});

describe('Meta’s permission for a slot', () => {
	const BOOK = slotTap(at('10:00', 13));
	const until = (instant: string) => ({ status: 'temporary', expiration_time: unix(instant) });

	it.each<[string, IDataObject, string[]]>([
		['is missing', { status: 'no_permission' }, ['confirm_slot', 'request_permission']],
		['ends before the slot', until(at('09:00', 13)), ['confirm_slot', 'request_permission']],
		[
			'ends while it may still ring',
			until(at('10:15', 13)),
			['confirm_slot', 'request_permission'],
		],
		['ends right after', until('2026-10-13T10:15:01+05:30'), ['confirm_slot']],
		['is for good', { status: 'permanent' }, ['confirm_slot']],
	])('H4: that %s', async (_what, permission, expected) => {
		await node.yes('slot');
		node.permission = permission;
		const { replies } = await node.run(BOOK);
		expect(purposes(replies)).toEqual(expected);
		const request = replies.find(({ purpose }) => purpose === 'request_permission');
		if (request) expect(request).toMatchObject({ type: 'permission_request', buttons: [] });
	});

	it('P3: is not asked for where Meta would refuse the request', async () => {
		await node.yes('slot');
		Object.assign(node, { permission: { status: 'no_permission' }, canRequest: false });
		expect(purposes((await node.run(BOOK)).replies)).toEqual(['confirm_slot']);
	});

	it('P3: is no guess while Meta does not answer; the slot is booked all the same', async () => {
		await node.yes('slot');
		node.metaIsAway = true;
		const { output, replies } = await node.run(BOOK);
		expect(output).toBe('Slot Booked');
		expect(purposes(replies)).toEqual(['confirm_slot']);
	});

	it('V5: is not asked for when a person calls by telephone', async () => {
		await node.yes('slot');
		node.permission = { status: 'no_permission' };
		const byHand = { parameters: { options: { byHand: true } } };
		expect(purposes((await node.run(BOOK, byHand)).replies)).toEqual(['confirm_slot']);
		expect(node.requests.filter(({ path }) => path.endsWith('/call_permissions'))).toEqual([]);
	});
});

describe('a customer whose zone is not certain', () => {
	const MEXICAN = '529991234567';
	const TOLL_FREE = '18005550199';

	it('H2: and not known at all is asked, never judged by the team’s zone', async () => {
		node = await HoursNode.open(TOLL_FREE);
		const { output, hours, replies } = await node.run(CALL_ME);
		expect(output).toBe('Closed');
		expect(hours).toMatchObject({ closed_because: 'zone_unknown', customer_zone: null, slots: [] });
		expect(replies).toMatchObject([{ purpose: 'ask_time_zone', type: 'text', buttons: [] }]);
		expect(await node.decisions()).toMatchObject([{ reason: 'zone_unknown', needs: 'time_zone' }]);
	});

	it('is not asked with Ask for the Time Zone When Unknown turned off', async () => {
		node = await HoursNode.open(TOLL_FREE);
		const { output, replies } = await node.run(CALL_ME, {
			parameters: { options: { askZone: false } },
		});
		expect([output, replies]).toEqual(['Closed', []]);
	});

	it('H2: words that mean two instants get a list of the zones to choose from', async () => {
		// A number that moves between two zones: stands for any country with several.
		node = await HoursNode.open('61412345678');
		node.now = at('08:00');
		await node.yes('slot');
		const { output, hours, replies } = await node.run({
			text: 'tomorrow at 2pm',
			intent: 'accept_later',
		});
		expect(output).toBe('Closed');
		expect(hours.closed_because).toBe('zone_unknown');
		expect(replies).toMatchObject([{ purpose: 'ask_time_zone', type: 'list' }]);
		const [sydney] = replies[0]?.buttons ?? [];
		expect(sydney).toEqual({ id: 'wac:zone:-:Australia/Sydney', title: '13:30 Sydney' });
		expect(await node.booked()).toBeNull();
	});

	it('H3: a tapped slot needs no zone', async () => {
		node = await HoursNode.open('61412345678');
		await node.yes('slot');
		// 10:00 in India is 15:30 in Sydney and 12:30 in Perth.
		expect((await node.run(slotTap(at('10:00', 13)))).output).toBe('Slot Booked');
	});

	it('H2: slots are told in the zone that the customer has tapped', async () => {
		node = await HoursNode.open('61412345678');
		await node.yes('slot');
		// As ingress remembers a tap.
		const tapped = { timeZone: 'Australia/Perth', timeZoneSource: 'record' as const };
		await node.do(
			async ({ contacts }) => await contacts.setLocale(node.contact.id, tapped, node.now),
		);
		const { output, json, hours, replies } = await node.run({
			replyId: 'wac:zone:-:Australia/Perth',
		});
		expect(output).toBe('Closed');
		expect(hours).toMatchObject({
			closed_because: 'later_wanted',
			customer_zone: 'Australia/Perth',
		});
		expect(replies[0]?.text).toContain('(Perth time)');
		expect(json.contact).toMatchObject({
			time_zone: 'Australia/Perth',
			time_zone_source: 'record',
		});
	});

	it('DST: a slot in words is at that local hour after the clocks have changed', async () => {
		// New York goes back on Sunday, 1 November 2026.
		node = await HoursNode.open('12125550123', {
			team: { ...(POLICY.team as IDataObject), zone: 'America/New_York' },
		});
		node.now = '2026-10-31T15:00:00-04:00';
		await node.yes('slot');
		await node.do(
			async ({ wishes }) =>
				await wishes.open(
					{
						id: 'yes:2',
						contactId: node.contact.id,
						phoneNumberId: LINE,
						kind: 'yes',
						scope: 'slot',
						expiresAt: '2026-11-05T00:00:00Z',
					},
					node.now,
				),
		);
		const { hours } = await node.run({ text: 'Monday at 11am', intent: 'accept_later' });
		expect(hours.booked).toMatchObject({ start_at: '2026-11-02T11:00:00-05:00' });
		expect(Date.parse((await node.booked())?.dueAt ?? '')).toBe(Date.UTC(2026, 10, 2, 16));
	});

	it('H2: the number of another country brings its own evening', async () => {
		node = await HoursNode.open(MEXICAN);
		// Noon in India is half past midnight in Mexico.
		const { hours } = await node.run(CALL_ME);
		expect(hours).toMatchObject({ closed_because: 'quiet_hours' });
	});
});

describe('a due callback', () => {
	const event = {
		type: 'callback_due',
		key: 'callback:cb_1',
		at: at('10:00', 13),
		origin: 'ledger',
	};

	async function due(now: string) {
		const wish = await node.yes('slot');
		const booking = await node.book(at('10:00', 13), at('10:30', 13), wish);
		node.now = now;
		if (booking.booked)
			await node.do(async ({ callbacks }) => await callbacks.fire(booking.callback.id, now));
		return await node.run(null, {}, { event, wish: { id: wish.id, kind: 'yes', scope: 'slot' } });
	}

	it('H4: is judged at that moment: Open', async () => {
		expect((await due(at('10:00', 13))).output).toBe('Open');
	});

	it('H4: Closed if the day has become a holiday, with other slots', async () => {
		const holidays = ['2026-10-13'];
		await node.do(
			async ({ policies }) =>
				await policies.put(
					'default',
					LINE,
					{ team: { ...(POLICY.team as IDataObject), holidays } },
					node.now,
				),
		);
		const wish = await node.yes('slot');
		node.now = at('10:00', 13);
		const { output, hours, replies } = await node.run(null, {}, { event, wish: { id: wish.id } });
		expect(output).toBe('Closed');
		expect(hours.closed_because).toBe('holiday');
		expect(purposes(replies)).toEqual(['offer_slots']);
	});

	it('says nothing while the customer has an offer to answer', async () => {
		node.now = at('12:00', 20);
		const offer = {
			messageId: 'wamid.offer',
			phoneNumberId: LINE,
			contactId: node.contact.id,
			escalationId: null,
			sentAt: node.now,
			expiresAt: at('13:00', 20),
		};
		await node.do(async ({ offers }) => await offers.put(offer, node.now));
		const { output, replies } = await node.run(null, {}, { event });
		expect([output, replies]).toEqual(['Closed', []]);
	});
});

describe('a manual run', () => {
	it('books nothing and shows the slot', async () => {
		await node.yes('slot');
		node.permission = { status: 'no_permission' };
		const { output, hours, replies } = await node.run(slotTap(at('10:00', 13)), { mode: 'manual' });
		expect(output).toBe('Slot Booked');
		expect(hours.booked).toBeNull();
		expect(startsOf(hours.slots)).toEqual(['13T10:00']);
		expect(purposes(replies)).toEqual(['confirm_slot', 'request_permission']);
		expect(await node.booked()).toBeNull();
		expect(await node.decisions()).toEqual([]);
		expect(node.hints).toMatchObject([{ location: 'outputPane' }]);
	});

	it('of a sample shows its slot as of its own time, and asks Meta nothing', async () => {
		const items = [{ json: sampleJson('escalated') }];
		const { output, hours, replies } = await node.run(null, { mode: 'manual', items });
		expect(output).toBe('Slot Booked');
		expect(hours).toMatchObject({ customer_zone: 'Europe/London', booked: null });
		expect(hours.slots).toMatchObject([{ label: 'Tue 13 Oct, 10:00 (London time)' }]);
		expect(replies.at(-1)).toMatchObject({ purpose: 'confirm_slot' });
		expect(node.requests).toEqual([]);
	});
});

describe('an agent’s tool', () => {
	it.each([
		['open', at('12:00'), true],
		['closed', at('22:30'), false],
	])(
		'while %s gets the next slots on the first output and changes nothing',
		async (_what, now, open) => {
			node.now = now;
			await node.yes('slot');
			const own = node.item({ intent: 'none' });
			const { output, hours, replies } = await node.run(null, {
				items: [{ json: {}, pairedItem: { item: 0, sourceOverwrite: { previousNode: 'Before' } } }],
				isTool: true,
				upstream: { Before: { item: own, all: [own] } },
			});
			expect(output).toBe('Open');
			expect(hours).toMatchObject({ open_now: open, booked: null });
			expect(hours.slots).toHaveLength(3);
			expect(replies).toEqual([]);
			expect(await node.decisions()).toEqual([]);
		},
	);
});

describe('P5: after a call', () => {
	/** The yes is spent by then. */
	async function called(): Promise<void> {
		const { id: wishId, contactId } = await node.yes('now');
		const claim = { wishId, contactId, phoneNumberId: LINE, direction: 'outbound' as const };
		await node.do(async ({ attempts }) => {
			const won = await attempts.claim({
				...claim,
				leg: 'manual_dial',
				claimant: 'test',
				leaseSeconds: 60,
				now: node.now,
			});
			if (won.won) await attempts.startDialling(won.attempt.id, won.token, null, node.now);
		});
	}

	const LATER = { text: 'another time please', intent: 'accept_later' };

	it('another time, without saying which, is none in the cool-down of that call', async () => {
		await called();
		const { output, hours } = await node.run(LATER);
		expect(output).toBe('Closed');
		expect(startsOf(hours.slots)).toEqual(['12T16:00', '12T17:00', '12T18:00']);
	});

	it('a test contact may be called again at once', async () => {
		await called();
		await node.do(async ({ contacts }) => await contacts.setTest(node.contact.id, true, node.now));
		const { hours } = await node.run(LATER);
		expect(startsOf(hours.slots)).not.toContain('12T16:00');
	});

	it.each([
		['Call Outcome has offered slots already', { call_next: { step: 'reschedule' } }],
		['a person told that another time is wanted', { manual_dial: { answer: 'reschedule' } }],
	])('%s: this node is not asked for any', async (_what, sections) => {
		const event = { type: 'manual_answered', key: 'm:1', at: node.now, origin: 'ledger' };
		const { output, replies } = await node.run(null, {}, { event, ...sections });
		expect(output).toBe('Open');
		expect(replies).toEqual([]);
	});
});

describe('what is refused', () => {
	it.each<[string, IDataObject, IDataObject, string]>([
		['a policy that does not exist', { policy: 'vip' }, {}, 'policy_unknown'],
		['a day that is none', { options: { closedDays: ['24.12.2026'] } }, {}, 'closed_day_invalid'],
		[
			'a customer the ledger does not know',
			{},
			{ contact: { id: 'c_0', wa_id: '14085550000' } },
			'contact_unknown',
		],
		['an item without a line', {}, { line: {} }, 'no_number'],
	])('%s', async (_what, parameters, extra, code) => {
		await expect(node.run(CALL_ME, { parameters }, extra)).rejects.toMatchObject({
			description: expect.stringContaining(`[${code}]`),
		});
	});

	it('leaves by Closed if the node is set to continue', async () => {
		const { output, json } = await node.run(CALL_ME, { continueOnFail: true }, { line: {} });
		expect(output).toBe('Closed');
		expect(json).toMatchObject({ error: { code: 'no_number' } });
	});

	it('another policy of the number is used by its name', async () => {
		const vip = {
			team: { ...(POLICY.team as IDataObject), weekly: [{ day: 7, from: '10:00', to: '19:00' }] },
		};
		await node.do(async ({ policies }) => await policies.put('vip', LINE, vip, node.now));
		expect((await node.run(CALL_ME, { parameters: { policy: 'vip' } })).output).toBe('Closed');
	});
});

describe('BusinessHours', () => {
	it('has its outputs in the order that connections are stored by', () => {
		const { description } = new BusinessHours();
		expect(description.outputNames).toEqual(['Open', 'Closed', 'Slot Booked']);
		expect(description.usableAsTool).toBe(true);
	});
});
