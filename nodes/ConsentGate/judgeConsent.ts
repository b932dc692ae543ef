import { callButtonTerms } from '../shared/domain/callButton';
import {
	decideCall,
	decideManualCall,
	REASONS,
	type CallFacts,
	type Decision,
} from '../shared/domain/decision';
import { whatToAsk, type Ask } from '../shared/domain/whatToAsk';
import type { GateCase } from './readGateCase';
import type { GateSettings } from './settings';

/** Business Hours and Initiate Call judge these, when it matters. */
const OTHERS_JUDGE: Pick<CallFacts, 'customerHours' | 'teamHours' | 'representatives' | 'brief'> = {
	customerHours: 'deferred',
	teamHours: 'deferred',
	representatives: 'deferred',
	brief: 'deferred',
};

/** The decision up to Meta's permission, with what to ask because of it (P1–P7). */
export function judgeConsent(
	about: GateCase,
	settings: Pick<GateSettings, 'callButton' | 'byHand'>,
	now: string,
): { decision: Decision; ask: Ask } {
	const judged = decide(about, settings, now);
	const button = settings.callButton
		? callButtonTerms(about.facts, now)
		: { because: 'it is turned off' };
	const found = whatToAsk(judged, about.facts, about.asked, button);
	const decision = found.say === 'permission_request' ? braked(judged, about) : judged;
	const ask = decision === judged ? found : whatToAsk(decision, about.facts, about.asked, button);
	return { decision: withAsking(decision, ask), ask };
}

/** Whoever wants a later time is judged as of that time: what only then is known is deferred. */
function decide(
	{ facts, slotAt, policy }: GateCase,
	{ byHand }: Pick<GateSettings, 'byHand'>,
	now: string,
): Decision {
	const judge = byHand ? decideManualCall : decideCall;
	const judged: CallFacts = { ...facts, ...OTHERS_JUDGE };
	if (slotAt === null) return judge(judged, policy, now);
	const { wish } = facts;
	const later: CallFacts = {
		...judged,
		callInProgress: 'deferred',
		permission: 'deferred',
		wish: wish && { ...wish, startsAt: slotAt },
	};
	return { ...judge(later, policy, slotAt), checkedAt: now };
}

/** P7, M2: a request that Meta would take may be one too many. */
function braked(decision: Decision, { brake }: GateCase): Decision {
	if (brake === null) return decision;
	const { found, retryAt } = brake;
	const reason = brake.code === 'quality_guard' ? brake.code : 'request_brake';
	return {
		...decision,
		outcome: 'schedule',
		reason,
		needs: null,
		retryAt,
		operatorText: REASONS[reason],
		evidence: [...decision.evidence, { check: reason, passed: false, found }],
	};
}

/** Why something is asked, or nothing. */
function withAsking(decision: Decision, { say, found }: Ask): Decision {
	if (found === null) return decision;
	const asking = { check: 'asking', passed: say !== null, found };
	return { ...decision, evidence: [...decision.evidence, asking] };
}
