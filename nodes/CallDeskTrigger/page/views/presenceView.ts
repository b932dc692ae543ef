import type { Desk } from '../desk';
import { type DeskState, screenOf } from '../deskState';
import { becomeReady, standDown } from '../flows/becomeReady';
import { isPhone } from '../isPhone';
import { TEXTS } from '../texts';
import { buttonPart, htmlPart, write, writeOrHide } from './readDom';

/** Away, being checked, ready, or ready elsewhere. */
export function presenceView(desk: Desk): (state: DeskState) => void {
	for (const name of ['ready', 'use-this-tab']) {
		buttonPart(name).addEventListener('click', () => void becomeReady(desk));
	}
	buttonPart('away').addEventListener('click', () => void standDown(desk));
	return (state) => {
		const screen = screenOf(state);
		const isInCallElsewhere = screen === 'elsewhere' && state.callElsewhere !== null;
		const { heading, text } = wordsOf(state);
		write(htmlPart('presence-heading'), heading);
		writeOrHide(htmlPart('presence-text'), text);
		writeOrHide(htmlPart('checking'), screen === 'checking' ? TEXTS.steps[state.step] : '');
		writeOrHide(htmlPart('ready-problem'), screen === 'away' ? problemOf(state) : '');
		buttonPart('ready').hidden = screen !== 'away';
		htmlPart('ready-hint').hidden = screen !== 'away';
		buttonPart('away').hidden = screen !== 'ready';
		htmlPart('elsewhere').hidden = screen !== 'elsewhere' || isInCallElsewhere;
	};
}

function wordsOf(state: DeskState): { heading: string; text: string } {
	const { presence } = TEXTS;
	const screen = screenOf(state);
	switch (screen) {
		case 'ready':
			return isPhone() ? { ...presence.ready, text: presence.readyOnPhone } : presence.ready;
		case 'checking':
			return presence.checking;
		case 'lost':
			return presence.lost;
		case 'elsewhere': {
			const { callElsewhere: call } = state;
			if (!call) return presence.elsewhere;
			const text = presence.inCallElsewhere(call.customer.name ?? TEXTS.customer);
			return { heading: TEXTS.status.busy, text };
		}
		default:
			return presence.away;
	}
}

function problemOf({ problem }: DeskState): string {
	if (problem === null) return '';
	return 'code' in problem ? TEXTS.problems[problem.code] : problem.text;
}
