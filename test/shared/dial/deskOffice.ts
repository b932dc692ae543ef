import { beforeEach } from 'vitest';
import type { DeskActor } from '../../../nodes/shared/dial/deskPorts';
import type { DeskEventBody } from '../../../nodes/shared/domain/deskProtocol';
import type { Representative } from '../../../nodes/shared/ledger/ledger';
import { askReady, acknowledgeProbe } from '../../../nodes/shared/dial/deskPresence';
import { Dialling, LINE } from './harness';

/** People with pages, over the ledger of {@link Dialling}; a test moves its clock. */
export class DeskOffice {
	readonly dialling = new Dialling();
	/** Whose streams were hinted at, in order. */
	hinted: string[] = [];
	private sessions = 0;

	constructor() {
		beforeEach(() => {
			this.hinted = [];
			this.sessions = 0;
		});
	}

	get ports() {
		const { ledger } = this.dialling;
		const tellPages = (ids: readonly string[]) => void this.hinted.push(...ids);
		return { ledger, now: () => this.dialling.now, tellPages };
	}

	async hire(
		name: string,
		more: Partial<Pick<Representative, 'role' | 'phoneNumberIds'>> = {},
	): Promise<Representative> {
		const person = { name, role: 'representative' as const, phoneNumberIds: [], ...more };
		return await this.dialling.do(
			async ({ representatives }) => await representatives.create(person, this.dialling.now),
		);
	}

	/** A page in a session of its own, or another page in the session of one before. */
	async open(representative: Representative, beside?: DeskActor): Promise<DeskActor> {
		const { now } = this.dialling;
		this.sessions += 1;
		const sessionHash = beside?.page.sessionHash ?? `session ${this.sessions}`;
		const page = await this.dialling.do(async ({ deskAccess, deskPages }) => {
			if (!beside) {
				const link = `link ${this.sessions}`;
				await deskAccess.addLink(link, representative.id, now);
				await deskAccess.signIn(link, sessionHash, now);
			}
			return await deskPages.open({ sessionHash, keyHash: 'key' }, now);
		});
		if (!page) throw new Error('The session is over');
		return { representative, page };
	}

	/** A page that rings. */
	async ready(name: string, more?: Parameters<DeskOffice['hire']>[1]): Promise<DeskActor> {
		const actor = await this.open(await this.hire(name, more));
		await this.becomeReady(actor);
		return actor;
	}

	async becomeReady(actor: DeskActor): Promise<void> {
		await askReady(actor, this.ports);
		const done = await acknowledgeProbe(actor, await this.lastProbe(actor), this.ports);
		if (!done.done) throw new Error(`Not ready: ${done.code}`);
	}

	/** Its stream was open. */
	async seen(...actors: DeskActor[]): Promise<void> {
		const ids = actors.map(({ page }) => page.id);
		await this.dialling.do(async ({ deskPages }) => await deskPages.seen(ids, this.dialling.now));
	}

	/** What a page has heard, oldest first. */
	async heard({ representative, page }: DeskActor): Promise<DeskEventBody[]> {
		const events = await this.dialling.do(
			async ({ deskEvents }) => await deskEvents.after(representative.id, 0, 1000),
		);
		return events
			.filter(({ pageId }) => pageId === null || pageId === page.id)
			.map(({ body }) => body);
	}

	async lastProbe(actor: DeskActor): Promise<string> {
		const probes = (await this.heard(actor)).flatMap((body) =>
			body.kind === 'probe' ? [body.probe] : [],
		);
		return probes.at(-1) ?? 'none';
	}

	async person({ representative: { id } }: DeskActor): Promise<Representative> {
		const found = await this.dialling.do(
			async ({ representatives }) => await representatives.get(id),
		);
		if (!found) throw new Error('Nobody of this id');
		return found;
	}

	async readyPage({ representative: { id } }: DeskActor): Promise<string | null> {
		const page = await this.dialling.do(
			async ({ deskPages }) => await deskPages.readyPage(id, this.dialling.now),
		);
		return page?.id ?? null;
	}

	/** A request that waits for somebody on a number. */
	async park(contactId: string, phoneNumberId = LINE): Promise<void> {
		const request = { contactId, phoneNumberId, escalationId: null, dueAt: null };
		await this.dialling.do(
			async ({ callbacks }) =>
				await callbacks.park(
					{ ...request, wishId: null, wokenBy: 'representative' },
					this.dialling.now,
				),
		);
	}

	/** How many requests are due by now. */
	async woken(): Promise<number> {
		const due = await this.dialling.do(
			async ({ callbacks }) => await callbacks.due(['representative'], [], this.dialling.now, 100),
		);
		return due.length;
	}
}
