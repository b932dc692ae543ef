import type { DeskAfterView } from '../../../shared/domain/deskProtocol';
import { clockText } from '../clockText';
import type { Desk } from '../desk';
import { type DeskState, screenOf } from '../deskState';
import { TEXTS } from '../texts';
import { htmlPart, made, onChange } from './readDom';

/** Talks that wait for their outcome: each opens its form. */
export function unfinishedView(desk: Desk): (state: DeskState) => void {
	const draw = onChange((talks: DeskAfterView[]) =>
		htmlPart('unfinished-list').replaceChildren(...talks.map((talk) => itemOf(desk, talk))),
	);
	return (state) => {
		const talks = state.unfinished.filter(({ attempt }) => attempt !== state.openTalk);
		const isBusy = ['sign_in', 'ring', 'dialling', 'talking'].includes(screenOf(state));
		htmlPart('unfinished').hidden = isBusy || talks.length === 0;
		draw(talks);
	};
}

function itemOf(desk: Desk, { attempt, customer, endedAt, result }: DeskAfterView): HTMLElement {
	const button = made(
		'button',
		{ className: 'talk', test: 'unfinished-item' },
		made('strong', { text: customer.name ?? TEXTS.customer }),
		made('span', {
			className: 'dim',
			text: `${clockText(endedAt)} · ${TEXTS.after.result(result)}`,
		}),
	);
	button.type = 'button';
	button.dataset.attempt = attempt;
	button.addEventListener('click', () => desk.tell({ kind: 'open_talk', attempt }));
	return made('li', {}, button);
}
