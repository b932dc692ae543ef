import { stricterQuiet } from './countryRules';
import type { Policy, PolicyBody } from './policy';
import { NUMBER_RULES, SLOT_RULES, type NumberRule } from './policyRules';

/**
 * A policy as one node may tune it: only towards fewer calls (design.md §4). What an override would
 * loosen stays as it is, and so does what has no stricter side. The quality guard judges a whole
 * number, and recordings have an own decision: no node tunes those.
 */
export function stricterPolicy(policy: Policy, override: PolicyBody): Policy {
	const { team, quietHours } = policy;
	return {
		...policy,
		...stricterNumbers(policy, override, NUMBER_RULES),
		team: { ...team, holidays: union(team.holidays, override.team?.holidays ?? []) },
		quietHours:
			override.quietHours && quietHours
				? stricterQuiet(quietHours, override.quietHours)
				: (quietHours ?? override.quietHours ?? null),
		slots: { ...policy.slots, ...stricterNumbers(policy.slots, override.slots ?? {}, SLOT_RULES) },
		thresholds: higherThresholds(policy.thresholds, override.thresholds ?? {}),
	};
}

function stricterNumbers<Key extends string>(
	own: Readonly<Record<Key, number>>,
	override: Readonly<Partial<Record<Key, number>>>,
	rules: Readonly<Record<Key, NumberRule>>,
): Partial<Record<Key, number>> {
	const found: Partial<Record<Key, number>> = {};
	// The keys of the rules are the numbers.
	for (const key of Object.keys(rules) as Key[]) {
		const wanted = override[key] ?? own[key];
		if (rules[key].stricter === 'lower') found[key] = Math.min(own[key], wanted);
		if (rules[key].stricter === 'higher') found[key] = Math.max(own[key], wanted);
	}
	return found;
}

const union = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])];

/** A currency that the policy does not list would compare what is not compared so far. */
const higherThresholds = (
	own: Policy['thresholds'],
	override: Policy['thresholds'],
): Policy['thresholds'] =>
	Object.fromEntries(
		Object.entries(own).map(([currency, amount]) => [
			currency,
			Math.max(amount, override[currency] ?? amount),
		]),
	);
