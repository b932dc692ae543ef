import type { CallItem } from './callItem';
import { readSummary, type Summary, type SummaryIssue } from './summary';
import { summaryFromItem, type KnownFacts } from './summaryFromItem';
import { isWithin, pathOf } from './summaryIssue';

/** What the representative is shown before the ring, and how far it can be trusted. */
export interface Brief {
	status: 'ready' | 'needs_review';
	/** Where it came from, apart from what the ledger knows. */
	source: 'model' | 'mapped' | 'rules';
	fields: Summary;
	sources: Record<string, string>;
	errors: SummaryIssue[];
	notes: SummaryIssue[];
}

export interface BriefInput {
	item: Partial<CallItem>;
	known?: KnownFacts;
	/** Null, undefined or an empty text: there was no model. */
	modelOutput?: unknown;
	/** Fields that the builder filled in; null leaves a field to model and rules. */
	mapped?: Record<string, unknown> | null;
	schema?: unknown;
	messageIds?: readonly string[];
}

const CONSENT = 'consent_call';

/**
 * The brief from all that is known (S1, C6): what the builder mapped, else the model's summary, else
 * the facts of item and ledger. Facts come before the model where it could only repeat them (a verified
 * cart, photos that came in), and the consent is always theirs: neither a model nor a mapping can give
 * it. Facts alone are always ready. Never throws.
 */
export function buildBrief(input: BriefInput): Brief {
	const { modelOutput, schema, messageIds } = input;
	const facts = summaryFromItem(input.item, input.known);
	const hasModel = (modelOutput ?? '') !== '';
	const model = hasModel ? readSummary(modelOutput, { schema, messageIds }) : null;
	const mapped = knownOf(input.mapped ?? {});
	const from = originOf({ model, mapped, firm: firmFacts(input.item, facts.summary) });
	const names = Object.keys(readSummary(null, { schema }).summary);
	const layers: Record<Origin, Values> = {
		mapped,
		model: model?.summary ?? {},
		facts: facts.summary,
	};
	const values = names.map((name) => [name, valueOf(layers[from(name)], name)]);
	const sources = { ...pick(facts.sources, from, 'facts'), ...pick(model?.sources, from, 'model') };
	const all = readSummary({ sources, ...Object.fromEntries(values) }, { schema });
	const shared = { fields: all.summary, sources: all.sources };
	if (!hasModel && Object.keys(mapped).length === 0) {
		return { ...shared, status: 'ready', source: 'rules', errors: [], notes: [] };
	}
	const isSettled = ({ path }: SummaryIssue) =>
		names.some(
			(name) => isWithin(path, name) && from(name) !== 'model' && isFilled(name, all.summary),
		);
	const open = (model?.errors ?? []).filter((error) => !isSettled(error));
	const more = all.errors.filter(({ path }) => !open.some((error) => error.path === path));
	return {
		...shared,
		status: open.length + more.length === 0 ? 'ready' : 'needs_review',
		source: hasModel ? 'model' : 'mapped',
		errors: [...open, ...more],
		notes: [...(model?.notes ?? []), ...all.notes, ...droppedNotes(mapped, names, model?.summary)],
	};
}

type Origin = 'mapped' | 'model' | 'facts';
type Values = Record<string, unknown>;

/** A name may be that of something every object has, such as `constructor`. */
const valueOf = (values: Values, name: string): unknown =>
	(Object.hasOwn(values, name) ? values[name] : null) ?? null;

/** Which layer a field is taken from. */
const originOf =
	(layers: { model: { summary: Values } | null; mapped: Values; firm: Set<string> }) =>
	(name: string): Origin => {
		if (name === CONSENT) return 'facts';
		if (Object.hasOwn(layers.mapped, name)) return 'mapped';
		if (layers.firm.has(name)) return 'facts';
		return valueOf(layers.model?.summary ?? {}, name) === null ? 'facts' : 'model';
	};

/** Facts that a model may only repeat. */
function firmFacts(item: Partial<CallItem>, facts: Summary): Set<string> {
	const firm = new Set<string>();
	if (item.cart?.verified === true && facts.estimated_cart !== null) firm.add('estimated_cart');
	if (facts.photos_received === true) firm.add('photos_received');
	return firm;
}

/** A field that is settled without the model needs nothing of it; no consent is an answer too. */
const isFilled = (name: string, fields: Values): boolean =>
	name === CONSENT || valueOf(fields, name) !== null;

const knownOf = (values: Values): Values =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => (value ?? null) !== null));

/** Sources of the fields that come from a layer; of a list they are told by entry. */
const pick = (sources: Values | undefined, from: (name: string) => Origin, layer: Origin): Values =>
	Object.fromEntries(
		Object.entries(sources ?? {}).filter(([key]) => from(key.replace(/\[\d+\]$/, '')) === layer),
	);

function droppedNotes(mapped: Values, names: string[], model: Values | undefined): SummaryIssue[] {
	const extra = Object.keys(mapped).filter((name) => !names.includes(name));
	const notes = extra.map((name) => ({
		path: pathOf(name),
		message: 'is no field of the schema and was dropped',
	}));
	const claims = [mapped, model].some((layer) => (layer?.[CONSENT] ?? null) !== null);
	if (!claims) return notes;
	return [...notes, { path: pathOf(CONSENT), message: 'is taken from the ledger alone' }];
}
