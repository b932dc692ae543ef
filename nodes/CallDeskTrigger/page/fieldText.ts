import type { DeskFieldKind } from '../../shared/domain/deskProtocol';

/** What an input says for a field's value; empty: the customer never said. */
export function fieldText(value: unknown, kind: DeskFieldKind): string {
	if (value === null || value === undefined) return '';
	if (kind === 'yes_no') return value === true ? 'yes' : 'no';
	if (kind === 'list') return Array.isArray(value) ? value.map(String).join('\n') : String(value);
	if (kind === 'json' || typeof value === 'object') return JSON.stringify(value, null, 2);
	return String(value);
}

/** The value that an input stands for; null: the customer never said. */
export function readFieldText(
	text: string,
	kind: DeskFieldKind,
): { value: unknown } | { problem: 'not_a_number' | 'not_json' } {
	const said = text.trim();
	if (said === '') return { value: null };
	switch (kind) {
		case 'text':
			return { value: said };
		case 'list':
			return { value: linesOf(said) };
		case 'yes_no':
			return { value: said === 'yes' };
		case 'number':
			return readNumber(said);
		case 'json':
			return readJson(said);
	}
}

const linesOf = (text: string): string[] =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);

/** Grouped by commas or spaces too, as people write amounts. */
function readNumber(text: string): ReturnType<typeof readFieldText> {
	const plain = text.replace(/[\s,](?=\d)/g, '');
	return /^-?\d+(\.\d+)?$/.test(plain) ? { value: Number(plain) } : { problem: 'not_a_number' };
}

function readJson(text: string): ReturnType<typeof readFieldText> {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return { problem: 'not_json' };
	}
}
