import type { Desk } from '../desk';
import type { DeskState } from '../deskState';
import { standDown } from '../flows/becomeReady';
import { isPhone } from '../isPhone';
import { TEXTS } from '../texts';
import type { Watcher } from './watcher';

type LastAction =
	{ action: 'hang_up'; attempt: string; because: 'page_closed' } | { action: 'away' };

/**
 * The page's own life: it keeps a phone's screen on, is not left by accident in a call, and says
 * goodbye when it is closed.
 *
 * @param sendLast Sends although the page is going away.
 */
export function watchPage(desk: Desk, sendLast: (action: LastAction) => void): Watcher {
	const keepAwake = wakeLock(desk);
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'visible') return void keepAwake(desk.state());
		// A sleeping phone hears no ring.
		const { call, presence } = desk.state();
		if (isPhone() && !call && presence === 'ready') {
			void standDown(desk, { kind: 'stood_down', because: 'page_hidden' });
		}
	});
	window.addEventListener('beforeunload', (event) => {
		if (desk.state().call) event.preventDefault();
	});
	window.addEventListener('pagehide', () => {
		const last = lastActionOf(desk.state());
		if (last) sendLast(last);
	});
	// Taken out of the browser's memory: its connection and its call are gone.
	window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
	return (state) => void keepAwake(state);
}

function lastActionOf({ call, presence }: DeskState): LastAction | null {
	if (call && call.phase !== 'ending') {
		return { action: 'hang_up', attempt: call.attempt, because: 'page_closed' };
	}
	return presence === 'ready' || presence === 'checking' ? { action: 'away' } : null;
}

function wakeLock(desk: Desk): (state: DeskState) => Promise<void> {
	let lock: WakeLockSentinel | null = null;
	let isAsked = false;
	return async ({ presence, call }) => {
		const isWanted = isPhone() && (presence === 'ready' || call !== null);
		if (!isWanted) {
			void lock?.release();
			lock = null;
			return;
		}
		if (isAsked || (lock && !lock.released) || document.visibilityState === 'hidden') return;
		isAsked = true;
		try {
			lock = await navigator.wakeLock.request('screen');
		} catch {
			// Refused, as with an empty battery, or not known here.
			if (presence === 'ready' && !call) {
				desk.tell({ kind: 'notice', notice: { kind: 'said', text: TEXTS.presence.noWakeLock } });
			}
			return;
		}
		isAsked = false;
	};
}
