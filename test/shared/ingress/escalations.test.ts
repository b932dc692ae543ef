import { describe, expect, it } from 'vitest';
import {
	ASHA,
	buttonTap,
	callEnded,
	callOffered,
	callStatus,
	LINE,
	permissionReply,
	textMessage,
} from './bodies';
import { VOICE_LEG } from '../../../nodes/shared/ledger/ledger';
import { at, Ingress, route } from './harness';

const story = new Ingress();

const says = async (text: string) =>
	await story.deliver(textMessage(`wamid.${story.seconds}`, text, { at: story.unix }));

const taps = async (id: string) =>
	await story.deliver(
		buttonTap(`wamid.${id}${story.seconds}`, { id, title: 'x' }, { at: story.unix }),
	);

/** A customer to whom a call was offered for a reason. */
async function offered(): Promise<string> {
	await says('which sofa fits?');
	const { id: contactId } = await story.contact(ASHA);
	return await story.do(async ({ escalations, offers }) => {
		const reasons = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
		const party = { contactId, phoneNumberId: LINE };
		const { escalation } = await escalations.open({ ...party, ...reasons }, story.now);
		await escalations.advance(escalation.id, 'offered', story.now);
		const sent = { messageId: 'wamid.offer', escalationId: escalation.id, sentAt: story.now };
		await offers.put({ ...party, ...sent, expiresAt: at(3600) }, story.now);
		return escalation.id;
	});
}

const state = async (id: string) => {
	const found = await story.do(async ({ escalations }) => await escalations.get(id));
	return found?.closedBecause ?? found?.status;
};

describe('C5, C7: an escalation follows the customer', () => {
	it.each([
		['yes', 'accepted'],
		['call me now', 'accepted'],
		['tomorrow at 10', 'accepted'],
		['no thanks', 'declined'],
		["don't call me", 'opted_out'],
		['STOP', 'opted_out'],
		['what does it cost?', 'offered'],
		['I want to talk to a person', 'offered'],
	])('"%s" to an offer: %s', async (text, then) => {
		const id = await offered();
		story.seconds = 10;
		await says(text);
		expect(await state(id)).toBe(then);
	});

	it.each([
		['wac:offer_yes:esc_1:1', 'accepted'],
		['wac:offer_later:esc_1:1', 'accepted'],
		['wac:slot:esc_1:1791720000', 'accepted'],
		['wac:offer_no:esc_1:1', 'declined'],
		['wac:rating:att_1:good', 'offered'],
		['wac:triage:-:order', 'offered'],
		['wac:recording_yes:-:1', 'offered'],
		['wac:automated_yes:-:1', 'offered'],
	])('a tap on %s: %s', async (button, then) => {
		const id = await offered();
		story.seconds = 10;
		await taps(button);
		expect(await state(id)).toBe(then);
	});

	it('an older yes that comes after "stop" moves nothing', async () => {
		const id = await offered();
		story.seconds = 30;
		await says('STOP');
		await story.deliver(textMessage('wamid.late', 'yes', { at: story.unix - 10 }));
		expect(await state(id)).toBe('opted_out');
		expect(await story.wish(ASHA)).toBeNull();
	});

	it('an accepted permission request that offered the call is a yes', async () => {
		const id = await offered();
		const reply = { response: 'accept' as const, context: 'wamid.offer' };
		await story.deliver(permissionReply('wamid.p', reply, { at: story.unix }));
		expect(await state(id)).toBe('accepted');
	});

	it.each([
		['a call that was answered', 60],
		['a call that was not answered', undefined],
	])('%s ends it', async (_what, seconds) => {
		const id = await offered();
		const who = { at: story.unix };
		await story.deliver(callStatus('wacid.1', 'RINGING', who));
		expect(await state(id)).toBe('offered');
		if (seconds) await story.deliver(callStatus('wacid.1', 'ACCEPTED', who));
		await story.deliver(callEnded('wacid.1', { at: story.unix + 70 }, { seconds }));
		expect(await state(id)).toBe('called');
	});

	it.each([
		['an automated reminder', VOICE_LEG, 'offered'],
		['the call that it was of', 'media_server', 'called'],
	])('V6: the end of %s: %s', async (_what, leg, then) => {
		const id = await offered();
		const { id: contactId } = await story.contact(ASHA);
		const party = { contactId, phoneNumberId: LINE };
		const open = { scope: 'now' as const, expiresAt: null };
		await story.do(
			async ({ wishes }) =>
				await wishes.open({ ...party, ...open, id: 'reminder:cb_1', kind: 'reminder' }, story.now),
		);
		const ours = { wishId: 'reminder:cb_1', direction: 'outbound' as const, claimant: 'run' };
		const claim = await story.ledger.claimAttempt({
			...party,
			...ours,
			leg,
			leaseSeconds: 60,
			now: story.now,
		});
		if (!claim.won) throw new Error(claim.reason);
		const { attempt, token } = claim;
		await story.do(
			async ({ attempts }) => await attempts.startDialling(attempt.id, token, 's-1', story.now),
		);
		const { opaque } = attempt;
		await story.deliver(callStatus('wacid.1', 'RINGING', { at: story.unix }, opaque));
		await story.deliver(callEnded('wacid.1', { at: story.unix + 40 }, { opaque }));
		expect(await state(id)).toBe(then);
	});

	it('a call of the customer that we missed does not', async () => {
		const id = await offered();
		await story.deliver(callOffered('wacid.in', { at: story.unix }));
		await story.deliver(callEnded('wacid.in', { at: story.unix + 30 }, { direction: 'in' }));
		expect(await state(id)).toBe('offered');
	});
});

describe('P1: a no takes an earlier yes back', () => {
	it('that has not been called yet', async () => {
		const id = await offered();
		story.seconds = 1;
		await says('yes');
		expect(await story.wish(ASHA)).not.toBeNull();
		story.seconds = 5;
		await taps('wac:offer_no:esc_1:1');
		expect(await story.wish(ASHA)).toBeNull();
		expect(await state(id)).toBe('declined');
	});

	it('but not one that was said after it and came before it', async () => {
		const id = await offered();
		story.seconds = 20;
		await says('yes');
		const no = { id: 'wac:offer_no:esc_1:1', title: 'No' };
		await story.deliver(buttonTap('wamid.late', no, { at: story.unix - 10 }));
		expect(await story.wish(ASHA)).not.toBeNull();
		expect(await state(id)).toBe('accepted');
	});

	it('nor a booked slot, which is another moment’s', async () => {
		const id = await offered();
		await taps('wac:slot:esc_1:1791720000');
		const wish = await story.wish(ASHA);
		const { id: contactId } = await story.contact(ASHA);
		await story.do(async ({ callbacks }) => {
			const slot = { startAt: at(3600), endAt: at(5400), zone: 'Asia/Kolkata', capacity: 1 };
			const ids = { contactId, phoneNumberId: LINE, wishId: wish?.id ?? '', escalationId: id };
			await callbacks.book(
				{ ...ids, ...slot, earlyMs: 120_000, lateMs: 900_000, remindMs: 0 },
				story.now,
			);
		});
		story.seconds = 30;
		await taps('wac:offer_no:esc_1:1');
		expect(await story.wish(ASHA)).toMatchObject({ scope: 'slot' });
		expect(await state(id)).toBe('accepted');
	});
});

describe('a permission reply that no workflow takes', () => {
	const park = async () => {
		await says('hello');
		const { id: contactId } = await story.contact(ASHA);
		const request = { contactId, phoneNumberId: LINE, wishId: null, escalationId: null };
		await story.do(
			async ({ callbacks }) =>
				await callbacks.park({ ...request, dueAt: null, wokenBy: 'permission' }, story.now),
		);
	};
	const due = async () =>
		(
			await story.do(
				async ({ callbacks }) => await callbacks.due(['permission'], [], story.now, 10),
			)
		).length;
	const reply = async (response: 'accept' | 'reject') =>
		await story.deliver(permissionReply(`wamid.${response}`, { response }, { at: story.unix }));

	it('wakes what waits for it', async () => {
		await story.routes(route('calls', { groups: ['callEvents'] }));
		await park();
		await reply('accept');
		expect(await due()).toBe(1);
	});

	it('wakes nothing if it is a no', async () => {
		await park();
		await reply('reject');
		expect(await due()).toBe(0);
	});

	it('wakes nothing if a workflow takes it', async () => {
		await story.routes(route('chat', { groups: ['permissionReplies'] }));
		await park();
		await reply('accept');
		expect(await due()).toBe(0);
	});
});
