import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach } from 'vitest';
import { judgeNumbers } from '../../../nodes/shared/dial/judgeNumbers';
import type { PolicyBody } from '../../../nodes/shared/domain/policy';
import type {
	AttemptOutcome,
	Contact,
	GuardRecord,
	Ledger,
	LedgerTx,
} from '../../../nodes/shared/ledger/ledger';
import { Secrets } from '../../../nodes/shared/ledger/secrets';
import { openSqlite } from '../../../nodes/shared/ledger/sqlite';
import { sqlLedger } from '../../../nodes/shared/ledger/sqlLedger';

export const LINE = '106540352242922';

/** What happens on one day of the team, from 10:00 on, a call a minute, each to somebody else. */
export interface GuardDay {
	calls?: number;
	answered?: number;
	/** Customers who opt out of calls ten minutes after theirs. */
	optOuts?: number;
	/** Calls to the customer before, 5 s after that call. */
	repeats?: number;
}

/** One number and its ledger on disk over many days of the team's zone, judged as upkeep does. */
export class GuardDays {
	private handles: Ledger[] = [];
	private folder = '';
	private people = 0;
	now = '';

	constructor(
		private readonly start: string,
		private readonly zone: string,
		private readonly policy: PolicyBody = {},
	) {
		beforeEach(async () => {
			this.folder = mkdtempSync(join(tmpdir(), 'whatsapp-calling-guard-'));
			this.people = 0;
			this.goTo(0, '00:00');
			await this.restart();
			await this.do(async ({ lines, policies }) => {
				// A number of Brazil, whose country has several zones: the policy says which.
				const line = { phoneNumberId: LINE, displayPhoneNumber: '5511999990000', wabaId: '1' };
				await lines.learn(line, this.now);
				await policies.put('default', LINE, { team: { zone }, ...this.policy }, this.now);
			});
		});
		afterEach(async () => {
			for (const handle of this.handles) await handle.close();
			this.handles = [];
			rmSync(this.folder, { recursive: true });
		});
	}

	/** A second process at the same ledger. */
	async open(): Promise<Ledger> {
		const sql = await openSqlite({ path: join(this.folder, 'ledger.sqlite') });
		const ledger = await sqlLedger(sql, new Secrets(Buffer.alloc(32, 7)));
		this.handles.push(ledger);
		return ledger;
	}

	/** n8n ends and starts again: nothing is left but the file. */
	async restart(): Promise<void> {
		for (const handle of this.handles) await handle.close();
		this.handles = [];
		await this.open();
	}

	get ledger(): Ledger {
		const [ledger] = this.handles;
		if (!ledger) throw new Error('No ledger is open');
		return ledger;
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.ledger.transaction(work);
	}

	/** A time of day on the team's clocks, some days after the start. */
	goTo(day: number, time: string): void {
		const date = Temporal.PlainDate.from(this.start).add({ days: day });
		this.at(date.toZonedDateTime({ timeZone: this.zone, plainTime: time }).epochMilliseconds);
	}

	pass(seconds: number): void {
		this.at(Date.parse(this.now) + seconds * 1000);
	}

	private at(ms: number): void {
		this.now = new Date(ms).toISOString();
	}

	async judge(ledger = this.ledger): Promise<void> {
		await judgeNumbers({ ledger, now: () => this.now });
	}

	async record(): Promise<GuardRecord | null> {
		return await this.do(async ({ guards }) => await guards.get(LINE));
	}

	/** Green, as long as there is nothing to judge. */
	async level(): Promise<string> {
		await this.judge();
		return (await this.record())?.level ?? 'green';
	}

	async customer(waId = `55119${String(++this.people).padStart(8, '0')}`): Promise<Contact> {
		const person = { waId, userId: null, parentUserId: null, name: null };
		const contact = await this.do(async ({ contacts }) => await contacts.resolve(person, this.now));
		if (!contact) throw new Error('This person carries no id');
		return contact;
	}

	/** One call of ours, from claim to end, 20 s long; the clock stands at its end then. */
	async call({ id: contactId }: Contact, outcome: AttemptOutcome): Promise<void> {
		const callId = `wacid.${this.now}`;
		const token = await this.do(async ({ wishes, attempts }) => {
			const yes = { contactId, phoneNumberId: LINE, kind: 'yes' as const, scope: 'now' as const };
			const id = `yes:wamid.${this.now}`;
			const expiresAt = new Date(Date.parse(this.now) + 60_000).toISOString();
			await wishes.open({ ...yes, id, expiresAt }, this.now);
			const claim = await attempts.claim({
				wishId: id,
				contactId,
				phoneNumberId: LINE,
				direction: 'outbound',
				leg: 'media_server',
				claimant: 'run-1',
				leaseSeconds: 60,
				now: this.now,
			});
			if (!claim.won) throw new Error(`No call: ${claim.reason}`);
			await attempts.startDialling(claim.attempt.id, claim.token, null, this.now);
			await attempts.placed(claim.attempt.id, callId, this.now);
			return claim.attempt.id;
		});
		this.pass(20);
		const ended = { status: 'ended' as const, outcome, callId, errorCode: null, at: this.now };
		await this.do(async ({ attempts }) => await attempts.applyCall(token, ended, this.now));
	}

	async refuse({ id }: Contact): Promise<void> {
		const change = { calls: true, at: this.now, messageId: `wamid.no${this.now}` };
		await this.do(async ({ contacts }) => await contacts.setOptOut(id, change, this.now));
	}

	/** Goes through one day up to 20:00, and judges then. */
	async live(day: number, what: GuardDay = {}): Promise<string> {
		const { calls = 0, answered = 0, optOuts = 0, repeats = 0 } = what;
		const called: Contact[] = [];
		for (let index = 0; index < calls; index++) {
			this.goTo(day, '10:00');
			this.pass(60 * index);
			const contact = await this.customer();
			called.push(contact);
			await this.call(contact, index < answered ? 'completed' : 'no_answer');
			if (index >= repeats) continue;
			this.pass(5);
			await this.call(contact, 'completed');
		}
		this.goTo(day, '10:00');
		this.pass(60 * (calls - 1) + 20 + 600);
		for (const contact of called.slice(calls - optOuts)) await this.refuse(contact);
		this.goTo(day, '20:00');
		return await this.level();
	}
}
