import { randomBytes } from 'node:crypto';
import type { IHookFunctions } from 'n8n-workflow';
import { askCallback } from '../shared/ingress/askCallback';
import type { Route } from '../shared/ledger/ledger';
import { CallingError } from '../shared/n8n/callingError';
import type { Connection } from '../shared/n8n/connection';
import type { TriggerSettings } from './settings';

const ESCALATION_CHECK = /\.escalationCheck$/;

/**
 * The name of the workflow if its messages lead to an Escalation Check: then it answers the chat of its
 * numbers (W1). Null otherwise, whatever else it does with them.
 */
export function chatWorkflowOf(ctx: IHookFunctions, { events }: TriggerSettings): string | null {
	if (!events.includes('messages')) return null;
	const after = ctx.getChildNodes(ctx.getNode().name);
	const checks = after.some(({ type, disabled }) => !disabled && ESCALATION_CHECK.test(type));
	return checks ? (ctx.getWorkflow().name ?? 'unnamed') : null;
}

/**
 * Two workflows that answer one customer would offer twice and talk across each other. One that is
 * gone without n8n having told us does not count: its address no longer answers.
 *
 * @param published Every other published route of the app.
 * @throws {CallingError} `chat_route_taken`.
 */
export async function refuseSecondChat(
	route: Route,
	published: Route[],
	connection: Connection,
): Promise<void> {
	if (route.kind === 'test' || !route.chatWorkflow) return;
	for (const other of published) {
		const numbers = sharedNumbers(route, other);
		const isRival = other.chatWorkflow && other.workflowId !== route.workflowId && numbers;
		if (isRival && (await stillAnswers(other, connection))) throw taken(other, numbers);
	}
}

/** What both serve, in words; null: nothing. No number chosen means every number. */
function sharedNumbers(one: Route, other: Route): string | null {
	const [ones, others] = [one.phoneNumberIds, other.phoneNumberIds];
	if (ones.length === 0 && others.length === 0) return 'every number of this Meta app';
	const shared = ones.length === 0 ? others : ones.filter((id) => covers(others, id));
	return shared.length === 0 ? null : `phone number ID ${shared.join(', ')}`;
}

const covers = (ids: string[], id: string): boolean => ids.length === 0 || ids.includes(id);

async function stillAnswers({ url }: Route, { http, credential }: Connection): Promise<boolean> {
	const challenge = `still-there-${randomBytes(8).toString('hex')}`;
	return await askCallback(url, { verifyToken: credential.verifyToken, challenge }, http);
}

const taken = ({ chatWorkflow }: Route, numbers: string): CallingError =>
	new CallingError(
		'chat_route_taken',
		`The workflow “${chatWorkflow}” already answers the chat of ${numbers}`,
		'Unpublish one of the two: customers would get two answers. To keep both, give each its own numbers with Only These Phone Number IDs in the options of the trigger.',
	);
