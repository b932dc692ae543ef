import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerFile } from '../stack/ledgerRows';
import type { StoredWorkflow } from '../stack/n8nApi';
import { until } from '../stack/until';
import { useStack } from '../stack/useStack';
import {
	heldItems,
	INITIATE_CALL,
	NO_OP,
	publishChain,
	publishTemplate,
	untilHeld,
} from './support/flows';
import { followedUp, followUpsTo } from './support/followUps';
import {
	attemptsOf,
	decisionsOf,
	untilAttemptEnds,
	untilQuiet,
	wishesOf,
} from './support/inLedger';
import { Phone } from './support/phone';
import { callsOf, connectsTo, graphPosts } from './support/seenByMeta';

/**
 * A flow that dials without asking anybody: what stops it is the ledger and the decision at dial
 * time, never the wiring (P4, C3).
 */
const OTHER_NUMBER = '600300000000009';

const stack = useStack({
	templates: [],
	simulatorArgs: ['--no-media', '--other-number', `${OTHER_NUMBER}:+442079460019`],
});

/** Allows calls in the profile, answers, talks for a moment. */
const ANSWERS = { on_ring: 'answer', answer_after_ms: 100, talk_ms: 200 } as const;

let dialling: StoredWorkflow;
let refuser: Phone;

beforeAll(async () => {
	// Only a listener is published when the refusal is heard.
	await publishChain(stack(), 'listener', [NO_OP]);
	refuser = await Phone.create(stack(), ANSWERS);
	await refuser.write("please don't call me");
	await untilQuiet(stack());
	await publishTemplate(stack(), '02-calls.json');
	dialling = await publishChain(stack(), 'dialling', [INITIATE_CALL, NO_OP]);
	await stack().simulator.post('/sim/retries', { gaps_ms: Array.from({ length: 100 }, () => 500) });
});

async function permitted(habits: object = ANSWERS): Promise<Phone> {
	const phone = await Phone.create(stack(), habits);
	await phone.allowInProfile();
	await untilQuiet(stack());
	return phone;
}

const fault = (body: object) => stack().simulator.post('/sim/faults', body);

/** Another customer can still be called: the flow itself works. */
async function aCallGoesThrough(): Promise<void> {
	const phone = await permitted();
	await phone.write('call me');
	expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
	expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
}

let aheadMs = 0;

/** Moves the clock on; only while nothing is under way. */
async function passTime(ms: number): Promise<void> {
	await untilQuiet(stack());
	aheadMs += ms;
	await stack().setClockOffset(aheadMs);
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

describe('P4: after “don’t call me”, heard with no node wired for it', () => {
	it.each([
		['the same number', undefined],
		['another number', OTHER_NUMBER],
	])('“call me” to %s is refused in another workflow', async (_line, phone_number_id) => {
		const before = (await heldItems(stack(), dialling, refuser)).length;
		await refuser.allowInProfile({ phone_number_id });
		await refuser.write('call me', { phone_number_id });
		const held = await untilHeld(stack(), dialling, refuser, before + 2);
		expect(held.attempt).toMatchObject({ status: 'held', held_reason: 'opted_out' });
		const kept = decisionsOf(stack(), refuser).at(-1);
		expect(kept).toMatchObject({ outcome: 'deny', reason: 'opted_out' });
		expect(JSON.parse(kept?.evidence ?? '[]')).toContainEqual({
			check: 'opted_out',
			passed: false,
			found: 'opted out of calls',
		});
		expect(await connectsTo(stack(), refuser)).toEqual([]);
	});

	it('others are still called', aCallGoesThrough);
});

describe('no yes, no permission', () => {
	it('C3: a greeting never dials', async () => {
		const phone = await permitted();
		await phone.write('Hello');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'no_yes' });
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});

	it('P1: a yes without Meta’s permission does not dial, and is not forgotten', async () => {
		const phone = await Phone.create(stack(), ANSWERS);
		await phone.write('call me');
		const held = await untilHeld(stack(), dialling, phone);
		expect(held.attempt).toMatchObject({ held_reason: 'no_permission' });
		expect(await connectsTo(stack(), phone)).toEqual([]);
		await phone.allowInProfile();
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('P3: Meta cannot be asked for the permission → no call', async () => {
		const phone = await permitted();
		await fault({ match: { path: '/call_permissions' }, times: 1, drop_response: true });
		await phone.write('call me');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'permission_unavailable' });
		expect(held.attempt.retry_at).not.toBeNull();
		expect(await connectsTo(stack(), phone)).toEqual([]);
	});

	it('P1: permission taken back between the look-up and connect (138006) → asked for again', async () => {
		const phone = await permitted();
		await fault({ match: { action: 'connect' }, times: 1, code: 138006 });
		await phone.write('call me');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'permission_required' });
		expect(wishesOf(stack(), phone)).toMatchObject([{ status: 'open', waiting_for: 'permission' }]);
		expect(await callsOf(stack(), phone)).toEqual([]);
		await phone.allowInProfile();
		await until('the call', 30_000, async () => (await callsOf(stack(), phone))[0]);
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
	});
});

describe('connect without a clear answer', () => {
	it.each([
		['none, the connection is cut', { drop_response: true }],
		['500, but the phone rings', { status: 500, acts: true }],
		['131000, but the phone rings', { code: 131000, acts: true }],
	])('P10: %s → never a second connect, later events settle it', async (_answer, how) => {
		const phone = await permitted();
		await fault({ match: { action: 'connect' }, times: 1, ...how });
		await phone.write('call me');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'unknown_if_ringing' });
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({
			outcome: 'completed',
			error_code: null,
			provisional: 0,
		});
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('P10: no answer in 20 s → unknown, settled by the customer’s answer and hang-up', async () => {
		const phone = await permitted({ on_ring: 'ignore' });
		await fault({ match: { action: 'connect' }, times: 1, hold: true });
		await phone.write('call me');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'unknown_if_ringing' });
		await stack().simulator.post('/sim/faults/release');
		await phone.hangUp();
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'declined' });
		expect(await followedUp(stack(), phone)).toEqual(['call_not_answered']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('P5, V7: 500 and nothing rings → a new yes is held, the sweep ends the attempt and says so', async () => {
		const phone = await permitted();
		await fault({ match: { action: 'connect' }, times: 1, status: 500 });
		await phone.write('call me');
		await untilHeld(stack(), dialling, phone, 2);
		expect(attemptsOf(stack(), phone)).toMatchObject([{ status: 'unknown' }]);
		// WhatsApp dates messages by the second: one of the same second counts as written before the call.
		await passTime(2 * SECOND_MS);
		await phone.write('call me');
		const again = await untilHeld(stack(), dialling, phone, 3);
		expect(again.attempt).toMatchObject({ held_reason: 'call_in_progress' });
		await passTime(11 * MINUTE_MS);
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({
			outcome: 'failed',
			provisional: 1,
		});
		expect(await followedUp(stack(), phone)).toEqual(['call_failed']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});
});

describe('connect refused for the moment', () => {
	it.each([4, 80007, 130429, 138002, 138005])(
		'%d: nothing was started, so it goes again inside the same attempt',
		async (code) => {
			const phone = await permitted();
			await fault({ match: { action: 'connect' }, times: 1, code });
			await phone.write('call me');
			expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
			expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
			expect(attemptsOf(stack(), phone)).toHaveLength(1);
			expect(await connectsTo(stack(), phone)).toHaveLength(2);
			expect(await callsOf(stack(), phone)).toHaveLength(1);
		},
	);
});

describe('the ledger cannot be reached', () => {
	it('P10: held by another process → 503, nothing is lost, nobody is called meanwhile', async () => {
		const phone = await permitted();
		const other = new DatabaseSync(ledgerFile(stack().dir));
		other.exec('BEGIN IMMEDIATE');
		expect(await phone.write('call me')).toEqual([503]);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		other.exec('ROLLBACK');
		other.close();
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('P10: a folder stands in its place → 503, nobody is called, and it goes on when it is back', async () => {
		const phone = await permitted();
		const file = ledgerFile(stack().dir);
		await rename(file, `${file}.away`);
		await mkdir(file);
		expect(await phone.write('call me')).toEqual([503]);
		expect(await connectsTo(stack(), phone)).toEqual([]);
		await rmdir(file);
		await rename(`${file}.away`, file);
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
	});

	it('P4: another ledger in its place → the trigger refuses to run, until the old one is back', async () => {
		const phone = await permitted();
		const { n8n, dir } = stack();
		const folder = dirname(ledgerFile(dir));
		await untilQuiet(stack());
		await n8n.stop();
		await rename(folder, `${folder}.away`);
		await n8n.start();
		await until(
			'the triggers to refuse',
			60_000,
			async () =>
				(await n8n.log()).includes('This is not the ledger that this workflow has used') ||
				undefined,
		);
		expect(await refuser.write('call me')).not.toEqual([200]);
		expect(await phone.write('call me')).not.toEqual([200]);
		await n8n.stop();
		expect(await graphPostsTo(phone)).toEqual([]);
		await rm(folder, { recursive: true });
		await rename(`${folder}.away`, folder);
		await n8n.start();
		expect(await untilAttemptEnds(stack(), phone, 60_000)).toMatchObject({ outcome: 'completed' });
		expect(await followedUp(stack(), phone)).toEqual(['back_to_chat']);
		expect(await connectsTo(stack(), phone)).toHaveLength(1);
		expect(await connectsTo(stack(), refuser)).toEqual([]);
		expect(await followUpsTo(stack(), refuser)).toEqual([]);
	});
});

const graphPostsTo = async ({ waId }: Phone) =>
	(await graphPosts(stack())).filter(({ to }) => to === waId);

describe('after earlier calls', () => {
	it('P5: a new yes within four hours is held, after them it is called', async () => {
		const phone = await permitted();
		await phone.write('call me');
		await untilAttemptEnds(stack(), phone);
		// WhatsApp tells whole seconds: in the second of the dialling it would be the same yes.
		await passTime(SECOND_MS);
		await phone.write('call me');
		const held = await untilHeld(stack(), dialling, phone, 2);
		expect(held.attempt).toMatchObject({ held_reason: 'cool_down' });
		expect(held.attempt.retry_at).not.toBeNull();
		await passTime(4 * HOUR_MS);
		await phone.write('call me again please');
		await until('the second call', 30_000, () => attemptsOf(stack(), phone)[1]);
		expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'completed' });
		expect(await connectsTo(stack(), phone)).toHaveLength(2);
	});

	it('P6, V7: two unanswered calls in a row are enough: other times, then back to chat', async () => {
		await stack().simulator.post('/sim/switches', { ring_timeout_ms: 300 });
		const phone = await permitted({ on_ring: 'ignore' });
		for (const nth of [1, 2]) {
			await phone.write('call me');
			await until(`call ${nth}`, 30_000, () => attemptsOf(stack(), phone)[nth - 1]);
			expect(await untilAttemptEnds(stack(), phone)).toMatchObject({ outcome: 'no_answer' });
			await passTime(4 * HOUR_MS);
		}
		expect(await followedUp(stack(), phone)).toEqual(['call_not_answered', 'back_to_chat']);
		const before = (await heldItems(stack(), dialling, phone)).length;
		await phone.write('call me');
		const held = await untilHeld(stack(), dialling, phone, before + 1);
		expect(held.attempt).toMatchObject({ held_reason: 'unanswered_twice' });
		expect(await connectsTo(stack(), phone)).toHaveLength(2);
	});
});
