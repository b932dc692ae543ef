import type { DeskOutcome } from '../../../shared/domain/deskProtocol';
import type { BriefCard } from '../../../shared/domain/renderBriefCard';
import type { Reply } from '../connection/callServer';
import type { Desk } from '../desk';
import { TEXTS } from '../texts';

/** Saves what the representative corrects, field by field (S3). False: it was refused, and said so. */
export async function saveCorrections(
	desk: Desk,
	attempt: string,
	fields: Record<string, unknown>,
): Promise<boolean> {
	if (Object.keys(fields).length === 0) return true;
	const reply = await desk.send<{ brief: BriefCard }>({ action: 'correct', attempt, fields });
	if (!reply.ok) return complain(desk, reply);
	desk.tell({ kind: 'corrected', attempt, brief: reply.value.brief });
	say(desk, TEXTS.after.corrected);
	await desk.refresh();
	return true;
}

/** The recap may go to the customer as the brief stands. */
export async function approveRecap(desk: Desk, attempt: string): Promise<void> {
	const reply = await desk.send({ action: 'approve_recap', attempt });
	if (!reply.ok) return void complain(desk, reply);
	desk.tell({ kind: 'recap_approved', attempt });
	say(desk, TEXTS.after.approved);
}

/** How it went. False: it was refused, and said so. */
export async function saveOutcome(
	desk: Desk,
	said: { attempt: string; outcome: DeskOutcome; notes: string },
): Promise<boolean> {
	const reply = await desk.send({ action: 'outcome', ...said });
	if (!reply.ok) return complain(desk, reply);
	desk.tell({ kind: 'finished', attempt: said.attempt });
	return true;
}

const say = (desk: Desk, text: string): void =>
	desk.tell({ kind: 'notice', notice: { kind: 'said', text } });

function complain(desk: Desk, reply: Extract<Reply<unknown>, { ok: false }>): false {
	say(desk, reply.text);
	return false;
}
