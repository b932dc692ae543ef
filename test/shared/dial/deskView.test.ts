import { describe, expect, it } from 'vitest';
import type { DeskActor } from '../../../nodes/shared/dial/deskPorts';
import { readDeskView } from '../../../nodes/shared/dial/deskView';
import { ringView } from '../../../nodes/shared/dial/ringView';
import type { PolicyBody } from '../../../nodes/shared/domain/policy';
import { DESK_LEG, type Contact, type DeskRing } from '../../../nodes/shared/ledger/ledger';
import { DeskOffice } from './deskOffice';
import { at, briefOf, CALL, LINE } from './harness';

const office = new DeskOffice();
const { dialling } = office;

const EVERYTHING = {
	customer_name: 'Asha',
	product_interest: 'Corner sofa',
	estimated_cart: 189_000,
	room_constraints: null,
	sentiment: 'anxious',
	open_objections: ['delivery date'],
	photos_received: true,
	consent_call: '2026-10-10T17:30:00+05:30',
	move_in: null,
	floors: { ground: 2 },
};

const view = async (actor: DeskActor) => await readDeskView(actor, office.ports);

const asha = async (): Promise<Contact> => {
	const contact = await dialling.customer();
	return await dialling.do(async ({ contacts }) => {
		await contacts.rename(contact.id, 'Asha', dialling.now);
		await contacts.setLocale(contact.id, { language: 'hi' }, dialling.now);
		return (await contacts.get(contact.id)) ?? contact;
	});
};

const brief = async (contact: Contact, more: object = {}) =>
	await dialling.do(async ({ briefs, escalations }) => {
		const { escalation } = await escalations.open(
			{
				contactId: contact.id,
				phoneNumberId: LINE,
				triggers: ['complex_config'],
				action: 'offer_specialist',
				evidence: [],
			},
			dialling.now,
		);
		const about = {
			...briefOf(contact.id),
			escalationId: escalation.id,
			fields: EVERYTHING,
			sources: { product_interest: 'wamid.HBgMOTE5ODEyMzQ1Njc4' },
			threadUrl: 'https://chat.example.com/asha',
			...more,
		};
		return await briefs.put(about, dialling.now);
	});

const policy = async (body: PolicyBody) =>
	await dialling.do(
		async ({ policies }) => await policies.put('default', LINE, body, dialling.now),
	);

/** A claim of this customer's yes, as it is before it is dialled. */
async function claimed(contact: Contact, claimant = 'run-1') {
	const wish = await dialling.yes(contact, `wamid.${claimant}`);
	return await dialling.do(async ({ attempts }) => {
		const claim = await attempts.claim({
			wishId: wish.id,
			contactId: contact.id,
			phoneNumberId: LINE,
			direction: 'outbound',
			leg: DESK_LEG,
			claimant,
			leaseSeconds: 60,
			now: dialling.now,
		});
		if (!claim.won) throw new Error(claim.reason);
		return claim;
	});
}

/** It rings at this page. */
async function ring(contact: Contact, { representative, page }: DeskActor): Promise<DeskRing> {
	const { attempt } = await claimed(contact);
	return await dialling.do(async ({ deskRings }) => {
		const started = await deskRings.start(
			{
				direction: 'outbound',
				attemptId: attempt.id,
				callId: null,
				contactId: contact.id,
				phoneNumberId: LINE,
				endsAt: at(30),
			},
			dialling.now,
		);
		if (!started) throw new Error('It has rung before');
		const to = { representativeId: representative.id, pageId: page.id };
		await deskRings.offer(started.id, to, dialling.now);
		return started;
	});
}

/** This page has dialled. */
async function call(contact: Contact, { representative, page }: DeskActor): Promise<string> {
	const { attempt, token } = await claimed(contact, page.id);
	await dialling.do(async ({ attempts }) => {
		await attempts.startDialling(attempt.id, token, page.id, dialling.now);
		await attempts.noteRepresentative(attempt.id, representative.id);
	});
	return attempt.id;
}

const move = async (
	id: string,
	status: 'ringing' | 'accepted' | 'ended',
	outcome: 'completed' | 'no_answer' | null = null,
) =>
	await dialling.do(async ({ attempts }) => {
		const heard = { status, outcome, callId: CALL, errorCode: null, at: dialling.now };
		const answeredAt = status === 'accepted' ? dialling.now : null;
		await attempts.applyCall(id, { ...heard, answeredAt }, dialling.now);
	});

/** Digits in a row that could be anybody's number, or an id that holds one. */
const NUMBERS = /\d{7,}|wamid|wacid/;

describe('what a page shows', () => {
	it('V4: nothing before anything happens, but who it is', async () => {
		const priya = await office.open(await office.hire('Priya'));
		expect(await view(priya)).toEqual({
			seq: 0,
			me: { id: priya.representative.id, name: 'Priya', role: 'representative', status: 'away' },
			isReadyPage: false,
			ring: null,
			call: null,
			unfinished: [],
			team: null,
		});
	});

	it('V4: which page rings, and up to which event it tells', async () => {
		const priya = await office.ready('Priya');
		const second = await office.open(priya.representative, priya);
		expect(await view(priya)).toMatchObject({ seq: 2, isReadyPage: true, me: { status: 'ready' } });
		expect(await view(second)).toMatchObject({ seq: 2, isReadyPage: false });
	});
});

describe('a ring', () => {
	it('V4, S4: shows customer, line and brief before anybody takes it', async () => {
		const priya = await office.ready('Priya');
		const contact = await asha();
		await brief(contact);
		const started = await ring(contact, priya);
		const shown = (await view(priya)).ring;
		expect(shown).toMatchObject({
			id: started.id,
			direction: 'outbound',
			customer: { name: 'Asha', phone: '+91 ••••• 5678', language: 'hi' },
			line: '919900000000',
			endsAt: at(30),
			brief: {
				status: 'ready',
				headline: 'Call brief',
				phone: null,
				trigger: 'complex_config',
				threadUrl: 'https://chat.example.com/asha',
			},
		});
		expect(await dialling.do(async (tx) => await ringView(started, tx))).toEqual(shown);
	});

	it('S2: says unknown of what nobody knows', async () => {
		const priya = await office.ready('Priya');
		const contact = await asha();
		await brief(contact);
		await ring(contact, priya);
		const rows = (await view(priya)).ring?.brief?.rows;
		expect(rows).toContainEqual({
			key: 'room_constraints',
			label: 'Constraints',
			isKnown: false,
			texts: ['Unknown'],
			sources: [],
			problem: null,
		});
	});

	it('S1: says that a brief needs review, never that it is true', async () => {
		const priya = await office.ready('Priya');
		const contact = await asha();
		const errors = [{ path: '$.sentiment', message: 'must be string' }];
		await brief(contact, { status: 'needs_review', errors });
		await ring(contact, priya);
		expect((await view(priya)).ring?.brief).toMatchObject({
			status: 'needs_review',
			headline: 'Call brief: needs review, not confirmed',
		});
	});

	it('holds neither the customer’s whole number nor an id that does', async () => {
		const priya = await office.ready('Priya');
		const contact = await asha();
		await brief(contact);
		await ring(contact, priya);
		const { ring: shown } = await view(priya);
		expect(JSON.stringify({ ...shown, id: null, line: null })).not.toMatch(NUMBERS);
	});

	it('of somebody without a brief, or whose number WhatsApp hides, is shown too', async () => {
		const priya = await office.ready('Priya');
		const hidden = await dialling.customer({ waId: null, userId: 'IN.1491208655302741918' });
		await ring(hidden, priya);
		expect((await view(priya)).ring).toMatchObject({
			customer: { name: null, phone: null, language: null },
			brief: null,
		});
	});

	it('V4: rings on the page that it was offered to, and for nobody else', async () => {
		const priya = await office.ready('Priya');
		const second = await office.open(priya.representative, priya);
		const ravi = await office.ready('Ravi');
		await ring(await asha(), priya);
		expect((await view(priya)).ring).not.toBeNull();
		expect((await view(second)).ring).toBeNull();
		expect(JSON.stringify(await view(ravi))).not.toContain('Asha');
	});
});

describe('a call', () => {
	it('V4: is shown to whoever took it, on their page and beside it, and to nobody else', async () => {
		const priya = await office.ready('Priya');
		const second = await office.open(priya.representative, priya);
		const ravi = await office.ready('Ravi');
		const contact = await asha();
		await brief(contact);
		const attempt = await call(contact, priya);
		expect((await view(priya)).call).toMatchObject({
			attempt,
			direction: 'outbound',
			state: 'dialling',
			customer: { name: 'Asha', phone: '+91 ••••• 5678' },
			brief: { headline: 'Call brief' },
			answeredAt: null,
			recording: null,
			disclosure: null,
			ringLimitSeconds: 45,
			isThisPage: true,
		});
		expect((await view(second)).call).toMatchObject({ attempt, isThisPage: false });
		expect((await view(ravi)).call).toBeNull();
	});

	it('V2: is ringing, then answered, then over', async () => {
		const priya = await office.ready('Priya');
		const attempt = await call(await asha(), priya);
		await move(attempt, 'ringing');
		expect((await view(priya)).call).toMatchObject({ state: 'ringing', answeredAt: null });
		dialling.seconds = 5;
		await move(attempt, 'accepted');
		expect((await view(priya)).call).toMatchObject({ state: 'accepted', answeredAt: at(5) });
		await move(attempt, 'ended', 'completed');
		expect((await view(priya)).call).toBeNull();
	});

	it('V4: rings no longer than the policy says', async () => {
		await policy({ ringLimitSeconds: 60 });
		const priya = await office.ready('Priya');
		await call(await asha(), priya);
		expect((await view(priya)).call?.ringLimitSeconds).toBe(60);
	});

	it('P8: that is recorded has to be told, in the customer’s language, until the customer objects', async () => {
		const priya = await office.ready('Priya');
		const contact = await asha();
		const attempt = await call(contact, priya);
		await dialling.do(async ({ attempts }) => await attempts.noteRecording(attempt, 'enabled'));
		expect((await view(priya)).call).toMatchObject({
			recording: 'enabled',
			disclosure: expect.stringMatching(/रिकॉर्ड/),
		});
		const objection = {
			contactId: contact.id,
			by: 'representative' as const,
			at: at(1),
			since: at(0),
		};
		await dialling.do(async ({ recordings }) => await recordings.object(objection, at(1)));
		expect((await view(priya)).call).toMatchObject({ recording: 'no_objection', disclosure: null });
	});

	it('P8: that is not recorded says why not, and has nothing to be told', async () => {
		const priya = await office.ready('Priya');
		const attempt = await call(await asha(), priya);
		await dialling.do(
			async ({ attempts }) => await attempts.noteRecording(attempt, 'recording_consent'),
		);
		expect((await view(priya)).call).toMatchObject({
			recording: 'recording_consent',
			disclosure: null,
		});
	});
});

describe('what is left to do after a call', () => {
	async function talked(actor: DeskActor, more: object = {}) {
		const contact = await asha();
		await brief(contact, more);
		const attempt = await call(contact, actor);
		await move(attempt, 'accepted');
		await move(attempt, 'ended', 'completed');
		return { contact, attempt };
	}

	it('S3: names every field of the brief with what stands in it and what it takes, but the consent', async () => {
		const priya = await office.ready('Priya');
		const { attempt } = await talked(priya);
		const [after] = (await view(priya)).unfinished;
		expect(after).toMatchObject({
			attempt,
			customer: { name: 'Asha', phone: '+91 ••••• 5678' },
			endedAt: at(0),
			result: 'completed',
			brief: { headline: 'Call brief' },
			recapApproved: false,
		});
		expect(after?.fields).toEqual([
			{ name: 'customer_name', label: 'Customer', value: 'Asha', kind: 'text' },
			{ name: 'product_interest', label: 'Interested in', value: 'Corner sofa', kind: 'text' },
			{ name: 'estimated_cart', label: 'Estimated cart', value: 189_000, kind: 'number' },
			{ name: 'room_constraints', label: 'Constraints', value: null, kind: 'text' },
			{ name: 'sentiment', label: 'Mood', value: 'anxious', kind: 'text' },
			{ name: 'open_objections', label: 'Open objections', value: ['delivery date'], kind: 'list' },
			{ name: 'photos_received', label: 'Photos received', value: true, kind: 'yes_no' },
			{ name: 'move_in', label: 'Move in', value: null, kind: 'text' },
			{ name: 'floors', label: 'Floors', value: { ground: 2 }, kind: 'json' },
		]);
	});

	it('V7: shows the recap as Call Outcome would send it: in the policy’s words and fields, in the customer’s language', async () => {
		await policy({
			recapFields: ['product_interest'],
			texts: { recap: { hi: 'धन्यवाद {name}:\n{summary}' } },
		});
		const priya = await office.ready('Priya');
		await talked(priya);
		expect((await view(priya)).unfinished[0]?.recap).toBe(
			'धन्यवाद Asha:\nInterested in: Corner sofa',
		);
	});

	it('V7: shows no recap for somebody who wants no messages', async () => {
		const priya = await office.ready('Priya');
		const { contact } = await talked(priya);
		expect((await view(priya)).unfinished[0]?.recap).not.toBe('');
		const stop = { messages: true, at: at(1), messageId: 'wamid.no' };
		await dialling.do(async ({ contacts }) => await contacts.setOptOut(contact.id, stop, at(1)));
		expect((await view(priya)).unfinished[0]?.recap).toBe('');
	});

	it('V7: shows no recap of a brief that needs review, nor of a call that was not answered', async () => {
		const priya = await office.ready('Priya');
		await talked(priya, { status: 'needs_review' });
		expect((await view(priya)).unfinished[0]?.recap).toBe('');
		const ravi = await office.ready('Ravi');
		dialling.seconds = 100;
		const contact = await dialling.customer({ waId: '919812300000' });
		await brief(contact, { key: 'wamid.2' });
		await move(await call(contact, ravi), 'ended', 'no_answer');
		expect((await view(ravi)).unfinished[0]).toMatchObject({ result: 'no_answer', recap: '' });
	});

	it('V7: says that the recap was approved', async () => {
		const priya = await office.ready('Priya');
		const { contact, attempt } = await talked(priya);
		await dialling.do(
			async ({ deskDeeds }) =>
				await deskDeeds.add(
					{
						kind: 'recap_approved',
						representativeId: priya.representative.id,
						attemptId: attempt,
						contactId: contact.id,
						phoneNumberId: LINE,
						outcome: null,
						notes: null,
					},
					dialling.now,
				),
		);
		expect((await view(priya)).unfinished[0]?.recapApproved).toBe(true);
	});

	it('V4: is offered for 12 h, and to nobody else', async () => {
		const priya = await office.ready('Priya');
		const ravi = await office.ready('Ravi');
		await talked(priya);
		expect((await view(ravi)).unfinished).toEqual([]);
		dialling.seconds = 12 * 3600;
		const stays = await office.open(priya.representative);
		expect((await view(stays)).unfinished).toHaveLength(1);
		dialling.seconds += 1;
		expect((await view(stays)).unfinished).toEqual([]);
	});
});
