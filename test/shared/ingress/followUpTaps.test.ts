import { beforeEach, describe, expect, it } from 'vitest';
import type { ConsentKey } from '../../../nodes/shared/ledger/ledger';
import { ASHA, buttonTap, LINE, OTHER_LINE, templateTap, textMessage, type Who } from './bodies';
import { at, Ingress, route } from './harness';

const story = new Ingress();
const BELA = '919800000001';
const DAY = 86_400;

let asha = '';

beforeEach(async () => {
	await story.deliver(textMessage('wamid.hello', 'hello', { at: story.unix }));
	asha = (await story.contact(ASHA)).id;
});

/** A tap at a second of the story, heard now. */
async function taps(id: string, more: { id?: string; seconds?: number; title?: string } = {}) {
	const { seconds = story.seconds, title = 'A button' } = more;
	const who: Who = { at: story.unix - story.seconds + seconds };
	const messageId = more.id ?? `wamid.${id}.${seconds}`;
	return await story.deliver(buttonTap(messageId, { id, title }, who, 'wamid.question'));
}

/** The item of the last tap. */
const lastItem = async () => (await story.items('r1')).at(-1);

const escalate = async (triggers: string[]) =>
	(
		await story.do(
			async ({ escalations }) =>
				await escalations.open(
					{ contactId: asha, phoneNumberId: LINE, triggers, action: 'offer_call', evidence: [] },
					story.now,
				),
		)
	).escalation;

/** An attempt to call a customer. */
async function attempt(contactId = asha): Promise<string> {
	const wish = { id: `yes:${contactId}`, contactId, phoneNumberId: LINE, kind: 'yes' as const };
	await story.do(
		async ({ wishes }) =>
			await wishes.open({ ...wish, scope: 'now', expiresAt: at(DAY) }, story.now),
	);
	const claim = await story.ledger.claimAttempt({
		wishId: wish.id,
		contactId,
		phoneNumberId: LINE,
		direction: 'outbound',
		leg: 'media_server',
		claimant: 'somebody',
		leaseSeconds: 60,
		now: story.now,
	});
	if (!claim.won) throw new Error(claim.reason);
	return claim.attempt.id;
}

const ratings = async (contactId = asha) =>
	await story.do(async (tx) => await tx.ratings.list(contactId, 9));

const consents = async (key: ConsentKey) =>
	(await story.do(async (tx) => await tx.consents.active(asha, LINE, story.now))).filter(
		(consent) => consent.key === key,
	);

const objectedAt = async () => await story.do(async (tx) => await tx.recordings.objectedAt(asha));

describe('V7: a rating is kept, with nothing wired for it', () => {
	it('against the call and the signal that led to it', async () => {
		await story.routes(route('r1'));
		await escalate(['complex_config', 'frustration']);
		const id = await attempt();
		story.seconds = 60;
		await taps(`wac:rating:${id}:good`, { id: 'wamid.tap' });
		expect(await ratings()).toMatchObject([
			{
				attemptId: id,
				contactId: asha,
				phoneNumberId: LINE,
				trigger: 'complex_config',
				rating: 'good',
				messageId: 'wamid.tap',
				at: at(60),
			},
		]);
		expect(await lastItem()).toMatchObject({
			contact: { id: asha },
			message: { intent: 'none', replyId: `wac:rating:${id}:good` },
			rating: { attemptId: id, rating: 'good', escalationTrigger: 'complex_config' },
		});
	});

	it('by a quick reply of a template too', async () => {
		const id = await attempt();
		const who = { at: story.unix };
		await story.deliver(templateTap('wamid.quick', `wac:rating:${id}:fair`, 'Fair', who));
		expect(await ratings()).toMatchObject([{ rating: 'fair' }]);
	});

	it('once, however often Meta delivers it', async () => {
		await story.routes(route('r1'));
		const id = await attempt();
		for (let times = 0; times < 3; times++) await taps(`wac:rating:${id}:good`);
		expect(await ratings()).toHaveLength(1);
		expect((await story.items('r1')).filter(({ rating }) => rating)).toHaveLength(1);
	});

	it.each([
		['in their order', ['good', 10], ['poor', 20]],
		['backwards', ['poor', 20], ['good', 10]],
	] as const)('the one tapped last stands, heard %s', async (_order, first, second) => {
		await story.routes(route('r1'));
		const id = await attempt();
		story.seconds = 30;
		for (const [rating, seconds] of [first, second])
			await taps(`wac:rating:${id}:${rating}`, { seconds });
		expect(await ratings()).toMatchObject([{ rating: 'poor', at: at(20) }]);
		expect((await lastItem())?.rating).toMatchObject({ rating: 'poor' });
	});

	it('weeks later, and by somebody who refused calls meanwhile', async () => {
		const id = await attempt();
		story.seconds = 60;
		await story.deliver(textMessage('wamid.no', "don't call me", { at: story.unix }));
		story.seconds = 30 * DAY;
		await taps(`wac:rating:${id}:poor`);
		expect(await ratings()).toMatchObject([{ rating: 'poor' }]);
	});

	it.each([
		['of another customer’s call', async () => `wac:rating:${await attemptOf(BELA)}:good`],
		['of no call', async () => 'wac:rating:att_0123456789abcdef01234567:good'],
		['with a value that no button has', async () => `wac:rating:${await attempt()}:best`],
		['with a name of JavaScript', async () => `wac:rating:${await attempt()}:constructor`],
		['without a call', async () => 'wac:rating:-:good'],
	])('not %s; the message is heard all the same', async (_what, button) => {
		await story.routes(route('r1'));
		const receipt = await taps(await button());
		expect(receipt).toMatchObject({ status: 200, routeIds: ['r1'] });
		expect(await ratings()).toEqual([]);
		const item = await lastItem();
		expect(item?.event.type).toBe('message_received');
		expect(item?.rating).toBeUndefined();
	});

	async function attemptOf(phone: string): Promise<string> {
		await story.deliver(textMessage('wamid.b', 'hello', { at: story.unix, phone }));
		return await attempt((await story.contact(phone)).id);
	}
});

describe('P8: a tap allows recordings, or objects to them', () => {
	it('yes: a standing consent of its own key, with its proof', async () => {
		await taps('wac:recording_yes:-:1', { id: 'wamid.yes', title: 'Yes, you may' });
		expect(await consents('recording')).toMatchObject([
			{
				scope: 'standing',
				channel: 'whatsapp',
				messageId: 'wamid.yes',
				wording: 'Yes, you may',
				offerMessageId: 'wamid.question',
				givenAt: at(0),
				expiresAt: null,
			},
		]);
		expect(await story.wish(ASHA)).toBeNull();
		expect(await consents('call')).toEqual([]);
	});

	it('no: every consent before it ends, and it counts as an objection', async () => {
		await taps('wac:recording_yes:-:1');
		story.seconds = 60;
		await taps('wac:recording_no:-:1');
		expect(await consents('recording')).toEqual([]);
		expect(await objectedAt()).toBe(at(60));
	});

	it('no: what was recorded is to be deleted now', async () => {
		const id = await attempt();
		const file = {
			kind: 'recording' as const,
			callId: 'wacid.1',
			attemptId: id,
			contactId: asha,
			phoneNumberId: LINE,
			mediaId: '938884519013664',
			mimeType: null,
			sha256: null,
			keepUntil: at(90 * DAY),
		};
		await story.do(async ({ recordings }) => await recordings.notice(file, story.now));
		const toDelete = async () =>
			await story.do(async ({ recordings }) => await recordings.toDelete(story.now, 9));
		story.seconds = 60;
		expect(await toDelete()).toEqual([]);
		await taps('wac:recording_no:-:1');
		expect(await toDelete()).toHaveLength(1);
	});

	it('a yes that was tapped before the no, and comes after it, is none', async () => {
		story.seconds = 60;
		await taps('wac:recording_no:-:1', { seconds: 50 });
		await taps('wac:recording_yes:-:1', { seconds: 40 });
		expect(await consents('recording')).toEqual([]);
	});

	it('a yes after the no takes it back', async () => {
		await taps('wac:recording_no:-:1');
		story.seconds = 60;
		await taps('wac:recording_yes:-:1');
		expect(await consents('recording')).toHaveLength(1);
	});

	it('a yes that is heard nine days late is none', async () => {
		story.seconds = 9 * DAY;
		await taps('wac:recording_yes:-:1', { seconds: 0 });
		expect(await consents('recording')).toEqual([]);
	});
});

describe('V6: a tap agrees to automated calls, or takes that back', () => {
	it('yes, with its proof', async () => {
		await taps('wac:automated_yes:-:1', { id: 'wamid.auto', title: 'Yes' });
		expect(await consents('automated_call')).toMatchObject([
			{ scope: 'standing', messageId: 'wamid.auto', wording: 'Yes', expiresAt: null },
		]);
		expect(await story.wish(ASHA)).toBeNull();
	});

	it('no', async () => {
		await taps('wac:automated_yes:-:1');
		story.seconds = 60;
		await taps('wac:automated_no:-:1');
		expect(await consents('automated_call')).toEqual([]);
	});

	it('a yes that was tapped before the no, and comes after it, is none', async () => {
		story.seconds = 60;
		await taps('wac:automated_no:-:1', { seconds: 50 });
		await taps('wac:automated_yes:-:1', { seconds: 40 });
		expect(await consents('automated_call')).toEqual([]);
	});

	it('P4: whoever wants no calls agrees to none by an old button', async () => {
		await story.deliver(textMessage('wamid.no', "don't call me", { at: story.unix }));
		story.seconds = 60;
		await taps('wac:automated_yes:-:1');
		expect(await consents('automated_call')).toEqual([]);
		story.seconds = 120;
		await story.deliver(textMessage('wamid.in', 'you can call me again', { at: story.unix }));
		expect((await story.contact(ASHA)).callOptOut).toBe(false);
		expect(await consents('automated_call')).toEqual([]);
		story.seconds = 180;
		await taps('wac:automated_yes:-:1');
		expect(await consents('automated_call')).toHaveLength(1);
	});

	it('P4: a refusal of calls ends it', async () => {
		await taps('wac:automated_yes:-:1');
		story.seconds = 60;
		await story.deliver(textMessage('wamid.no', "don't call me", { at: story.unix }));
		expect(await consents('automated_call')).toEqual([]);
	});
});

describe('V7: a topic belongs to the wish to talk', () => {
	const evidence = async (id: string) =>
		(await story.do(async (tx) => await tx.escalations.get(id)))?.evidence;

	it.each(['-', 'its own'])('of the live escalation (button of %s)', async (named) => {
		await story.routes(route('r1'));
		const { id } = await escalate(['explicit_request']);
		story.seconds = 60;
		await taps(`wac:triage:${named === '-' ? '-' : id}:price`, { id: 'wamid.topic' });
		expect(await evidence(id)).toEqual([
			{
				trigger: 'triage',
				messageId: 'wamid.topic',
				matched: 'price',
				value: null,
				threshold: null,
			},
		]);
		const escalation = await story.do(async (tx) => await tx.escalations.get(id));
		expect(escalation).toMatchObject({ triggers: ['explicit_request'], action: 'offer_call' });
		expect((await lastItem())?.triage).toEqual({ topic: 'price' });
	});

	it('a button of an earlier talk says nothing about this one', async () => {
		await story.routes(route('r1'));
		const { id } = await escalate(['explicit_request']);
		await taps('wac:triage:esc_of_yesterday:problem');
		expect(await evidence(id)).toEqual([]);
		expect((await lastItem())?.triage).toEqual({ topic: 'problem' });
	});

	it('opens no escalation', async () => {
		await taps('wac:triage:-:order');
		expect(await story.do(async (tx) => await tx.escalations.list(asha, 9))).toEqual([]);
	});
});

describe('a tap on a follow-up', () => {
	it.each([
		'wac:rating:att_1:good',
		'wac:triage:-:order',
		'wac:recording_yes:-:1',
		'wac:recording_no:-:1',
		'wac:automated_yes:-:1',
		'wac:automated_no:-:1',
	])('P1, C2: %s answers no open offer and is no part of the conversation', async (button) => {
		const offer = { messageId: 'wamid.question', phoneNumberId: LINE, contactId: asha };
		const sent = { escalationId: null, sentAt: story.now, expiresAt: at(3600) };
		await story.do(async ({ offers }) => await offers.put({ ...offer, ...sent }, story.now));
		story.seconds = 10;
		await taps(button, { title: 'Yes, call me now' });
		const open = async () =>
			await story.do(async ({ offers }) => await offers.open(asha, LINE, story.now));
		expect(await open()).toMatchObject({ messageId: 'wamid.question' });
		expect(await story.wish(ASHA)).toBeNull();
		const said = await story.do(async (tx) => await tx.conversations.recent(asha, LINE, at(0), 9));
		expect(said.map(({ id }) => id)).toEqual(['wamid.hello']);
		// A bare yes still answers the offer.
		story.seconds = 20;
		await story.deliver(textMessage('wamid.yes', 'yes', { at: story.unix }));
		expect(await story.wish(ASHA)).toMatchObject({ id: 'yes:wamid.yes' });
	});

	it('opens the reply window, as every message does', async () => {
		story.seconds = DAY;
		await taps('wac:triage:-:order');
		expect((await story.contact(ASHA)).replyWindowUntil).toBe(at(2 * DAY));
	});

	it('of somebody who hides everything changes nothing', async () => {
		const tap = buttonTap(
			'wamid.x',
			{ id: 'wac:recording_no:-:1', title: 'No' },
			{
				at: story.unix,
				phone: null,
			},
		);
		expect(await story.deliver(tap)).toMatchObject({ status: 200 });
	});
});

describe('Follow-Up Taps of a trigger', () => {
	it('are the taps alone', async () => {
		await story.routes(route('r1', { groups: ['followUpTaps'] }));
		await story.deliver(textMessage('wamid.1', 'how are you?', { at: story.unix }));
		await taps('wac:offer_yes:esc_1:1');
		await taps('wac:rating:att_1:5');
		await taps('wac:triage:-:order', { id: 'wamid.topic' });
		const items = await story.items('r1');
		expect(items.map(({ event }) => event.key)).toEqual(['wamid.topic:message']);
	});

	it('come to whoever takes messages as before, and to both groups of one trigger once', async () => {
		await story.routes(
			route('chat', { groups: ['messages'] }),
			route('both', { groups: ['messages', 'followUpTaps'] }),
			route('calls', { groups: ['callEvents', 'permissionReplies', 'accountAlerts'] }),
			route('other', { groups: ['followUpTaps'], phoneNumberIds: [OTHER_LINE] }),
		);
		const { routeIds } = await taps('wac:triage:-:order');
		expect(routeIds.sort()).toEqual(['both', 'chat']);
		expect(await story.rows('both')).toHaveLength(1);
		await story.deliver(textMessage('wamid.1', 'hi', { at: story.unix }));
		expect(await story.rows('both')).toHaveLength(1);
	});
});
