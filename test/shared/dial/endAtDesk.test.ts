import { beforeEach, describe, expect, it } from 'vitest';
import type { DeskActor } from '../../../nodes/shared/dial/deskPorts';
import { endLostCalls, hangUp, heardCustomer } from '../../../nodes/shared/dial/endAtDesk';
import { upkeep } from '../../../nodes/shared/dial/upkeep';
import { reduceCall } from '../../../nodes/shared/domain/callState';
import type { HangUpCause } from '../../../nodes/shared/domain/deskProtocol';
import { DeskFloor } from './deskFloor';
import { at, CALL } from './harness';
import { ok } from './scriptedGraph';

const floor = new DeskFloor();
const { dialling: story } = floor;

let anna: DeskActor;
let id: string;

/** A call of ours that rings at the customer, taken by Anna. */
beforeEach(async () => {
	anna = await floor.ready('Anna');
	await floor.request();
	id = await floor.showAndTake(anna);
	story.answers = [ok()];
	await moves('ringing');
});

const moves = async (status: 'ringing' | 'accepted') =>
	await story.do(
		async ({ attempts }) =>
			await attempts.applyCall(
				id,
				{ status, outcome: null, callId: CALL, errorCode: null, at: story.now },
				story.now,
			),
	);
const end = async (because: HangUpCause, attempt = id, actor = anna) =>
	await hangUp(actor, { attempt, because }, floor.all);
const terminates = () => story.posted('terminate').length;

/** What Meta's end of it would come to. */
async function endsAs(): Promise<string> {
	const terminated = await floor.ends();
	const events = await story.do(async ({ calls }) => await calls.events(CALL));
	const direction = { ...terminated, direction: 'outbound' as const };
	return reduceCall([...events.filter(({ type }) => type !== 'terminated'), direction]).state;
}

describe('V4: the page ends its call', () => {
	it.each<[HangUpCause, string]>([
		['hung_up', 'no_answer'],
		['no_answer', 'no_answer'],
		['page_closed', 'failed'],
		['connection_lost', 'failed'],
		['microphone_failed', 'failed'],
	])('because of %s: told to Meta, and it ends as %s', async (because, outcome) => {
		expect(await end(because)).toEqual({ done: true });
		expect(terminates()).toBe(1);
		expect(await endsAs()).toBe(outcome);
	});

	it('twice, and after its end: nothing more is done', async () => {
		await end('hung_up');
		expect(await end('hung_up')).toEqual({ done: true });
		expect(terminates()).toBe(1);
		const over = { status: 'ended' as const, outcome: 'no_answer' as const, errorCode: null };
		await story.do(
			async ({ attempts }) =>
				await attempts.applyCall(id, { ...over, callId: CALL, at: at(1) }, at(1)),
		);
		expect(await end('page_closed')).toEqual({ done: true });
		await upkeep(floor.all);
		expect(terminates()).toBe(1);
	});

	it('said again by the upkeep while Meta does not end it, then it counts as over', async () => {
		await moves('accepted');
		story.answers = [null];
		await end('hung_up');
		for (const seconds of [10, 30, 31, 60, 90]) {
			floor.at(seconds);
			await upkeep(floor.all);
		}
		expect(terminates()).toBe(4);
		floor.at(120);
		await upkeep(floor.all);
		expect(await floor.attempt()).toMatchObject({ status: 'ended', verdict: 'completed' });
	});

	it('n8n dies before Meta is told: the upkeep tells it', async () => {
		const killed = async (): Promise<never> => {
			throw new Error('killed');
		};
		await expect(
			hangUp(
				anna,
				{ attempt: id, because: 'page_closed' },
				{ ...floor.all, graph: { call: killed } },
			),
		).rejects.toThrow('killed');
		expect(terminates()).toBe(0);
		for (const seconds of [2, 30]) {
			floor.at(seconds);
			await upkeep(floor.all);
		}
		expect(terminates()).toBe(1);
	});

	it('its own limit of ringing and the upkeep’s say it together once', async () => {
		floor.at(45);
		await Promise.all([end('no_answer'), upkeep(floor.all), end('no_answer')]);
		expect(terminates()).toBe(1);
	});

	it.each([
		['another page of hers', async () => await floor.open(anna.representative)],
		['somebody else', async () => await floor.ready('Bela')],
	])('%s cannot', async (_who, make) => {
		expect(await end('hung_up', id, await make())).toMatchObject({ code: 'not_yours' });
		expect(terminates()).toBe(0);
	});

	it('no such call: not hers', async () => {
		expect(await end('hung_up', 'att_0')).toMatchObject({ code: 'not_yours' });
	});
});

describe('the customer is heard', () => {
	const hears = async (actor = anna) => await heardCustomer(actor, { attempt: id }, floor.all);

	it('answered, whether or not Meta says so: no limit of ringing ends it', async () => {
		floor.at(44);
		expect(await hears()).toEqual({ done: true });
		expect(await floor.attempt()).toMatchObject({ status: 'accepted', answeredAt: at(44) });
		floor.at(120);
		await upkeep(floor.all);
		expect(terminates()).toBe(0);
		expect(await hears()).toEqual({ done: true });
		expect(await floor.attempt()).toMatchObject({ answeredAt: at(44) });
	});

	it('without it the limit ends it', async () => {
		floor.at(45);
		await upkeep(floor.all);
		expect(terminates()).toBe(1);
	});

	it('is nobody else’s word, and none about a call that is over', async () => {
		expect(await hears(await floor.ready('Bela'))).toMatchObject({ code: 'not_yours' });
		const over = { status: 'ended' as const, outcome: 'declined' as const, errorCode: null };
		await story.do(
			async ({ attempts }) =>
				await attempts.applyCall(id, { ...over, callId: CALL, at: at(1) }, at(1)),
		);
		expect(await hears()).toMatchObject({ code: 'call_over' });
		expect(await floor.attempt()).toMatchObject({ status: 'ended', outcome: 'declined' });
	});
});

describe('V4: a page is lost in a call', () => {
	const LONG_AGO = at(-60);
	const look = async (since = LONG_AGO) => await endLostCalls(since, floor.all);

	it.each([
		['rings', async () => {}],
		['goes on', async () => await moves('accepted')],
	])('unseen for more than 8 s while it %s: ended, as failed, told once', async (_what, move) => {
		await move();
		floor.at(8);
		await look();
		expect(terminates()).toBe(0);
		floor.at(9);
		await Promise.all([look(), look()]);
		await look();
		expect(terminates()).toBe(1);
		expect(await endsAs()).toBe('failed');
		expect(await floor.heardOf(anna, 'ended')).toMatchObject([{ because: 'page_lost' }]);
	});

	it('as long as it is seen, the call goes on', async () => {
		await moves('accepted');
		for (const seconds of [3, 6, 9, 12, 15]) {
			floor.at(seconds);
			await floor.seen(anna);
			await look();
		}
		expect(terminates()).toBe(0);
	});

	it('n8n starts again: nobody is judged before pages were watched for 20 s', async () => {
		floor.at(300);
		await look(at(290));
		await look(at(281));
		expect(terminates()).toBe(0);
		await look(at(280));
		expect(terminates()).toBe(1);
	});

	it('signed out: ended at once', async () => {
		await story.do(
			async ({ deskAccess }) => await deskAccess.signOut(anna.page.sessionHash, story.now),
		);
		await look();
		expect(terminates()).toBe(1);
	});

	it('of another app, or another leg: not the desk’s to end', async () => {
		floor.at(60);
		await endLostCalls(LONG_AGO, { ...floor.all, isOurs: async () => false });
		expect(terminates()).toBe(0);
		await look();
		const bela = await story.customer({ waId: '919800000001' });
		const wish = await story.yes(bela, 'wamid.b');
		story.answers = [ok({ calls: [{ id: 'wacid.b' }] })];
		await story.dial(wish, bela, 'run-b');
		floor.at(61);
		await look();
		expect(terminates()).toBe(1);
	});
});
