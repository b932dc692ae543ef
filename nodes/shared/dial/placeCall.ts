import type { GraphErrorCode } from '../wire/graphErrorFixes';
import { connectRequest } from '../wire/requests';
import type { Attempt, Contact } from '../ledger/ledger';
import type { GraphResult } from '../graph/graphClient';
import { waitForPermission } from './holdClaim';
import type { DialPorts } from './ports';
import {
	noteTerms,
	recordingTerms,
	REFUSED_TERMS,
	refusesBlocks,
	UNRECORDED,
	type RecordingTerms,
} from './recordingTerms';

export interface CallToPlace {
	attempt: Attempt;
	contact: Contact;
	/** The offer, clean. */
	sdp: string;
	/** What an automated voice says is never recorded; otherwise the number's policy decides (P8). */
	neverRecorded?: boolean;
}

export type PlacedCall =
	| { placed: true; callId: string }
	/** `ended`: Meta refused and nothing was started. Otherwise nobody knows whether it rings. */
	| { placed: false; ended: true; code: GraphErrorCode }
	| { placed: false; ended: false; code: GraphErrorCode | 'no_call_id' };

/** Waits before `connect` goes again, in milliseconds; only for codes where nothing was started. */
const RESEND_AFTER_MS = [1_000, 3_000, 6_000];

/**
 * Sends `connect` for an attempt that is dialling, and writes down what came of it. A time-out, a
 * 5xx or an unclear error leaves the attempt `unknown`: it may be ringing, so it never goes again
 * (calling-api §5, P10).
 */
export async function placeCall(call: CallToPlace, ports: DialPorts): Promise<PlacedCall> {
	const { attempt } = call;
	const { ledger, now, policy } = ports;
	const placed = readAnswer(await connect(call, ports));
	await ledger.transaction(async (tx) => {
		const { attempts } = tx;
		const at = now();
		if (placed.placed) return await attempts.placed(attempt.id, placed.callId, at);
		if (!placed.ended) return await attempts.unknown(attempt.id, placed.code, at);
		await attempts.refused(attempt.id, placed.code, at);
		if (placed.code === 'permission_required')
			await waitForPermission(attempt.wishId, policy.yesWaitsForPermissionMinutes, at, tx);
	});
	return placed;
}

/** A call is never refused because of its recording: if Meta refuses the blocks, it goes without. */
async function connect(call: CallToPlace, ports: DialPorts): Promise<GraphResult> {
	const { ledger, now } = ports;
	const { attempt, neverRecorded } = call;
	const terms = await ledger.transaction(async (tx) => {
		if (neverRecorded) return UNRECORDED;
		const found = await recordingTerms(attempt, now(), tx);
		await noteTerms(attempt, found, tx);
		return found;
	});
	const result = await connectWithResend(call, terms, ports);
	if (!refusesBlocks(result, terms)) return result;
	await ledger.transaction(async (tx) => await noteTerms(attempt, REFUSED_TERMS, tx));
	return await connectWithResend(call, REFUSED_TERMS, ports);
}

async function connectWithResend(
	{ attempt, contact, sdp }: CallToPlace,
	{ blocks }: RecordingTerms,
	{ graph, sleep }: DialPorts,
): Promise<GraphResult> {
	const recipient =
		contact.waId !== null ? { waId: contact.waId } : { userId: contact.userId ?? '' };
	const call = {
		method: 'POST' as const,
		path: `/${attempt.phoneNumberId}/calls`,
		body: connectRequest({ recipient, sdp, opaque: attempt.opaque, blocks }),
	};
	let result = await graph.call(call);
	for (const waitMs of RESEND_AFTER_MS) {
		if (result.ok || result.failure.afterConnect !== 'resend') return result;
		await sleep(waitMs);
		result = await graph.call(call);
	}
	return result;
}

/** A 200 without a call id is as unclear as no answer at all. */
function readAnswer(result: GraphResult): PlacedCall {
	if (!result.ok) {
		const { code, afterConnect } = result.failure;
		return afterConnect === 'unknown'
			? { placed: false, ended: false, code }
			: { placed: false, ended: true, code };
	}
	const callId = readCallId(result.body);
	return callId === null
		? { placed: false, ended: false, code: 'no_call_id' }
		: { placed: true, callId };
}

function readCallId(body: Record<string, unknown>): string | null {
	const [call]: unknown[] = Array.isArray(body.calls) ? body.calls : [];
	if (typeof call !== 'object' || call === null || !('id' in call)) return null;
	return typeof call.id === 'string' && call.id !== '' ? call.id : null;
}
