import type { DeskSession } from '../deskSession';
import type { DeskState } from '../deskState';
import type { Watcher } from './watcher';

/** A ready page is probed every minute: silent for longer, its stream is dead. */
const SILENT_MS = 100_000;
const LOOK_MS = 15_000;

/** Streams die unheard when a computer sleeps or a network changes. */
export function watchConnection(session: DeskSession): Watcher {
	window.addEventListener('online', () => void session.reconnect());
	setInterval(() => {
		const isSilent = Date.now() - session.heardAt() > SILENT_MS;
		if (session.state().presence === 'ready' && isSilent) void session.reconnect();
	}, LOOK_MS);
	return (state, before) => {
		if (state.signIn !== null && before.signIn === null) session.close();
		const stray = strayOf(state);
		if (stray === null || stray === strayOf(before)) return;
		void session.send({ action: 'hang_up', attempt: stray, because: 'connection_lost' });
	};
}

/** A call of this very page that it has no audio for, as after a reply that never came: it is nobody's. */
const strayOf = ({ callElsewhere: call, ring }: DeskState): string | null =>
	call?.isThisPage && !ring ? call.attempt : null;
