import type { ItemContact, ItemReply, ReplyPurpose } from './callItem';
import type { Policy } from './policy';
import { policyText, type TextKey, type TextValues } from './texts';

/** Whom a text of ours goes to, and whose words it is in. */
export interface Addressee {
	contact: Pick<ItemContact, 'name' | 'language'>;
	policy: Pick<Policy, 'texts' | 'language'>;
}

/** A text of ours for this customer, in the language that they get it in. */
export const wordsFor = (
	{ contact, policy }: Addressee,
	key: TextKey,
	values: TextValues = {},
): { text: string; language: string } =>
	policyText(policy, key, contact.language, { name: contact.name, ...values });

/** A reply that is nothing but a text of ours; buttons and template come on top of it. */
export const houseReply = (
	purpose: ReplyPurpose,
	key: TextKey,
	to: Addressee,
	values: TextValues = {},
): ItemReply => ({
	purpose,
	type: 'text',
	...wordsFor(to, key, values),
	buttons: [],
	template: null,
});

/** What stands in a template where the name is not known: Meta takes no empty variable. */
const NO_NAME = 'there';

/** The customer as a variable of a template, on one line as Meta demands. */
export const nameInTemplate = ({ contact }: Pick<Addressee, 'contact'>): string =>
	contact.name?.replace(/\s+/g, ' ').trim() || NO_NAME;
