import { describe, expect, it } from 'vitest';

import type { CallEvent, OwnAction } from '../../../nodes/shared/domain/webhookEvent';
import { messageFeatures } from '../../../nodes/shared/domain/messageFeatures';
import { MANUAL_LEG, type Attempt, type Contact } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, HOURS, LINE, MINUTES, Story } from '../story';

const CALL = 'wacid.HBgLMTQwODU1NTEyMzQ';

export function erasuresContract(engine: Engine): void {
	whatGoes(engine);
	whatStays(engine);
	whatRings(engine);
	whatIsOnItsWay(engine);
}

function whatGoes(engine: Engine): void {
	describe('P4: a contact that is erased', () => {
		const story = new Story(engine);
		const erase = (id: string, seconds = HOURS) =>
			story.do((tx) => tx.erasures.erase(id, at(seconds)));

		it('P4: is found no more, by nothing', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact);
			const { attempt } = await story.past(contact, 60, 'no_answer').then((a) => ({ attempt: a }));
			const { escalation } = await story.escalate(contact);
			const brief = await story.brief(contact);
			await erase(contact.id);
			const found = await story.do(async (tx) => [
				await tx.contacts.get(contact.id),
				await tx.contacts.find(ALICE),
				await tx.wishes.get(wish.id),
				await tx.attempts.get(attempt.id),
				await tx.escalations.get(escalation.id),
				await tx.briefs.get(brief.id),
			]);
			expect(found).toEqual([null, null, null, null, null, null]);
			const listed = await story.do(async (tx) => [
				...(await tx.contacts.list({ limit: 9 })),
				...(await tx.consents.history(contact.id)),
				...(await tx.briefs.list(contact.id, 9)),
			]);
			expect(listed).toEqual([]);
		});

		it('P4: tells what it did, in rows by class', async () => {
			const contact = await story.meet();
			await story.consent(contact);
			await story.wish(contact);
			await story.refuse(contact, 60);
			const erasure = await erase(contact.id);
			expect(erasure).toMatchObject({
				contactId: contact.id,
				pseudonymised: { consents: 1 },
				suppressed: { calls: true, messages: false },
				erasedAt: at(HOURS),
			});
			expect(erasure?.deleted).toMatchObject({
				...{ contacts: 1, contact_aliases: 2, wishes: 1, opt_out_events: 1, attempts: 0 },
			});
			expect(erasure?.deleted).not.toHaveProperty('consents');
		});

		it('P10: a second time, or somebody unknown: nothing happens', async () => {
			const contact = await story.meet();
			await erase(contact.id);
			expect([await erase(contact.id), await erase('c_nobody')]).toEqual([null, null]);
		});

		it('P4: goes with everybody who was merged into it, by any of their ids', async () => {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			const one = await story.meet(ALICE, 60);
			const gone = one.id === user.id ? phone : user;
			expect(await erase(gone.id)).toMatchObject({ contactId: one.id, deleted: { contacts: 2 } });
			for (const id of [user.id, phone.id]) {
				expect(await story.do((tx) => tx.contacts.get(id))).toBeNull();
			}
		});

		it('P4: takes nothing of anybody else', async () => {
			const [alice, bob] = [await story.meet(ALICE), await story.meet(BOB)];
			await story.brief(alice, { key: 'a' });
			await story.brief(bob, { key: 'b' });
			await story.consent(bob, { expiresAt: null });
			const wish = await story.wish(bob, { id: 'yes:bob', expiresAt: null });
			await erase(alice.id);
			const left = await story.do(async (tx) => ({
				contact: (await tx.contacts.find(BOB))?.id,
				briefs: (await tx.briefs.list(bob.id, 9)).length,
				consents: (await tx.consents.active(bob.id, LINE, at(HOURS))).length,
				wish: (await tx.wishes.current(bob.id, LINE, at(HOURS)))?.id,
			}));
			expect(left).toEqual({ contact: bob.id, briefs: 1, consents: 1, wish: wish.id });
		});
	});
}

function whatStays(engine: Engine): void {
	describe('P4: whoever writes from an erased number', () => {
		const story = new Story(engine);

		it.each([
			{ title: 'calls', said: { calls: true }, refused: { calls: true, messages: false } },
			{ title: 'everything', said: { messages: true }, refused: { calls: true, messages: true } },
			{ title: 'nothing', said: null, refused: { calls: false, messages: false } },
			{
				title: 'calls, and took it back',
				said: { calls: true },
				back: { calls: false },
				refused: { calls: false, messages: false },
			},
		])('P4: is new, and refuses what was refused: $title', async ({ said, back, refused }) => {
			const before = await story.meet({ ...ALICE, name: 'Alice' });
			await story.do(async (tx) => {
				const change = (of: object, seconds: number) =>
					tx.contacts.setOptOut(
						before.id,
						{ ...of, at: at(seconds), messageId: `wamid.${seconds}` },
						at(seconds),
					);
				if (said) await change(said, 10);
				if (back) await change(back, 20);
			});
			const erasure = await story.do((tx) => tx.erasures.erase(before.id, at(60)));
			expect(erasure?.suppressed).toEqual(refused);
			for (const ids of [{ waId: ALICE.waId }, { userId: ALICE.userId }]) {
				const after = await story.meet(ids, HOURS);
				expect(after.id).not.toBe(before.id);
				const flags = { callOptOut: refused.calls, messageOptOut: refused.messages };
				expect(after).toMatchObject({ name: null, lastCallAttemptAt: null, ...flags });
				const wish = await story.wish(after, { id: `yes:${after.id}`, expiresAt: null }, HOURS);
				const claim = await story.claim(wish, { now: at(HOURS) });
				expect(claim.won).toBe(!refused.calls);
				const key = `send:${after.id}`;
				const send = { key, kind: 'text', contact: after.id, phoneNumberId: LINE, now: at(HOURS) };
				expect((await story.ledger.claimSend(send)).first).toBe(!refused.messages);
			}
		});

		it('P1: has agreed to nothing, though the proof of it is kept', async () => {
			const before = await story.meet();
			await story.consent(before, { scope: 'standing', expiresAt: null });
			await story.do((tx) => tx.erasures.erase(before.id, at(60)));
			const after = await story.meet(ALICE, 90);
			const consents = await story.do(async (tx) => [
				...(await tx.consents.active(after.id, LINE, at(90))),
				...(await tx.consents.history(after.id)),
			]);
			expect(consents).toEqual([]);
		});

		it('P6: is called without what was left of strikes and cool-down', async () => {
			const before = await story.meet();
			await story.past(before, 0, 'no_answer');
			await story.do((tx) => tx.erasures.erase(before.id, at(60)));
			const after = await story.meet(ALICE, 90);
			expect(after.lastCallAttemptAt).toBeNull();
			expect(await story.do((tx) => tx.attempts.strikes(after.id, LINE))).toBe(0);
		});
	});
}

function whatRings(engine: Engine): void {
	describe('P4: a call that rings while its customer is erased', () => {
		const story = new Story(engine);
		const rings = (more: Partial<CallEvent> = {}) =>
			({
				type: 'ringing',
				eventKey: `${CALL}:RINGING`,
				at: at(90),
				phoneNumberId: LINE,
				displayPhoneNumber: null,
				wabaId: null,
				raw: null,
				callId: CALL,
				direction: 'outbound',
				customer: { ...ALICE, parentUserId: null, name: 'Alice' },
				opaque: null,
				...more,
			}) as CallEvent;

		async function ringing(): Promise<{ contact: Contact; attempt: Attempt }> {
			const contact = await story.meet();
			const { attempt } = await story.dial(contact);
			await story.do(async (tx) => {
				await tx.attempts.placed(attempt.id, CALL, at(1));
				await tx.calls.addEvent(rings({ eventKey: 'first' }), contact.id, at(2));
			});
			await story.do((tx) => tx.erasures.erase(contact.id, at(60)));
			return { contact, attempt };
		}

		it('P4: its later events belong to nobody, and nothing of them is kept', async () => {
			const { contact, attempt } = await ringing();
			const late: (CallEvent | OwnAction)[] = [
				rings(),
				rings({ eventKey: 'end', type: 'terminated' }),
				{ type: 'own_terminate', callId: CALL, at: at(90) },
			];
			const heard = await story.do(async (tx) => {
				const kept: unknown[] = [];
				for (const event of late) kept.push(await tx.calls.addEvent(event, contact.id, at(90)));
				return {
					kept,
					match: await tx.attempts.match(rings()),
					erased: await tx.erasures.isOfErased({ callId: CALL, opaque: null }),
					contact: await tx.calls.contactOf(CALL),
					events: await tx.calls.events(CALL),
				};
			});
			const nothing = { match: null, contact: null, events: [] };
			expect(heard).toEqual({ ...nothing, kept: [false, false, false], erased: true });
			// What a dialling run does when Meta answers it.
			await story.do(async (tx) => {
				const sum = { callId: CALL, outcome: 'completed' as const, errorCode: null, at: at(90) };
				await tx.attempts.placed(attempt.id, CALL, at(90));
				await tx.attempts.applyCall(attempt.id, { ...sum, status: 'ended' }, at(90));
				await tx.attempts.unknown(attempt.id, 'x', at(90));
				await tx.attempts.refused(attempt.id, 'x', at(90));
			});
			expect(await story.do((tx) => tx.attempts.get(attempt.id))).toBeNull();
		});

		it('P4: also if Meta had not named it yet: by what went out with it', async () => {
			const contact = await story.meet();
			const { opaque } = (await story.dial(contact)).attempt;
			await story.do((tx) => tx.erasures.erase(contact.id, at(1)));
			const event = rings({ opaque });
			const heard = await story.do(async (tx) => [
				await tx.erasures.isOfErased(event),
				await tx.calls.addEvent(event, null, at(2)),
				await tx.erasures.isOfErased({ callId: CALL, opaque: null }),
			]);
			expect(heard).toEqual([true, false, false]);
		});

		it('P4: a new call to the same number is somebody’s again', async () => {
			await ringing();
			const again = await story.meet(ALICE, 2 * HOURS);
			const event = rings({ callId: 'wacid.2', eventKey: 'again', opaque: 'ff' });
			const heard = await story.do(async (tx) => [
				await tx.erasures.isOfErased(event),
				await tx.calls.addEvent(event, again.id, at(2 * HOURS)),
				await tx.calls.contactOf('wacid.2'),
			]);
			expect(heard).toEqual([false, true, again.id]);
		});
	});
}

function whatIsOnItsWay(engine: Engine): void {
	describe('P4: a run that began before its customer was erased', () => {
		const story = new Story(engine);
		const erase = (contact: Contact) => story.do((tx) => tx.erasures.erase(contact.id, at(60)));

		it('P4: dials nobody with the claim it holds', async () => {
			const contact = await story.meet();
			const wish = await story.wish(contact);
			const claim = await story.won(wish);
			await erase(contact);
			expect(await story.start(claim, 61)).toBe(false);
			await story.do((tx) => tx.attempts.release(claim.attempt.id, claim.token, 'x', at(62)));
			const again = await story.claim(wish, { now: at(63) });
			expect(again).toEqual({ won: false, reason: 'wish_not_open', attempt: null });
		});

		it('P4: is not begun with an item that still waits; others’ items are', async () => {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			const one = await story.meet(ALICE);
			const bob = await story.meet(BOB);
			const of = { routeId: 'wf1:node1', lane: 'chat' as const };
			const keys = await story.do(async (tx) => {
				for (const { id } of [user, phone, bob]) {
					const body = JSON.stringify({ contact: { id } });
					await tx.inbox.add({ ...of, eventKey: `${id}:message`, body }, at(50));
				}
				const first = { ...of, holder: 'pump', limit: 1, leaseSeconds: 60 };
				const running = await tx.inbox.lease(first, at(55));
				const erasure = await tx.erasures.erase(one.id, at(60));
				expect(erasure?.deleted.inbox).toBe(2);
				// The pump whose item it was finds nothing to give back.
				for (const { id } of running) await tx.inbox.giveBack(id, 'pump', at(61));
				const rest = await tx.inbox.lease({ ...first, limit: 9 }, at(HOURS));
				return rest.map(({ eventKey }) => eventKey);
			});
			expect(keys).toEqual([`${bob.id}:message`]);
			const again = { ...of, eventKey: `${user.id}:message`, body: '{}' };
			expect(await story.do((tx) => tx.inbox.add(again, at(70)))).toBe(false);
		});

		it('V5: finds its card taken off', async () => {
			const contact = await story.meet();
			const { attempt, token } = await story.reserved(await story.wish(contact));
			expect(attempt.leg).toBe(MANUAL_LEG);
			await erase(contact);
			const acts = await story.do(async (tx) => [
				await tx.attempts.takeReserved(attempt.id, MINUTES, at(61)),
				await tx.attempts.reserve(attempt.id, token, MINUTES, at(61)),
				await tx.attempts.settleManual(attempt.id, 'completed', at(61)),
			]);
			expect(acts).toEqual([null, false, false]);
		});

		it('P4: sends nothing, since nobody knows any more what was refused', async () => {
			const contact = await story.meet();
			await erase(contact);
			const send = {
				key: 'k',
				kind: 'text',
				contact: contact.id,
				phoneNumberId: LINE,
				now: at(61),
			};
			expect(await story.ledger.claimSend(send)).toMatchObject({ refused: 'message_opt_out' });
		});

		it('P4: leaves no new traces', async () => {
			const contact = await story.meet();
			await erase(contact);
			expect(await story.consent(contact, { expiresAt: null }, 61)).toBeNull();
			const traces = await story.do(async (tx) => {
				const of = { contactId: contact.id, phoneNumberId: LINE };
				const read = messageFeatures({ from: 'business', text: 'Shall we call?', at: at(61) });
				await tx.conversations.add(contact.id, LINE, { ...read, isPhoto: false }, at(61));
				const offer = { ...of, messageId: 'wamid.offer', escalationId: null, sentAt: at(61) };
				await tx.offers.put({ ...offer, expiresAt: at(HOURS) }, at(61));
				await tx.decisions.add({
					...{ ...of, id: 'dec_1', wishId: null, needs: null, retryAt: null, evidence: [] },
					...{ outcome: 'allow', reason: 'allowed', policy: 'default@1' },
					...{ checkedAt: at(61), dryRun: false },
				});
				return [
					await tx.conversations.recent(contact.id, LINE, at(0), 9),
					await tx.offers.open(contact.id, LINE, at(62)),
					await tx.decisions.list(contact.id, 9),
				];
			});
			expect(traces).toEqual([[], null, []]);
		});
	});
}
