import { describe, expect, it } from 'vitest';

import { Secrets } from '../../nodes/shared/ledger/secrets';
import { sqlLedger } from '../../nodes/shared/ledger/sqlLedger';
import { openSqlite } from '../../nodes/shared/ledger/sqlite';
import { ALICE, at, LINE, person } from './story';

const ATTEMPT = `INSERT INTO attempts (id, wish_id, contact_id, phone_number_id, direction, leg, status,
	opaque, claimant, token, lease_until, claimed_at, status_at)
	SELECT ?, ?, contact_id, phone_number_id, direction, leg, ?, ?, claimant, token, lease_until,
	claimed_at, status_at FROM attempts`;
const WISH = `INSERT INTO wishes (id, phone_number_id, contact_id, kind, scope, status, created_at)
	SELECT ?, phone_number_id, contact_id, ?, scope, ?, created_at FROM wishes`;
const REMINDER = `INSERT INTO wishes (id, phone_number_id, contact_id, kind, scope, status, created_at)
	SELECT ?, phone_number_id, contact_id, 'reminder', 'slot', 'open', 0 FROM wishes WHERE kind = 'yes'`;

const ESCALATION = `INSERT INTO escalations (id, contact_id, phone_number_id, status, triggers, action,
	evidence, opened_at, updated_at, lapses_at)
	SELECT ?, contact_id, phone_number_id, ?, '[]', 'offer_consult', '[]', 0, 0, 0 FROM escalations`;
const CALLBACK = `INSERT INTO callbacks (id, contact_id, phone_number_id, woken_by, status, created_at)
	SELECT ?, contact_id, phone_number_id, ?, ?, 0 FROM callbacks`;

/** The stores ask first; these hold even if one of them forgets. */
describe('P5: the tables themselves', () => {
	async function claimed() {
		const sql = await openSqlite({ path: ':memory:' });
		const ledger = await sqlLedger(sql, new Secrets(Buffer.alloc(32, 7)));
		await ledger.transaction(async (tx) => {
			const { id: contactId } = (await tx.contacts.resolve(person(ALICE), at(0)))!;
			const of = { phoneNumberId: LINE, contactId };
			await tx.wishes.open(
				{ id: 'yes:1', ...of, kind: 'yes', scope: 'now', expiresAt: null },
				at(0),
			);
			await tx.attempts.claim({
				wishId: 'yes:1',
				...of,
				direction: 'outbound',
				leg: 'media_server',
				claimant: 'execution 1',
				leaseSeconds: 60,
				now: at(0),
			});
			const signal = { triggers: [], action: 'offer_consult', evidence: [] };
			await tx.escalations.open({ ...of, ...signal }, at(0));
			const request = { ...of, wishId: null, escalationId: null, dueAt: null };
			await tx.callbacks.park({ ...request, wokenBy: 'hours' }, at(0));
		});
		return sql;
	}

	it.each([
		{
			title: 'refuse a second live attempt',
			sql: ATTEMPT,
			values: ['a2', 'yes:2', 'ringing', 'o2'],
			done: false,
		},
		{
			title: 'allow an ended one',
			sql: ATTEMPT,
			values: ['a2', 'yes:2', 'ended', 'o2'],
			done: true,
		},
		{
			title: 'refuse a second attempt of a wish',
			sql: ATTEMPT,
			values: ['a2', 'yes:1', 'ended', 'o2'],
			done: false,
		},
		{
			title: 'refuse a second open wish',
			sql: WISH,
			values: ['yes:2', 'yes', 'open'],
			done: false,
		},
		{ title: 'allow a closed one', sql: WISH, values: ['yes:2', 'yes', 'closed'], done: true },
		{
			title: 'allow an inbound call beside it',
			sql: WISH,
			values: ['in:2', 'inbound', 'open'],
			done: true,
		},
		{
			title: 'allow an automated reminder beside it',
			sql: WISH,
			values: ['reminder:2', 'reminder', 'open'],
			done: true,
		},
		{
			title: 'refuse a second live escalation',
			sql: ESCALATION,
			values: ['esc_2', 'calling'],
			done: false,
		},
		{ title: 'allow a closed one', sql: ESCALATION, values: ['esc_2', 'closed'], done: true },
		{
			title: 'refuse a second waiting request of one cause',
			sql: CALLBACK,
			values: ['cb_2', 'hours', 'waiting'],
			done: false,
		},
		{
			title: 'allow one of another cause',
			sql: CALLBACK,
			values: ['cb_2', 'slot', 'waiting'],
			done: true,
		},
		{
			title: 'allow a fired one',
			sql: CALLBACK,
			values: ['cb_2', 'hours', 'fired'],
			done: true,
		},
	])('P5: $title', async ({ sql: statement, values, done }) => {
		const sql = await claimed();
		const writing = sql.transaction((tx) => tx.run(statement, values));
		if (done) expect(await writing).toEqual({ changes: 1 });
		else await expect(writing).rejects.toThrow('UNIQUE constraint failed');
		await sql.close();
	});

	it('P5: refuse a second automated reminder', async () => {
		const sql = await claimed();
		const write = (id: string) => sql.transaction((tx) => tx.run(REMINDER, [id]));
		await write('reminder:1');
		await expect(write('reminder:2')).rejects.toThrow('UNIQUE constraint failed');
		await sql.close();
	});

	it.each([
		{
			title: 'V4: refuse a second ready page of somebody',
			sql: `INSERT INTO desk_pages (id, representative_id, session_hash, key_hash, opened_at, seen_at,
				ready_at) VALUES (?, 'rep_1', 's', 'k', 0, 0, 0)`,
		},
		{
			title: 'V4: refuse a second live ring of an attempt',
			sql: `INSERT INTO desk_rings (id, direction, attempt_id, contact_id, phone_number_id,
				started_at, ends_at) VALUES (?, 'outbound', 'att_1', 'c_1', '1', 0, 0)`,
		},
		{
			title: 'P10: refuse a second ring of a call',
			sql: `INSERT INTO desk_rings (id, direction, call_id, contact_id, phone_number_id, started_at,
				ends_at, over_at) VALUES (?, 'inbound', 'wacid.1', 'c_1', '1', 0, 0, 0)`,
		},
		{
			title: 'P10: refuse a second ring of a claim',
			sql: `INSERT INTO desk_rings (id, direction, opaque, contact_id, phone_number_id, started_at,
				ends_at, over_at) VALUES (?, 'outbound', 'o', 'c_1', '1', 0, 0, 0)`,
		},
	])('$title', async ({ sql: statement }) => {
		const sql = await claimed();
		const write = (id: string) => sql.transaction((tx) => tx.run(statement, [id]));
		expect(await write('one')).toEqual({ changes: 1 });
		await expect(write('two')).rejects.toThrow('UNIQUE constraint failed');
		await sql.close();
	});
});
