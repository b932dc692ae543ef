import { beforeEach, describe, expect, it } from 'vitest';
import type { Attempt, Contact } from '../../../nodes/shared/ledger/ledger';
import { ASHA, callEnded, DISPLAY, LINE, OTHER_LINE, textMessage } from './bodies';
import { at, Ingress, route } from './harness';

const story = new Ingress();
const CALL = 'wacid.HBgLOTE5ODEy';
const DAY = 86_400;
let asha: Contact;

/** Meta, calling/call-recording and /call-transcription (2026-08-31): without `to` and `direction`. */
const file = (
	event: 'recording' | 'transcription',
	{ callId = CALL, line = LINE, mediaId = '1234567890' as string | null } = {},
) => ({
	field: 'calls',
	value: {
		messaging_product: 'whatsapp',
		metadata: { display_phone_number: DISPLAY, phone_number_id: line },
		calls: [
			{
				id: callId,
				from: ASHA,
				event: `call_${event}_available`,
				timestamp: String(story.unix),
				...(event === 'recording'
					? { call_recording: { type: 'audio', audio: media('audio/ogg; codecs=opus', mediaId) } }
					: { call_transcript: { document: media('application/json', mediaId) } }),
			},
		],
	},
});

const media = (mime_type: string, id: string | null) => ({
	...(id && { id }),
	sha256: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
	mime_type,
	url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1',
});

const keepDays = async (days: number | null) =>
	await story.do(async ({ policies }) => {
		await policies.put('default', LINE, { recording: { keepDays: days } }, story.now);
	});

const kept = async () => await story.do(async (tx) => await tx.recordings.list(asha.id, 9));

/** Our call of Asha, which had this word about its recording. */
async function called(word: string | null): Promise<Attempt> {
	const claim = await story.ledger.claimAttempt({
		wishId: 'yes:wamid.1',
		contactId: asha.id,
		phoneNumberId: LINE,
		direction: 'outbound',
		leg: 'media_server',
		claimant: 'somebody',
		leaseSeconds: 60,
		now: story.now,
	});
	if (!claim.won) throw new Error(`Not claimed: ${claim.reason}`);
	const { attempt, token } = claim;
	await story.do(async ({ attempts }) => {
		await attempts.startDialling(attempt.id, token, 'session-1', story.now);
		await attempts.placed(attempt.id, CALL, story.now);
		if (word !== null) await attempts.noteRecording(attempt.id, word);
	});
	return attempt;
}

beforeEach(async () => {
	await story.routes(route('calls'));
	await story.deliver(textMessage('wamid.1', 'call me now', { at: story.unix }));
	asha = await story.contact(ASHA);
	await keepDays(30);
});

describe('P8: WhatsApp tells of a file of a call', () => {
	it('of ours that is recorded: it is kept until its date, and on the item', async () => {
		const attempt = await called('enabled');
		await story.deliver(callEnded(CALL, { at: story.unix + 60 }, { seconds: 50 }));
		story.seconds = 90;
		await story.deliver(file('recording'), file('transcription', { mediaId: '99' }));
		expect((await kept()).sort((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
			{
				kind: 'recording',
				status: 'noticed',
				callId: CALL,
				attemptId: attempt.id,
				contactId: asha.id,
				phoneNumberId: LINE,
				mediaId: '1234567890',
				mimeType: 'audio/ogg; codecs=opus',
				keepUntil: at(90 + 30 * DAY),
			},
			{ kind: 'transcript', mediaId: '99', mimeType: 'application/json' },
		]);
		const items = (await story.items('calls')).slice(0, 3);
		expect(items.map(({ event }) => event.type)).toEqual([
			'terminated',
			'recording_ready',
			'transcript_ready',
		]);
		expect(items.map((item) => (item as { recording?: object }).recording)).toEqual([
			undefined,
			expect.objectContaining({ kind: 'recording', status: 'noticed', reference: null }),
			expect.objectContaining({ kind: 'transcript', status: 'noticed' }),
		]);
		expect(JSON.stringify(items)).not.toMatch(/lookaside|1234567890|n4bQ/);
		expect(await story.drops()).toEqual({});
	});

	it('twice: it is one file', async () => {
		await called('enabled');
		await story.deliver(file('recording'));
		await story.deliver(file('recording'));
		story.seconds = 5;
		await story.deliver(file('recording'));
		expect(await kept()).toHaveLength(1);
	});

	it.each([
		['that is not recorded', null],
		['for which a precondition was missing', 'recording_consent'],
		['for which WhatsApp refused the blocks', 'recording_refused'],
	])('of ours %s: counted, and never fetched', async (_, word) => {
		await called(word);
		await story.deliver(file('recording'));
		expect(await kept()).toEqual([]);
		expect(await story.drops()).toEqual({ recording_not_asked_for: 1 });
	});

	it.each([
		['of another app’s call', { callId: 'wacid.OTHER' }],
		['of a call of another number', { line: OTHER_LINE }],
	])('%s: counted, and never fetched', async (_, other) => {
		await called('enabled');
		await story.deliver(file('recording', other));
		expect(await kept()).toEqual([]);
		expect(await story.drops()).toEqual({ recording_not_asked_for: 1 });
	});

	it('without saying which, or when nothing says how long it may stay', async () => {
		await called('enabled');
		await story.deliver(file('recording', { mediaId: null }));
		await keepDays(null);
		story.seconds = 5;
		await story.deliver(file('recording'));
		expect(await kept()).toEqual([]);
		expect(await story.drops()).toEqual({
			recording_without_file: 1,
			recording_without_retention: 1,
		});
	});

	it('after the customer objected in the call: it is to go at once, and no workflow gets it', async () => {
		await called('enabled');
		story.seconds = 30;
		const objection = {
			contactId: asha.id,
			by: 'representative' as const,
			at: at(30),
			since: at(-9),
		};
		await story.do(async ({ recordings }) => await recordings.object(objection, story.now));
		story.seconds = 60;
		await story.deliver(file('recording'));
		const due = await story.do(async (tx) => await tx.recordings.toDelete(story.now, 9));
		expect(due).toHaveLength(1);
		const [item] = await story.items('calls');
		expect(item).not.toHaveProperty('recording');
	});
});
