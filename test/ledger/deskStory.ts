import {
	DESK_LEG,
	type Contact,
	type DeskPage,
	type DeskRing,
	type DeskRingStore,
	type Representative,
	type StoredDeskDeed,
} from '../../nodes/shared/ledger/ledger';
import type { DeskEventBody } from '../../nodes/shared/domain/deskProtocol';
import { at, LINE, Story } from './story';

type NewRing = Parameters<DeskRingStore['start']>[0];

/** The short sentences about representatives, their pages, and what rings there. */
export class DeskStory extends Story {
	async hire(name = 'Priya', role: Representative['role'] = 'representative') {
		const details = { name, role, phoneNumberIds: [] };
		return this.do((tx) => tx.representatives.create(details, at(0)));
	}

	/** A link and what it was exchanged for; gives the session's hash. */
	async signIn(representative: Representative, seconds = 0, name = 'one'): Promise<string> {
		const hashes = [`link ${name} ${representative.id}`, `session ${name} ${representative.id}`];
		const [link = '', session = ''] = hashes;
		await this.do((tx) => tx.deskAccess.addLink(link, representative.id, at(seconds)));
		const entry = await this.do((tx) => tx.deskAccess.signIn(link, session, at(seconds)));
		if (!entry.signedIn) throw new Error(entry.reason);
		return session;
	}

	async open(sessionHash: string, seconds = 0): Promise<DeskPage> {
		const page = { sessionHash, keyHash: `key of ${sessionHash}` };
		const opened = await this.do((tx) => tx.deskPages.open(page, at(seconds)));
		if (!opened) throw new Error('The session is over');
		return opened;
	}

	async page(id: string, seconds: number): Promise<DeskPage> {
		const page = await this.do((tx) => tx.deskPages.get(id, at(seconds)));
		if (!page) throw new Error('No such page');
		return page;
	}

	async makeReady({ id }: DeskPage, seconds = 0): Promise<void> {
		const probe = await this.do((tx) => tx.deskPages.probe(id, at(seconds)));
		const isReady = await this.do((tx) => tx.deskPages.acknowledge(id, probe, at(seconds)));
		if (!isReady) throw new Error('The page is not ready');
	}

	/** Somebody whose page is ready. */
	async atDesk(name = 'Priya', seconds = 0): Promise<{ who: Representative; page: DeskPage }> {
		const who = await this.hire(name);
		const page = await this.open(await this.signIn(who, seconds), seconds);
		await this.makeReady(page, seconds);
		return { who, page };
	}

	/** A call of the desk that is offered to nobody yet, for 30 s. */
	async ringOut(contact: Contact, seconds = 0, wishId = `yes:${seconds}`): Promise<DeskRing> {
		const wish = await this.wish(contact, { id: wishId, expiresAt: null }, seconds);
		const claim = await this.won(wish, { leg: DESK_LEG, now: at(seconds) });
		await this.do((tx) => tx.attempts.reserve(claim.attempt.id, claim.token, 30, at(seconds)));
		const ring = await this.ring(contact, { attemptId: claim.attempt.id }, seconds);
		if (!ring) throw new Error('It does not ring');
		return ring;
	}

	async ring(contact: Contact, of: Partial<NewRing>, seconds = 0): Promise<DeskRing | null> {
		return this.do((tx) =>
			tx.deskRings.start(
				{
					direction: of.callId ? 'inbound' : 'outbound',
					attemptId: null,
					callId: null,
					contactId: contact.id,
					phoneNumberId: LINE,
					endsAt: at(seconds + 30),
					...of,
				},
				at(seconds),
			),
		);
	}

	/** Offered, and the brief is on screen. */
	async show(ring: DeskRing, { who, page }: AtDesk, seconds = 1): Promise<void> {
		const to = { representativeId: who.id, pageId: page.id };
		await this.do((tx) => tx.deskRings.offer(ring.id, to, at(seconds)));
		await this.do((tx) => tx.deskRings.shown(ring.id, page.id, at(seconds)));
	}

	async takeRing(ring: DeskRing, { who, page }: AtDesk, seconds = 2): Promise<boolean> {
		const by = { representativeId: who.id, pageId: page.id };
		return this.do((tx) => tx.deskRings.take(ring.id, by, at(seconds)));
	}

	/** A call that somebody took at the desk and that is dialled. */
	async talk(contact: Contact, representative: Representative, seconds = 0): Promise<string> {
		const id = `yes:talk ${seconds}`;
		const wish = await this.wish(contact, { id, expiresAt: null }, seconds);
		const claim = await this.won(wish, { leg: DESK_LEG, now: at(seconds) });
		await this.start(claim, seconds);
		const { id: attemptId } = claim.attempt;
		await this.do((tx) => tx.attempts.noteRepresentative(attemptId, representative.id));
		return attemptId;
	}

	async deed(
		attemptId: string,
		representative: Representative,
		deed: Partial<StoredDeskDeed> = {},
		seconds = 0,
	): Promise<StoredDeskDeed> {
		const { contactId, phoneNumberId } = await this.attempt(attemptId);
		return this.do((tx) =>
			tx.deskDeeds.add(
				{
					...{ kind: 'took_call', outcome: null, notes: null, ...deed },
					...{ attemptId, contactId, phoneNumberId, representativeId: representative.id },
				},
				at(seconds),
			),
		);
	}

	async tell(
		{ id }: Representative,
		body: DeskEventBody = { kind: 'team' },
		seconds = 0,
	): Promise<number> {
		return this.do((tx) => tx.deskEvents.add(id, { pageId: null, body }, at(seconds)));
	}
}

export interface AtDesk {
	who: Representative;
	page: DeskPage;
}
