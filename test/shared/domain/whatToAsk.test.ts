import { describe, expect, it } from 'vitest';
import type { PermissionFact } from '../../../nodes/shared/domain/decision';
import {
	whatToAsk,
	whyNoCallButton,
	type AskedBefore,
} from '../../../nodes/shared/domain/whatToAsk';

const NOW = '2026-10-12T12:00:00.000Z';

const NONE: PermissionFact = {
	status: 'none',
	expiresAt: null,
	canCall: false,
	callLimitResetsAt: null,
	canRequest: true,
	requestLimitResetsAt: null,
};

const BEFORE: AskedBefore = {
	offerUntil: null,
	requestedAt: null,
	isEscalated: true,
	wantsCall: false,
};

type DecisionPart = Parameters<typeof whatToAsk>[0];

const NO_YES: DecisionPart = { outcome: 'ask', reason: 'no_yes', needs: 'yes' };
const NO_PERMISSION: DecisionPart = {
	outcome: 'ask',
	reason: 'no_permission',
	needs: 'permission',
};

const ask = (
	decision: DecisionPart,
	asked: Partial<AskedBefore> = {},
	permission: Partial<PermissionFact> = {},
	noCallButton: string | null = null,
) =>
	whatToAsk(
		decision,
		{ permission: { ...NONE, ...permission } },
		{ ...BEFORE, ...asked },
		noCallButton,
	);

describe('whatToAsk: no yes', () => {
	it('C4: offers a call with a live escalation', () => {
		expect(ask(NO_YES).say).toBe('offer');
	});

	it('P7: offers nothing to somebody whom no signal concerns', () => {
		expect(ask(NO_YES, { isEscalated: false })).toMatchObject({
			say: null,
			found: 'no live escalation, so nothing is offered',
		});
	});

	it('an open offer is not made again', () => {
		expect(ask(NO_YES, { offerUntil: NOW })).toEqual({
			say: null,
			found: `an offer waits for an answer until ${NOW}`,
		});
	});
});

describe('whatToAsk: no permission', () => {
	it('P2: sends a permission request while Meta allows one', () => {
		expect(ask(NO_PERMISSION).say).toBe('permission_request');
	});

	it('a request that waits for its answer is not sent again', () => {
		expect(ask(NO_PERMISSION, { requestedAt: NOW })).toMatchObject({ say: null });
	});

	it('P2: with the limit of requests used up the customer may call us', () => {
		const used = { canRequest: false, requestLimitResetsAt: NOW };
		expect(ask(NO_PERMISSION, {}, used)).toEqual({
			say: 'call_button',
			found: `no permission request until ${NOW}`,
		});
	});

	it('V3: but not if nobody is there; then who waits for a call hears that none comes', () => {
		const used = { canRequest: false };
		expect(ask(NO_PERMISSION, { wantsCall: true }, used, 'nobody is there')).toEqual({
			say: 'not_now',
			found: 'no permission request until Meta allows one again; no call button: nobody is there',
		});
		expect(ask(NO_PERMISSION, {}, used, 'nobody is there').say).toBeNull();
	});
});

describe('whatToAsk: other reasons', () => {
	const deny = (reason: DecisionPart['reason']): DecisionPart => ({
		outcome: 'deny',
		reason,
		needs: null,
	});

	it('P2: a barred country gets a call button, for somebody there is a reason to talk to', () => {
		expect(ask(deny('country_barred')).say).toBe('call_button');
		expect(ask(deny('country_barred'), { isEscalated: false }).say).toBeNull();
		expect(ask(deny('country_barred'), { isEscalated: false, wantsCall: true }).say).toBe(
			'call_button',
		);
	});

	it('M2: while the quality guard holds our calls, the customer may call', () => {
		expect(ask(deny('quality_guard'), { wantsCall: true }).say).toBe('call_button');
		expect(ask(deny('quality_guard'), { isEscalated: false }).say).toBeNull();
	});

	it.each(['opted_out', 'call_in_progress', 'allowed'] as const)('%s: says nothing', (reason) => {
		const outcome = reason === 'allowed' ? 'allow' : 'deny';
		expect(ask({ outcome, reason, needs: null }, { wantsCall: true }).say).toBeNull();
	});

	it.each(['restricted', 'unanswered_twice', 'cool_down', 'daily_cap', 'request_brake'] as const)(
		'%s: tells whoever waits for a call, and nobody else',
		(reason) => {
			expect(ask(deny(reason), { wantsCall: true }).say).toBe('not_now');
			expect(ask(deny(reason)).say).toBeNull();
		},
	);
});

describe('whyNoCallButton (V3)', () => {
	const TEAM = {
		zone: 'UTC',
		weekly: [{ day: 1, from: '09:00', to: '13:00' }],
		holidays: [] as string[],
	};
	const there = {
		teamHours: TEAM,
		representatives: { kept: 1, ready: 1 },
		restrictions: [],
		isTest: false,
	};

	it.each([
		['while the team is there for as long as it works', {}, NOW, null],
		['one ms too late for that', {}, '2026-10-12T12:00:00.001Z', /not there/],
		['on a day off', { teamHours: { ...TEAM, holidays: ['2026-10-12'] } }, NOW, /not there/],
		['with hours that nobody set', { teamHours: null }, NOW, /not set/],
		['with nobody ready', { representatives: { kept: 2, ready: 0 } }, NOW, /no representative/],
		['where no representative is kept', { representatives: { kept: 0, ready: 0 } }, NOW, null],
		['for a test contact, whoever is there', { isTest: true, teamHours: null }, NOW, null],
	])('%s', (_when, change, now, expected) => {
		const why = whyNoCallButton({ ...there, ...change }, now);
		if (expected === null) expect(why).toBeNull();
		else expect(why).toMatch(expected);
	});

	it.each([
		['business_initiated', null],
		['user_initiated', /Meta restricts/],
		['call_button_hidden', /Meta restricts/],
		['both', /Meta restricts/],
	] as const)('Meta’s restriction of kind %s', (kind, expected) => {
		const restrictions = [{ kind, expiresAt: '2026-10-12T12:00:00.001Z' }];
		const why = whyNoCallButton({ ...there, restrictions }, NOW);
		if (expected === null) expect(why).toBeNull();
		else expect(why).toMatch(expected);
		const over = [{ kind, expiresAt: NOW }];
		expect(whyNoCallButton({ ...there, restrictions: over }, NOW)).toBeNull();
	});
});
