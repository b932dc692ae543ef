import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../nodes/shared/domain/policy';
import { NUMBER_RULES } from '../../../nodes/shared/domain/policyRules';
import { stricterPolicy } from '../../../nodes/shared/domain/stricterPolicy';

/** Of messages about a call; they let neither more nor fewer calls through. */
const SAID_BESIDE = ['recapAfterMinutes', 'earlyHangUpSeconds', 'reminderMinutes'];

describe('stricterPolicy', () => {
	it('without an override is the policy', () => {
		expect(stricterPolicy(DEFAULT_POLICY, {})).toEqual(DEFAULT_POLICY);
	});

	it.each(Object.entries(NUMBER_RULES))('moves %s one way only', (key, { min, max, stricter }) => {
		const at = (value: number) => stricterPolicy(DEFAULT_POLICY, { [key]: value });
		const own = DEFAULT_POLICY[key as keyof typeof NUMBER_RULES];
		expect(stricter === undefined).toBe(SAID_BESIDE.includes(key));
		expect(at(min)).toEqual({ ...DEFAULT_POLICY, [key]: stricter === 'lower' ? min : own });
		expect(at(max)).toEqual({ ...DEFAULT_POLICY, [key]: stricter === 'higher' ? max : own });
	});

	it('leaves alone what no single node judges: the quality guard and recordings', () => {
		const override = {
			guard: { attemptsPerDay: 1 },
			recording: { calls: true },
			recapFields: [],
		};
		expect(stricterPolicy(DEFAULT_POLICY, override)).toEqual(DEFAULT_POLICY);
	});

	it('adds days off and quiet hours, and takes none away', () => {
		const policy = {
			...DEFAULT_POLICY,
			team: { ...DEFAULT_POLICY.team, holidays: ['2026-12-24'] },
		};
		const { team, quietHours } = stricterPolicy(policy, {
			team: { holidays: ['2026-12-31'], zone: 'Asia/Kolkata', weekly: [] },
			quietHours: { from: '22:00', to: '10:00' },
		});
		expect(team).toEqual({ ...policy.team, holidays: ['2026-12-24', '2026-12-31'] });
		expect(quietHours).toEqual({ from: '21:00', to: '10:00' });
		expect(stricterPolicy(policy, { quietHours: null }).quietHours).toEqual(policy.quietHours);
		const loud = { ...policy, quietHours: null };
		expect(stricterPolicy(loud, { quietHours: { from: '20:00', to: '10:00' } }).quietHours).toEqual(
			{
				from: '20:00',
				to: '10:00',
			},
		);
	});

	it('raises thresholds, and compares no further currency', () => {
		const { thresholds } = stricterPolicy(
			{ ...DEFAULT_POLICY, thresholds: { INR: 100, USD: 100 } },
			{ thresholds: { INR: 50, USD: 200, EUR: 1 } },
		);
		expect(thresholds).toEqual({ INR: 100, USD: 200 });
	});

	it('takes longer notice and fewer calls at a time for slots, and leaves the rest', () => {
		const { slots } = stricterPolicy(DEFAULT_POLICY, {
			slots: { noticeMinutes: 120, capacity: 5, lengthMinutes: 5 },
		});
		expect(slots).toEqual({ ...DEFAULT_POLICY.slots, noticeMinutes: 120 });
	});
});
