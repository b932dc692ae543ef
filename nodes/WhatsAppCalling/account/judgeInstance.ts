import { ok, problem, unknown, warning } from './setupFacts';
import type { SetupFacts, Verdict } from './setupFacts';

/** What the operator calls for; `cold` is what this product does not do (W2). */
export const USE_CASES = [
	{ name: 'Applications and KYC', value: 'applications' },
	{ name: 'Cold Outreach', value: 'cold' },
	{ name: 'Complaints', value: 'complaints' },
	{ name: 'Course Counselling', value: 'counselling' },
	{ name: 'Not Stated', value: '' },
	{ name: 'Sales Advice the Customer Asked For', value: 'sales' },
] as const;

export function judgeUseCase({ useCase }: SetupFacts): Verdict {
	if (useCase === 'cold') {
		return problem(
			'calls to people who did not ask for one',
			'WhatsApp calls need the customer’s yes, and Meta pauses numbers that people report. Ask in the chat first.',
		);
	}
	const stated = USE_CASES.find(({ value }) => value !== '' && value === useCase);
	return stated
		? ok(stated.name)
		: unknown('not stated', 'Choose what you call for under Use Case in this node.');
}

export function judgeLedger({ ledger }: SetupFacts): Verdict {
	return ok(ledger);
}

export function judgeMediaServer({ mediaServer, desk }: SetupFacts): Verdict {
	if (mediaServer) return ok('set in the credential');
	return desk
		? ok('none: the call desk carries the audio')
		: warning(
				'none, so Initiate Call has nobody to carry the audio',
				'Publish 03 Call Desk, or set Media Server URL and Media Server Secret under Advanced in the credential.',
			);
}

/** n8n keeps what runs through a workflow; customers' words should not stay there for weeks. */
export function judgeHistory({ history }: SetupFacts): Verdict {
	const kept = [
		...(history.saveSuccess === 'none' ? [] : ['successful executions']),
		...(history.saveManual === false ? [] : ['test runs']),
	];
	return kept.length === 0
		? ok('this workflow keeps no customer data')
		: warning(
				`this workflow keeps ${kept.join(' and ')}, with customers’ words in them`,
				'Workflow › Settings: set Save successful production executions and Save manual executions to Do not save. Look at your other workflows too.',
			);
}
