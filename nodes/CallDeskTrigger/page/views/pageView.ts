import { type DeskState, isMicrophoneOn, screenOf, type Screen } from '../deskState';
import { PAGE_TEXTS } from '../texts';
import { htmlPart } from './readDom';

type Section = 'sign-in' | 'presence' | 'ring' | 'call' | 'after';

const SECTIONS: Record<Screen, Section> = {
	sign_in: 'sign-in',
	away: 'presence',
	checking: 'presence',
	ready: 'presence',
	elsewhere: 'presence',
	lost: 'presence',
	ring: 'ring',
	dialling: 'call',
	talking: 'call',
	after: 'after',
};

/** Puts the page's fixed words in. */
export function writePageTexts(): void {
	for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
		element.textContent = PAGE_TEXTS[element.dataset.text ?? ''] ?? '';
	}
	for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
		element.setAttribute('aria-label', PAGE_TEXTS[element.dataset.label ?? ''] ?? '');
	}
}

/** Shows one section at a time, moves the focus to it, and says on the body where the page is. */
export function pageView(): (state: DeskState) => void {
	let shown: Section = 'sign-in';
	return (state) => {
		const screen = screenOf(state);
		const section = SECTIONS[screen];
		for (const name of new Set(Object.values(SECTIONS))) htmlPart(name).hidden = name !== section;
		// A ring is a dialog: nothing beside it can be reached.
		htmlPart('header').inert = section === 'ring';
		Object.assign(document.body.dataset, {
			state: screen,
			connection: state.connection,
			audio: state.call?.link ?? 'none',
			microphone: microphoneOf(state),
			ring: state.ring?.id ?? '',
			attempt: state.call?.attempt ?? state.openTalk ?? '',
		});
		// Whoever is working in a section keeps the focus; a new one begins at its heading.
		if (section !== shown || isFocusLost()) headingOf(section)?.focus();
		shown = section;
	};
}

const headingOf = (section: Section) =>
	htmlPart(section).querySelector<HTMLElement>('[data-heading]');

/** What had the focus has gone or can no longer be used. */
function isFocusLost(): boolean {
	const focused = document.activeElement;
	return (
		focused instanceof HTMLElement &&
		focused !== document.body &&
		focused.closest('[hidden]') !== null
	);
}

function microphoneOf(state: DeskState): string {
	const { call } = state;
	if (!call) return 'off';
	if (call.microphone === 'ended' || call.microphone === 'interrupted') return 'failed';
	if (call.isHeld) return 'held';
	if (call.isMuted) return 'muted';
	return isMicrophoneOn(state) ? 'on' : 'off';
}
