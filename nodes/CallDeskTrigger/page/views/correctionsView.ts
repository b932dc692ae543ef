import type { DeskAfterView } from '../../../shared/domain/deskProtocol';
import { fieldText, readFieldText } from '../fieldText';
import { TEXTS } from '../texts';
import { htmlPart, made } from './readDom';

type Field = DeskAfterView['fields'][number];
type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface CorrectionsView {
	draw(talk: DeskAfterView): void;
	/** Only what was changed; `problem`: what cannot be read, in words, else empty. */
	changed(): { fields: Record<string, unknown>; problem: string };
}

interface Drawn {
	field: Field;
	input: Input;
	/** What stood there before anybody typed. */
	original: string;
}

/** The brief's fields to correct, one input each by its kind. What is being typed survives a redraw. */
export function correctionsView(): CorrectionsView {
	let drawn: Drawn[] = [];
	let key = '';
	return {
		draw: ({ attempt, fields }) => {
			const now = JSON.stringify([attempt, fields]);
			if (now === key) return;
			const isSame = key.startsWith(JSON.stringify([attempt]).slice(0, -1));
			const typed = new Map(
				isSame ? drawn.filter(isTyped).map(({ field, input }) => [field.name, input.value]) : [],
			);
			key = now;
			drawn = fields.map((field) => drawField(field, typed.get(field.name)));
			htmlPart('corrections').hidden = fields.length === 0;
			htmlPart('fields').replaceChildren(...drawn.map(labelled));
		},
		changed: () => {
			const fields: Record<string, unknown> = {};
			for (const { field, input } of drawn.filter(isTyped)) {
				const read = readFieldText(input.value, field.kind);
				if ('problem' in read) {
					input.focus();
					const say = read.problem === 'not_json' ? TEXTS.after.notJson : TEXTS.after.notANumber;
					return { fields: {}, problem: say(field.label) };
				}
				fields[field.name] = read.value;
			}
			return { fields, problem: '' };
		},
	};
}

const isTyped = ({ input, original }: Drawn): boolean => input.value !== original;

function drawField(field: Field, typed: string | undefined): Drawn {
	const original = fieldText(field.value, field.kind);
	const input = inputOf(field);
	input.id = `field-${field.name}`;
	input.dataset.test = `field-${field.name}`;
	input.value = original;
	// Read back: a text area normalises line breaks.
	const shown = input.value;
	if (typed !== undefined) input.value = typed;
	return { field, input, original: shown };
}

function inputOf({ kind }: Field): Input {
	if (kind === 'yes_no') {
		const { unknown, yes, no } = TEXTS.after;
		return made('select', {}, optionOf('', unknown), optionOf('yes', yes), optionOf('no', no));
	}
	if (kind === 'list' || kind === 'json') return made('textarea');
	const input = made('input');
	input.type = 'text';
	input.autocomplete = 'off';
	if (kind === 'number') input.inputMode = 'decimal';
	return input;
}

function optionOf(value: string, text: string): HTMLOptionElement {
	const option = made('option', { text });
	option.value = value;
	return option;
}

function labelled({ field, input }: Drawn): HTMLElement {
	const text = field.kind === 'list' ? TEXTS.after.listHint(field.label) : field.label;
	const label = made('label', { text });
	label.htmlFor = input.id;
	return made('div', { className: 'field' }, label, input);
}
