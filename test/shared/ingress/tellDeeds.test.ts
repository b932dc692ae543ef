import { beforeEach, describe, expect, it } from 'vitest';
import type { CallItem } from '../../../nodes/shared/domain/callItem';
import { deskAppKey, tellDeeds, type DeedPorts } from '../../../nodes/shared/ingress/tellDeeds';
import {
	DESK_LEG,
	type Attempt,
	type Representative,
	type StoredDeskDeed,
} from '../../../nodes/shared/ledger/ledger';
import { ASHA, LINE, OTHER_LINE, textMessage } from './bodies';
import { APP, Ingress, route } from './harness';

const story = new Ingress();
const DAY = 24 * 3600;

let priya: Representative;
let attempt: Attempt;

/** A customer with a live escalation and a brief, whose call somebody has taken at the desk. */
beforeEach(async () => {
	await story.deliver(textMessage('wamid.1', 'call me now', { at: story.unix }));
	const { id: contactId } = await story.contact(ASHA);
	const about = { contactId, phoneNumberId: LINE };
	const reasons = { triggers: ['explicit_request'], action: 'call_now', evidence: [] };
	await story.do(
		async ({ escalations }) => await escalations.open({ ...about, ...reasons }, story.now),
	);
	const claim = await story.ledger.claimAttempt({
		...about,
		wishId: 'yes:wamid.1',
		direction: 'outbound',
		leg: DESK_LEG,
		claimant: 'somebody',
		leaseSeconds: 60,
		now: story.now,
	});
	if (!claim.won) throw new Error(claim.reason);
	attempt = claim.attempt;
	await story.do(async ({ representatives, briefs }) => {
		const person = { name: 'Priya', role: 'representative' as const, phoneNumberIds: [] };
		priya = await representatives.create(person, story.now);
		await briefs.put(
			{
				...about,
				key: 'wamid.1',
				escalationId: null,
				status: 'ready',
				source: 'model',
				fields: { product_interest: 'Sofa' },
				sources: {},
				errors: [],
				threadUrl: null,
			},
			story.now,
		);
	});
});

/** The desk is published, and its workflow starts on these. */
async function publish(events: string[], more: { phoneNumberIds?: string[] } = {}): Promise<void> {
	const desk = route('desk-1', {
		appKey: deskAppKey(APP),
		kind: 'desk',
		groups: events,
		...more,
	});
	await story.do(async ({ routes, deskDoors }) => {
		await routes.put(desk, story.now);
		const door = { appKey: APP, routeId: desk.id, url: desk.url, phoneNumberIds: [] };
		await deskDoors.put(
			{ ...door, ringOrder: 'last_then_idle', whenNobody: 'let_ring' },
			story.now,
		);
	});
}

const did = async (deed: Partial<StoredDeskDeed> = {}): Promise<StoredDeskDeed> =>
	await story.do(
		async ({ deskDeeds }) =>
			await deskDeeds.add(
				{
					kind: 'outcome',
					outcome: 'sold',
					notes: 'Friday',
					representativeId: priya.id,
					attemptId: attempt.id,
					contactId: attempt.contactId,
					phoneNumberId: LINE,
					...deed,
				},
				story.now,
			),
	);

const ports = (more: Partial<DeedPorts> = {}): DeedPorts => ({
	ledger: story.ledger,
	appKey: APP,
	isOurs: async () => true,
	writeItem: (item) => JSON.stringify(item),
	now: () => story.now,
	...more,
});

const tell = async (more: Partial<DeedPorts> = {}) => await tellDeeds(ports(more));

const told = async (): Promise<Partial<CallItem>[]> =>
	(await story.rows('desk-1')).map(({ body }) => JSON.parse(body) as Partial<CallItem>);

describe('V4: what a representative did', () => {
	it('starts the workflow of the desk, with customer, call, brief and who it was', async () => {
		await publish(['outcome']);
		const { id } = await did();
		expect(await tell()).toEqual(['desk-1']);
		const [row, ...others] = await story.rows('desk-1');
		expect(others).toEqual([]);
		expect(row).toMatchObject({ lane: 'call', eventKey: `desk:${id}` });
		expect(JSON.parse(row!.body)).toMatchObject({
			schema: 'whatsapp-calling/1',
			event: { type: 'desk_outcome', key: `desk:${id}`, at: story.now, origin: 'ledger' },
			line: { phoneNumberId: LINE },
			contact: { id: attempt.contactId, waId: ASHA },
			escalationTrigger: 'explicit_request',
			attempt: { id: attempt.id, leg: 'call_desk', representative: 'Priya' },
			call: { id: attempt.id, direction: 'outbound' },
			brief: { status: 'ready', fields: { product_interest: 'Sofa' } },
			desk: {
				deed: 'outcome',
				representativeId: priya.id,
				representativeName: 'Priya',
				outcome: 'sold',
				notes: 'Friday',
			},
		});
	});

	it('is told once, by ten processes that look at the same time', async () => {
		await publish(['outcome']);
		await did();
		const looks = await Promise.all(Array.from({ length: 10 }, async () => await tell()));
		expect(looks.flat()).toEqual(['desk-1']);
		expect(await tell()).toEqual([]);
		expect(await told()).toHaveLength(1);
	});

	it('is told in the order in which it was done', async () => {
		await publish(['took_call', 'outcome', 'opt_out']);
		for (const kind of ['took_call', 'opt_out', 'outcome'] as const) await did({ kind });
		await tell();
		const kinds = (await told()).map(({ desk }) => desk?.deed);
		expect(kinds).toEqual(['took_call', 'opt_out', 'outcome']);
	});

	it('and was not chosen starts nothing, then or later', async () => {
		await publish(['opt_out']);
		await did();
		expect(await tell()).toEqual([]);
		await publish(['outcome']);
		expect(await tell()).toEqual([]);
		expect(await told()).toEqual([]);
	});

	it('on a number that was not chosen starts nothing', async () => {
		await publish(['outcome'], { phoneNumberIds: [OTHER_LINE] });
		await did();
		expect(await tell()).toEqual([]);
		expect(await told()).toEqual([]);
	});

	it('waits for a desk that is being edited, for a day', async () => {
		await did();
		expect(await tell()).toEqual([]);
		story.seconds = DAY - 60;
		await publish(['outcome']);
		expect(await tell()).toEqual(['desk-1']);
		await story.do(async ({ deskDoors }) => await deskDoors.remove(APP, 'desk-1'));
		await did();
		story.seconds = 2 * DAY;
		await publish(['outcome']);
		expect(await tell()).toEqual([]);
	});

	it('on a number of another app is left to that app', async () => {
		await publish(['outcome']);
		await did();
		expect(await tell({ isOurs: async () => false })).toEqual([]);
		expect(await tell()).toEqual(['desk-1']);
	});

	it('is not lost if the item cannot be written', async () => {
		await publish(['outcome']);
		await did();
		const writeItem = () => {
			throw new Error('the disk is full');
		};
		await expect(tell({ writeItem })).rejects.toThrow('the disk is full');
		expect(await tell()).toEqual(['desk-1']);
	});
});
