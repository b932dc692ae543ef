import { judgeCallQuality } from './judgeCallQuality';
import { judgeDesk, judgeRepresentatives } from './judgeDesk';
import { judgeHistory, judgeLedger, judgeMediaServer, judgeUseCase } from './judgeInstance';
import {
	judgeCalling,
	judgeCountry,
	judgeHours,
	judgeLimit,
	judgePermission,
	judgeQuality,
} from './judgeNumber';
import {
	judgeAccountSubscription,
	judgeAppSubscription,
	judgeCallback,
	judgeCallsField,
	judgePayment,
	judgeVerifyToken,
} from './judgeSubscription';
import { judgeScopes, judgeToken } from './judgeToken';
import { unknown } from './setupFacts';
import type { KeptNumber, SetupCheck, SetupFacts, Verdict } from './setupFacts';

type Judge<T> = readonly [check: string, judge: (facts: T) => Verdict];

const BEFORE_NUMBERS: readonly Judge<SetupFacts>[] = [
	['access_token', judgeToken],
	['token_permissions', judgeScopes],
	['app_subscription', judgeAppSubscription],
	['calls_field', judgeCallsField],
	['public_callback', judgeCallback],
	['verify_token', judgeVerifyToken],
	['account_subscription', judgeAccountSubscription],
	['payment', judgePayment],
];

const PER_NUMBER: readonly Judge<KeptNumber>[] = [
	['calling_enabled', judgeCalling],
	['country', judgeCountry],
	['messaging_limit', judgeLimit],
	['quality', judgeQuality],
	['call_quality', judgeCallQuality],
	['permission_settings', judgePermission],
	['hours', judgeHours],
];

const AFTER_NUMBERS: readonly Judge<SetupFacts>[] = [
	['call_desk', judgeDesk],
	['representatives', judgeRepresentatives],
	['media_server', judgeMediaServer],
	['use_case', judgeUseCase],
	['ledger', judgeLedger],
	['execution_history', judgeHistory],
];

/** M4: one line per check, in the order in which they are worth fixing. Pure. */
export function judgeSetup(facts: SetupFacts): SetupCheck[] {
	const all = (judges: readonly Judge<SetupFacts>[]) =>
		judges.map(([check, judge]) => ({ check, ...judge(facts), phoneNumberId: null }));
	return [...all(BEFORE_NUMBERS), ...judgeNumbers(facts), ...all(AFTER_NUMBERS)];
}

function judgeNumbers({ numbers, guards, callHours }: SetupFacts): SetupCheck[] {
	if (!numbers.known || numbers.value.length === 0) {
		const why = numbers.known ? 'the account has no phone number' : numbers.why;
		const verdict = unknown(why, 'Fix what is above first, or choose a number in this node.');
		return PER_NUMBER.map(([check]) => ({ check, ...verdict, phoneNumberId: null }));
	}
	return numbers.value.flatMap((number) =>
		PER_NUMBER.map(([check, judge]) => {
			const guard = guards[number.phoneNumberId] ?? null;
			const wantedHours = callHours[number.phoneNumberId] ?? null;
			const { status, found, fix } = judge({ ...number, guard, wantedHours });
			const named = `${number.name}: ${found}`;
			return { check, status, found: named, fix, phoneNumberId: number.phoneNumberId };
		}),
	);
}
