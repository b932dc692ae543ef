import { refuseInToolMode } from '../shared/n8n/forEachItem';
import type { OperationRun } from './operation';

/** Ids of ours: a tap on one is the customer's yes, no, or choice of a time (P1). */
const OWN_ID = /^\s*wac:/i;

/**
 * The id that comes back when the customer taps a button or a row.
 *
 * @throws {CallingError} `not_in_tool_mode` for one of ours: a model must not turn a tap on something
 * else into a yes to a call.
 */
export function replyId({ ctx }: Pick<OperationRun, 'ctx'>, given: unknown): string {
	const id = String(given ?? '').trim();
	if (OWN_ID.test(id)) refuseInToolMode(ctx, 'make buttons that agree to a call');
	return id;
}
