import type { Link } from '../deskState';
import { gatherCandidates } from './gatherCandidates';
import { hearAudio, NOTHING_HEARD } from './sustainedAudio';

/** One call's audio connection. */
export interface Peer {
	/** The complete offer of this page. */
	offer(): Promise<string>;
	/** The complete answer to a customer's offer. */
	answer(offer: string): Promise<string>;
	/** The customer's answer to our offer. */
	take(answer: string): Promise<void>;
	/** True once audio can flow; false if it could not within the time. */
	connects(withinMs: number): Promise<boolean>;
	useMicrophone(track: MediaStreamTrack): Promise<void>;
	close(): void;
}

interface PeerOptions {
	iceServers: RTCIceServer[];
	microphone: MediaStreamTrack;
	/** Where the customer is heard. */
	speaker: HTMLAudioElement;
	onLink(link: Link): void;
	/** The customer's audio has kept coming. */
	onHeard(): void;
}

const STATS_MS = 100;

/**
 * One audio m-line, both ways, with the microphone's own track: muting and holding switch `enabled`, so
 * that packets keep flowing; nothing is ever negotiated again.
 */
export function createPeer(options: PeerOptions): Peer {
	const connection = new RTCPeerConnection({ iceServers: options.iceServers });
	const sender = connection.addTrack(options.microphone, new MediaStream([options.microphone]));
	const stopListening = listen(connection, options.onHeard);
	connection.addEventListener('track', ({ track }) => {
		options.speaker.srcObject = new MediaStream([track]);
		// A browser that wants one more click starts it with the next.
		options.speaker.play().catch(() => undefined);
	});
	connection.addEventListener('connectionstatechange', () => {
		const link = linkOf(connection.connectionState);
		if (link) options.onLink(link);
	});

	const described = async () => {
		await connection.setLocalDescription();
		await gatherCandidates(connection);
		return connection.localDescription?.sdp ?? '';
	};
	return {
		offer: described,
		answer: async (sdp) => {
			await connection.setRemoteDescription({ type: 'offer', sdp });
			return await described();
		},
		take: (sdp) => connection.setRemoteDescription({ type: 'answer', sdp }),
		connects: (withinMs) => connects(connection, withinMs),
		useMicrophone: (track) => sender.replaceTrack(track),
		close: () => {
			stopListening();
			connection.close();
			options.speaker.srcObject = null;
		},
	};
}

function linkOf(state: RTCPeerConnectionState): Link | null {
	if (state === 'connected') return 'connected';
	return state === 'disconnected' || state === 'failed' ? 'lost' : null;
}

async function connects(connection: RTCPeerConnection, withinMs: number): Promise<boolean> {
	const isUp = () => connection.connectionState === 'connected';
	if (isUp()) return true;
	return await new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), withinMs);
		connection.addEventListener('connectionstatechange', () => {
			if (!isUp()) return;
			clearTimeout(timer);
			resolve(true);
		});
	});
}

/** Counts the customer's packets until they have kept coming. */
function listen(connection: RTCPeerConnection, onHeard: () => void): () => void {
	let heard = NOTHING_HEARD;
	const timer = setInterval(() => void count(), STATS_MS);
	const count = async () => {
		for (const report of (await connection.getStats()).values()) {
			if (report.type !== 'inbound-rtp') continue;
			heard = hearAudio(heard, Number(report.packetsReceived), performance.now());
		}
		if (!heard.isSustained || connection.connectionState === 'closed') return;
		clearInterval(timer);
		onHeard();
	};
	return () => clearInterval(timer);
}
