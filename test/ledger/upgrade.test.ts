import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { MANUAL_LEG, type Ledger } from '../../nodes/shared/ledger/ledger';
import { readLedgerKey } from '../../nodes/shared/ledger/ledgerKey';
import { migrate } from '../../nodes/shared/ledger/migrations';
import { openLedger } from '../../nodes/shared/ledger/openLedger';
import { MIGRATIONS } from '../../nodes/shared/ledger/schema';
import { Secrets } from '../../nodes/shared/ledger/secrets';
import { openSqlite } from '../../nodes/shared/ledger/sqlite';
import { bundleChild, temporaryFolder } from './bundle';
import { ALICE, at, BOB, LINE, MINUTES } from './story';

const START = Date.parse(at(0));
const KILLS = 8;

/** Rows with the columns of format 1: a customer with an open yes, and one with an open offer. */
const OF_FORMAT_1 = [
	`INSERT INTO contacts (id, wa_id, user_id, created_at, updated_at)
		VALUES ('c_1', '${ALICE.waId}', '${ALICE.userId}', ${START}, ${START})`,
	`INSERT INTO contact_aliases (kind, value, contact_id, learned_at)
		VALUES ('phone', '${ALICE.waId}', 'c_1', ${START}), ('user', '${ALICE.userId}', 'c_1', ${START})`,
	`INSERT INTO wishes (id, phone_number_id, contact_id, kind, scope, status, created_at, expires_at)
		VALUES ('yes:1', '${LINE}', 'c_1', 'yes', 'now', 'open', ${START}, ${START + 20 * 60_000})`,
	`INSERT INTO offers (message_id, phone_number_id, contact_id, sent_at, expires_at)
		VALUES ('wamid.offer', '${LINE}', 'c_1', ${START}, ${START + 60 * 60_000})`,
	`INSERT INTO policies (name, phone_number_id, version, body, saved_at)
		VALUES ('default', '${LINE}', 1, '{"strikes":3}', ${START})`,
];

/** What format 2 added: a slot that is booked, an escalation, a request that waits. */
const OF_FORMAT_2 = [
	...OF_FORMAT_1,
	`UPDATE contacts SET name = 'Alice'`,
	`INSERT INTO escalations (id, contact_id, phone_number_id, status, triggers, action, evidence,
			opened_at, updated_at, lapses_at)
		VALUES ('esc_1', 'c_1', '${LINE}', 'offered', '["frustration"]', 'apologise_offer', '[]', ${START},
			${START}, ${START + 24 * 3_600_000})`,
	`INSERT INTO callbacks (id, contact_id, phone_number_id, wish_id, escalation_id, woken_by, due_at,
			status, created_at)
		VALUES ('cb_1', 'c_1', '${LINE}', 'yes:1', 'esc_1', 'hours', ${START + 60_000}, 'waiting', ${START})`,
];

const SLOT = START + 4 * 3_600_000;

/** As format 3 left it: a call that is under way, a past one, a brief, somebody with a booked slot. */
const OF_FORMAT_3 = [
	...OF_FORMAT_2,
	`INSERT INTO contacts (id, user_id, created_at, updated_at)
		VALUES ('c_2', '${BOB.userId}', ${START}, ${START})`,
	`INSERT INTO contact_aliases (kind, value, contact_id, learned_at)
		VALUES ('user', '${BOB.userId}', 'c_2', ${START})`,
	`INSERT INTO wishes (id, phone_number_id, contact_id, kind, scope, status, created_at, expires_at,
			starts_at, said_at)
		VALUES ('yes:b', '${LINE}', 'c_2', 'yes', 'slot', 'open', ${START}, ${SLOT}, ${START}, ${START}),
			('inbound:b', '${LINE}', 'c_2', 'inbound', 'now', 'open', ${START}, NULL, NULL, NULL)`,
	`INSERT INTO callbacks (id, contact_id, phone_number_id, wish_id, woken_by, due_at, end_at, zone,
			status, created_at)
		VALUES ('cb_b', 'c_2', '${LINE}', 'yes:b', 'slot', ${SLOT}, ${SLOT + 1_800_000}, 'Asia/Kolkata',
			'waiting', ${START})`,
	...['ended', 'ringing'].map(
		(status, n) => `INSERT INTO attempts (id, wish_id, contact_id, phone_number_id, direction, leg,
				status, outcome, opaque, call_id, claimant, token, lease_until, claimed_at, dialling_at,
				ended_at, status_at)
			VALUES ('att_${n}', 'old:${n}', 'c_2', '${LINE}', 'outbound', 'media_server', '${status}',
				${status === 'ended' ? `'no_answer'` : 'NULL'}, 'o${n}', 'wacid.${n}', 'run', 't${n}', ${START},
				${START}, ${START}, ${status === 'ended' ? START + 30_000 : 'NULL'}, ${START})`,
	),
];

/** As format 4 left it: somebody ready to talk, a rated call, a decision of that day. */
const OF_FORMAT_4 = [
	...OF_FORMAT_3,
	`UPDATE attempts SET outcome = 'completed', answered_at = ${START + 9_000} WHERE id = 'att_0'`,
	`INSERT INTO ratings (attempt_id, contact_id, phone_number_id, rating, message_id, at)
		VALUES ('att_0', 'c_2', '${LINE}', 'good', 'wamid.tap', ${START + 40_000})`,
	`INSERT INTO representatives (id, name, role, phone_number_ids, status, status_at, created_at)
		VALUES ('rep_1', 'Priya', 'representative', '["${LINE}"]', 'ready', ${START}, ${START})`,
	`INSERT INTO decisions (id, contact_id, phone_number_id, outcome, reason, evidence, policy,
			checked_at, dry_run)
		VALUES ('dec_1', 'c_1', '${LINE}', 'schedule', 'team_closed', '[]', 'default@1', ${START}, 0)`,
];

/** By format, what it wrote. */
const FORMATS = [OF_FORMAT_1, OF_FORMAT_2, OF_FORMAT_3, OF_FORMAT_4];

describe('a ledger that an earlier version wrote', () => {
	const folder = temporaryFolder();

	async function ofFormat(format: number, name: string) {
		const path = folder.path(`${name}.sqlite`);
		const keySource = { keyFile: folder.path(`${name}.key`), create: true };
		const secrets = new Secrets(await readLedgerKey(keySource, path));
		const sql = await openSqlite({ path });
		const { ledgerId } = await migrate(sql, secrets, MIGRATIONS.slice(0, format));
		await sql.transaction(async (tx) => {
			for (const statement of FORMATS[format - 1] ?? []) await tx.run(statement);
		});
		await sql.close();
		const url = pathToFileURL(path).href.replace('file:', 'sqlite:');
		return { url, keySource, ledgerId };
	}

	/** What was there is there, and a later time that the customer names now is booked. */
	async function expectToGoOn(ledger: Ledger): Promise<void> {
		await ledger.transaction(async (tx) => {
			const contact = await tx.contacts.find(ALICE);
			expect(contact?.id).toBe('c_1');
			const of = { contactId: 'c_1', phoneNumberId: LINE };
			const yes = await tx.wishes.current('c_1', LINE, at(60));
			expect(yes).toMatchObject({ id: 'yes:1', scope: 'now', startsAt: null });
			expect((await tx.offers.open('c_1', LINE, at(60)))?.messageId).toBe('wamid.offer');
			expect((await tx.policies.get('default', LINE))?.body).toEqual({ strikes: 3 });
			const more = { ...of, id: 'yes:2', kind: 'yes', scope: 'slot' } as const;
			await tx.wishes.open({ ...more, givenAt: at(60), expiresAt: at(3600) }, at(60));
			const booking = await tx.callbacks.book(
				{
					...of,
					wishId: 'yes:2',
					escalationId: null,
					startAt: at(7200),
					endAt: at(9000),
					zone: 'Asia/Kolkata',
					capacity: 1,
					earlyMs: 0,
					lateMs: 15 * MINUTES * 1000,
					remindMs: 30 * MINUTES * 1000,
				},
				at(61),
			);
			expect(booking).toMatchObject({ booked: true, callback: { wishId: 'yes:1' } });
		});
	}

	it.each([1, 2, 3, 4])(
		'of format %i opens with its id and its rows, and goes on',
		async (format) => {
			const { ledgerId, ...options } = await ofFormat(format, `old ${format}`);
			const ledger = await openLedger(options);
			expect(ledger.id).toBe(ledgerId);
			await expectToGoOn(ledger);
			await ledger.close();
		},
	);

	it('of format 2 keeps what it planned, and learns briefs, names and calls by hand', async () => {
		const { ledgerId: _id, ...options } = await ofFormat(2, 'planned');
		const ledger = await openLedger(options);
		await ledger.transaction(async (tx) => {
			expect(await tx.escalations.live('c_1', LINE, at(60))).toMatchObject({ id: 'esc_1' });
			expect(await tx.callbacks.due(['hours'], [], at(60), 9)).toMatchObject([{ id: 'cb_1' }]);
			const person = { ...ALICE, parentUserId: null, name: 'ali' };
			expect(await tx.contacts.resolve(person, at(60))).toMatchObject({ id: 'c_1', name: 'ali' });
			await tx.contacts.rename('c_1', 'Alice Farnsworth', at(60));
			expect((await tx.contacts.resolve(person, at(61)))?.name).toBe('Alice Farnsworth');
			const of = { contactId: 'c_1', phoneNumberId: LINE };
			const brief = await tx.briefs.put(
				{
					...{ ...of, key: 'k', escalationId: 'esc_1', status: 'ready', source: 'rules' },
					...{ fields: { customer_name: 'Alice' }, sources: {}, errors: [], threadUrl: null },
				},
				at(60),
			);
			expect(await tx.briefs.current('c_1', LINE, at(61))).toEqual(brief);
			const run = { leg: MANUAL_LEG, claimant: 'execution 1', leaseSeconds: 60, now: at(60) };
			const yes = { ...of, wishId: 'yes:1', direction: 'outbound' } as const;
			const claim = await tx.attempts.claim({ ...yes, ...run });
			const token = claim.won ? claim.token : '';
			expect(await tx.attempts.reserve(claim.attempt!.id, token, 900, at(61))).toBe(true);
			expect(await tx.erasures.erase('c_1', at(62))).toMatchObject({ contactId: 'c_1' });
		});
		await ledger.close();
	});

	it('of format 3 keeps its calls and slots, and learns what follows a call', async () => {
		const { ledgerId: _id, ...options } = await ofFormat(3, 'called');
		const ledger = await openLedger(options);
		await ledger.transaction(async (tx) => {
			const unknown = { answeredAt: null, escalationId: null, recording: null, verdict: null };
			expect(await tx.attempts.get('att_0')).toMatchObject({ outcome: 'no_answer', ...unknown });
			expect(await tx.attempts.untoldVerdicts(at(-1))).toEqual([]);
			const ended = { status: 'ended', outcome: 'completed', callId: 'wacid.1' } as const;
			const sum = { ...ended, errorCode: null, at: at(90), answeredAt: at(30) };
			await tx.attempts.applyCall('att_1', sum, at(90));
			expect(await tx.attempts.get('att_1')).toMatchObject({ answeredAt: at(30) });
			const tap = { rating: 'fair', messageId: 'wamid.tap', at: at(95) } as const;
			const rated = { attemptId: 'att_1', contactId: 'c_2', ...tap };
			expect(await tx.ratings.put(rated, at(95))).toMatchObject({ rating: 'fair', trigger: null });
			expect((await tx.guards.records(LINE, at(0))).calls).toHaveLength(2);
			expect(await tx.callbacks.get('cb_b')).toMatchObject({ wokenBy: 'slot', callId: null });
			const of = { contactId: 'c_2', phoneNumberId: LINE };
			const reminder = { ...of, id: 'reminder:x', kind: 'reminder', scope: 'slot' } as const;
			await tx.wishes.open({ ...reminder, expiresAt: at(3600) }, at(96));
			expect((await tx.wishes.current('c_2', LINE, at(97)))?.id).toBe('yes:b');
			const recap = { ...of, escalationId: null, callId: 'wacid.1', dueAt: at(1800) };
			expect(await tx.callbacks.planRecap(recap, at(98))).toMatchObject({ status: 'waiting' });
			expect(await tx.erasures.erase('c_2', at(99))).toMatchObject({ contactId: 'c_2' });
		});
		await ledger.close();
	});

	it('of format 4 keeps who answers calls, and learns the desk', async () => {
		const { ledgerId: _id, ...options } = await ofFormat(4, 'answered');
		const ledger = await openLedger(options);
		await ledger.transaction(async (tx) => {
			const [priya] = await tx.representatives.list();
			expect(priya).toMatchObject({ id: 'rep_1', status: 'ready', phoneNumberIds: [LINE] });
			expect(await tx.attempts.get('att_0')).toMatchObject({ representativeId: null });
			expect(await tx.deskTeam.lastRepresentative('c_2')).toBeNull();
			expect(await tx.deskTeam.notCalled(at(0))).toEqual([{ reason: 'team_closed', count: 1 }]);
			expect(await tx.deskTeam.waiting()).toMatchObject([
				{ wokenBy: 'hours', count: 1 },
				{ wokenBy: 'slot', count: 1 },
			]);
			await tx.deskAccess.addLink('link', 'rep_1', at(60));
			expect(await tx.deskAccess.signIn('link', 'session', at(60))).toMatchObject({
				signedIn: true,
			});
			const page = (await tx.deskPages.open({ sessionHash: 'session', keyHash: 'k' }, at(60)))!;
			const probe = await tx.deskPages.probe(page.id, at(60));
			expect(await tx.deskPages.acknowledge(page.id, probe, at(61))).toBe(true);
			const team = { pageId: null, body: { kind: 'team' } } as const;
			expect(await tx.deskEvents.add('rep_1', team, at(61))).toBe(1);
			const call = { direction: 'outbound', attemptId: 'att_1', callId: null } as const;
			const of = { contactId: 'c_2', phoneNumberId: LINE };
			const ring = (await tx.deskRings.start({ ...call, ...of, endsAt: at(90) }, at(62)))!;
			const to = { representativeId: 'rep_1', pageId: page.id };
			await tx.deskRings.offer(ring.id, to, at(62));
			await tx.deskRings.shown(ring.id, page.id, at(62));
			expect(await tx.deskRings.take(ring.id, to, at(63))).toBe(true);
			await tx.attempts.noteRepresentative('att_1', 'rep_1');
			expect(await tx.deskTeam.liveAttempt('rep_1')).toBe('att_1');
			const took = { kind: 'took_call', outcome: null, notes: null } as const;
			const deed = { ...took, ...of, attemptId: 'att_1', representativeId: 'rep_1' };
			await tx.deskDeeds.add(deed, at(63));
			expect(await tx.erasures.erase('c_2', at(64))).toMatchObject({
				deleted: { desk_deeds: 1, desk_rings: 1 },
			});
		});
		await ledger.close();
	});

	it(`P10: is whole after ${KILLS} kills during the upgrade`, async () => {
		const child = await bundleChild('receiver', folder.path('receiver.cjs'));
		for (let kill = 0; kill < KILLS; kill++) {
			const { ledgerId, ...options } = await ofFormat(
				1 + (kill % FORMATS.length),
				`killed ${kill}`,
			);
			const args = [child, options.url, options.keySource.keyFile, '9000'];
			const receiver = spawn(process.execPath, args, { stdio: 'ignore' });
			await delay(60 + Math.random() * 60);
			receiver.kill('SIGKILL');
			await once(receiver, 'close');
			const ledger = await openLedger(options);
			expect(ledger.id).toBe(ledgerId);
			await expectToGoOn(ledger);
			await ledger.close();
		}
	});
});
