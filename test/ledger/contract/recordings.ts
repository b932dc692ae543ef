import { describe, expect, it } from 'vitest';

import type { CallEvent } from '../../../nodes/shared/domain/webhookEvent';
import type { Contact, RecordingStore, StoredRecording } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { ALICE, at, BOB, DAYS, HOURS, LINE, MINUTES, Story } from '../story';

type File = Parameters<RecordingStore['notice']>[0];

class Recordings extends Story {
	async notice(contact: Contact | null, file: Partial<File> = {}, now = 60) {
		return this.do((tx) =>
			tx.recordings.notice(
				{
					...{ kind: 'recording', callId: 'wacid.1', attemptId: null, mediaId: 'media.1' },
					...{ contactId: contact?.id ?? null, phoneNumberId: LINE, keepUntil: at(30 * DAYS) },
					...{ mimeType: 'audio/ogg', sha256: 'c0ffee' },
					...file,
				},
				at(now),
			),
		);
	}

	/** A file of a call that was dialled then. */
	async recorded(contact: Contact, dialled: number, file: Partial<File> = {}, now?: number) {
		const attempt = await this.past(contact, dialled, 'completed');
		const { id: attemptId, callId } = attempt;
		const of = { attemptId, callId: callId!, mediaId: `media.${dialled}` };
		return this.notice(contact, { ...of, ...file }, now ?? dialled + 60);
	}

	async object(contact: Contact, since: number, seconds: number, now = seconds): Promise<void> {
		const objection = { contactId: contact.id, by: 'customer', at: at(seconds) } as const;
		await this.do((tx) => tx.recordings.object({ ...objection, since: at(since) }, at(now)));
	}

	async file(id: string): Promise<StoredRecording> {
		const file = await this.do((tx) => tx.recordings.get(id));
		if (!file) throw new Error('No such recording');
		return file;
	}

	async store({ id }: StoredRecording, seconds: number, reference = `${id}.ogg`): Promise<boolean> {
		return this.do((tx) => tx.recordings.stored(id, reference, at(seconds)));
	}

	async toFetch(seconds: number, limit = 9): Promise<string[]> {
		return ids(await this.do((tx) => tx.recordings.toFetch(at(seconds), limit)));
	}

	async toDelete(seconds: number, limit = 9): Promise<string[]> {
		return ids(await this.do((tx) => tx.recordings.toDelete(at(seconds), limit)));
	}
}

const ids = (files: StoredRecording[]): string[] => files.map(({ id }) => id);

export function recordingsContract(engine: Engine): void {
	fetching(engine);
	deleting(engine);
	objecting(engine);
	joining(engine);
}

function fetching(engine: Engine): void {
	describe('P8: a file of a call', () => {
		const story = new Recordings(engine);

		it('P8: is noted once, and is to be fetched', async () => {
			const contact = await story.meet();
			const file = await story.notice(contact);
			expect(file).toEqual({
				...{ id: expect.stringMatching(/^rec_/) as string, kind: 'recording', callId: 'wacid.1' },
				...{ attemptId: null, contactId: contact.id, phoneNumberId: LINE, mediaId: 'media.1' },
				...{ mimeType: 'audio/ogg', sha256: 'c0ffee', status: 'noticed', reference: null },
				...{ problem: null, noticedAt: at(60), storedAt: null, keepUntil: at(30 * DAYS) },
				deletedAt: null,
			});
			expect(await story.notice(contact, { keepUntil: at(90 * DAYS) }, HOURS)).toEqual(file);
			const transcript = { kind: 'transcript', mediaId: 'media.2' } as const;
			const second = await story.notice(contact, transcript, 90);
			expect([await story.toFetch(90), await story.toFetch(90, 1)]).toEqual([
				[file.id, second.id],
				[file.id],
			]);
			const all = await story.do((tx) => tx.recordings.list(contact.id, 9));
			expect(ids(all)).toEqual([second.id, file.id]);
		});

		it('P8: may be of a call that was none of ours', async () => {
			expect(await story.notice(null)).toMatchObject({ contactId: null, status: 'noticed' });
			expect(await story.toFetch(60)).toHaveLength(1);
		});

		it('P8: is where it was stored, once; a repeat of the run is told the same', async () => {
			const file = await story.notice(await story.meet());
			expect(await story.store(file, 70)).toBe(true);
			expect(await story.store(file, 80)).toBe(true);
			expect(await story.store(file, 90, 'elsewhere.ogg')).toBe(false);
			expect(await story.file(file.id)).toMatchObject({
				...{ status: 'stored', reference: `${file.id}.ogg`, storedAt: at(70) },
			});
			expect(await story.toFetch(DAYS)).toEqual([]);
		});

		it('P8: is fetched again later when it failed, and is lost when there is no later', async () => {
			const file = await story.notice(await story.meet());
			const fail = (retryAt: string | null) =>
				story.do((tx) => tx.recordings.failed(file.id, 'media_not_found', retryAt, at(70)));
			await fail(at(HOURS));
			expect([await story.toFetch(HOURS - 1), await story.toFetch(HOURS)]).toEqual([[], [file.id]]);
			expect(await story.file(file.id)).toMatchObject({
				...{ status: 'noticed', problem: 'media_not_found' },
			});
			await fail(null);
			expect((await story.file(file.id)).status).toBe('lost');
			expect([await story.toFetch(DAYS), await story.toDelete(60 * DAYS)]).toEqual([[], []]);
			expect(await story.store(file, DAYS)).toBe(false);
		});

		it('P8: that was stored after a failure has no problem any more', async () => {
			const file = await story.notice(await story.meet());
			await story.do((tx) => tx.recordings.failed(file.id, 'x', at(HOURS), at(70)));
			await story.store(file, HOURS);
			expect((await story.file(file.id)).problem).toBeNull();
		});
	});
}

function deleting(engine: Engine): void {
	describe('P8: a file whose date has come', () => {
		const story = new Recordings(engine);
		const keepUntil = at(DAYS);

		it.each(['noticed', 'stored'] as const)('P8: is to be deleted: %s', async (status) => {
			const file = await story.notice(await story.meet(), { keepUntil });
			if (status === 'stored') await story.store(file, 70);
			expect([await story.toDelete(DAYS - 1), await story.toDelete(DAYS)]).toEqual([[], [file.id]]);
			expect(await story.toFetch(DAYS)).toEqual([]);
			await story.do((tx) => tx.recordings.deleted(file.id, at(DAYS + 5)));
			expect(await story.file(file.id)).toMatchObject({
				...{ status: 'deleted', reference: null, deletedAt: at(DAYS + 5) },
			});
			expect(await story.toDelete(2 * DAYS)).toEqual([]);
		});

		it('P8: has to go again if it was fetched when it was deleted already', async () => {
			const file = await story.notice(await story.meet(), { keepUntil });
			await story.do((tx) => tx.recordings.deleted(file.id, at(DAYS)));
			expect(await story.store(file, DAYS)).toBe(false);
			expect((await story.notice(await story.meet(), {}, 2 * DAYS)).status).toBe('deleted');
		});

		it('P8: stays known while it could not be deleted, and is tried again', async () => {
			const file = await story.notice(await story.meet(), { keepUntil });
			await story.store(file, 70);
			const fail = (retryAt: string | null) =>
				story.do((tx) => tx.recordings.failed(file.id, 'file_busy', retryAt, at(DAYS)));
			await fail(at(DAYS + HOURS));
			expect([await story.toDelete(DAYS), await story.toDelete(DAYS + HOURS)]).toEqual([
				[],
				[file.id],
			]);
			await fail(null);
			expect(await story.toDelete(DAYS + HOURS)).toEqual([file.id]);
			expect(await story.file(file.id)).toMatchObject({ status: 'stored', problem: 'file_busy' });
		});

		it('P8: earliest date first, so many at most', async () => {
			const contact = await story.meet();
			const later = await story.notice(contact, { keepUntil: at(DAYS) });
			const first = await story.notice(contact, { keepUntil: at(HOURS), mediaId: 'media.2' });
			expect(await story.toDelete(2 * DAYS)).toEqual([first.id, later.id]);
			expect(await story.toDelete(2 * DAYS, 1)).toEqual([first.id]);
		});
	});
}

function objecting(engine: Engine): void {
	describe('P8: “customer objects”', () => {
		const story = new Recordings(engine);

		it('P8: ends it: files of calls since then are to go now, and no other', async () => {
			const contact = await story.meet();
			const before = await story.recorded(contact, 0);
			const noticed = await story.recorded(contact, HOURS);
			const stored = await story.recorded(contact, 2 * HOURS);
			await story.store(stored, 2 * HOURS + 90);
			const bobs = await story.recorded(await story.meet(BOB), HOURS + 300);
			await story.object(contact, HOURS, 3 * HOURS);
			expect((await story.toDelete(3 * HOURS)).sort()).toEqual([noticed.id, stored.id].sort());
			expect((await story.toFetch(3 * HOURS)).sort()).toEqual([before.id, bobs.id].sort());
			expect(await story.do((tx) => tx.recordings.objectedAt(contact.id))).toBe(at(3 * HOURS));
		});

		it('P8: holds for a file that Meta tells of only afterwards', async () => {
			const contact = await story.meet();
			const { id: attemptId, callId } = await story.past(contact, HOURS, 'completed');
			await story.object(contact, HOURS, HOURS + 20);
			const file = await story.notice(contact, { attemptId, callId: callId! }, 2 * HOURS);
			expect(file.keepUntil).toBe(at(2 * HOURS));
			expect(await story.toFetch(2 * HOURS)).toEqual([]);
			expect(await story.toDelete(2 * HOURS)).toEqual([file.id]);
		});

		it('P8: each objection holds, also after a later one', async () => {
			const contact = await story.meet();
			const first = await story.past(contact, HOURS, 'completed');
			await story.object(contact, HOURS, HOURS + 20);
			await story.object(contact, 2 * HOURS, 2 * HOURS + 20);
			const file = { attemptId: first.id, callId: first.callId! };
			expect((await story.notice(contact, file, 3 * HOURS)).keepUntil).toBe(at(3 * HOURS));
			expect(await story.do((tx) => tx.recordings.objectedAt(contact.id))).toBe(at(2 * HOURS + 20));
		});

		it('P8: leaves a call alone that came after it, and that the customer agreed to', async () => {
			const contact = await story.meet();
			await story.object(contact, 0, 60);
			const given = { key: 'recording', givenAt: at(120), expiresAt: null } as const;
			await story.consent(contact, { ...given, messageId: 'wamid.rec' }, 120);
			const file = await story.recorded(contact, HOURS);
			expect(await story.toFetch(2 * HOURS)).toEqual([file.id]);
			const held = await story.do((tx) => tx.consents.active(contact.id, LINE, at(2 * HOURS)));
			expect(held.map(({ key }) => key)).toEqual(['recording']);
		});

		it('P8: is known of a call without an attempt by when it was heard first', async () => {
			const contact = await story.meet();
			const offered: CallEvent = {
				...{ type: 'ringing', eventKey: 'wacid.1:RINGING', at: at(HOURS), phoneNumberId: LINE },
				...{ displayPhoneNumber: null, wabaId: null, raw: null, callId: 'wacid.1' },
				...{ direction: 'inbound', opaque: null },
				customer: { ...ALICE, parentUserId: null, name: null },
			};
			await story.do((tx) => tx.calls.addEvent(offered, contact.id, at(HOURS)));
			await story.object(contact, HOURS, HOURS + 20);
			const file = await story.notice(contact, {}, 5 * HOURS);
			expect(await story.toDelete(5 * HOURS)).toEqual([file.id]);
		});

		it('P8: revokes what was agreed to before it, and nothing else', async () => {
			const contact = await story.meet();
			const standing = { expiresAt: null, scope: 'standing' } as const;
			await story.consent(contact, { ...standing, key: 'recording' });
			await story.consent(contact, { ...standing, key: 'call' });
			await story.object(contact, 0, 60);
			const held = await story.do((tx) => tx.consents.active(contact.id, LINE, at(61)));
			expect(held.map(({ key }) => key)).toEqual(['call']);
		});

		it('P8: is never of somebody who said nothing, or whom nobody knows', async () => {
			const contact = await story.meet();
			expect(await story.do((tx) => tx.recordings.objectedAt(contact.id))).toBeNull();
			await story.object({ ...contact, id: 'c_nobody' }, 0, 60);
			expect(await story.do((tx) => tx.recordings.objectedAt('c_nobody'))).toBeNull();
		});

		it('P10: heard twice, from earlier on, is one', async () => {
			const contact = await story.meet();
			const file = await story.recorded(contact, 0);
			await story.object(contact, HOURS, 2 * HOURS);
			expect(await story.toDelete(2 * HOURS)).toEqual([]);
			await story.object(contact, 0, 2 * HOURS, 2 * HOURS + 5);
			expect(await story.toDelete(2 * HOURS + 5)).toEqual([file.id]);
		});
	});
}

function joining(engine: Engine): void {
	describe('P8: files of somebody who is erased, or two', () => {
		const story = new Recordings(engine);

		it('P4: go at once, wherever they are, and lead to nobody', async () => {
			const contact = await story.meet();
			const noticed = await story.recorded(contact, 0);
			const stored = await story.recorded(contact, HOURS);
			await story.store(stored, HOURS + 90, 's3://calls/1.ogg');
			const bobs = await story.recorded(await story.meet(BOB), 2 * HOURS);
			const erasure = await story.do((tx) => tx.erasures.erase(contact.id, at(3 * HOURS)));
			expect(erasure?.deleted).toMatchObject({ recordings: 2 });
			expect(await story.toFetch(3 * HOURS)).toEqual([bobs.id]);
			expect((await story.toDelete(3 * HOURS)).sort()).toEqual([noticed.id, stored.id].sort());
			expect(await story.file(stored.id)).toMatchObject({
				...{ contactId: null, attemptId: null, reference: 's3://calls/1.ogg' },
				callId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
			});
		});

		it('P4: that Meta tells of only afterwards are never fetched', async () => {
			const contact = await story.meet();
			const { id: attemptId, callId } = await story.past(contact, 0, 'completed');
			await story.do((tx) => tx.erasures.erase(contact.id, at(60)));
			for (const [n, owner] of [contact, null].entries()) {
				const of = { attemptId, callId: callId!, mediaId: `media.${n}` };
				const file = await story.notice(owner, of, 90);
				expect(file).toMatchObject({ contactId: null, attemptId: null, keepUntil: at(90) });
				expect(file.callId).not.toBe(callId);
			}
			// Nor of a call that the ledger never heard of.
			const unheard = await story.notice(contact, { callId: 'wacid.x', mediaId: 'media.x' }, 90);
			expect(unheard).toMatchObject({ contactId: null, keepUntil: at(90) });
			expect(await story.toFetch(90)).toEqual([]);
			expect(await story.toDelete(90)).toHaveLength(3);
		});

		it('P8: of two contacts that turn out to be one join, with what either objected to', async () => {
			const user = await story.meet({ userId: ALICE.userId });
			const phone = await story.meet({ waId: ALICE.waId });
			await story.recorded(user, 0);
			await story.recorded(phone, 60);
			const { id: attemptId } = await story.past(phone, HOURS, 'completed');
			await story.object(user, 0, 30);
			await story.object(phone, HOURS, HOURS + 30);
			await story.object(user, 2 * HOURS, HOURS + 30);
			const one = await story.meet(ALICE, 3 * HOURS);
			for (const { id } of [user, phone]) {
				const files = await story.do((tx) => tx.recordings.list(id, 9));
				expect(files.map(({ contactId }) => contactId)).toEqual([one.id, one.id]);
				const objected = await story.do((tx) => tx.recordings.objectedAt(id));
				expect(objected).toBe(at(HOURS + 30));
			}
			await story.notice(phone, { attemptId, mediaId: 'media.late' }, 4 * HOURS);
			expect(await story.toDelete(4 * HOURS + 5 * MINUTES)).toHaveLength(2);
		});
	});
}
