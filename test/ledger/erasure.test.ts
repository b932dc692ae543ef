import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import type { CallEvent } from '../../nodes/shared/domain/webhookEvent';
import { messageFeatures } from '../../nodes/shared/domain/messageFeatures';
import { MANUAL_LEG, type Ledger, type LedgerTx } from '../../nodes/shared/ledger/ledger';
import { Secrets } from '../../nodes/shared/ledger/secrets';
import type { Sql } from '../../nodes/shared/ledger/sql';
import { sqlLedger } from '../../nodes/shared/ledger/sqlLedger';
import { openSqlite } from '../../nodes/shared/ledger/sqlite';
import { temporaryFolder } from './bundle';
import { ALICE, at, HOURS, LINE, person } from './story';

const NAME = 'Alice Farnsworth';
const PARENT = 'US.55551208655302741918';
/** Meta's ids hold the customer's number in base64 (shape: webhook fixtures). */
const idOf = (n: number): string =>
	`wamid.${Buffer.from(`\x1c\x18\x0b${ALICE.waId}\x15\x02${n}`).toString('base64')}`;
const CALL = `wacid.${Buffer.from(`\x1c\x18\x0b${ALICE.waId}\x12\x18`).toString('base64')}`;
/** What a brief says of her, in no other place. */
const ROOM = 'third floor without a lift';

/** Settings, counters and other people's rows: nothing of a customer is written there. */
const NOBODYS = [
	'desk_doors',
	'desk_links',
	'desk_pages',
	'desk_sessions',
	'drops',
	'guard_records',
	'guard_warnings',
	'guidance',
	'line_restrictions',
	'meta',
	'phone_lines',
	'policies',
	'representatives',
	'route_urls',
	'routes',
];
/** Keys of events, for as long as they stop repeats (see `eraseContact`). */
const SHORT_LIVED = ['seen_events', 'inbox'];

describe('P4: what is left of an erased customer', () => {
	const folder = temporaryFolder();

	it('P4: no table keeps id, number, name or message, whatever the ledger knew', async () => {
		const { sql, ledger } = await open(':memory:');
		const ids = await ledger.transaction(fillEverything);
		const before = await tables(sql);
		const empty = Object.keys(before).filter((table) => before[table]?.length === 0);
		// A new table that holds something of a customer is filled above, or it is nobody's.
		expect(empty.filter((table) => !NOBODYS.includes(table))).toEqual([]);
		const erasure = await ledger.transaction((tx) => tx.erasures.erase(ids[0]!, at(HOURS)));

		const telling = [...ids, ALICE.waId, ALICE.userId, PARENT, NAME, ROOM, ...MESSAGES, CALL];
		const after = await tables(sql);
		const found = Object.entries(after).flatMap(([table, rows]) => {
			const secrets = SHORT_LIVED.includes(table) ? [...ids, ALICE.userId, NAME] : telling;
			return rows.flatMap((row) => leaks(row, secrets, table));
		});
		expect(found).toEqual([]);
		const left = Object.keys(after).filter((table) => after[table]?.length !== 0);
		// Recordings lead to nobody any more; their files are still to be deleted.
		const proof = ['consents', 'recordings', 'suppressions'];
		const kept = [...proof, 'meta', 'representatives', ...SHORT_LIVED];
		expect(left.sort()).toEqual(kept.sort());
		const gone = Object.entries(before).filter(([table]) => !kept.includes(table));
		expect(after.inbox).toMatchObject([{ status: 'done', body: null }]);
		const counts = gone.map(([table, rows]) => [table, rows.length]);
		const { inbox, recordings, ...deleted } = erasure!.deleted;
		expect([inbox, recordings]).toEqual([1, 1]);
		expect(deleted).toEqual(
			Object.fromEntries(counts.filter(([table]) => !NOBODYS.includes(String(table)))),
		);
		await ledger.close();
	});

	it('P4: the words, times and terms of a yes stay, and lead to nobody', async () => {
		const { sql, ledger } = await open(':memory:');
		const [id] = await ledger.transaction(fillEverything);
		const [before] = (await tables(sql)).consents!;
		await ledger.transaction((tx) => tx.erasures.erase(id!, at(HOURS)));
		const [after] = (await tables(sql)).consents!;
		const { contact_id, message_id, offer_message_id, ...proof } = after!;
		expect(before).toMatchObject(proof);
		expect(proof).toMatchObject({ wording: 'yes, call me now', scope: 'standing' });
		// Whoever shows the message can prove it.
		const nameOf = (purpose: string, value: string) => ledger.keyedHash(purpose, value);
		expect([message_id, offer_message_id]).toEqual([
			nameOf('erased message', idOf(1)),
			nameOf('erased message', idOf(2)),
		]);
		expect(contact_id).toMatch(/^[0-9a-f]{64}$/);
		await ledger.close();
	});

	it('P4: the file itself does not hold it any more', async () => {
		const path = folder.path('erased.sqlite');
		const { ledger } = await open(path);
		const ids = await ledger.transaction(fillEverything);
		await ledger.transaction((tx) => tx.erasures.erase(ids[0]!, at(HOURS)));
		await ledger.close();
		const bytes = await readFile(path, 'latin1');
		expect(bytes).toContain('yes, call me now');
		for (const secret of [...ids, ALICE.waId, ALICE.userId, NAME]) {
			expect(bytes.includes(secret)).toBe(false);
		}
	});

	it('S1, S3, V4: what briefs, desk and notes say of a customer is never readable in it', async () => {
		const { sql, ledger } = await open(':memory:');
		await ledger.transaction(fillEverything);
		const { briefs, corrections, desk_events: told, desk_deeds: deeds } = await tables(sql);
		const secrets = [NAME, ROOM, ALICE.waId, 'has no lift', 'sold'];
		const rows = [...briefs!, ...corrections!, ...told!, ...deeds!];
		const found = rows.flatMap((row) => leaks(row, secrets, 'briefs'));
		for (const table of [briefs, told, deeds]) expect(table).not.toEqual([]);
		expect(found).toEqual([]);
		await ledger.close();
	});
});

async function open(path: string): Promise<{ sql: Sql; ledger: Ledger }> {
	const sql = await openSqlite({ path });
	return { sql, ledger: await sqlLedger(sql, new Secrets(Buffer.alloc(32, 7))) };
}

type Row = Record<string, unknown>;

async function tables(sql: Sql): Promise<Record<string, Row[]>> {
	return sql.transaction(async (tx) => {
		const names = await tx.all<{ name: string }>(
			`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`,
		);
		const rows: Record<string, Row[]> = {};
		for (const { name } of names) rows[name] = await tx.all<Row>(`SELECT * FROM ${name}`);
		return rows;
	});
}

/** Where a secret stands, as it is or in base64. */
function leaks(row: Row, secrets: readonly string[], table: string): string[] {
	return Object.entries(row).flatMap(([column, value]) => {
		const text = String(value);
		const parts = text.match(/[\w+/-]{12,}/g) ?? [];
		const readable = [text, ...parts.map((part) => Buffer.from(part, 'base64').toString('latin1'))];
		return secrets
			.filter((secret) => readable.some((each) => each.includes(secret)))
			.map((secret) => `${table}.${column}: ${secret}`);
	});
}

const MESSAGES = [1, 2, 3, 4, 5].map(idOf);

/** All that a ledger ever knows of one customer, who was two contacts at first. Gives both ids. */
async function fillEverything(tx: LedgerTx): Promise<string[]> {
	const user = (await tx.contacts.resolve(person({ userId: ALICE.userId, name: NAME }), at(0)))!;
	const phone = (await tx.contacts.resolve(person({ waId: ALICE.waId, name: NAME }), at(0)))!;
	const known = { ...ALICE, parentUserId: PARENT, name: NAME };
	const one = (await tx.contacts.resolve(person(known), at(1)))!;
	const of = { contactId: one.id, phoneNumberId: LINE };
	await talk(tx, of);
	await plan(tx, of);
	await call(tx, of);
	await brief(tx, of);
	await afterwards(tx, of);
	await desk(tx, of);
	const event = { eventKey: `${idOf(3)}:message`, routeId: 'r', lane: 'chat' as const };
	await tx.inbox.firstSeen(`app:${event.eventKey}`, at(1));
	await tx.inbox.add({ ...event, body: JSON.stringify({ contact: one }) }, at(1));
	const refusal = { calls: true, at: at(50), messageId: idOf(5) };
	await tx.contacts.setOptOut(one.id, refusal, at(50));
	return [one.id, one.id === user.id ? phone.id : user.id];
}

interface Party {
	contactId: string;
	phoneNumberId: string;
}

async function talk(tx: LedgerTx, of: Party): Promise<void> {
	const { contactId } = of;
	const read = messageFeatures({ from: 'customer', text: 'Hi', at: at(1), id: idOf(3) });
	await tx.conversations.add(contactId, LINE, { ...read, isPhoto: false }, at(1));
	await tx.threads.take({ ...of, owner: 'priya', until: at(HOURS) }, at(1));
	const offer = { ...of, messageId: idOf(2), escalationId: null, sentAt: at(1) };
	await tx.offers.put({ ...offer, expiresAt: at(HOURS) }, at(1));
	await tx.consents.record(
		{
			...{ ...of, key: 'call', scope: 'standing', channel: 'whatsapp', messageId: idOf(1) },
			...{ wording: 'yes, call me now', offerMessageId: idOf(2), givenAt: at(2), expiresAt: null },
		},
		at(2),
	);
	const reply = { response: 'accept', isPermanent: false, expiresAt: null, at: at(3) } as const;
	await tx.permissions.apply(contactId, LINE, reply, at(3));
	const send = { key: `text:${idOf(3)}:node1`, kind: 'text', phoneNumberId: LINE, now: at(3) };
	await tx.sends.claim({ ...send, contact: contactId });
	await tx.sends.settle(send.key, { status: 'sent', messageId: idOf(4) }, at(4));
	await tx.decisions.add({
		...{ ...of, id: 'dec_1', wishId: `yes:${idOf(1)}`, needs: null, retryAt: null, evidence: [] },
		...{
			outcome: 'allow',
			reason: 'allowed',
			policy: 'default@1',
			checkedAt: at(4),
			dryRun: false,
		},
	});
}

async function plan(tx: LedgerTx, of: Party): Promise<void> {
	const signal = { trigger: 'complex_config', matched: 'sofa', value: null, threshold: null };
	const evidence = [{ ...signal, messageId: idOf(3) }];
	const reasons = { triggers: ['complex_config'], action: 'offer_specialist', evidence };
	await tx.escalations.open({ ...of, ...reasons }, at(2));
	const wish = { ...of, kind: 'yes', scope: 'now', expiresAt: null } as const;
	await tx.wishes.open({ ...wish, id: `yes:${idOf(1)}` }, at(5));
	const request = { ...of, wishId: `yes:${idOf(1)}`, escalationId: null, dueAt: null };
	await tx.callbacks.park({ ...request, wokenBy: 'hours' }, at(5));
}

async function call(tx: LedgerTx, of: Party): Promise<void> {
	const claim = await tx.attempts.claim({
		...{ ...of, wishId: `yes:${idOf(1)}`, direction: 'outbound', leg: MANUAL_LEG },
		...{ claimant: `app:${idOf(3)}:message`, leaseSeconds: 60, now: at(6) },
	});
	if (!claim.won) throw new Error(claim.reason);
	await tx.attempts.startDialling(claim.attempt.id, claim.token, 'session 1', at(7));
	await tx.attempts.placed(claim.attempt.id, CALL, at(7));
	const event: CallEvent = {
		...{ type: 'ringing', eventKey: `${CALL}:RINGING`, at: at(8), phoneNumberId: LINE },
		...{ displayPhoneNumber: null, wabaId: null, raw: null, callId: CALL, direction: 'outbound' },
		customer: { ...ALICE, parentUserId: PARENT, name: NAME },
		opaque: claim.attempt.opaque,
	};
	await tx.calls.addEvent(event, of.contactId, at(8));
	await tx.calls.putSdp(CALL, 'answer', 'v=0', at(8));
}

/** What follows a call: a recap that waits, a rating, a recording and what was said against it. */
async function afterwards(tx: LedgerTx, of: Party): Promise<void> {
	const { contactId, phoneNumberId } = of;
	const recap = { ...of, escalationId: null, callId: CALL, dueAt: at(99) };
	await tx.callbacks.planRecap(recap, at(12));
	const attempt = await tx.attempts.getByWish(`yes:${idOf(1)}`);
	const attemptId = attempt!.id;
	const tap = { rating: 'good', messageId: idOf(4), at: at(13) } as const;
	await tx.ratings.put({ attemptId, contactId, ...tap }, at(13));
	await tx.recordings.notice(
		{
			...{ kind: 'recording', callId: CALL, attemptId, contactId, phoneNumberId },
			...{ mediaId: '1037543291543636', mimeType: 'audio/ogg', sha256: null, keepUntil: at(HOURS) },
		},
		at(14),
	);
	const objection = { contactId, by: 'representative', at: at(15), since: at(0) } as const;
	await tx.recordings.object(objection, at(15));
}

/** It rang at the desk, where her name was on screen, and somebody wrote about the call. */
async function desk(tx: LedgerTx, of: Party): Promise<void> {
	const { contactId } = of;
	const who = { name: 'Priya', role: 'representative', phoneNumberIds: [] } as const;
	const { id: representativeId } = await tx.representatives.create(
		{ ...who, phoneNumberIds: [] },
		at(0),
	);
	const attempt = await tx.attempts.getByWish(`yes:${idOf(1)}`);
	const attemptId = attempt!.id;
	const call = { ...of, direction: 'outbound', attemptId, callId: null } as const;
	const ring = (await tx.deskRings.start({ ...call, endsAt: at(30) }, at(6)))!;
	await tx.deskRings.offer(ring.id, { representativeId, pageId: 'page_1' }, at(6));
	const customer = { name: NAME, phone: ALICE.waId, language: 'en' };
	const shown = { id: ring.id, direction: 'outbound', customer, line: null, brief: null } as const;
	await tx.deskEvents.add(
		representativeId,
		{ pageId: 'page_1', body: { kind: 'ring', ring: { ...shown, endsAt: at(30) } } },
		at(6),
	);
	await tx.deskDeeds.add(
		{
			...{ kind: 'outcome', representativeId, attemptId, contactId, phoneNumberId: LINE },
			...{ outcome: 'sold', notes: `${NAME}: ${ROOM}` },
		},
		at(16),
	);
}

async function brief(tx: LedgerTx, of: Party): Promise<void> {
	const fields = { customer_name: NAME, room_constraints: ROOM };
	const { id } = await tx.briefs.put(
		{
			...{ ...of, key: `${idOf(3)}:message:node1`, escalationId: null, status: 'ready' },
			...{ source: 'model', fields, sources: { customer_name: idOf(3) }, errors: [] },
			threadUrl: `https://wa.me/${ALICE.waId}`,
		},
		at(9),
	);
	const corrected = { ...fields, room_constraints: 'has no lift' };
	const was = { field: 'room_constraints', kind: 'wrong' as const, before: ROOM };
	await tx.briefs.correct(
		id,
		{ status: 'ready', fields: corrected, sources: {}, errors: [] },
		[{ ...was, after: 'has no lift', by: 'rep_priya', at: at(10) }],
		at(10),
	);
}
