import type { BriefCard } from '../../../shared/domain/renderBriefCard';
import { TEXTS } from '../texts';
import { made, onChange } from './readDom';

type Row = BriefCard['rows'][number];

/** The brief into an element: unknown as unknown, and what needs a look says so. */
export const briefView = (root: HTMLElement): ((brief: BriefCard | null) => void) =>
	onChange((brief) => {
		root.classList.toggle('unsure', brief?.status === 'needs_review');
		root.replaceChildren(...(brief ? cardOf(brief) : [made('p', { text: TEXTS.brief.none })]));
	});

function cardOf(brief: BriefCard): HTMLElement[] {
	const head = made('h3', { text: brief.headline, test: 'brief-headline' });
	const trigger = brief.trigger === null ? '' : TEXTS.brief.why(brief.trigger);
	const problems = brief.problems.map((problem) =>
		made('p', { className: 'problem', text: TEXTS.brief.check(problem), test: 'brief-problem' }),
	);
	return [
		head,
		...(trigger === '' ? [] : [made('p', { className: 'dim', text: trigger })]),
		...problems,
		made('dl', {}, ...brief.rows.map(rowOf)),
	];
}

function rowOf(row: Row): HTMLElement {
	const className = row.isKnown ? '' : 'unknown';
	const values = row.texts.map((text) => made('dd', { className, text }));
	const problem =
		row.problem === null
			? []
			: [
					made('dd', {
						className: 'problem',
						text: TEXTS.brief.check(row.problem),
						test: 'brief-problem',
					}),
				];
	const element = made(
		'div',
		{ test: 'brief-row' },
		made('dt', { text: row.label }),
		...values,
		...problem,
	);
	element.dataset.key = row.key;
	return element;
}
