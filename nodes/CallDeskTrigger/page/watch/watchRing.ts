import type { Desk } from '../desk';
import type { DeskState } from '../deskState';
import { secondsUntil } from '../clockText';
import { serverNow } from '../connection/callServer';
import { TEXTS } from '../texts';
import type { Watcher } from './watcher';

const FLASH_MS = 900;
/** The server tells the end of a ring; without a connection it is not told. */
const OVERDUE_SECONDS = 4;

/** A ring is on screen: says so to the server, and to whoever looks elsewhere. */
export function watchRing(desk: Desk): Watcher {
	let flash: ReturnType<typeof setInterval> | undefined;
	let overdue: ReturnType<typeof setTimeout> | undefined;
	return ({ ring, call }, before) => {
		document.title = call ? TEXTS.titleCall : ring ? document.title : TEXTS.title;
		if (ring?.id === before.ring?.id) return;
		clearInterval(flash);
		clearTimeout(overdue);
		if (!ring) return;
		afterPaint(() => void sayShown(desk, ring.id));
		flashTitle();
		flash = setInterval(flashTitle, FLASH_MS);
		notify();
		const ms = (secondsUntil(ring.endsAt, serverNow()) + OVERDUE_SECONDS) * 1000;
		overdue = setTimeout(() => forget(desk, ring.id), ms);
	};
}

/** A painting that is put off: the server passes a ring on that is not shown within 3 s. */
const PAINT_MS = 1_000;

/** A tab in the background paints nothing; its brief is there the moment somebody looks. */
function afterPaint(act: () => void): void {
	let isDone = false;
	const once = () => {
		if (!isDone) act();
		isDone = true;
	};
	setTimeout(once, document.visibilityState === 'hidden' ? 0 : PAINT_MS);
	requestAnimationFrame(() => setTimeout(once));
}

async function sayShown(desk: Desk, ring: string): Promise<void> {
	if (!isOffered(desk.state(), ring)) return;
	const reply = await desk.send({ action: 'ring_shown', ring });
	// Over already: the event that says how is on its way.
	if (!reply.ok && reply.status === 0) await desk.send({ action: 'ring_shown', ring });
}

function forget(desk: Desk, ring: string): void {
	if (!isOffered(desk.state(), ring)) return;
	desk.tell({ kind: 'declined', ring });
	void desk.refresh();
}

const isOffered = ({ ring }: DeskState, id: string): boolean => ring?.id === id && !ring.isTaking;

function flashTitle(): void {
	document.title = document.title === TEXTS.titleRing ? TEXTS.title : TEXTS.titleRing;
}

/** Without the customer's name: others may see the screen. */
function notify(): void {
	if ('vibrate' in navigator) navigator.vibrate([300, 200, 300]);
	if (!('Notification' in window) || Notification.permission !== 'granted') return;
	if (document.visibilityState === 'visible' && document.hasFocus()) return;
	try {
		const shown = new Notification(TEXTS.title, { body: TEXTS.notification, tag: 'ring' });
		shown.addEventListener('click', () => window.focus());
	} catch {
		// Phones allow notifications to service workers alone.
	}
}
