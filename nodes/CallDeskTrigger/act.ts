import { answerAtDesk, connectedAtDesk } from '../shared/dial/answerAtDesk';
import { approveRecap, correctAtDesk } from '../shared/dial/correctAtDesk';
import { noCalls, noteOutcome, objectToRecording } from '../shared/dial/deskAfter';
import type { DeskActor, DeskDone, DeskPorts } from '../shared/dial/deskPorts';
import { acknowledgeProbe, askReady, standDown } from '../shared/dial/deskPresence';
import { declineRing, ringShown } from '../shared/dial/deskRings';
import { hangUp, heardCustomer } from '../shared/dial/endAtDesk';
import { takeRing } from '../shared/dial/takeRing';
import type { DeskAction, DeskReply, PageProof } from '../shared/domain/deskProtocol';
import type { LedgerTx } from '../shared/ledger/ledger';
import { deskPorts } from '../shared/n8n/deskPorts';
import type { Desk, DeskCall } from './desk';
import { requireActor } from './deskSession';
import { endedCookie } from './sessionCookie';

type Action<Name extends DeskAction['action']> = Extract<DeskAction, { action: Name }>;

/** What each action does; whether it may is decided in there too, against the ledger. */
const ACTIONS: {
	[Name in DeskAction['action']]: (
		actor: DeskActor,
		action: Action<Name>,
		ports: DeskPorts,
	) => Promise<DeskDone>;
} = {
	ready: async (actor, _, ports) => await askReady(actor, ports),
	ack: async (actor, { probe }, ports) => await acknowledgeProbe(actor, probe, ports),
	away: async (actor, _, ports) => await standDown(actor, 'asked', ports),
	sign_out: async (actor, _, ports) => await signOut(actor, ports),
	ring_shown: async (actor, { ring }, ports) => await ringShown(actor, ring, ports),
	decline: async (actor, { ring }, ports) => await declineRing(actor, ring, ports),
	take: async (actor, action, ports) => ({
		done: true,
		...(await takeRing(actor, action, ports)),
	}),
	answer: async (actor, action, ports) => await answerAtDesk(actor, action, ports),
	connected: async (actor, action, ports) => await connectedAtDesk(actor, action, ports),
	heard: async (actor, action, ports) => await heardCustomer(actor, action, ports),
	hang_up: async (actor, action, ports) => await hangUp(actor, action, ports),
	object: async (actor, action, ports) => await objectToRecording(actor, action, ports),
	no_calls: async (actor, action, ports) => await noCalls(actor, action, ports),
	outcome: async (actor, action, ports) => await noteOutcome(actor, action, ports),
	correct: async (actor, action, ports) => await correctAtDesk(actor, action, ports),
	approve_recap: async (actor, action, ports) => await approveRecap(actor, action, ports),
};

/** What goes back to the page, with its HTTP status. */
interface ActReply {
	status: number;
	body: DeskReply;
}

/** @throws {DeskRefusal} if session, page or number are not right. */
export async function act(
	call: DeskCall,
	request: DeskAction & PageProof,
	desk: Desk,
): Promise<ActReply> {
	const { page, key, n, ...action } = request;
	const actor = await requireActor(call, { page, key, n }, desk);
	const { ledger } = desk.connection;
	const number = await ledger.transaction(async (tx) => await numberOf(action, tx));
	const done = await perform(actor, action, await deskPorts(desk.connection, number));
	if (action.action === 'sign_out') call.response.append('Set-Cookie', endedCookie(desk.address));
	if (!done.done) return { status: 409, body: { ok: false, error: done.code, text: done.text } };
	const { done: _, ...more } = done;
	return { status: 200, body: { ok: true, ...more } };
}

async function perform<Name extends DeskAction['action']>(
	actor: DeskActor,
	action: { action: Name } & DeskAction,
	ports: DeskPorts,
): Promise<DeskDone> {
	// The table is made by name: what belongs to one is given its own action.
	return await ACTIONS[action.action](actor, action as Action<Name>, ports);
}

/** Whose policy holds: that of the number that the call is on. */
async function numberOf(action: DeskAction, { attempts, deskRings }: LedgerTx): Promise<string> {
	const about =
		'attempt' in action
			? await attempts.get(action.attempt)
			: 'ring' in action
				? await deskRings.get(action.ring)
				: null;
	return about?.phoneNumberId ?? '';
}

/** The session first, with every page of it: then its streams end at the word that tells of it. */
async function signOut(actor: DeskActor, ports: DeskPorts): Promise<DeskDone> {
	const { sessionHash } = actor.page;
	await ports.ledger.transaction(
		async ({ deskAccess }) => await deskAccess.signOut(sessionHash, ports.now()),
	);
	return await standDown(actor, 'signed_out', ports);
}
