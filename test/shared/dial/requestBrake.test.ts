import { describe, expect, it } from 'vitest';
import { claimSendBraked, PERMISSION_REQUEST } from '../../../nodes/shared/dial/requestBrake';
import type { Contact } from '../../../nodes/shared/ledger/ledger';
import { Dialling, LINE } from './harness';
import { redVerdict } from './redVerdict';

const story = new Dialling();

/** Somebody whom a signal concerns, unless `cold`. */
async function customer(n: number, cold = false): Promise<Contact> {
	const contact = await story.customer({ waId: `9198${String(n).padStart(8, '0')}` });
	if (cold) return contact;
	const reason = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
	await story.do(
		async ({ escalations }) =>
			await escalations.open({ ...reason, contactId: contact.id, phoneNumberId: LINE }, story.now),
	);
	return contact;
}

const request = async (contact: Contact, key = `request:${contact.id}`) =>
	await claimSendBraked(
		{
			key,
			kind: PERMISSION_REQUEST,
			contact: contact.id,
			phoneNumberId: LINE,
			now: story.now,
		},
		story.ledger,
	);

type Claimed = Awaited<ReturnType<typeof request>>;
const refusal = (claim: Claimed) => (claim.send === null ? claim.refused : null);

/** A number's worth of customers. */
async function crowd(count: number, cold = false): Promise<Contact[]> {
	const contacts: Contact[] = [];
	for (let n = 0; n < count; n++) contacts.push(await customer(n, cold));
	return contacts;
}

describe('P7: permission requests cannot be blasted', () => {
	it('200 at once to cold contacts: none goes out, and it says why', async () => {
		const claims = await Promise.all(
			(await crowd(200, true)).map(async (one) => await request(one)),
		);
		expect(new Set(claims.map(refusal))).toEqual(new Set(['not_escalated']));
	});

	it('200 at once with a live escalation: 30 an hour go out, the brake holds the others', async () => {
		const contacts = await crowd(200);
		const claims = await Promise.all(contacts.map(async (one) => await request(one)));
		expect(claims.filter(({ first }) => first)).toHaveLength(30);
		expect(claims.filter((claim) => refusal(claim) === 'request_brake')).toHaveLength(170);
	});

	it('an hour after the first ones the next may go', async () => {
		const contacts = await crowd(31);
		for (const one of contacts.slice(0, 30)) await request(one);
		const [last] = contacts.slice(30);
		if (!last) throw new Error('nobody is left');
		story.seconds = 3599.999;
		expect(refusal(await request(last))).toBe('request_brake');
		story.seconds = 3600;
		expect((await request(last)).first).toBe(true);
	});

	it('many declines hold it, until an hour without a request has passed', async () => {
		const contacts = await crowd(7);
		for (const one of contacts.slice(0, 5)) {
			await request(one);
			const no = {
				response: 'reject' as const,
				isPermanent: false,
				expiresAt: null,
				at: story.now,
			};
			await story.do(
				async ({ permissions }) => await permissions.apply(one.id, LINE, no, story.now),
			);
		}
		const [next, another] = contacts.slice(5);
		if (!next || !another) throw new Error('nobody is left');
		expect(refusal(await request(next))).toBe('request_brake');
		story.seconds = 3600;
		expect((await request(next)).first).toBe(true);
		expect(refusal(await request(another))).toBe('request_brake');
	});

	it('an open yes is a reason too', async () => {
		const asha = await story.customer();
		expect(refusal(await request(asha))).toBe('not_escalated');
		await story.yes(asha);
		expect((await request(asha)).first).toBe(true);
	});

	it('P10: a repeat gives the first result, whatever the brake says now', async () => {
		const [one] = await crowd(31);
		if (!one) throw new Error('nobody');
		await request(one);
		await story.do(
			async ({ policies }) =>
				await policies.put('default', LINE, { requestsPerHour: 1 }, story.now),
		);
		expect(await request(one)).toMatchObject({ first: false, send: { key: `request:${one.id}` } });
		expect(refusal(await request(one, 'another'))).toBe('request_brake');
	});

	it('other messages are not counted and not held', async () => {
		const asha = await story.customer();
		await story.do(
			async ({ policies }) =>
				await policies.put('default', LINE, { requestsPerHour: 0 }, story.now),
		);
		const text = { kind: 'text', contact: asha.id, phoneNumberId: LINE, now: story.now };
		for (const key of ['a', 'b'])
			expect((await claimSendBraked({ ...text, key }, story.ledger)).first).toBe(true);
		const yes = await story.yes(asha);
		expect(yes.status).toBe('open');
		expect(refusal(await request(asha))).toBe('request_brake');
	});
});

describe('M2: no permission requests while the quality guard is red', () => {
	const turnRed = async () =>
		await story.do(async ({ guards }) => await guards.put(LINE, redVerdict(story.now), story.now));

	it('holds them, whoever has a reason to be asked', async () => {
		const contact = await customer(1);
		await turnRed();
		expect(refusal(await request(contact))).toBe('quality_guard');
	});

	it('P10: a repeat of one that went out before still gives its result', async () => {
		const contact = await customer(1);
		const first = await request(contact);
		await turnRed();
		expect(await request(contact)).toMatchObject({
			first: false,
			send: { opaque: first.send?.opaque },
		});
	});

	it('asks test contacts, as marked and as the policy names them', async () => {
		await turnRed();
		const marked = await customer(1);
		await story.do(async ({ contacts }) => await contacts.setTest(marked.id, true, story.now));
		expect((await request(marked)).first).toBe(true);
		const named = await customer(2);
		const body = { testContacts: [named.waId] };
		await story.do(async ({ policies }) => await policies.put('default', LINE, body, story.now));
		expect((await request(named)).first).toBe(true);
		expect(refusal(await request(await customer(3)))).toBe('quality_guard');
	});

	it('another number is not held', async () => {
		await story.do(
			async ({ guards }) => await guards.put('999999', redVerdict(story.now), story.now),
		);
		expect((await request(await customer(1))).first).toBe(true);
	});
});
