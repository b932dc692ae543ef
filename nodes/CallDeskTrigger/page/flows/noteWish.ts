import type { Desk } from '../desk';

/** The customer objects to being recorded (P8). */
export async function noteObjection(desk: Desk): Promise<void> {
	const { call } = desk.state();
	if (!call) return;
	const reply = await desk.send({ action: 'object', attempt: call.attempt });
	if (reply.ok) desk.tell({ kind: 'objected', attempt: call.attempt });
	else desk.tell({ kind: 'notice', notice: { kind: 'said', text: reply.text } });
}

/** The customer asked not to be called any more (P4). */
export async function noteNoCalls(desk: Desk): Promise<void> {
	const { call } = desk.state();
	if (!call) return;
	const reply = await desk.send({ action: 'no_calls', attempt: call.attempt });
	desk.tell({ kind: 'no_calls', step: reply.ok ? 'noted' : 'asking' });
	if (!reply.ok) desk.tell({ kind: 'notice', notice: { kind: 'said', text: reply.text } });
}
