import { toMs, toMsOrNull } from '../instants';
import type { Wish, WishKind, WishStore } from '../ledger';
import { closeReminder, giveUpSlot } from './callbackRow';
import { currentContactId, type Scope } from './scope';
import { endWish, isOpenAt, toWish, wishById, type WishRow } from './wishRow';

type FurtherYes = Parameters<WishStore['open']>[0];

/** They neither extend the contact's open wish nor are extended. */
const BESIDE: readonly WishKind[] = ['inbound', 'reminder'];

export class SqlWishes implements WishStore {
	constructor(private readonly scope: Scope) {}

	async open(wish: FurtherYes, now: string): Promise<Wish> {
		const { tx } = this.scope;
		const nowMs = toMs(now);
		const known = await wishById(tx, wish.id);
		if (known) return toWish(known);
		const contactId = await currentContactId(tx, wish.contactId);
		if (wish.kind === 'reminder') await closeReminder(tx, contactId, wish.phoneNumberId);
		const open = BESIDE.includes(wish.kind)
			? undefined
			: await this.openOf(contactId, wish.phoneNumberId);
		if (open && isOpenAt(open, nowMs)) return this.extend(open, wish, nowMs);
		const answered = await this.answeredSince(contactId, wish.phoneNumberId, wish.givenAt);
		if (answered) {
			await this.insert({ ...wish, contactId }, 'closed', answered.id, nowMs);
			return toWish(answered);
		}
		if (open) await this.close(open.id, 'closed');
		return toWish(await this.insert({ ...wish, contactId }, 'open', null, nowMs));
	}

	async get(id: string): Promise<Wish | null> {
		const row = await wishById(this.scope.tx, id);
		return row ? toWish(row) : null;
	}

	async current(contactId: string, phoneNumberId: string, now: string): Promise<Wish | null> {
		const row = await this.openOf(await currentContactId(this.scope.tx, contactId), phoneNumberId);
		return row && isOpenAt(row, toMs(now)) ? toWish(row) : null;
	}

	async wait(id: string, waitingFor: Wish['waitingFor'], expiresAt: string | null): Promise<void> {
		await this.scope.tx.run(
			`UPDATE wishes SET waiting_for = ?, expires_at = ? WHERE id = ? AND status = 'open'`,
			[waitingFor, toMsOrNull(expiresAt), await this.ownId(id)],
		);
	}

	async close(id: string, status: 'spent' | 'closed'): Promise<void> {
		await endWish(this.scope.tx, await this.ownId(id), status);
	}

	private async ownId(id: string): Promise<string> {
		return (await wishById(this.scope.tx, id))?.id ?? id;
	}

	private async openOf(contactId: string, phoneNumberId: string): Promise<WishRow | undefined> {
		return this.scope.tx.get<WishRow>(
			`SELECT * FROM wishes WHERE phone_number_id = ? AND contact_id = ? AND status = 'open'
			AND kind NOT IN ('inbound', 'reminder')`,
			[phoneNumberId, contactId],
		);
	}

	/** The wish whose call was dialled after this yes was given: one of several written in a row. */
	private async answeredSince(
		contactId: string,
		phoneNumberId: string,
		givenAt: string | undefined,
	): Promise<WishRow | undefined> {
		if (givenAt === undefined) return undefined;
		return this.scope.tx.get<WishRow>(
			`SELECT wishes.* FROM wishes JOIN attempts ON attempts.wish_id = wishes.id
			WHERE attempts.contact_id = ? AND attempts.phone_number_id = ?
			AND attempts.direction = 'outbound' AND attempts.dialling_at >= ? AND wishes.status = 'spent'
				AND wishes.kind <> 'reminder'
			ORDER BY attempts.dialling_at DESC LIMIT 1`,
			[contactId, phoneNumberId, toMs(givenAt)],
		);
	}

	/** A further yes: the same wish. Its own id is kept, so that a repeat opens nothing. */
	private async extend(open: WishRow, yes: FurtherYes, nowMs: number): Promise<Wish> {
		const { tx } = this.scope;
		await this.insert({ ...yes, contactId: open.contact_id }, 'closed', open.id, nowMs);
		const next = furtherTimes(open, yes, nowMs);
		if (next.scope !== open.scope) await giveUpSlot(tx, open.contact_id, open.phone_number_id);
		await tx.run(
			`UPDATE wishes SET scope = ?, waiting_for = ?, starts_at = ?, expires_at = ?, said_at = ?
			WHERE id = ?`,
			[next.scope, next.waiting_for, next.starts_at, next.expires_at, next.said_at, open.id],
		);
		return toWish({ ...open, ...next });
	}

	private async insert(
		wish: FurtherYes,
		status: Wish['status'],
		sameAs: string | null,
		nowMs: number,
	): Promise<WishRow> {
		const row: WishRow = {
			id: wish.id,
			phone_number_id: wish.phoneNumberId,
			contact_id: wish.contactId,
			kind: wish.kind,
			scope: wish.scope,
			status,
			waiting_for: null,
			created_at: nowMs,
			expires_at: toMsOrNull(wish.expiresAt),
			same_as: sameAs,
			starts_at: toMsOrNull(wish.startsAt ?? null),
			said_at: saidAt(wish, nowMs),
		};
		await this.scope.tx.run(
			`INSERT INTO wishes (id, phone_number_id, contact_id, kind, scope, status, waiting_for,
				created_at, expires_at, same_as, starts_at, said_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			Object.values(row),
		);
		return row;
	}
}

type WishTimes = Pick<WishRow, 'scope' | 'waiting_for' | 'starts_at' | 'expires_at' | 'said_at'>;

/**
 * The same scope lasts longer; another one brings its own times, if it was said later. A booked slot
 * keeps its times until another slot is booked: nobody may ring between the two.
 */
function furtherTimes(open: WishRow, yes: FurtherYes, nowMs: number): WishTimes {
	const said = saidAt(yes, nowMs);
	const saidBefore = open.said_at ?? open.created_at;
	const startsAt = toMsOrNull(yes.startsAt ?? null);
	const until = toMsOrNull(yes.expiresAt);
	if (yes.scope !== open.scope) {
		if (said < saidBefore) return open;
		const { scope } = yes;
		return { scope, waiting_for: null, starts_at: startsAt, expires_at: until, said_at: said };
	}
	const latest = { ...open, said_at: Math.max(said, saidBefore) };
	if (open.starts_at !== null) return latest;
	const expiresAt =
		until === null || open.expires_at === null ? null : Math.max(until, open.expires_at);
	return { ...latest, starts_at: startsAt, expires_at: expiresAt };
}

function saidAt(yes: FurtherYes, nowMs: number): number {
	return yes.givenAt === undefined ? nowMs : toMs(yes.givenAt);
}
