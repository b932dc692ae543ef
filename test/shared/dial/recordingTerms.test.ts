import { beforeEach, describe, expect, it } from 'vitest';
import { acceptInboundCall } from '../../../nodes/shared/dial/acceptLeg';
import { placeCall } from '../../../nodes/shared/dial/placeCall';
import type { RecordingPolicy } from '../../../nodes/shared/domain/policy';
import type { Contact } from '../../../nodes/shared/ledger/ledger';
import { ASHA, at, CALL, Dialling, LINE, OFFER, PLACED, sdp } from './harness';
import { ok, refuse } from './scriptedGraph';

const story = new Dialling();
let asha: Contact;

const RECORDED: RecordingPolicy = {
	calls: true,
	transcripts: true,
	purpose: 'Quality and training',
	keepDays: 30,
	representativesTold: true,
	storage: 'folder',
};

const policy = async (recording: Partial<RecordingPolicy> = {}) =>
	await story.do(async ({ policies }) => {
		await policies.put('default', LINE, { recording: { ...RECORDED, ...recording } }, story.now);
	});

const speaks = async (language: string | null, { id } = asha) =>
	await story.do(async ({ contacts }) => await contacts.setLocale(id, { language }, story.now));

/** The customer's tap in the chat, or what a representative noted. */
const agrees = async (channel = 'whatsapp', { id } = asha) =>
	await story.do(
		async ({ consents }) =>
			await consents.record(
				{
					contactId: id,
					phoneNumberId: LINE,
					key: 'recording',
					scope: 'standing',
					channel,
					messageId: `wamid.rec.${story.seconds}`,
					wording: 'Yes',
					offerMessageId: null,
					givenAt: story.now,
					expiresAt: null,
				},
				story.now,
			),
	);

const objects = async () =>
	await story.do(
		async ({ recordings }) =>
			await recordings.object(
				{ contactId: asha.id, by: 'customer', at: story.now, since: at(0) },
				story.now,
			),
	);

/** The call of this customer: what went to Meta, and the word on the attempt. */
async function call(contact = asha) {
	const wish = await story.yes(contact, `wamid.yes.${story.seconds}`);
	const result = await story.dial(wish, contact);
	expect(result.started).toBe(true);
	const { recording, transcription } = story.posted('connect').at(-1) ?? {};
	const { recording: word } = await story.attempt(wish.id);
	return { recording, transcription, word };
}

const BLOCK = {
	status: 'ENABLED',
	purpose: 'Quality and training',
	announcement_language: 'hi',
};

beforeEach(async () => {
	asha = await story.customer();
	await policy();
	await speaks('hi-Latn');
	await agrees();
	story.seconds = 10;
});

describe('a call that is placed', () => {
	it('P8: is recorded and transcribed once everything is there', async () => {
		expect(await call()).toEqual({ recording: BLOCK, transcription: BLOCK, word: 'enabled' });
	});

	it.each([
		['calls', { recording: BLOCK, transcription: undefined }],
		['transcripts', { recording: undefined, transcription: BLOCK }],
	] as const)('P8: with only %s on, says so of nothing else', async (on, expected) => {
		await policy({ calls: false, transcripts: false, [on]: true });
		expect(await call()).toEqual({ ...expected, word: 'enabled' });
	});

	it('P8: says nothing of recordings as long as they are off', async () => {
		await policy({ calls: false, transcripts: false });
		expect(await call()).toEqual({ recording: undefined, transcription: undefined, word: null });
	});

	const MISSING: [missing: string, change: () => Promise<unknown>][] = [
		['no_objection', async () => await objects()],
		['announcement_language', async () => await speaks('ja')],
		['announcement_language', async () => await speaks(null)],
		['recording_purpose', async () => await policy({ purpose: null })],
		['retention', async () => await policy({ keepDays: null })],
		['representatives_told', async () => await policy({ representativesTold: false })],
	];

	it.each(MISSING)('P8: goes out without a recording, for want of %s', async (missing, change) => {
		await change();
		expect(await call()).toEqual({
			recording: undefined,
			transcription: undefined,
			word: missing,
		});
	});

	it('P8: goes out without a recording to a customer who agreed to the call alone', async () => {
		const bela = await story.customer({ waId: '919900112233' });
		await speaks('en', bela);
		expect(await call(bela)).toMatchObject({ recording: undefined, word: 'recording_consent' });
	});

	it.each([
		['a country where everybody has to agree', 'consent_in_chat', { waId: '4915112345678' }],
		['a country that is not known', 'consent_in_chat', { waId: '8821612345678' }],
		['a country where one of both is enough', 'enabled', { waId: '919900112233' }],
		['the same, hidden behind a user name', 'enabled', { waId: null, userId: 'IN.77' }],
	])('P8: takes what a representative noted in %s: %s', async (_, word, ids) => {
		const other = await story.customer(ids);
		await story.do(
			async ({ contacts }) =>
				await contacts.setLocale(
					other.id,
					{ timeZone: 'Asia/Kolkata', timeZoneSource: 'record' },
					story.now,
				),
		);
		await speaks('en', other);
		await agrees('representative', other);
		expect((await call(other)).word).toBe(word);
	});

	it('P8: an objection holds against what a representative notes later …', async () => {
		await objects();
		story.seconds = 20;
		await agrees('representative');
		expect((await call()).word).toBe('no_objection');
	});

	it('P8: … and ends with the customer’s own yes', async () => {
		await objects();
		story.seconds = 20;
		await agrees();
		expect((await call()).word).toBe('enabled');
	});

	it('P8: is placed without a recording if Meta refuses the blocks, and says so', async () => {
		story.answers = [refuse(100), PLACED];
		expect(await call()).toEqual({
			recording: undefined,
			transcription: undefined,
			word: 'recording_refused',
		});
		expect(story.posted('connect')).toHaveLength(2);
	});

	it('goes once if Meta refuses a call without blocks in the same words', async () => {
		await policy({ calls: false, transcripts: false });
		story.answers = [refuse(100)];
		const wish = await story.yes(asha);
		expect((await story.dial(wish, asha)).started).toBe(false);
		expect(story.posted('connect')).toHaveLength(1);
	});

	it('the word is there before the request, which may be the last that is heard of the call', async () => {
		const wish = await story.yes(asha);
		const words: (string | null)[] = [];
		story.onGraph = async ({ body }) => {
			if (body.action === 'connect') words.push((await story.attempt(wish.id)).recording);
		};
		await story.dial(wish, asha);
		expect(words).toEqual(['enabled']);
	});

	it('V6: what an automated voice says is never recorded', async () => {
		const wish = await story.yes(asha);
		const claim = await story.ledger.claimAttempt({
			wishId: wish.id,
			contactId: asha.id,
			phoneNumberId: LINE,
			direction: 'outbound',
			leg: 'voice_agent',
			claimant: 'run-1',
			leaseSeconds: 60,
			now: story.now,
		});
		if (!claim.won) throw new Error('The claim was not won');
		const { attempt } = claim;
		const unrecorded = { attempt, contact: asha, sdp: OFFER, neverRecorded: true };
		expect(await placeCall(unrecorded, story.ports())).toMatchObject({ placed: true });
		expect(story.posted('connect')[0]).not.toHaveProperty('recording');
		expect((await story.attempt(wish.id)).recording).toBeNull();
	});
});

describe('a call that is accepted', () => {
	const accept = async () =>
		await acceptInboundCall(
			{ callId: CALL, phoneNumberId: LINE, claimant: 'run-1' },
			story.ports(),
		);
	const word = async () => (await story.attempt(`inbound:${CALL}`)).recording;

	beforeEach(async () => {
		story.answers = [ok()];
		story.session = { sessionId: 's-in', sdp: sdp(['a=setup:active', 'a=mid:0']) };
		const event = {
			type: 'call_offered' as const,
			eventKey: `${CALL}:connect`,
			at: story.now,
			phoneNumberId: LINE,
			displayPhoneNumber: null,
			wabaId: null,
			raw: null,
			callId: CALL,
			direction: 'inbound' as const,
			customer: { waId: ASHA, userId: null, parentUserId: null, name: null },
			opaque: null,
			sdp: OFFER,
			ctaPayload: null,
			deeplinkPayload: null,
		};
		await story.do(async ({ calls, wishes }) => {
			await calls.addEvent(event, asha.id, story.now);
			await calls.putSdp(CALL, 'offer', OFFER, story.now);
			const wish = { id: `inbound:${CALL}`, phoneNumberId: LINE, contactId: asha.id };
			await wishes.open({ ...wish, kind: 'inbound', scope: 'now', expiresAt: null }, story.now);
		});
	});

	it('P8: carries the blocks on accept, not on pre_accept', async () => {
		expect((await accept()).accepted).toBe(true);
		expect(story.posted('pre_accept')[0]).not.toHaveProperty('recording');
		expect(story.posted('accept')).toMatchObject([{ recording: BLOCK, transcription: BLOCK }]);
		expect(await word()).toBe('enabled');
	});

	it('P8: is answered without a recording, for want of the customer’s own consent', async () => {
		await objects();
		expect((await accept()).accepted).toBe(true);
		expect(story.posted('accept')[0]).not.toHaveProperty('recording');
		expect(await word()).toBe('no_objection');
	});

	it('P8: is answered all the same if Meta refuses the blocks', async () => {
		story.answers = [ok(), refuse(100), ok()];
		expect((await accept()).accepted).toBe(true);
		expect(story.posted('accept').map((body) => 'recording' in body)).toEqual([true, false]);
		expect(await word()).toBe('recording_refused');
	});
});
