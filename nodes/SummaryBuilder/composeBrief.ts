import { buildBrief, type Brief, type BriefInput } from '../shared/domain/summaryBrief';
import type { StoredBrief } from '../shared/ledger/ledger';
import type { BriefCase } from './readBriefCase';

/** What one item says of its brief. */
export interface BriefQuestion extends Pick<BriefInput, 'item' | 'mapped' | 'schema'> {
	/** Null: there was no model, or it shall not be used. */
	modelOutput: Record<string, unknown> | string | null;
	threadUrl: string | null;
}

export interface ComposedBrief extends Omit<Brief, 'source'> {
	source: StoredBrief['source'];
	threadUrl: string | null;
}

type Fields = Record<string, unknown>;

/**
 * The brief of model, mapping and facts; where no model has spoken this time, the one that still holds
 * stands in for it, with the facts of today. Facts alone are ready, so that no missing model keeps a
 * call from being placed (C6).
 */
export function composeBrief(
	{ threadUrl, ...question }: BriefQuestion,
	{ contact, known, messageIds, base }: BriefCase,
): ComposedBrief {
	const item = { ...question.item, contact };
	const anew = buildBrief({ ...question, item, known, messageIds });
	if (base === null || question.modelOutput !== null) return { ...anew, threadUrl };
	const refreshed = buildBrief({ ...question, item, known, modelOutput: asOutput(base, anew) });
	const link = threadUrl ?? base.threadUrl;
	// It may have been built by another schema; or the mapping is wrong, which the new one tells as well.
	if (refreshed.status !== 'ready') return { ...anew, threadUrl: link };
	const isFirst = base.source === 'rules';
	const source = isFirst ? anew.source : base.source;
	return { ...refreshed, source, notes: anew.notes, threadUrl: link };
}

/**
 * A kept brief as if a model had just written it. What was no more than a fact when it was built gives
 * way to the facts of today; where they are silent, such as of yesterday's cart, it stands.
 */
function asOutput({ source, fields, sources }: StoredBrief, today: Brief): Fields {
	if (source !== 'rules') return { ...fields, sources };
	const isKnown = (name: string) => (today.fields[name] ?? null) !== null;
	const still = Object.entries(fields).filter(([name]) => !isKnown(name));
	const stillSources = Object.entries(sources).filter(([name]) => !isKnown(name));
	return {
		...today.fields,
		...Object.fromEntries(still),
		sources: { ...today.sources, ...Object.fromEntries(stillSources) },
	};
}
