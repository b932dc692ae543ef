import type { INodeProperties } from 'n8n-workflow';
import { LANGUAGES, TEXT_KEYS } from '../../shared/domain/texts';

/** `offer_call` → `Offer Call`. */
const titleOf = (key: string): string =>
	key.replace(
		/(^|_)([a-z])/g,
		(_, gap: string, letter: string) => `${gap && ' '}${letter.toUpperCase()}`,
	);

/** Own words for what customers read. */
export const textFields: INodeProperties = {
	displayName: 'Texts',
	name: 'texts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Text',
	default: {},
	description: 'Own words for what customers read; the house’s hold for the rest',
	options: [
		{
			displayName: 'Text',
			name: 'rows',
			values: [
				{
					displayName: 'Text',
					name: 'key',
					type: 'options',
					options: TEXT_KEYS.map((value) => ({ name: titleOf(value), value })),
					default: 'offer_call',
				},
				{
					displayName: 'Language',
					name: 'language',
					type: 'string',
					default: 'en',
					placeholder: `e.g. ${LANGUAGES.join(', ')}`,
				},
				{
					displayName: 'Words',
					name: 'words',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
					description:
						'May hold {name}, {slot}, {zone} and {summary} where they make sense. Buttons have 20 characters, other texts 1,024.',
				},
			],
		},
	],
};
