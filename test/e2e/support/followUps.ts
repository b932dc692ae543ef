import type { TextKey } from '../../../nodes/shared/domain/texts';
import type { Stack } from '../../stack/stack';
import { until } from '../../stack/until';
import { heardBy } from './heardBy';
import { untilQuiet } from './inLedger';
import type { Phone } from './phone';

/** What is said after a call (V7, P6). */
const AFTER_A_CALL: readonly TextKey[] = [
	'call_not_answered',
	'call_missed',
	'call_failed',
	'call_another_time',
	'back_to_chat',
	'recap',
	'rating',
];

/** What the customer has heard after calls, oldest first. */
export async function followUpsTo(stack: Stack, phone: Phone): Promise<string[]> {
	const keys: readonly string[] = AFTER_A_CALL;
	return (await heardBy(stack, phone)).filter((heard) => keys.includes(heard));
}

/** The same, once there is something and everything is worked through: what comes twice is in it twice. */
export async function followedUp(stack: Stack, phone: Phone): Promise<string[]> {
	await until(`a follow-up to ${phone.waId}`, 30_000, async () => {
		return (await followUpsTo(stack, phone)).length > 0 || undefined;
	});
	await untilQuiet(stack);
	return await followUpsTo(stack, phone);
}
