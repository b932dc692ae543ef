import { beforeEach, describe, expect, it } from 'vitest';
import { dialLeg } from '../../../nodes/shared/dial/dialLeg';
import type { Contact, Wish } from '../../../nodes/shared/ledger/ledger';
import { Dialling, GRANTED, heldReason, LINE, NOT_GRANTED } from './harness';
import { ok } from './scriptedGraph';

const story = new Dialling();
let asha: Contact;
let wish: Wish;

beforeEach(async () => {
	asha = await story.customer();
	wish = await story.yes(asha);
});

const dial = async (claimant = 'run-1') =>
	await dialLeg({ wish, contact: asha, claimant, briefRequired: true }, story.ports());

describe('S1, V4: no call without a brief that is ready', () => {
	it('none: held, and the yes stays open', async () => {
		const result = await dial();
		expect(result).toMatchObject({
			started: false,
			heldReason: 'brief_missing',
			retryAt: null,
			decision: { outcome: 'schedule' },
		});
		expect(await story.wish(wish.id)).toMatchObject({ status: 'open' });
		expect(await story.attempt(wish.id)).toMatchObject({
			status: 'released',
			heldReason: 'brief_missing',
		});
		expect(story.posted('connect')).toEqual([]);
		expect(story.media).toEqual([]);
	});

	it('one that is ready: the call is placed', async () => {
		await story.brief(asha);
		expect((await dial()).started).toBe(true);
	});

	it('one that needs review: held, and the evidence says so', async () => {
		await story.brief(asha, 'needs_review');
		const result = await dial();
		expect(heldReason(result)).toBe('brief_missing');
		expect(result.decision?.evidence.at(-1)).toEqual({
			check: 'brief',
			passed: false,
			found: 'needs_review',
		});
	});

	it('one that has come to need review since: held', async () => {
		await story.brief(asha);
		story.seconds = 60;
		await story.brief(asha, 'needs_review');
		expect(heldReason(await dial())).toBe('brief_missing');
	});

	it('somebody else’s: held', async () => {
		await story.brief(await story.customer({ waId: '919800000002' }));
		expect(heldReason(await dial())).toBe('brief_missing');
	});

	it('a brief of two days ago, and no escalation: held', async () => {
		await story.brief(asha);
		story.seconds = 48 * 3600;
		wish = await story.yes(asha, 'wamid.2');
		story.permission = ok({
			permission: { status: 'permanent' },
			actions: [{ action_name: 'start_call', can_perform_action: true }],
		});
		expect(heldReason(await dial())).toBe('brief_missing');
	});

	it('built after the call was held: the next run of the same event calls', async () => {
		await dial();
		await story.brief(asha);
		expect((await dial()).started).toBe(true);
		expect(story.posted('connect')).toHaveLength(1);
	});

	it('P1: permission that is granted later finds the brief by customer, in the ledger', async () => {
		story.permission = NOT_GRANTED;
		await story.brief(asha);
		expect(heldReason(await dial())).toBe('no_permission');
		story.seconds = 600;
		story.permission = GRANTED;
		// The reply’s own run: it carries no brief, and nothing of the chat.
		const reply = await dial('permission reply');
		expect(reply).toMatchObject({ started: true, attempt: { phoneNumberId: LINE } });
		expect(reply.decision?.evidence.at(-1)).toMatchObject({ passed: true, found: 'ready' });
	});

	it('not asked for: called without one', async () => {
		const request = { wish, contact: asha, claimant: 'run-1', briefRequired: false };
		const result = await dialLeg(request, story.ports());
		expect(result.started).toBe(true);
		expect(result.decision?.evidence.at(-1)).toMatchObject({ found: 'not_required' });
	});
});
