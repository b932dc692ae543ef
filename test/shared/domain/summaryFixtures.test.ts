import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { renderBriefCard } from '../../../nodes/shared/domain/renderBriefCard';
import type { BriefView } from '../../../nodes/shared/domain/renderBriefRows';
import { renderBriefSlack } from '../../../nodes/shared/domain/renderBriefSlack';
import { renderBriefText } from '../../../nodes/shared/domain/renderBriefText';
import { readSummary } from '../../../nodes/shared/domain/summary';
import { buildBrief } from '../../../nodes/shared/domain/summaryBrief';
import { CHATTY } from '../../fixtures/summaries/chatty';
import { DOUBTFUL } from '../../fixtures/summaries/doubtful';
import { ENVELOPES } from '../../fixtures/summaries/envelopes';
import { HANDED_ON } from '../../fixtures/summaries/handedOn';
import { HOSTILE } from '../../fixtures/summaries/hostile';
import { having, type OutputCase } from '../../fixtures/summaries/outputCase';
import { TEXTS } from '../../fixtures/summaries/texts';
import { VALUES } from '../../fixtures/summaries/values';

/** S1 in JSON Schema, written down once more, so that the package does not vouch for itself. */
const TEXT = { type: ['string', 'null'], maxLength: 1000 };
const S1 = {
	customer_name: TEXT,
	product_interest: TEXT,
	estimated_cart: { type: ['number', 'null'], minimum: 0 },
	room_constraints: TEXT,
	sentiment: TEXT,
	open_objections: { type: ['array', 'null'], items: { type: 'string', minLength: 1 } },
	photos_received: { type: ['boolean', 'null'] },
	consent_call: { type: ['string', 'null'], format: 'date-time' },
};

const ajv = new Ajv({ allowUnionTypes: true });
addFormats(ajv);

function fitsSchema(summary: unknown, own: OutputCase['schema']): boolean {
	// Fixtures give objects only.
	const { properties = {}, required = [] } = (own ?? {}) as {
		properties?: object;
		required?: string[];
	};
	return ajv.validate(
		{
			type: 'object',
			properties: { ...S1, ...properties },
			required: [...Object.keys(S1), ...required],
			additionalProperties: false,
		},
		summary,
	);
}

const TABLES: [string, OutputCase[]][] = [
	['envelopes', ENVELOPES],
	['texts', TEXTS],
	['values', VALUES],
	['hostile', HOSTILE],
	['chatty', CHATTY],
	['handed on', HANDED_ON],
	['doubtful', DOUBTFUL],
];
const ALL = TABLES.flatMap(([, cases]) => cases);

describe.each(TABLES)('readSummary on %s (S1, C6)', (_, cases) => {
	it.each(cases.filter(({ ready }) => ready))(
		'takes $title ($from)',
		({ output, schema, ready = {} }) => {
			const reading = readSummary(output, { schema });
			expect(reading.errors).toEqual([]);
			expect(reading.ready).toBe(true);
			expect(reading.summary).toEqual(having(ready));
			expect(fitsSchema(reading.summary, schema)).toBe(true);
		},
	);

	it.each(cases.filter(({ errors }) => errors))(
		'sends to review $title ($from)',
		({ output, schema, errors = [], kept = {} }) => {
			const reading = readSummary(output, { schema });
			expect(reading.errors.map(({ path }) => path).sort()).toEqual([...errors].sort());
			expect(reading.ready).toBe(false);
			expect(reading.summary).toMatchObject(kept);
		},
	);
});

/** The brief of a customer of whom nothing is known but what the model wrote. */
const briefOf = ({ output, schema }: Pick<OutputCase, 'output' | 'schema'>): BriefView => ({
	brief: buildBrief({ item: {}, known: { consent: null }, modelOutput: output, schema }),
	waId: '447700900123',
	currency: 'INR',
	trigger: 'complex_config',
	threadUrl: null,
});

/** Nobody asks a model for the consent; without an output there is nothing to review. */
const isReviewed = ({ output, errors }: OutputCase): boolean =>
	errors?.some((path) => path !== '$.consent_call') === true && output !== null && output !== '';

describe('a brief of which something did not fit', () => {
	it.each(ALL.filter(isReviewed))('is shown as not confirmed: $title ($from)', (each) => {
		const view = briefOf(each);
		const card = renderBriefCard(view);
		const told = [renderBriefText(view), JSON.stringify(renderBriefSlack(view).blocks)];
		expect(view.brief.status).toBe('needs_review');
		for (const text of [card.headline, ...told]) expect(text).toContain('needs review');
		for (const path of (each.errors ?? []).filter((one) => one !== '$')) {
			const [name, within] = path.slice(2).split(/[.[]/);
			const row = card.rows.find(({ key }) => key === name);
			if (name !== 'consent_call') expect(row?.problem).toMatch(/./);
			// Of a list, the entries that fit are shown.
			if (within === undefined) expect(row).toMatchObject({ isKnown: false, texts: ['Unknown'] });
		}
		if (each.errors?.includes('$')) expect(card.problems).not.toEqual([]);
	});

	it.each(ALL)('has no consent but the ledger’s: $title ($from)', (each) => {
		expect(briefOf(each).brief.fields.consent_call).toBeNull();
	});
});

/** Every beginning of these texts ends before the answer does. */
const CLOSED = ALL.filter(({ closed }) => closed);

describe('an answer that was cut off (S1)', () => {
	it.each(CLOSED)('is never ready, wherever it was cut: $title ($from)', ({ output, schema }) => {
		const text = String(output);
		for (let length = 0; length < text.length; length++) {
			const output = text.slice(0, length);
			const { ready, errors } = readSummary(output, { schema });
			if (ready || errors.length === 0) throw new Error(output);
			// The rest of the brief is as slow as many readings.
			if (length % 16 === 1) expect(briefOf({ output }).brief.status).toBe('needs_review');
		}
		expect(readSummary(text, { schema }).ready).toBe(true);
	});

	it('is tried on forty texts', () => {
		expect(CLOSED.length).toBeGreaterThanOrEqual(40);
	});
});

describe('the table of outputs', () => {
	it('has each case once: 300 and more, most of them word for word', () => {
		const outputs = ALL.map(({ output, schema }) => JSON.stringify([output, schema]));
		expect(new Set(ALL.map(({ from, title }) => `${from} ${title}`)).size).toBe(ALL.length);
		expect(new Set(outputs).size).toBeGreaterThanOrEqual(400);
		expect(CHATTY.length + HANDED_ON.length + DOUBTFUL.length).toBeGreaterThanOrEqual(120);
	});

	it('says of each either that it is ready or what is wrong', () => {
		expect(ALL.filter(({ ready, errors }) => !ready === !errors)).toEqual([]);
	});
});
