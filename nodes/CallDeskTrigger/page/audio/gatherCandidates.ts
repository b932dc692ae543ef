/** Meta takes one complete SDP: what is not found by then would come too late anyway. */
const GATHER_MS = 4_000;

/** Waits until the connection has found its addresses. */
export async function gatherCandidates(connection: RTCPeerConnection): Promise<void> {
	if (connection.iceGatheringState === 'complete') return;
	await new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, GATHER_MS);
		connection.addEventListener('icegatheringstatechange', () => {
			if (connection.iceGatheringState !== 'complete') return;
			clearTimeout(timer);
			resolve();
		});
	});
}

/** Whether this network gives audio any way out. */
export async function hasNetworkPath(iceServers: RTCIceServer[]): Promise<boolean> {
	const connection = new RTCPeerConnection({ iceServers });
	try {
		let isFound = false;
		connection.addEventListener('icecandidate', ({ candidate }) => {
			if (candidate?.candidate) isFound = true;
		});
		connection.addTransceiver('audio');
		await connection.setLocalDescription();
		await gatherCandidates(connection);
		return isFound;
	} finally {
		connection.close();
	}
}
