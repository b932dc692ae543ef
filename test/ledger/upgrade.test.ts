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
import { ALICE, at, LINE, MINUTES } from './story';

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

/** By format, what it wrote. */
const FORMATS = [OF_FORMAT_1, OF_FORMAT_2];

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
				},
				at(61),
			);
			expect(booking).toMatchObject({ booked: true, callback: { wishId: 'yes:1' } });
		});
	}

	it.each([1, 2])('of format %i opens with its id and its rows, and goes on', async (format) => {
		const { ledgerId, ...options } = await ofFormat(format, `old ${format}`);
		const ledger = await openLedger(options);
		expect(ledger.id).toBe(ledgerId);
		await expectToGoOn(ledger);
		await ledger.close();
	});

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

	it(`P10: is whole after ${KILLS} kills during the upgrade`, async () => {
		const child = await bundleChild('receiver', folder.path('receiver.cjs'));
		for (let kill = 0; kill < KILLS; kill++) {
			const { ledgerId, ...options } = await ofFormat(1 + (kill % 2), `killed ${kill}`);
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
