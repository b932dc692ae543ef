import type { DeskTaken } from '../../../shared/domain/deskProtocol';
import type { Peer } from '../audio/peer';
import { type Reply, serverNow } from '../connection/callServer';
import type { Desk } from '../desk';
import type { DeskState } from '../deskState';
import { TEXTS } from '../texts';
import { hangUp } from './hangUp';

type Ring = NonNullable<DeskState['ring']>;

/** Meta gives an answered call half a minute; the customer hears nothing meanwhile. */
const CONNECT_MS = 12_000;
const TRIES = 3;
const BETWEEN_TRIES_MS = 1_000;

/** The representative has read the brief and wants this call. */
export async function takeRing(desk: Desk): Promise<void> {
	const { ring } = desk.state();
	if (!ring || ring.isTaking) return;
	desk.tell({ kind: 'taking', ring: ring.id });
	const peer = await startPeer(desk, ring);
	if (!peer) return;
	const sdp = ring.direction === 'outbound' ? await peer.offer() : undefined;
	const reply = await take(desk, ring, sdp);
	if (!reply.ok) return notTaken(desk, ring, reply.text);
	if (!reply.value.taken) return notTaken(desk, ring, reply.value.text);
	const { attempt, offer } = reply.value;
	desk.tell({ kind: 'taken', ring: ring.id, attempt });
	void desk.refresh();
	if (ring.direction === 'inbound') await answer(desk, peer, attempt, offer ?? '');
}

/** The microphone is held while ready; it may have gone since. */
async function startPeer(desk: Desk, ring: Ring): Promise<Peer | null> {
	try {
		await desk.audio.holdMicrophone();
		return desk.audio.startCall(desk.state().settings.iceServers, {
			onLink: (link) => desk.tell({ kind: 'link', link }),
			onHeard: () => void heardCustomer(desk),
		});
	} catch {
		notTaken(desk, ring, TEXTS.ring.audioFailed);
		await desk.send({ action: 'decline', ring: ring.id });
		return null;
	}
}

function notTaken(desk: Desk, { id }: Ring, text: string): void {
	desk.audio.endCall();
	desk.tell({ kind: 'not_taken', ring: id, text });
	void desk.refresh();
}

/** The same page gets the same answer again: a reply that was lost is asked for once more. */
async function take(desk: Desk, { id: ring }: Ring, sdp?: string): Promise<Reply<DeskTaken>> {
	for (let tries = 1; ; tries++) {
		const reply = await desk.send<DeskTaken>({ action: 'take', ring, sdp });
		if (reply.ok || reply.status !== 0 || tries === TRIES) return reply;
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
	}
}

/** Inbound: answer, connect, be accepted; only then may the customer hear the microphone. */
async function answer(desk: Desk, peer: Peer, attempt: string, offer: string): Promise<void> {
	const sdp = await peer.answer(offer).catch(() => null);
	if (sdp === null) return await giveUp(desk, attempt, TEXTS.ring.audioFailed);
	const answered = await desk.send({ action: 'answer', attempt, sdp });
	if (!answered.ok) return await giveUp(desk, attempt, answered.text);
	if (!(await peer.connects(CONNECT_MS))) {
		return await giveUp(desk, attempt, TEXTS.call.notConnected);
	}
	const accepted = await desk.send({ action: 'connected', attempt });
	if (!accepted.ok) return await giveUp(desk, attempt, accepted.text);
	desk.tell({ kind: 'answered', attempt, at: new Date(serverNow()).toISOString() });
}

async function giveUp(desk: Desk, attempt: string, text: string): Promise<void> {
	if (desk.state().call?.attempt !== attempt) return;
	await hangUp(desk, 'connection_lost', text);
}

/** Outbound: audible whether or not Meta says so, which it sometimes never does. */
async function heardCustomer(desk: Desk): Promise<void> {
	const { call } = desk.state();
	if (call?.direction !== 'outbound' || call.phase === 'accepted' || call.phase === 'ending')
		return;
	const { attempt } = call;
	desk.tell({ kind: 'answered', attempt, at: new Date(serverNow()).toISOString() });
	await desk.send({ action: 'heard', attempt });
}
