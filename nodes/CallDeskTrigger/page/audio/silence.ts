/** How long a microphone that is on has been silent, and whether it was ever heard. */
export interface Silence {
	sinceMs: number;
	wasHeard: boolean;
}

/** Under this level (0 to 1) there is not even a room. */
const SILENT_LEVEL = 0.0008;
/** A microphone that was never heard is dead; one that was may belong to somebody who listens. */
const DEAD_MS = 8_000;
const QUIET_MS = 45_000;

export const silenceFrom = (nowMs: number): Silence => ({ sinceMs: nowMs, wasHeard: false });

/** @param level Root mean square of the last moment, 0 to 1. */
export const hearMicrophone = (before: Silence, level: number, nowMs: number): Silence =>
	level > SILENT_LEVEL ? { sinceMs: nowMs, wasHeard: true } : before;

export const isTooSilent = ({ sinceMs, wasHeard }: Silence, nowMs: number): boolean =>
	nowMs - sinceMs >= (wasHeard ? QUIET_MS : DEAD_MS);
