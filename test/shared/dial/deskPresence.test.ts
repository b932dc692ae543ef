import { describe, expect, it } from 'vitest';
import {
	acknowledgeProbe,
	askReady,
	keepPresence,
	standDown,
} from '../../../nodes/shared/dial/deskPresence';
import type { DeskActor } from '../../../nodes/shared/dial/deskPorts';
import { DESK_LEG } from '../../../nodes/shared/ledger/ledger';
import { DeskOffice } from './deskOffice';
import { LINE } from './harness';

const OTHER_LINE = '106540352242999';

const office = new DeskOffice();
const { dialling } = office;

const later = (seconds: number) => void (dialling.seconds += seconds);

/** A call that this person has taken and that is not over. */
async function inCall({ representative, page }: DeskActor): Promise<string> {
	const contact = await dialling.customer();
	const wish = await dialling.yes(contact);
	return await dialling.do(async ({ attempts, representatives }) => {
		const claim = await attempts.claim({
			wishId: wish.id,
			contactId: contact.id,
			phoneNumberId: LINE,
			direction: 'outbound',
			leg: DESK_LEG,
			claimant: page.id,
			leaseSeconds: 60,
			now: dialling.now,
		});
		if (!claim.won) throw new Error(claim.reason);
		await attempts.startDialling(claim.attempt.id, claim.token, page.id, dialling.now);
		await attempts.noteRepresentative(claim.attempt.id, representative.id);
		await representatives.setStatus(representative.id, 'busy', dialling.now);
		return claim.attempt.id;
	});
}

const over = async (attempt: string) =>
	await dialling.do(
		async ({ attempts }) => await attempts.refused(attempt, '138000', dialling.now),
	);

const status = async (actor: DeskActor) => (await office.person(actor)).status;

describe('becoming ready at the desk', () => {
	it('V4: nobody is ready by signing in, opening a page or asking: the page has to show that it is there', async () => {
		const priya = await office.open(await office.hire('Priya'));
		expect(await status(priya)).toBe('away');
		expect(await askReady(priya, office.ports)).toEqual({ done: true });
		expect(await status(priya)).toBe('away');
		expect(await office.readyPage(priya)).toBeNull();
		expect(await office.heard(priya)).toEqual([{ kind: 'probe', probe: expect.any(String) }]);
		expect(office.hinted).toEqual([priya.representative.id]);
	});

	it('V4: a page that acknowledges its probe within 3 s is ready, and hears so', async () => {
		const priya = await office.open(await office.hire('Priya'));
		await askReady(priya, office.ports);
		later(3);
		const probe = await office.lastProbe(priya);
		expect(await acknowledgeProbe(priya, probe, office.ports)).toEqual({ done: true });
		expect(await status(priya)).toBe('ready');
		expect(await office.readyPage(priya)).toBe(priya.page.id);
		expect((await office.heard(priya)).at(-1)).toEqual({
			kind: 'status',
			status: 'ready',
			because: 'acknowledged',
		});
	});

	it.each<[string, (actor: DeskActor) => Promise<string>]>([
		[
			'a second too late',
			async (actor) => {
				later(3.001);
				return await office.lastProbe(actor);
			},
		],
		['of another probe', async () => 'probe_of_nobody'],
		[
			'of a probe before the last one',
			async (actor) => {
				const first = await office.lastProbe(actor);
				await askReady(actor, office.ports);
				return first;
			},
		],
	])('V4: an acknowledgement %s makes nobody ready', async (_, probeOf) => {
		const priya = await office.open(await office.hire('Priya'));
		await askReady(priya, office.ports);
		const done = await acknowledgeProbe(priya, await probeOf(priya), office.ports);
		expect(done).toMatchObject({ done: false, code: 'probe_missed' });
		expect(await status(priya)).toBe('away');
		expect(await office.readyPage(priya)).toBeNull();
	});

	it('V3: what waited for somebody on their numbers is woken, once, and nothing of other numbers', async () => {
		const asha = await dialling.customer();
		await office.park(asha.id);
		await office.park(asha.id, OTHER_LINE);
		const priya = await office.open(await office.hire('Priya', { phoneNumberIds: [LINE] }));
		await askReady(priya, office.ports);
		expect(await office.woken()).toBe(0);
		await office.becomeReady(priya);
		expect(await office.woken()).toBe(1);
	});

	it('V3: who answers for no number in particular wakes what waits on all', async () => {
		const asha = await dialling.customer();
		await office.park(asha.id);
		await office.park(asha.id, OTHER_LINE);
		await office.ready('Priya');
		expect(await office.woken()).toBe(2);
	});

	it('V4: of two pages of one person one rings: the later one, and the other is told', async () => {
		const first = await office.ready('Priya');
		const second = await office.open(first.representative, first);
		await office.becomeReady(second);
		expect(await office.readyPage(first)).toBe(second.page.id);
		expect((await office.heard(first)).at(-1)).toEqual({
			kind: 'status',
			status: 'ready',
			because: 'another_page',
		});
		expect(await office.heard(second)).not.toContainEqual(
			expect.objectContaining({ because: 'another_page' }),
		);
	});

	it('V4: in a call nobody becomes ready', async () => {
		const priya = await office.ready('Priya');
		await inCall(priya);
		const second = await office.open(priya.representative, priya);
		expect(await askReady(second, office.ports)).toMatchObject({ code: 'call_not_over' });
		expect(await status(priya)).toBe('busy');
	});

	it('V4: a call that is taken between probe and acknowledgement stays: its page rings no more, and is busy', async () => {
		const priya = await office.ready('Priya');
		await askReady(priya, office.ports);
		await inCall(priya);
		const probe = await office.lastProbe(priya);
		expect(await acknowledgeProbe(priya, probe, office.ports)).toEqual({ done: true });
		expect(await status(priya)).toBe('busy');
	});

	it('V4: after the call, asking for calls ends the wrap-up, and only once the page shows that it is there', async () => {
		const priya = await office.ready('Priya');
		await over(await inCall(priya));
		expect(await askReady(priya, office.ports)).toEqual({ done: true });
		expect(await status(priya)).toBe('away');
		const probe = await office.lastProbe(priya);
		await acknowledgeProbe(priya, probe, office.ports);
		expect(await status(priya)).toBe('ready');
	});

	it('V4: whoever is revoked is refused, even with a page open', async () => {
		const priya = await office.open(await office.hire('Priya'));
		await askReady(priya, office.ports);
		const probe = await office.lastProbe(priya);
		await dialling.do(
			async ({ representatives }) =>
				await representatives.revoke(priya.representative.id, dialling.now),
		);
		const refusal = { done: false, code: 'representative_revoked' };
		expect(await askReady(priya, office.ports)).toMatchObject(refusal);
		expect(await acknowledgeProbe(priya, probe, office.ports)).toMatchObject(refusal);
	});
});

describe('standing down', () => {
	it('V4: away means that no page of theirs rings, whichever asked', async () => {
		const first = await office.ready('Priya');
		const second = await office.open(first.representative, first);
		expect(await standDown(second, 'asked', office.ports)).toEqual({ done: true });
		expect(await status(first)).toBe('away');
		expect(await office.readyPage(first)).toBeNull();
		expect((await office.heard(first)).at(-1)).toEqual({
			kind: 'status',
			status: 'away',
			because: 'asked',
		});
	});

	it('V4: who is in a call ends it first', async () => {
		const priya = await office.ready('Priya');
		await inCall(priya);
		expect(await standDown(priya, 'asked', office.ports)).toMatchObject({ code: 'call_not_over' });
		expect(await status(priya)).toBe('busy');
	});

	it('V4: signing out ends readiness in that session, and leaves a page in another one alone', async () => {
		const atWork = await office.ready('Priya');
		const atHome = await office.open(atWork.representative);
		await standDown(atHome, 'signed_out', office.ports);
		expect(await status(atWork)).toBe('ready');
		await standDown(atWork, 'signed_out', office.ports);
		expect(await status(atWork)).toBe('away');
	});
});

describe('keeping presence', () => {
	const keep = async () => await keepPresence(office.ports);
	const probes = async (actor: DeskActor) =>
		(await office.heard(actor)).filter(({ kind }) => kind === 'probe').length;

	it('V4: a ready page is probed again after 60 s, and not before', async () => {
		const priya = await office.ready('Priya');
		later(59.999);
		await office.seen(priya);
		await keep();
		expect(await probes(priya)).toBe(1);
		later(0.001);
		await keep();
		await keep();
		expect(await probes(priya)).toBe(2);
		const probe = await office.lastProbe(priya);
		expect(await acknowledgeProbe(priya, probe, office.ports)).toEqual({ done: true });
		expect(await status(priya)).toBe('ready');
	});

	it('V4: of many pages that are due three are probed at a time, whoever has waited longest first', async () => {
		const seats: DeskActor[] = [];
		for (const name of ['Ana', 'Bo', 'Cy', 'Di', 'Ed']) {
			seats.push(await office.ready(name));
			later(0.1);
		}
		later(60);
		await office.seen(...seats);
		await keep();
		const told = async () => await Promise.all(seats.map(probes));
		expect(await told()).toEqual([2, 2, 2, 1, 1]);
		await keep();
		expect(await told()).toEqual([2, 2, 2, 2, 2]);
	});

	it('V4: two probes in a row that are missed make its person away, with the reason', async () => {
		const priya = await office.ready('Priya');
		later(60);
		await office.seen(priya);
		await keep();
		later(3);
		await office.seen(priya);
		await keep();
		expect(await probes(priya)).toBe(2);
		later(0.001);
		await keep();
		expect(await probes(priya)).toBe(3);
		later(3);
		await office.seen(priya);
		await keep();
		expect(await status(priya)).toBe('ready');
		later(0.001);
		await keep();
		expect(await status(priya)).toBe('away');
		expect(await office.readyPage(priya)).toBeNull();
		expect((await office.heard(priya)).at(-1)).toEqual({
			kind: 'status',
			status: 'away',
			because: 'probe_missed',
		});
	});

	it('V4: a page that nobody has heard of for over 8 s is gone; once that is said, it is not said again', async () => {
		const priya = await office.ready('Priya');
		later(8);
		await keep();
		expect(await status(priya)).toBe('ready');
		later(0.001);
		await keep();
		expect(await status(priya)).toBe('away');
		const heard = await office.heard(priya);
		expect(heard.at(-1)).toMatchObject({ because: 'page_lost' });
		later(1);
		await keep();
		expect(await office.heard(priya)).toHaveLength(heard.length);
	});

	it('V3: a page rings no more once a workflow has set its person away', async () => {
		const priya = await office.ready('Priya');
		await dialling.do(
			async ({ representatives }) =>
				await representatives.setStatus(priya.representative.id, 'away', dialling.now),
		);
		await keep();
		expect(await office.readyPage(priya)).toBeNull();
		expect((await office.heard(priya)).at(-1)).toMatchObject({ status: 'away', because: 'asked' });
	});

	it('V4: the page of a call is neither probed meanwhile nor stood down', async () => {
		const priya = await office.ready('Priya');
		await inCall(priya);
		later(120);
		await office.seen(priya);
		await keep();
		expect(await probes(priya)).toBe(1);
		expect(await status(priya)).toBe('busy');
		expect(await office.readyPage(priya)).toBe(priya.page.id);
	});

	it('V4: pages of revoked people are stood down', async () => {
		const priya = await office.ready('Priya');
		await dialling.do(
			async ({ representatives }) =>
				await representatives.revoke(priya.representative.id, dialling.now),
		);
		await keep();
		const ready = await dialling.do(async ({ deskPages }) => await deskPages.lost(dialling.now));
		expect(ready).toEqual([]);
	});

	describe('tells supervisors', () => {
		const team = async (actor: DeskActor) =>
			(await office.heard(actor)).filter(({ kind }) => kind === 'team').length;

		it('M5: that something has changed, at most every 3 s, and not if nothing has', async () => {
			const lead = await office.open(await office.hire('Lead', { role: 'supervisor' }));
			await keep();
			expect(await team(lead)).toBe(1);
			const priya = await office.ready('Priya');
			later(2.9);
			await office.seen(priya);
			await keep();
			expect(await team(lead)).toBe(1);
			later(0.1);
			await keep();
			expect(await team(lead)).toBe(2);
			later(3);
			await keep();
			expect(await team(lead)).toBe(2);
		});

		it('M5: and nobody else', async () => {
			await office.open(await office.hire('Lead', { role: 'supervisor' }));
			const priya = await office.ready('Priya');
			await keep();
			expect(await team(priya)).toBe(0);
		});
	});
});
