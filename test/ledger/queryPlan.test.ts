import { expect, it } from 'vitest';

import type { GuardVerdict } from '../../nodes/shared/domain/qualityGuard';
import { messageFeatures } from '../../nodes/shared/domain/messageFeatures';
import { DESK_LEG, MANUAL_LEG, type LedgerTx } from '../../nodes/shared/ledger/ledger';
import { Secrets } from '../../nodes/shared/ledger/secrets';
import type { Sql, SqlTx } from '../../nodes/shared/ledger/sql';
import { sqlLedger } from '../../nodes/shared/ledger/sqlLedger';
import { openSqlite } from '../../nodes/shared/ledger/sqlite';
import { ALICE, at, LINE, person } from './story';

const SWEEP = {
	diallingToUnknownSeconds: 1,
	unknownToFailedSeconds: 1,
	manualDiallingToUnknownSeconds: 1,
};
const LEASE = { routeId: 'r', lane: 'chat' as const, holder: 'h', limit: 5, leaseSeconds: 60 };

/** What runs for every delivery, every dial and every turn of the pump. */
const HOT_PATHS: Record<string, Work> = {
	'resolving a contact': async (tx) => tx.contacts.resolve(person({ ...ALICE, name: 'B' }), at(1)),
	'an opt-out': async (tx, id) =>
		tx.contacts.setOptOut(id, { calls: true, at: at(1), messageId: 'wamid.no' }, at(1)),
	'a yes': async (tx, contactId) => {
		await tx.offers.open(contactId, LINE, at(2));
		await tx.consents.record(consent(contactId), at(2));
		await tx.wishes.open({ id: 'w1', ...wish(contactId) }, at(2));
		await tx.wishes.open({ id: 'w2', ...wish(contactId) }, at(2));
		await tx.consents.active(contactId, LINE, at(2));
	},
	'first sight and inbox rows': async (tx) => {
		await tx.inbox.firstSeen('e', at(1));
		await tx.inbox.add({ eventKey: 'e', routeId: 'r', lane: 'chat', body: '{}' }, at(1));
	},
	'a turn of the pump': async (tx) => {
		await tx.inbox.add({ eventKey: 'e', routeId: 'r', lane: 'chat', body: '{}' }, at(0));
		const [row] = await tx.inbox.lease(LEASE, at(1));
		await tx.inbox.extend(row!.id, 'h', 60, at(2));
		await tx.inbox.giveBack(row!.id, 'h', at(2));
		await tx.inbox.done(row!.id, at(2));
		await tx.inbox.takeOver('r', 'h2', at(2));
		await tx.inbox.purge(at(2));
	},
	'an attempt': async (tx, contactId) => {
		await tx.contacts.setOptOut(contactId, { calls: false, at: at(3), messageId: 'ok' }, at(3));
		await tx.wishes.open({ id: 'w3', ...wish(contactId) }, at(3));
		const claim = await tx.attempts.claim(attempt(contactId, 'w3'));
		if (!claim.won) throw new Error(claim.reason);
		const { id, opaque } = claim.attempt;
		await tx.attempts.startDialling(id, claim.token, null, at(4));
		await tx.attempts.match({ callId: 'wacid.1', opaque, phoneNumberId: LINE });
		await tx.attempts.placed(id, 'wacid.1', at(4));
		const sum = { callId: 'wacid.1', outcome: null, errorCode: null, at: at(5) };
		await tx.attempts.applyCall(id, { ...sum, status: 'ringing' }, at(5));
		await tx.attempts.live(contactId);
		await tx.attempts.strikes(contactId, LINE);
		await tx.attempts.inStatus('ringing', at(6));
		await tx.attempts.sweep(SWEEP, at(6));
	},
	'a message': async (tx, contact) => {
		const claim = { key: 'k', kind: 'text', contact, phoneNumberId: LINE, now: at(1) };
		await tx.sends.claim(claim);
		await tx.sends.settle('k', { status: 'sent', messageId: 'wamid.1' }, at(2));
		const status = { messageId: 'wamid.2', opaque: 'x', failed: false, errorCode: null };
		await tx.sends.settleByStatus(status, at(3));
		await tx.sends.countSince(LINE, 'text', at(0));
		await tx.sends.sweep(60, at(3));
	},
	'a message of a conversation': async (tx, contactId) => {
		const read = messageFeatures({ from: 'customer', text: 'Hi', at: at(1) });
		await tx.conversations.add(contactId, LINE, { ...read, isPhoto: false }, at(1));
		await tx.conversations.recent(contactId, LINE, at(0), 50);
		await tx.conversations.purge(at(0));
		await tx.threads.take({ contactId, phoneNumberId: LINE, owner: 'o', until: at(9) }, at(1));
		await tx.threads.owned(contactId, LINE, at(1));
		await tx.threads.release(contactId, LINE, at(1));
	},
	'an escalation': async (tx, contactId) => {
		const signal = { triggers: ['frustration'], action: 'apologise_offer', evidence: [] };
		const input = { contactId, phoneNumberId: LINE, ...signal };
		const { escalation } = await tx.escalations.open(input, at(1));
		await tx.escalations.open(input, at(2));
		await tx.escalations.advance(escalation.id, 'calling', at(2));
		await tx.escalations.live(contactId, LINE, at(3));
		await tx.escalations.close(escalation.id, 'declined', at(3));
		await tx.escalations.list(contactId, 5);
	},
	'a booked slot and what is due': async (tx, contactId) => {
		await tx.wishes.open({ id: 'w4', ...wish(contactId), scope: 'slot' }, at(1));
		const slot = { contactId, phoneNumberId: LINE, wishId: 'w4', escalationId: 'esc_1' };
		const times = { startAt: at(60), endAt: at(90), zone: 'UTC', earlyMs: 0, lateMs: 1000 };
		await tx.callbacks.book({ ...slot, ...times, capacity: 1, remindMs: 5000 }, at(1));
		await tx.callbacks.booked(contactId, LINE);
		await tx.callbacks.bookedStarts(LINE, at(0), at(99));
		const parked = await tx.callbacks.park({ ...slot, dueAt: null, wokenBy: 'hours' }, at(2));
		await tx.callbacks.wake('hours', { phoneNumberId: LINE }, at(3));
		await tx.callbacks.wake('hours', { phoneNumberId: LINE, contactId }, at(3));
		await tx.callbacks.due(['slot', 'hours'], [], at(60), 10);
		await tx.callbacks.due(['slot', 'hours'], [LINE, '1'], at(60), 10);
		await tx.callbacks.waiting(LINE, 10);
		await tx.callbacks.fire(parked.id, at(60));
		await tx.callbacks.cancel(parked.id, at(60));
		await tx.callbacks.list(contactId, 5);
		await tx.wishes.open({ id: 'w5', ...wish(contactId) }, at(61));
		await tx.wishes.close('w5', 'closed', at(62));
	},
	'a permission reply and the brake': async (tx, id) => {
		const reply = { response: 'accept', isPermanent: false, expiresAt: null, at: at(1) } as const;
		await tx.permissions.apply(id, LINE, reply, at(1));
		await tx.permissions.lastAnswers(LINE, 10);
	},
	'Explain, pages and repairs': async (tx, id) => {
		await tx.contacts.list({ limit: 5 });
		await tx.contacts.list({ limit: 5, after: id, changedSince: at(0) });
		await tx.contacts.rename(id, 'Alice', at(1));
		await tx.sends.list(id, 5);
		await tx.sends.unsettled(60, at(99));
		await tx.attempts.list(id, 5);
		await tx.contacts.setTest(id, true, at(1));
		await tx.contacts.resetTest(id, at(1));
	},
	'a brief and its corrections': async (tx, contactId) => {
		const of = { contactId, phoneNumberId: LINE, key: 'k', escalationId: null, threadUrl: null };
		const body = { status: 'ready' as const, fields: { a: 1 }, sources: {}, errors: [] };
		const { id } = await tx.briefs.put({ ...of, ...body, source: 'rules' }, at(1));
		await tx.briefs.put({ ...of, ...body, source: 'model' }, at(2));
		await tx.briefs.get(id);
		await tx.briefs.current(contactId, LINE, at(3));
		await tx.briefs.list(contactId, 5);
		const wrong = { field: 'a', kind: 'wrong' as const, before: 1, after: 2, by: 'r', at: at(3) };
		await tx.briefs.correct(id, { ...body, fields: { a: 2 } }, [wrong], at(3));
		await tx.briefs.corrections(contactId, 5);
		await tx.briefs.correctionsSince(LINE, at(0));
		const guidance = { phoneNumberId: LINE, field: 'a', kind: null, approvedBy: 'r' };
		await tx.guidance.approve({ ...guidance, text: 'Whole rupees.' }, at(4));
		await tx.guidance.list(LINE);
		await tx.guidance.approve({ ...guidance, text: '' }, at(5));
	},
	'a call by hand': async (tx, contactId) => {
		await tx.wishes.open({ id: 'w6', ...wish(contactId) }, at(3));
		const claim = await tx.attempts.claim({ ...attempt(contactId, 'w6'), leg: MANUAL_LEG });
		if (!claim.won) throw new Error(claim.reason);
		const { id } = claim.attempt;
		await tx.attempts.reserve(id, claim.token, 60, at(4));
		await tx.attempts.sweep(SWEEP, at(64));
		const again = await tx.attempts.claim({ ...attempt(contactId, 'w6'), leg: MANUAL_LEG });
		if (!again.won) throw new Error(again.reason);
		await tx.attempts.reserve(id, again.token, 60, at(4));
		const token = await tx.attempts.takeReserved(id, 60, at(5));
		await tx.attempts.startDialling(id, token ?? '', null, at(6));
		await tx.attempts.settleManual(id, 'completed', at(7));
	},
	'a reminder, a recap and a rating': async (tx, contactId) => {
		const of = { contactId, phoneNumberId: LINE };
		const reminder = { ...of, kind: 'reminder', scope: 'slot', startsAt: at(4) } as const;
		await tx.wishes.open({ ...reminder, id: 'reminder:1', expiresAt: null }, at(4));
		const claim = await tx.attempts.claim({ ...attempt(contactId, 'reminder:1'), now: at(5) });
		if (!claim.won) throw new Error(claim.reason);
		await tx.attempts.startDialling(claim.attempt.id, claim.token, 's', at(5));
		const recap = { ...of, escalationId: null, callId: 'wacid.1', dueAt: at(9) };
		await tx.callbacks.planRecap(recap, at(6));
		await tx.callbacks.wake('recap', of, at(7));
		const tap = { rating: 'good', messageId: 'wamid.tap', at: at(8) } as const;
		await tx.ratings.put({ attemptId: claim.attempt.id, contactId, ...tap }, at(8));
		await tx.ratings.list(contactId, 5);
		await tx.consents.revoke(contactId, 'automated_call', at(9), at(9));
	},
	'verdicts and what they leave to tell': async (tx, contactId) => {
		await tx.wishes.open({ id: 'w7', ...wish(contactId) }, at(3));
		const claim = await tx.attempts.claim(attempt(contactId, 'w7'));
		if (!claim.won) throw new Error(claim.reason);
		const { id } = claim.attempt;
		await tx.attempts.noteRecording(id, 'enabled');
		await tx.attempts.startDialling(id, claim.token, 's', at(4));
		await tx.attempts.sweep(SWEEP, at(9));
		await tx.attempts.sweep(SWEEP, at(99));
		await tx.attempts.untoldVerdicts(at(0));
		await tx.attempts.markTold(id, at(100));
	},
	'the quality guard': async (tx) => {
		await tx.guards.get(LINE);
		await tx.guards.put(LINE, { level: 'green' } as GuardVerdict, at(1));
		await tx.guards.warn(LINE, { about: 'unknown', at: at(1) }, 'alert:1');
		await tx.guards.records(LINE, at(0));
		await tx.guards.dialledSince(LINE, at(0));
	},
	'files of calls': async (tx, contactId) => {
		const of = { kind: 'recording', contactId, attemptId: null, phoneNumberId: LINE } as const;
		const file = { ...of, callId: 'wacid.1', mediaId: 'm', mimeType: null, sha256: null };
		const { id } = await tx.recordings.notice({ ...file, keepUntil: at(9) }, at(1));
		await tx.recordings.get(id);
		await tx.recordings.list(contactId, 5);
		await tx.recordings.toFetch(at(2), 5);
		await tx.recordings.failed(id, 'x', at(3), at(2));
		await tx.recordings.stored(id, 'a.ogg', at(4));
		await tx.recordings.object({ contactId, by: 'customer', at: at(5), since: at(0) }, at(5));
		await tx.recordings.objectedAt(contactId);
		await tx.recordings.toDelete(at(6), 5);
		await tx.recordings.deleted(id, at(6));
	},
	'a page of the desk': async (tx) => {
		const { id, page } = await signedIn(tx);
		await tx.deskDoors.get('app');
		await tx.deskAccess.session('session', at(1));
		await tx.deskPages.take(page, { sessionHash: 'session', keyHash: 'key', n: 1 }, at(1));
		const probe = await tx.deskPages.probe(page, at(1));
		await tx.deskPages.acknowledge(page, probe, at(1));
		await tx.deskPages.seen([page, 'page_2'], at(2));
		await tx.deskPages.readyPage(id, at(2));
		await tx.deskPages.allReady(at(2));
		await tx.deskPages.lost(at(2));
		await tx.deskPages.stand(page, at(3));
		await tx.deskAccess.signOut('session', at(4));
		await tx.representatives.revoke(id, at(5));
		await tx.deskPages.purge(at(0));
	},
	'what a representative is told': async (tx) => {
		const { id } = await signedIn(tx);
		await tx.deskEvents.add(id, { pageId: null, body: { kind: 'team' } }, at(1));
		await tx.deskEvents.after(id, 0, 50);
		await tx.deskEvents.lastSeq([id, 'rep_2']);
		await tx.deskEvents.purge(at(0));
	},
	'a ring at the desk': async (tx, contactId) => {
		const { id: representativeId, page: pageId } = await signedIn(tx);
		await tx.wishes.open({ id: 'w9', ...wish(contactId) }, at(3));
		const claim = await tx.attempts.claim({ ...attempt(contactId, 'w9'), leg: DESK_LEG });
		if (!claim.won) throw new Error(claim.reason);
		const { id: attemptId } = claim.attempt;
		const call = { direction: 'outbound', attemptId, contactId, phoneNumberId: LINE } as const;
		const ring = await tx.deskRings.start({ ...call, callId: null, endsAt: at(30) }, at(3));
		const { id } = ring!;
		await tx.deskRings.live();
		await tx.deskRings.get(id);
		await tx.deskRings.offer(id, { representativeId, pageId }, at(3));
		await tx.deskRings.offers(id);
		await tx.deskRings.offeredTo(representativeId);
		await tx.deskRings.shown(id, pageId, at(4));
		await tx.deskRings.take(id, { representativeId, pageId }, at(5));
		await tx.deskRings.setAttempt(id, attemptId);
		await tx.deskRings.close(id, representativeId, at(5));
		await tx.deskRings.end(id, 'nobody', at(5));
		await tx.deskRings.ofAttempt(attemptId);
		await tx.deskRings.ofCall('wacid.1');
		await tx.deskRings.ofContact(contactId, 5);
		const theirs = { ...call, direction: 'inbound', attemptId: null, callId: 'wacid.2' } as const;
		const inbound = (await tx.deskRings.start({ ...theirs, endsAt: at(30) }, at(5)))!;
		await tx.deskRings.offer(inbound.id, { representativeId, pageId }, at(5));
		await tx.deskRings.shown(inbound.id, pageId, at(5));
		await tx.deskRings.take(inbound.id, { representativeId, pageId }, at(6));
		await tx.deskRings.ringAgain(inbound.id, at(7));
		await tx.deskRings.purge(at(0));
		await tx.attempts.noteRepresentative(attemptId, representativeId);
	},
	'what a representative did': async (tx, contactId) => {
		const of = { attemptId: 'att_1', contactId, phoneNumberId: LINE, representativeId: 'rep_1' };
		const deed = { ...of, kind: 'outcome', outcome: 'sold', notes: 'two' } as const;
		const { id } = await tx.deskDeeds.add(deed, at(1));
		await tx.deskDeeds.untold(10, at(2));
		await tx.deskDeeds.markTold(id, at(2));
		await tx.deskDeeds.ofAttempt('att_1');
		await tx.deskDeeds.ofContact(contactId, 5);
	},
	'the team': async (tx, contactId) => {
		await tx.deskTeam.lastTalks(['rep_1', 'rep_2']);
		await tx.deskTeam.lastRepresentative(contactId);
		await tx.deskTeam.liveAttempt('rep_1');
		await tx.deskTeam.unfinished('rep_1', at(0));
		await tx.deskTeam.waiting();
		await tx.deskTeam.notCalled(at(0));
		await tx.callbacks.wake('representative', {}, at(1));
	},
	'an erasure': async (tx, contactId) => {
		await tx.consents.record(consent(contactId), at(2));
		await tx.erasures.erase(contactId, at(3));
		await tx.erasures.isOfErased({ callId: 'wacid.1', opaque: 'x' });
	},
	'two contacts that become one': async (tx) => {
		await tx.contacts.resolve(person({ waId: '14085550001' }), at(1));
		await tx.contacts.resolve(person({ userId: 'US.1' }), at(1));
		await tx.contacts.resolve(person({ waId: '14085550001', userId: 'US.1' }), at(1));
	},
	'the SDP of a call': async (tx) => {
		await tx.calls.putSdp('wacid.1', 'answer', 'v=0', at(1));
		await tx.calls.getSdp('wacid.1', 'answer', at(1));
		await tx.calls.undeliveredAnswers(at(1));
		await tx.calls.unansweredOffers(at(1), at(1));
		await tx.calls.markDelivered('wacid.1', at(1));
		await tx.calls.events('wacid.1');
	},
};

it.each(Object.keys(HOT_PATHS))('%s reads no table from end to end', async (name) => {
	const plan = await planOf(HOT_PATHS[name]!);
	expect(plan.length).toBeGreaterThan(0);
	expect(plan.filter(({ detail }) => /^SCAN (?!CONSTANT)/.test(detail))).toEqual([]);
});

/** Asked every minute for as long as the ledger lives: the past of years must not be gone through. */
const BY_TIME: [title: string, index: string, ask: (tx: LedgerTx) => Promise<unknown>][] = [
	['numbers to judge', 'attempts_ended_at', async (tx) => tx.guards.numbers(at(0))],
	['calls of a number', 'attempts_ended', async (tx) => tx.guards.records(LINE, at(0))],
	['attempts of a day', 'attempts_dialled', async (tx) => tx.guards.dialledSince(LINE, at(0))],
	['untold verdicts', 'attempts_untold', async (tx) => tx.attempts.untoldVerdicts(at(0))],
];

it.each(BY_TIME)('%s are looked up by their time', async (_title, index, ask) => {
	const plan = await planOf(ask, ended);
	const ways = plan.filter(({ detail }) => /^(SCAN|SEARCH) attempts /.test(detail));
	const byTime = new RegExp(`^SEARCH attempts USING (COVERING )?INDEX ${index} .*_at>`);
	expect(ways.length).toBeGreaterThan(0);
	expect(ways.filter(({ detail }) => !byTime.test(detail))).toEqual([]);
});

it('M5: what was decided today is looked up by its time', async () => {
	const plan = await planOf(async (tx) => tx.deskTeam.notCalled(at(0)));
	const today = /^SEARCH decisions USING (COVERING )?INDEX decisions_real \(checked_at>\?\)/;
	expect(plan.filter(({ detail }) => today.test(detail))).toHaveLength(1);
});

type Work = (tx: LedgerTx, contactId: string) => Promise<unknown>;

/** How the engine finds the rows of every statement of this work, not of what came before it. */
async function planOf(
	work: Work,
	before: Work = () => Promise.resolve(),
): Promise<{ detail: string; statement: string }[]> {
	const sql = await openSqlite({ path: ':memory:' });
	const heard = new Set<string>();
	const ledger = await sqlLedger(listening(sql, heard), new Secrets(Buffer.alloc(32, 7)));
	await ledger.transaction(async (tx) => {
		const contact = await tx.contacts.resolve(person(ALICE), at(0));
		await before(tx, contact!.id);
		heard.clear();
		await work(tx, contact!.id);
	});
	const steps = await sql.transaction(async (tx) => {
		const found: { detail: string; statement: string }[] = [];
		for (const statement of heard) {
			const plan = await tx.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`);
			found.push(...plan.map(({ detail }) => ({ detail, statement })));
		}
		return found;
	});
	await sql.close();
	return steps;
}

/** The same engine, remembering every statement. */
function listening(sql: Sql, heard: Set<string>): Sql {
	return {
		close: async () => sql.close(),
		transaction: async (work) =>
			sql.transaction(async (tx) => {
				const spy: SqlTx = {
					all: async (text, params) => (heard.add(text), tx.all(text, params)),
					get: async (text, params) => (heard.add(text), tx.get(text, params)),
					run: async (text, params) => (heard.add(text), tx.run(text, params)),
				};
				return work(spy);
			}),
	};
}

function wish(contactId: string) {
	return {
		phoneNumberId: LINE,
		contactId,
		kind: 'yes' as const,
		scope: 'now' as const,
		expiresAt: null,
	};
}

function consent(contactId: string) {
	return {
		...wish(contactId),
		key: 'call' as const,
		channel: 'whatsapp',
		messageId: 'wamid.yes',
		wording: null,
		offerMessageId: null,
		givenAt: at(2),
	};
}

function attempt(contactId: string, wishId: string) {
	return {
		wishId,
		contactId,
		phoneNumberId: LINE,
		direction: 'outbound' as const,
		leg: 'media_server',
		claimant: 'execution 1',
		leaseSeconds: 60,
		now: at(3),
	};
}

/** Somebody with an open page of the desk. */
async function signedIn(tx: LedgerTx): Promise<{ id: string; page: string }> {
	const priya = { name: 'Priya', role: 'representative' as const, phoneNumberIds: [] };
	const { id } = await tx.representatives.create(priya, at(0));
	await tx.deskAccess.addLink('link', id, at(0));
	await tx.deskAccess.signIn('link', 'session', at(0));
	const page = await tx.deskPages.open({ sessionHash: 'session', keyHash: 'key' }, at(0));
	return { id, page: page!.id };
}

/** A call that was placed and is over: without one nobody asks who refused. */
async function ended(tx: LedgerTx, contactId: string): Promise<void> {
	await tx.wishes.open({ id: 'w8', ...wish(contactId) }, at(0));
	const claim = await tx.attempts.claim({ ...attempt(contactId, 'w8'), now: at(0) });
	if (!claim.won) throw new Error(claim.reason);
	await tx.attempts.startDialling(claim.attempt.id, claim.token, 's', at(0));
	const end = { status: 'ended', outcome: 'failed', callId: 'wacid.8', at: at(1) } as const;
	await tx.attempts.applyCall(claim.attempt.id, { ...end, errorCode: null }, at(1));
}
