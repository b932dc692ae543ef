import type { DeskTeamView } from '../../../shared/domain/deskProtocol';
import { clockText } from '../clockText';
import { type DeskState, screenOf } from '../deskState';
import { PAGE_TEXTS, TEXTS } from '../texts';
import { htmlPart, made, onChange } from './readDom';

/** For supervisors: who is there, what rings, what waits, and who was not called, with the reason. */
export function teamView(): (state: DeskState) => void {
	const draw = onChange((team: DeskTeamView) => {
		drawPeople(team);
		drawLive(team);
		drawWaiting(team);
		drawNotCalled(team);
	});
	return (state) => {
		const isBusy = ['sign_in', 'ring', 'dialling', 'talking'].includes(screenOf(state));
		htmlPart('team').hidden = isBusy || state.team === null;
		if (state.team) draw(state.team);
	};
}

const drawPeople = ({ people }: DeskTeamView): void =>
	table('team-people', TEXTS.team.nobody, {
		columns: ['name', 'status', 'since'],
		rows: people.map(({ name, status, since }) => [name, TEXTS.status[status], clockText(since)]),
	});

const drawLive = ({ live }: DeskTeamView): void =>
	table('team-live', TEXTS.team.nothingLive, {
		columns: ['customer', 'state', 'with', 'since'],
		rows: live.map(({ customer, state, representative, since }) => [
			customer.name ?? customer.phone ?? TEXTS.customer,
			TEXTS.live[state],
			representative ?? '–',
			clockText(since),
		]),
	});

const drawWaiting = ({ waiting }: DeskTeamView): void =>
	table('team-waiting', TEXTS.team.nothingWaits, {
		columns: ['waits_for', 'count', 'next'],
		rows: waiting.map(({ wokenBy, count, nextAt }) => [
			TEXTS.team.waitsFor(wokenBy),
			String(count),
			nextAt === null ? '–' : clockText(nextAt),
		]),
	});

const drawNotCalled = ({ notCalled }: DeskTeamView): void =>
	table('team-not-called', TEXTS.team.allCalled, {
		columns: ['reason', 'count'],
		rows: notCalled.map(({ text, count }) => [text, String(count)]),
	});

function table(
	name: string,
	empty: string,
	{ columns, rows }: { columns: string[]; rows: string[][] },
): void {
	const root = htmlPart(name);
	if (rows.length === 0) return root.replaceChildren(made('p', { className: 'dim', text: empty }));
	const head = made('tr', {}, ...columns.map(headOf));
	const body = rows.map((cells) => made('tr', {}, ...cells.map((text) => made('td', { text }))));
	const drawn = made('table', {}, made('thead', {}, head), made('tbody', {}, ...body));
	drawn.setAttribute('aria-labelledby', root.dataset.table ?? '');
	root.replaceChildren(drawn);
}

function headOf(column: string): HTMLElement {
	const head = made('th', { text: PAGE_TEXTS[column] ?? column });
	head.scope = 'col';
	return head;
}
