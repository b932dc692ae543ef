import { secondsUntil } from '../clockText';
import { serverNow } from '../connection/callServer';
import type { Desk } from '../desk';
import type { DeskState } from '../deskState';
import { takeRing } from '../flows/takeRing';
import { TEXTS } from '../texts';
import { briefView } from './briefView';
import { buttonPart, htmlPart, write, writeOrHide } from './readDom';

/** A key that was meant for something else must not take a call that has just come up. */
const KEY_GUARD_MS = 500;

/** A call that rings: the brief first, then the choice. */
export function ringView(desk: Desk): (state: DeskState) => void {
	const drawBrief = briefView(htmlPart('ring').querySelector('[data-brief]') ?? htmlPart('ring'));
	let shown = { id: '', atMs: 0 };
	buttonPart('take').addEventListener('click', () => void takeRing(desk));
	buttonPart('not-me').addEventListener('click', () => void decline(desk));
	htmlPart('ring').addEventListener('keydown', (event) => {
		const isMeant = !event.repeat && performance.now() - shown.atMs > KEY_GUARD_MS;
		if (event.key === 'Enter' && event.target === htmlPart('ring-heading') && isMeant) {
			void takeRing(desk);
		}
	});
	setInterval(() => drawCountdown(desk.state()), 250);
	return (state) => {
		const { ring } = state;
		if (!ring) return;
		if (ring.id !== shown.id) shown = { id: ring.id, atMs: performance.now() };
		const isOutbound = ring.direction === 'outbound';
		write(htmlPart('ring-kind'), isOutbound ? TEXTS.ring.outbound : TEXTS.ring.inbound);
		write(htmlPart('ring-customer'), ring.customer.name ?? TEXTS.customer);
		writeOrHide(htmlPart('ring-phone'), ring.customer.phone ?? '');
		writeOrHide(htmlPart('ring-line'), TEXTS.line(ring.line));
		drawBrief(ring.brief);
		const label = isOutbound ? TEXTS.ring.takeOutbound : TEXTS.ring.takeInbound;
		write(buttonPart('take'), ring.isTaking ? TEXTS.ring.taking : label);
		buttonPart('take').disabled = ring.isTaking;
		buttonPart('not-me').disabled = ring.isTaking;
		drawCountdown(state);
	};
}

function drawCountdown({ ring }: DeskState): void {
	const seconds = ring ? secondsUntil(ring.endsAt, serverNow()) : 0;
	write(htmlPart('ring-countdown'), TEXTS.ring.secondsLeft(seconds));
}

async function decline(desk: Desk): Promise<void> {
	const { ring } = desk.state();
	if (!ring) return;
	desk.tell({ kind: 'declined', ring: ring.id });
	const reply = await desk.send({ action: 'decline', ring: ring.id });
	if (!reply.ok) desk.tell({ kind: 'notice', notice: { kind: 'said', text: reply.text } });
}
