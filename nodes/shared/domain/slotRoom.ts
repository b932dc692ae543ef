/** Half-open: a call may begin when another ends. */
export interface PlannedCall {
	startMs: number;
	endMs: number;
}

/**
 * Whether another call fits among those that are planned (H3): at no moment of it do as many as
 * `capacity` go on already.
 */
export function hasRoom(call: PlannedCall, planned: PlannedCall[], capacity: number): boolean {
	const near = planned.filter(({ startMs, endMs }) => startMs < call.endMs && endMs > call.startMs);
	// The most go on when one of them begins, or when this one does.
	const moments = near.map(({ startMs }) => Math.max(startMs, call.startMs));
	return [call.startMs, ...moments].every((at) => goingOn(near, at) < capacity);
}

const goingOn = (planned: PlannedCall[], at: number): number =>
	planned.filter(({ startMs, endMs }) => startMs <= at && at < endMs).length;
