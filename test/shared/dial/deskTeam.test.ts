import { describe, expect, it } from 'vitest';
import { readDeskView } from '../../../nodes/shared/dial/deskView';
import type { PolicyBody } from '../../../nodes/shared/domain/policy';
import { DESK_LEG, type Contact, type StoredDecision } from '../../../nodes/shared/ledger/ledger';
import { DeskOffice } from './deskOffice';
import { ASHA, at, CALL, LINE } from './harness';

const OTHER_LINE = '106540352242999';
const BELA = '919812300000';

const office = new DeskOffice();
const { dialling } = office;

const lead = async (phoneNumberIds: string[] = []) =>
	await office.open(await office.hire('Lead', { role: 'supervisor', phoneNumberIds }));

const teamOf = async (actor: Awaited<ReturnType<typeof lead>>) => {
	const { team } = await readDeskView(actor, office.ports);
	if (!team) throw new Error('No team is shown');
	return team;
};

/** A customer’s call that rings at nobody’s yet. */
const ring = async (contact: Contact, phoneNumberId = LINE, callId = CALL) => {
	const about = { contactId: contact.id, phoneNumberId, callId, attemptId: null };
	const started = await dialling.do(
		async ({ deskRings }) =>
			await deskRings.start({ ...about, direction: 'inbound', endsAt: at(25) }, dialling.now),
	);
	if (!started) throw new Error('It has rung before');
	return started;
};

const decision = (
	contact: Contact,
	reason: string,
	checkedAt: string,
	more: Partial<StoredDecision> = {},
): StoredDecision => ({
	id: `dec_${contact.id}${reason}${checkedAt}`,
	contactId: contact.id,
	phoneNumberId: LINE,
	wishId: null,
	outcome: reason === 'allowed' ? 'allow' : 'schedule',
	reason,
	needs: null,
	retryAt: null,
	evidence: [],
	policy: 'default@1',
	checkedAt,
	dryRun: false,
	...more,
});

const decide = async (...all: StoredDecision[]) =>
	await dialling.do(async ({ decisions }) => {
		for (const each of all) await decisions.add(each);
	});

const policy = async (body: PolicyBody) =>
	await dialling.do(async ({ policies }) => await policies.put('default', LINE, body, at(0)));

describe('what a supervisor sees', () => {
	it('V3: who is ready, and since when; nobody who is revoked', async () => {
		const actor = await lead();
		dialling.seconds = 5;
		const priya = await office.ready('Priya');
		const gone = await office.hire('Gone');
		await dialling.do(
			async ({ representatives }) => await representatives.revoke(gone.id, dialling.now),
		);
		expect((await teamOf(actor)).people).toEqual([
			{ id: actor.representative.id, name: 'Lead', status: 'away', since: at(0) },
			{ id: priya.representative.id, name: 'Priya', status: 'ready', since: at(5) },
		]);
	});

	it('V3: what rings, and with whom it rings now', async () => {
		const actor = await lead();
		const priya = await office.ready('Priya');
		const ravi = await office.ready('Ravi');
		const { id } = await ring(await dialling.customer());
		const ringsAt = async () => (await teamOf(actor)).live.map((live) => live.representative);
		expect(await ringsAt()).toEqual([null]);
		const offer = async ({ representative, page }: typeof priya) =>
			await dialling.do(
				async ({ deskRings }) =>
					await deskRings.offer(
						id,
						{ representativeId: representative.id, pageId: page.id },
						dialling.now,
					),
			);
		await offer(priya);
		expect(await ringsAt()).toEqual(['Priya']);
		await dialling.do(
			async ({ deskRings }) => await deskRings.close(id, priya.representative.id, dialling.now),
		);
		await offer(ravi);
		expect((await teamOf(actor)).live).toEqual([
			{
				attempt: null,
				customer: { name: null, phone: '+91 ••••• 5678', language: null },
				direction: 'inbound',
				state: 'offered',
				representative: 'Ravi',
				since: at(0),
			},
		]);
	});

	it('V3: who talks with whom, whatever carries the call', async () => {
		const actor = await lead();
		const priya = await office.ready('Priya');
		const contact = await dialling.customer();
		const wish = await dialling.yes(contact);
		const id = await dialling.do(async ({ attempts }) => {
			const claim = await attempts.claim({
				wishId: wish.id,
				contactId: contact.id,
				phoneNumberId: LINE,
				direction: 'outbound',
				leg: DESK_LEG,
				claimant: 'run-1',
				leaseSeconds: 60,
				now: dialling.now,
			});
			if (!claim.won) throw new Error(claim.reason);
			await attempts.startDialling(claim.attempt.id, claim.token, 's', dialling.now);
			await attempts.noteRepresentative(claim.attempt.id, priya.representative.id);
			return claim.attempt.id;
		});
		dialling.seconds = 7;
		await dialling.do(async ({ attempts }) => {
			const heard = { outcome: null, callId: CALL, errorCode: null, at: at(7), answeredAt: at(7) };
			await attempts.applyCall(id, { ...heard, status: 'accepted' }, at(7));
		});
		expect((await teamOf(actor)).live).toMatchObject([
			{ attempt: id, state: 'accepted', representative: 'Priya', since: at(7) },
		]);
	});

	it('V3: only calls of the numbers that a supervisor has', async () => {
		const actor = await lead([LINE]);
		await ring(await dialling.customer({ waId: ASHA }), LINE, 'wacid.1');
		await ring(await dialling.customer({ waId: BELA }), OTHER_LINE, 'wacid.2');
		expect((await teamOf(actor)).live).toHaveLength(1);
	});

	it('V3: what waits, by what would wake it', async () => {
		const actor = await lead();
		const contact = await dialling.customer();
		await office.park(contact.id);
		await office.park(contact.id, OTHER_LINE);
		expect((await teamOf(actor)).waiting).toEqual([
			{ wokenBy: 'representative', count: 2, nextAt: null },
		]);
	});

	it('M5: whom nobody called today, by the last word of each, most frequent first, in words', async () => {
		const actor = await lead();
		const asha = await dialling.customer({ waId: ASHA });
		const bela = await dialling.customer({ waId: BELA });
		const cara = await dialling.customer({ waId: '919812300001' });
		const dora = await dialling.customer({ waId: '919812300002' });
		await decide(
			decision(asha, 'cool_down', at(0)),
			decision(asha, 'no_representative_ready', at(1)),
			decision(bela, 'no_representative_ready', at(2)),
			decision(cara, 'team_closed', at(3)),
			decision(dora, 'team_closed', at(3)),
			decision(dora, 'allowed', at(4)),
			decision(cara, 'opted_out', at(5), { dryRun: true }),
		);
		expect((await teamOf(actor)).notCalled).toEqual([
			{
				reason: 'no_representative_ready',
				count: 2,
				text: 'Nobody is ready to talk to the customer. Set a representative to ready; the request is woken then.',
			},
			{
				reason: 'team_closed',
				count: 1,
				text: 'The team does not answer at this hour. The policy sets its hours.',
			},
		]);
	});

	it.each<[string, string | null, string, number]>([
		// It is 12:00 UTC on Saturday.
		[
			'in the team’s zone: Friday evening is over there',
			'Asia/Kolkata',
			'2026-10-09T18:29:59.000Z',
			0,
		],
		['in the team’s zone: Saturday has begun there', 'Asia/Kolkata', '2026-10-09T18:30:00.000Z', 1],
		['in the number’s own country without one', null, '2026-10-09T18:30:00.000Z', 1],
		['west of Greenwich too', 'America/New_York', '2026-10-10T04:00:00.000Z', 1],
		['and not before midnight there', 'America/New_York', '2026-10-10T03:59:59.000Z', 0],
	])('M5: today begins at midnight %s', async (_, zone, checkedAt, count) => {
		if (zone !== null) await policy({ team: { zone } });
		const actor = await lead();
		await decide(decision(await dialling.customer(), 'cool_down', checkedAt));
		const { notCalled } = await teamOf(actor);
		expect(notCalled.reduce((sum, each) => sum + each.count, 0)).toBe(count);
	});

	it('V3: a plain representative sees nothing of it', async () => {
		const priya = await office.ready('Priya');
		await ring(await dialling.customer());
		expect((await readDeskView(priya, office.ports)).team).toBeNull();
	});
});
