import { NEVER_TOLD } from './parsePolicyTables';
import { plainLine } from './renderBriefEscape';
import { renderBriefRows } from './renderBriefRows';

/**
 * What a recap tells the customer of the brief (V7): the fields that the policy names, in its order,
 * one line each, unknown ones left out, phone numbers hidden; never what is for the team alone. Empty
 * if nothing of it is known.
 *
 * @param fields Of a ready brief.
 */
export function recapSummary(fields: Record<string, unknown>, names: readonly string[]): string {
	const told = names.filter((name) => Object.hasOwn(fields, name) && !NEVER_TOLD.includes(name));
	const chosen = Object.fromEntries(told.map((name) => [name, fields[name]]));
	// The brief keeps no currency: an amount stands as it was said.
	const view = { waId: null, currency: null, trigger: null, threadUrl: null };
	const brief = { status: 'ready', fields: chosen } as const;
	return renderBriefRows({ ...view, brief }, true)
		.filter(({ isKnown }) => isKnown)
		.map(({ label, texts }) => plainLine(`${label}: ${texts.join('; ')}`))
		.join('\n');
}
