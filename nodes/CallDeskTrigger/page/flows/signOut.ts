import type { Desk } from '../desk';

/** Ends the session in this browser, with all its pages. */
export async function signOut(desk: Desk): Promise<void> {
	const reply = await desk.send({ action: 'sign_out' });
	if (reply.ok) return desk.tell({ kind: 'signed_out', because: 'signed_out' });
	desk.tell({ kind: 'notice', notice: { kind: 'said', text: reply.text } });
}
