import type { Person } from '../../domain/webhookEvent';
import { newId } from '../ids';
import { DAY_MS, toMs } from '../instants';
import type { Contact, ContactStore } from '../ledger';
import {
	contactByAlias,
	contactById,
	toContact,
	type AliasKind,
	type ContactRow,
} from './contactRow';
import { listContacts } from './listContacts';
import { mergeContacts } from './mergeContacts';
import { setOptOut, withdraw, type OptOutChange } from './optOut';
import { spreadRefusals } from './refusals';
import { resetTest } from './resetTest';
import { currentContactId, type Scope } from './scope';
import { setLocale } from './setLocale';

/** How long Meta lets a business answer freely after the customer's last message or call. */
const REPLY_WINDOW_MS = DAY_MS;

export class SqlContacts implements ContactStore {
	constructor(private readonly scope: Scope) {}

	async resolve(person: Person, now: string): Promise<Contact | null> {
		if (!person.waId && !person.userId) return null;
		const nowMs = toMs(now);
		const row = (await this.owner(person, nowMs)) ?? (await this.create(nowMs));
		return toContact(await this.learn(row, person, nowMs));
	}

	async get(id: string): Promise<Contact | null> {
		const row = await contactById(this.scope.tx, id);
		return row ? toContact(row) : null;
	}

	async find(person: Pick<Person, 'waId' | 'userId'>): Promise<Contact | null> {
		const { tx } = this.scope;
		const byUser = await contactByAlias(tx, 'user', person.userId);
		if (byUser) return toContact(byUser);
		const byPhone = await contactByAlias(tx, 'phone', person.waId);
		if (!byPhone || isSomebodyElse(byPhone, person)) return null;
		return toContact(byPhone);
	}

	async noteInbound(id: string, at: string, now: string): Promise<void> {
		const until = Math.min(toMs(at), toMs(now)) + REPLY_WINDOW_MS;
		await this.scope.tx.run(
			`UPDATE contacts SET reply_window_until = ?
			WHERE id = ? AND (reply_window_until IS NULL OR reply_window_until < ?)`,
			[until, await currentContactId(this.scope.tx, id), until],
		);
	}

	async setOptOut(id: string, change: OptOutChange, now: string): Promise<void> {
		await setOptOut(this.scope, id, change, toMs(now));
	}

	async setTest(id: string, isTest: boolean, now: string): Promise<void> {
		await this.scope.tx.run('UPDATE contacts SET is_test = ?, updated_at = ? WHERE id = ?', [
			isTest ? 1 : 0,
			toMs(now),
			await currentContactId(this.scope.tx, id),
		]);
	}

	async setLocale(
		id: string,
		locale: Parameters<ContactStore['setLocale']>[1],
		now: string,
	): Promise<void> {
		const row = await contactById(this.scope.tx, id);
		if (row) await setLocale(this.scope, row, locale, toMs(now));
	}

	async rename(id: string, name: string, now: string): Promise<void> {
		const own = name.trim();
		if (own === '') return;
		await this.scope.tx.run(
			`UPDATE contacts SET name = ?, is_renamed = 1, updated_at = ?
			WHERE id = ? AND (is_renamed = 0 OR name <> ?)`,
			[own, toMs(now), await currentContactId(this.scope.tx, id), own],
		);
	}

	async list(page: Parameters<ContactStore['list']>[0]): Promise<Contact[]> {
		const rows = await listContacts(this.scope.tx, page);
		return rows.map(toContact);
	}

	async resetTest(id: string, now: string): Promise<boolean> {
		return resetTest(this.scope, await currentContactId(this.scope.tx, id), toMs(now));
	}

	/** Whose event this is: BSUID first, phone second. Undefined for somebody new. */
	private async owner(person: Person, nowMs: number): Promise<ContactRow | undefined> {
		const { tx } = this.scope;
		const byUser = await contactByAlias(tx, 'user', person.userId);
		const byPhone = await contactByAlias(tx, 'phone', person.waId);
		if (!byPhone || byPhone.id === byUser?.id) return byUser;
		if (isSomebodyElse(byPhone, person)) {
			// An old number of theirs that went on to somebody else takes nothing from them.
			if (byPhone.wa_id === person.waId) await this.losePhone(byPhone, nowMs);
			return byUser;
		}
		return byUser ? mergeContacts(this.scope, byUser, byPhone, nowMs) : byPhone;
	}

	private async create(nowMs: number): Promise<ContactRow> {
		const row = await this.scope.tx.get<ContactRow>(
			'INSERT INTO contacts (id, created_at, updated_at) VALUES (?, ?, ?) RETURNING *',
			[newId('c'), nowMs, nowMs],
		);
		if (!row) throw new Error('The ledger did not return the contact it created');
		return row;
	}

	/** The number went to another person: nothing this one agreed to may ring there. */
	private async losePhone(row: ContactRow, nowMs: number): Promise<void> {
		await this.scope.tx.run('UPDATE contacts SET wa_id = NULL, updated_at = ? WHERE id = ?', [
			nowMs,
			row.id,
		]);
		const why = 'number_changed_hands';
		const withdrawal = { at: nowMs, nowMs, all: true, keepsRecaps: false, why } as const;
		await withdraw(this.scope, row.id, withdrawal);
	}

	private async learn(row: ContactRow, person: Person, nowMs: number): Promise<ContactRow> {
		const waId = person.waId || row.wa_id;
		const userId = person.userId || row.user_id;
		const parentUserId = person.parentUserId || row.parent_user_id;
		const name = row.is_renamed === 1 ? row.name : person.name || row.name;
		const knowsAliases = waId === row.wa_id && userId === row.user_id;
		if (knowsAliases && parentUserId === row.parent_user_id && name === row.name) return row;
		await this.scope.tx.run(
			`UPDATE contacts SET wa_id = ?, user_id = ?, parent_user_id = ?, name = ?, updated_at = ?
			WHERE id = ?`,
			[waId, userId, parentUserId, name, nowMs, row.id],
		);
		if (!knowsAliases) {
			await this.learnAlias(row.id, 'phone', waId, nowMs);
			await this.learnAlias(row.id, 'user', userId, nowMs);
			await spreadRefusals(this.scope, row.id, row);
		}
		return (await contactById(this.scope.tx, row.id)) ?? row;
	}

	private async learnAlias(
		contactId: string,
		kind: AliasKind,
		value: string | null,
		nowMs: number,
	): Promise<void> {
		if (value === null) return;
		await this.scope.tx.run(
			`INSERT INTO contact_aliases (kind, value, contact_id, learned_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (kind, value) DO UPDATE SET contact_id = excluded.contact_id`,
			[kind, value, contactId, nowMs],
		);
	}
}

/** P4: "same phone, new BSUID" is another person, unless both BSUIDs have one parent. */
function isSomebodyElse(
	row: ContactRow,
	person: Pick<Person, 'userId'> & { parentUserId?: string | null },
): boolean {
	if (!row.user_id || !person.userId || row.user_id === person.userId) return false;
	return !row.parent_user_id || row.parent_user_id !== person.parentUserId;
}
