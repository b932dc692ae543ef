/** `75` → `1:15`, `3675` → `1:01:15`. */
export function durationText(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	const tail = String(whole % 60).padStart(2, '0');
	return hours === 0
		? `${minutes}:${tail}`
		: `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}

/** Whole seconds until an instant, never less than none. */
export const secondsUntil = (instant: string, nowMs: number): number =>
	Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / 1000));

/** An instant as a clock shows it here. */
export const clockText = (instant: string): string =>
	new Date(instant).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
