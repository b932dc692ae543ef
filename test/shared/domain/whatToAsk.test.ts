import { describe, expect, it } from 'vitest';
import type { CallButtonTerms } from '../../../nodes/shared/domain/callButton';
import type { PermissionFact } from '../../../nodes/shared/domain/decision';
import { whatToAsk, type AskedBefore } from '../../../nodes/shared/domain/whatToAsk';

const NOW = '2026-10-12T12:00:00.000Z';
const SHIFT_ENDS = '2026-10-12T12:40:00.000Z';

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
	button: CallButtonTerms = { until: SHIFT_ENDS },
) =>
	whatToAsk(decision, { permission: { ...NONE, ...permission } }, { ...BEFORE, ...asked }, button);

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
			until: SHIFT_ENDS,
		});
	});

	it('V3: but not if nobody is there; then who waits for a call hears that none comes', () => {
		const used = { canRequest: false };
		const nobody = { because: 'nobody is there' };
		expect(ask(NO_PERMISSION, { wantsCall: true }, used, nobody)).toEqual({
			say: 'not_now',
			found: 'no permission request until Meta allows one again; no call button: nobody is there',
		});
		expect(ask(NO_PERMISSION, {}, used, nobody).say).toBeNull();
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
