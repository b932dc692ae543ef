import { beforeEach, describe, expect, it } from 'vitest';
import {
	answerManualDial,
	type ManualDoor,
	type ManualOutcome,
} from '../../../nodes/shared/dial/answerManualDial';
import { ledgerFacts } from '../../../nodes/shared/dial/callFacts';
import { dialLeg } from '../../../nodes/shared/dial/dialLeg';
import type { DialResult } from '../../../nodes/shared/dial/dialResult';
import { manualDialSection, manualQueries } from '../../../nodes/shared/dial/manualLinks';
import type { DeskPorts } from '../../../nodes/shared/dial/deskPorts';
import { reserveLeg } from '../../../nodes/shared/dial/reserveLeg';
import { MANUAL_TAKE_SECONDS, type ManualAction } from '../../../nodes/shared/domain/manualDial';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import {
	MANUAL_LEG,
	type Attempt,
	type Contact,
	type Wish,
} from '../../../nodes/shared/ledger/ledger';
import { deaths, dieAt } from './dieAt';
import { ASHA, at, Dialling, heldReason, LINE } from './harness';
import { refuse, scriptedGraph } from './scriptedGraph';

const story = new Dialling();
let asha: Contact;
let wish: Wish;

/** Meta has not enabled calling on this account: whatever it is asked, it refuses. */
const meta = scriptedGraph(() => refuse(138_000));

let decisions = 0;
const manualPorts = (): DeskPorts =>
	story.ports({ graph: meta.graph, newId: () => `d${++decisions}` });

beforeEach(async () => {
	meta.requests.length = 0;
	asha = await story.customer();
	wish = await story.yes(asha);
});

const offer = async (claimant = 'event-1', ports = manualPorts()): Promise<DialResult> =>
	await reserveLeg(
		{
			wish,
			contact: asha,
			claimant,
			briefRequired: false,
			leg: MANUAL_LEG,
			forSeconds: MANUAL_TAKE_SECONDS,
		},
		ports,
	);

/** A card that waits: its links, as queries. */
async function card(claimant = 'event-1'): Promise<Record<ManualAction, string>> {
	const result = await offer(claimant);
	if (!result.started) throw new Error(`No card: ${result.heldReason}`);
	return manualQueries(result.attempt, wish, story.ledger);
}

const door = (more: Partial<ManualDoor> = {}, ports = manualPorts()): ManualDoor => ({
	ledger: ports.ledger,
	now: ports.now,
	dryRun: false,
	dialPorts: async () => ports,
	...more,
});

const parsed = (query: string): Record<string, string> =>
	Object.fromEntries(new URLSearchParams(query));

/** A browser, a chat app or a scanner opens the link. */
const look = async (query: string): Promise<ManualOutcome> =>
	await answerManualDial({ query: parsed(query), body: {} }, door());

/** Somebody taps the button of the page. */
const tap = async (query: string, at_: ManualDoor = door()): Promise<ManualOutcome> =>
	await answerManualDial({ query: parsed(query), body: { confirm: parsed(query).sig } }, at_);

const shown = ({ view }: ManualOutcome): string => view.show;

const attempt = async (): Promise<Attempt> => await story.attempt(wish.id);

const callbacks = async () =>
	await story.do(async ({ callbacks: store }) => await store.list(asha.id, 10));

const sweep = async () =>
	await story.do(
		async ({ attempts }) =>
			await attempts.sweep(
				{
					diallingToUnknownSeconds: 120,
					unknownToFailedSeconds: 600,
					manualDiallingToUnknownSeconds: 3_600,
				},
				story.now,
			),
	);

const escalate = async () => {
	const reasons = { triggers: ['complex_config'], action: 'offer_specialist', evidence: [] };
	const { escalation } = await story.do(
		async ({ escalations }) =>
			await escalations.open({ contactId: asha.id, phoneNumberId: LINE, ...reasons }, story.now),
	);
	return escalation.id;
};

const escalation = async (id: string) =>
	await story.do(async ({ escalations }) => await escalations.get(id));

describe('V5: the call is offered', () => {
	it('it is claimed and reserved for 15 minutes; nothing is dialled, and Meta is not asked', async () => {
		const result = await offer();
		expect(result).toMatchObject({
			started: true,
			attempt: { status: 'reserved', leg: MANUAL_LEG, diallingAt: null },
			decision: { outcome: 'allow', reason: 'allowed' },
		});
		const skipped = result.decision?.evidence.filter(({ passed }) => passed === 'not_applicable');
		expect(skipped?.map(({ check }) => check)).toEqual([
			'restricted',
			'country',
			'daily_cap',
			'meta_permission',
		]);
		expect(meta.requests).toEqual([]);
		expect(story.media).toEqual([]);
		expect((await story.customer()).lastCallAttemptAt).toBeNull();
		expect(await story.wish(wish.id)).toMatchObject({ status: 'open' });
	});

	it('for no longer than the yes', async () => {
		story.seconds = 600;
		const { attempt: offered } = (await offer()) as DialResult & { started: true };
		const section = manualDialSection('https://n/page', offered, wish, null, story.ledger);
		expect(section.expiresAt).toBe(wish.expiresAt);
		story.seconds = 1199;
		await sweep();
		expect((await attempt()).status).toBe('reserved');
		story.seconds = 1200;
		await sweep();
		expect((await attempt()).status).toBe('released');
	});

	it('P5: ten events of one yes make one card', async () => {
		const results = await Promise.all(
			Array.from({ length: 10 }, async (_, n) => await offer(`event-${n}`)),
		);
		expect(results.filter(({ started }) => started)).toHaveLength(1);
		const held = results.filter(({ started }) => !started).map(heldReason);
		expect(new Set(held)).toEqual(new Set(['already_claimed']));
	});

	it('P5: the same event run again makes the card anew, and the older one does not hold', async () => {
		const older = await card('event-1');
		const newer = await card('event-1');
		expect(shown(await tap(older.call))).toBe('forged');
		expect((await tap(newer.call)).location).toBe(`tel:+${ASHA}`);
	});

	it('P5: run again after somebody has called: the first result', async () => {
		const links = await card();
		await tap(links.call);
		expect(await offer('event-2')).toMatchObject({
			started: true,
			attempt: { status: 'dialling', leg: MANUAL_LEG },
			decision: null,
		});
	});

	it('P10: a card that waits is no call in progress for the gates of a repeated run', async () => {
		await card();
		const target = { phoneNumberId: LINE, contact: asha, wish };
		const facts = await ledgerFacts(target, null, manualPorts());
		expect(facts.callInProgress).toBe(false);
		const unrelated = await ledgerFacts({ ...target, wish: null }, null, manualPorts());
		expect(unrelated.callInProgress).toBe(true);
	});

	it('P5: while it waits, no other leg dials', async () => {
		await card();
		const request = { wish, contact: asha, claimant: 'event-2', briefRequired: false };
		expect(heldReason(await dialLeg(request, story.ports()))).toBe('already_claimed');
		expect(story.posted('connect')).toEqual([]);
	});

	it('to a hidden number: held, with nothing reserved', async () => {
		const hidden = await story.customer({ waId: null, userId: 'IN.13491208655302741918' });
		const locale = { timeZone: 'Asia/Kolkata', timeZoneSource: 'record' as const };
		await story.do(async ({ contacts }) => await contacts.setLocale(hidden.id, locale, story.now));
		asha = hidden;
		wish = await story.yes(hidden, 'wamid.h');
		expect(await offer()).toMatchObject({
			started: false,
			heldReason: 'no_phone_number',
			decision: { outcome: 'allow' },
		});
		expect(await attempt()).toMatchObject({ status: 'released', heldReason: 'no_phone_number' });
	});

	it('C3: not without a yes that holds', async () => {
		await story.do(async ({ wishes }) => await wishes.close(wish.id, 'closed', story.now));
		expect(heldReason(await offer())).toBe('no_yes');
	});

	it('P4: not after an opt-out, and not if it comes while the decision is made', async () => {
		const ports = manualPorts();
		const newId = (): string => {
			void story.optOut(asha);
			return '0011223344556677';
		};
		expect(heldReason(await offer('event-1', { ...ports, newId }))).toBe('opted_out');
		expect((await attempt()).status).toBe('released');
	});

	it('H2: not at night, with no hours node wired; the request is parked until the hours open', async () => {
		story.policy = DEFAULT_POLICY;
		await story.do(async ({ wishes }) => await wishes.wait(wish.id, null, at(100_000), story.now));
		// 22:30 in India.
		story.seconds = 5 * 3600;
		const result = await offer();
		expect(heldReason(result)).toBe('quiet_hours');
		expect(await callbacks()).toMatchObject([{ wokenBy: 'hours', status: 'waiting' }]);
	});
});

describe('V5: the call is taken', () => {
	it('looking changes nothing, however often', async () => {
		const links = await card();
		const before = await attempt();
		for (let n = 0; n < 3; n++) {
			const { view, location, done } = await look(links.call);
			expect(view).toMatchObject({ show: 'ask', action: 'call', name: null });
			expect([location, done]).toEqual([null, null]);
		}
		expect(await attempt()).toEqual(before);
	});

	it.each([
		['no body', undefined],
		['an empty form', {}],
		['a form without the sign of a tap', { confirm: '' }],
		['another sign', { confirm: 'true' }],
		['a text', 'confirm=1'],
	])('a request with %s is a look', async (_what, body) => {
		const links = await card();
		const outcome = await answerManualDial({ query: parsed(links.call), body }, door());
		expect(shown(outcome)).toBe('ask');
		expect((await attempt()).status).toBe('reserved');
	});

	it('the button gives the number to the telephone, and the call counts from there', async () => {
		const id = await escalate();
		const links = await card();
		story.seconds = 300;
		const outcome = await tap(links.call);
		expect(outcome).toMatchObject({
			view: { show: 'dialling', answers: { answered: links.answered } },
			location: `tel:+${ASHA}`,
			done: { attempt: { status: 'dialling' }, answer: null },
		});
		expect(outcome.done?.call?.decision?.outcome).toBe('allow');
		expect(await attempt()).toMatchObject({ status: 'dialling', diallingAt: at(300) });
		expect((await story.customer()).lastCallAttemptAt).toBe(at(300));
		expect(await story.wish(wish.id)).toMatchObject({ status: 'spent' });
		expect(await escalation(id)).toMatchObject({ status: 'calling' });
		expect(meta.requests).toEqual([]);
	});

	it('P5: ten at once: one telephone dials', async () => {
		const links = await card();
		const all = await Promise.all(Array.from({ length: 10 }, async () => await tap(links.call)));
		expect(all.filter(({ location }) => location !== null)).toHaveLength(1);
		const others = all.filter(({ location }) => location === null).map(shown);
		expect(others.every((show) => show === 'taking' || show === 'taken')).toBe(true);
	});

	it('P5: a link that has called leads to what can be told, until it is told', async () => {
		const links = await card();
		await tap(links.call);
		for (const open of [look, tap]) {
			const { view, location } = await open(links.call);
			expect(view).toMatchObject({ show: 'taken', answers: { no_answer: links.no_answer } });
			expect(location).toBeNull();
		}
		await tap(links.answered);
		expect(shown(await look(links.call))).toBe('told');
	});

	it('15 minutes later, to the millisecond: over, whether the sweep has come by or not', async () => {
		const links = await card();
		story.seconds = 899.999;
		expect(shown(await look(links.call))).toBe('ask');
		story.seconds = 900;
		expect(shown(await look(links.call))).toBe('over');
		expect(shown(await tap(links.call))).toBe('over');
		await sweep();
		expect(shown(await tap(links.call))).toBe('over');
		expect((await story.customer()).lastCallAttemptAt).toBeNull();
	});

	it('nobody takes it: no strike, and the customer is asked again when the yes ends', async () => {
		await card();
		story.seconds = 900;
		await sweep();
		expect(await attempt()).toMatchObject({ status: 'released', heldReason: 'card_not_taken' });
		const strikes = await story.do(async ({ attempts }) => await attempts.strikes(asha.id, LINE));
		expect(strikes).toBe(0);
		expect(await callbacks()).toMatchObject([
			{ wokenBy: 'representative', dueAt: wish.expiresAt, status: 'waiting' },
		]);
	});

	it('a test run takes nothing', async () => {
		const links = await card();
		expect(shown(await tap(links.call, door({ dryRun: true })))).toBe('test_run');
		expect((await attempt()).status).toBe('reserved');
	});
});

describe('V5: what has changed since the card was made', () => {
	/** The yes holds for days; only what the row is about stands in the way. */
	const lasting = async () => {
		await story.do(async ({ wishes }) => await wishes.wait(wish.id, null, null, story.now));
		wish = await story.wish(wish.id);
	};

	const kept = async () =>
		await story.do(async ({ decisions }) => await decisions.list(asha.id, 10));

	async function heldAtTap(links: Record<ManualAction, string>) {
		const outcome = await tap(links.call);
		expect(outcome).toMatchObject({ view: { show: 'held' }, location: null });
		expect((await attempt()).status).toBe('released');
		expect((await story.customer()).lastCallAttemptAt).toBeNull();
		expect(shown(await tap(links.call))).toBe('over');
		return outcome;
	}

	it('P4: an opt-out: no call, and the claim is given back', async () => {
		const links = await card();
		story.seconds = 60;
		await story.optOut(asha);
		const { view } = await heldAtTap(links);
		expect(view).toMatchObject({ why: expect.stringContaining('does not want calls') });
		expect(await callbacks()).toEqual([]);
		expect((await kept())[0]).toMatchObject({ reason: 'opted_out', wishId: wish.id });
	});

	it('H2: the quiet hours have begun: no call, and the request is parked', async () => {
		story.policy = {
			...story.policy,
			// 17:40 in India, when the card is ten minutes old.
			quietHours: { from: '17:40', to: '09:00' },
		};
		await lasting();
		const links = await card();
		story.seconds = 599;
		expect(shown(await look(links.call))).toBe('ask');
		story.seconds = 600;
		const outcome = await heldAtTap(links);
		expect(outcome.view).toMatchObject({ why: expect.stringContaining('It is night') });
		expect(outcome.done?.call).toMatchObject({ heldReason: 'quiet_hours' });
		expect(await callbacks()).toMatchObject([{ wokenBy: 'hours', wishId: wish.id }]);
	});

	it('H1: the team has gone home: no call, and the request is parked', async () => {
		const weekly = story.policy.team.weekly.map((day) => ({ ...day, to: '17:40' }));
		story.policy = { ...story.policy, team: { ...story.policy.team, weekly } };
		await lasting();
		const links = await card();
		story.seconds = 600;
		const { done } = await heldAtTap(links);
		expect(done?.call).toMatchObject({ heldReason: 'team_closed' });
		expect(await callbacks()).toMatchObject([{ wokenBy: 'hours' }]);
	});

	it('V3: nobody is ready any more: no call, and the request waits for somebody', async () => {
		const links = await card();
		await story.do(
			async ({ representatives }) =>
				await representatives.create(
					{ name: 'Priya', role: 'representative', phoneNumberIds: [LINE] },
					story.now,
				),
		);
		const { done } = await heldAtTap(links);
		expect(done?.call).toMatchObject({ heldReason: 'no_representative_ready' });
		expect(await callbacks()).toMatchObject([{ wokenBy: 'representative', dueAt: null }]);
	});

	it('P1: the yes was withdrawn: no call', async () => {
		const links = await card();
		await story.do(async ({ wishes }) => await wishes.close(wish.id, 'closed', story.now));
		const { done } = await heldAtTap(links);
		expect(done?.call).toMatchObject({ heldReason: 'no_yes' });
	});

	it('P5: she turns out to be somebody who was called an hour ago: no call in the cool-down', async () => {
		const userId = 'IN.13491208655302741918';
		const hidden = await story.customer({ waId: null, userId });
		const locale = { timeZone: 'Asia/Kolkata', timeZoneSource: 'record' as const };
		await story.do(async ({ contacts }) => await contacts.setLocale(hidden.id, locale, story.now));
		const other = await story.yes(hidden, 'wamid.h');
		await story.dial(other, hidden);
		const { id, callId } = await story.attempt(other.id);
		const ended = { status: 'ended' as const, outcome: 'completed' as const, errorCode: null };
		const talked = { ...ended, callId: callId ?? '', at: story.now };
		await story.do(async ({ attempts }) => await attempts.applyCall(id, talked, story.now));
		await lasting();
		story.seconds = 3600;
		const links = await card();
		asha = await story.customer({ waId: ASHA, userId });
		const outcome = await tap(links.call);
		expect(outcome.view).toMatchObject({ show: 'held', why: expect.stringMatching(/too recent/) });
		expect(outcome.done?.call).toMatchObject({ heldReason: 'cool_down', retryAt: at(4 * 3600) });
		expect((await attempt()).status).toBe('released');
	});

	it('S1: the brief that the card shows was judged when the card was made', async () => {
		await story.brief(asha);
		const request = { wish, contact: asha, claimant: 'e', leg: MANUAL_LEG, forSeconds: 900 };
		const result = await reserveLeg({ ...request, briefRequired: true }, manualPorts());
		expect(result.decision?.evidence.at(-1)).toMatchObject({ check: 'brief', found: 'ready' });
		story.seconds = 60;
		await story.brief(asha, 'needs_review');
		const queries = manualQueries(result.attempt!, wish, story.ledger);
		const { done } = await tap(queries.call);
		expect(done?.call).toMatchObject({ started: true });
		expect(done?.call?.decision?.evidence.at(-1)).toMatchObject({ passed: 'deferred' });
	});
});

describe('V5: how the call went', () => {
	let links: Record<ManualAction, string>;
	let escalationId: string;

	beforeEach(async () => {
		escalationId = await escalate();
		links = await card();
		await tap(links.call);
		story.seconds = 120;
	});

	it.each([
		['answered', 'completed', 0],
		['no_answer', 'no_answer', 1],
		['reschedule', 'completed', 0],
	] as const)('%s: the attempt ends as %s', async (answer, outcome, strikes) => {
		expect(await look(links[answer])).toMatchObject({ view: { show: 'ask', action: answer } });
		expect((await attempt()).status).toBe('dialling');
		expect(await tap(links[answer])).toMatchObject({
			view: { show: 'noted', answer },
			location: null,
			done: { answer, call: null, attempt: { status: 'ended', outcome } },
		});
		const counted = await story.do(async ({ attempts }) => await attempts.strikes(asha.id, LINE));
		expect(counted).toBe(strikes);
		expect(await escalation(escalationId)).toMatchObject({ status: 'closed' });
	});

	it('it is told once: the first word stands', async () => {
		const answers = ['answered', 'no_answer', 'reschedule', 'no_answer', 'answered'] as const;
		const all = await Promise.all(answers.map(async (answer) => await tap(links[answer])));
		expect(all.filter(({ done }) => done !== null)).toHaveLength(1);
		expect(new Set(all.map(shown))).toEqual(new Set(['noted', 'told']));
		const { outcome } = await attempt();
		for (const answer of ['no_answer', 'answered'] as const)
			expect(shown(await tap(links[answer]))).toBe('told');
		expect((await attempt()).outcome).toBe(outcome);
	});

	it('it can be told for 24 hours, whatever the sweep has guessed since', async () => {
		for (const seconds of [3_800, 5_000]) {
			story.seconds = seconds;
			await sweep();
		}
		expect(await attempt()).toMatchObject({ status: 'ended', outcome: 'failed' });
		story.seconds = 24 * 3600 - 0.001;
		expect(shown(await look(links.answered))).toBe('ask');
		story.seconds = 24 * 3600;
		expect(shown(await tap(links.answered))).toBe('over');
		story.seconds = 24 * 3600 - 1;
		expect(shown(await tap(links.answered))).toBe('noted');
		expect(await attempt()).toMatchObject({ status: 'ended', outcome: 'completed' });
	});

	it('before anybody has called there is nothing to tell', async () => {
		const bela = await story.customer({ waId: '919800000002' });
		asha = bela;
		wish = await story.yes(bela, 'wamid.b');
		const other = await card('event-b');
		for (const answer of ['answered', 'no_answer', 'reschedule'] as const)
			expect(shown(await tap(other[answer]))).toBe('not_called');
		expect((await attempt()).status).toBe('reserved');
	});

	it('a test run tells nothing', async () => {
		expect(shown(await tap(links.answered, door({ dryRun: true })))).toBe('test_run');
		expect((await attempt()).status).toBe('dialling');
	});
});

describe('V5: links that are none', () => {
	const change = (query: string, name: string, value: string): string => {
		const all = new URLSearchParams(query);
		all.set(name, value);
		return all.toString();
	};

	it.each([
		['no query', () => '', 'incomplete'],
		['half a link', (call: string) => call.slice(0, call.indexOf('&sig')), 'incomplete'],
		['an act that does not exist', (call: string) => change(call, 'act', 'erase'), 'incomplete'],
		['another act', (call: string) => change(call, 'act', 'answered'), 'forged'],
		['a longer life', (call: string) => change(call, 'until', '4000000000000'), 'forged'],
		['another signature', (call: string) => change(call, 'sig', '0'.repeat(64)), 'forged'],
		[
			'an attempt that does not exist',
			(call: string) => change(call, 'attempt', 'att_000000000000000000000000'),
			'unknown',
		],
	])('%s: refused, and nothing changes', async (_what, spoil, show) => {
		const links = await card();
		const before = await attempt();
		for (const open of [look, tap]) {
			const outcome = await open(spoil(links.call));
			expect(outcome).toEqual({ view: { show }, location: null, done: null });
		}
		expect(await attempt()).toEqual(before);
	});

	it('an attempt of another leg is no call by hand', async () => {
		await story.dial(wish, asha);
		const queries = manualQueries(await attempt(), wish, story.ledger);
		expect(shown(await tap(queries.answered))).toBe('unknown');
		expect((await attempt()).status).toBe('dialling');
	});

	it('an act of somebody else’s card does not fit this one', async () => {
		const links = await card();
		const mine = await attempt();
		asha = await story.customer({ waId: '919800000002' });
		wish = await story.yes(asha, 'wamid.b');
		const other = await card('event-b');
		expect(shown(await tap(change(other.call, 'attempt', mine.id)))).toBe('forged');
		expect(shown(await look(links.call))).toBe('ask');
	});
});

describe('P10: n8n dies at any step', () => {
	/** What it does, in order; after the last it lives. */
	const OFFERING = ['claim', 'known permission', 'facts', 'decision', 'reserve'];
	const TAKING = ['look', 'take', 'yes', 'known permission', 'facts', 'decision', 'dial', 'read'];
	const TELLING = ['look', 'settle'];

	it.each(deaths(OFFERING.length + 1))(
		'while it offers the call, $when step $step: run again, one card holds',
		async (death) => {
			const died = await dieAt(
				death,
				manualPorts(),
				async (ports) => await offer('event-1', ports),
			);
			expect(died).toBe(death.step <= OFFERING.length);
			const links = await card('event-1');
			expect((await tap(links.call)).location).toBe(`tel:+${ASHA}`);
			expect(meta.requests).toEqual([]);
		},
	);

	it.each(deaths(TAKING.length + 1))(
		'while somebody takes it, $when step $step: nobody dials twice, and no call hangs',
		async ({ step, when }) => {
			const links = await card();
			let number: string | null = null;
			const died = await dieAt({ step, when }, manualPorts(), async (ports) => {
				({ location: number } = await tap(links.call, door({}, ports)));
			});
			expect([died, number === null]).toEqual(Array(2).fill(step <= TAKING.length));
			const dial = TAKING.indexOf('dial') + 1;
			const isDialled = step > dial || (step === dial && when === 'after');
			expect((await attempt()).diallingAt !== null).toBe(isDialled);
			const again = await tap(links.call);
			if (isDialled) {
				// Past the point of no return: never dialled again, but it can be told how it went.
				expect(again.location).toBeNull();
				expect(again.view).toMatchObject({ show: 'taken', answers: { answered: links.answered } });
				expect(shown(await tap(links.no_answer))).toBe('noted');
				return;
			}
			const take = TAKING.indexOf('take') + 1;
			const isThere = step < take || (step === take && when === 'before');
			expect(again.location).toBe(isThere ? `tel:+${ASHA}` : null);
			if (isThere) return;
			// Nothing was dialled, and the claim frees itself.
			expect(shown(again)).toBe('taking');
			story.seconds = 60;
			await sweep();
			expect(await attempt()).toMatchObject({ status: 'released', diallingAt: null });
			expect(await callbacks()).toMatchObject([{ wokenBy: 'representative', status: 'waiting' }]);
			const next = await card('event-2');
			expect((await tap(next.call)).location).toBe(`tel:+${ASHA}`);
		},
	);

	it.each(deaths(TELLING.length + 1))(
		'while somebody tells how it went, $when step $step: it counts once',
		async (death) => {
			const links = await card();
			await tap(links.call);
			const died = await dieAt(death, manualPorts(), async (ports) => {
				await tap(links.no_answer, door({}, ports));
			});
			expect(died).toBe(death.step <= TELLING.length);
			await tap(links.no_answer);
			expect(await attempt()).toMatchObject({ status: 'ended', outcome: 'no_answer' });
			const strikes = await story.do(async ({ attempts }) => await attempts.strikes(asha.id, LINE));
			expect(strikes).toBe(1);
		},
	);
});
