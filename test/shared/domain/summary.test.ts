import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	compileSummarySchema,
	DEFAULT_SUMMARY_SCHEMA,
	readSummary,
} from '../../../nodes/shared/domain/summary';
import { COMPACT, having, REFERENCE } from '../../fixtures/summaries/outputCase';

const ajv = new Ajv({ allowUnionTypes: true });
addFormats(ajv);
const fits = ajv.compile(DEFAULT_SUMMARY_SCHEMA);

const FENCE = '```';

/** Words as customers write them, and the characters on which readers of JSON stumble. */
const words = fc
	.array(
		fc.oneof(
			fc.string({ maxLength: 12 }),
			fc.constantFrom(
				'{',
				'}',
				'[',
				']',
				'"',
				"'",
				'\\',
				FENCE,
				'`',
				'</summary>',
				'<think>',
				'</think>',
			),
			fc.constantFrom(
				'{"a": 1}',
				"{customer_name: 'Eve'}",
				'//',
				'”',
				',',
				':',
				'\n',
				'é',
				'😀',
				'नमस्ते',
			),
		),
		{ maxLength: 6 },
	)
	.map((pieces) => `w${pieces.join('')}w`);

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 5 });

const summaries = fc.record({
	customer_name: orNull(words),
	product_interest: orNull(words),
	estimated_cart: orNull(fc.integer({ min: 0, max: 10_000_000 })),
	room_constraints: orNull(words),
	sentiment: orNull(words),
	open_objections: orNull(fc.array(words, { maxLength: 3 })),
	photos_received: orNull(fc.boolean()),
	consent_call: orNull(fc.constantFrom('2026-10-12T15:20:00+05:30', '2026-01-31T00:00:00Z')),
});

/** Every way in which a whole answer is written that says where it ends. */
const WRITTEN: Record<string, (summary: object) => string> = {
	JSON: (summary) => JSON.stringify(summary),
	'JSON over lines': (summary) => JSON.stringify(summary, null, 2),
	'JSON after words': (summary) => `Sure! The brief (for {you}) is:\n${JSON.stringify(summary)}`,
	'a fence': (summary) => `${FENCE}json\n${JSON.stringify(summary, null, 1)}\n${FENCE}`,
	'a fence of four tildes': (summary) => `Here:\n~~~~\n${JSON.stringify(summary)}\n~~~~`,
	'a tag': (summary) => `<summary lang="en">\n${JSON.stringify(summary)}\n</summary>`,
	'a fence in a tag': (summary) =>
		`<answer>${FENCE}\n${JSON.stringify(summary)}\n${FENCE}</answer>`,
	'inline code': (summary) => `The brief: \`${JSON.stringify(summary)}\``,
	'double inline code': (summary) => `\`\`${JSON.stringify(summary)}\`\``,
	'round brackets': (summary) => `(${JSON.stringify(summary)})`,
	'JSON in JSON': (summary) => JSON.stringify(JSON.stringify(summary)),
	'a think block before': (summary) => `<think>{"x": 1}</think>\n${JSON.stringify(summary)}`,
	'one pass': (summary) => JSON.stringify({ summary_for_agent: summary, reply: 'Hi {you}' }),
	'an envelope': (summary) => JSON.stringify({ output: { text: JSON.stringify(summary) } }),
	'content blocks': (summary) => JSON.stringify([{ type: 'text', text: JSON.stringify(summary) }]),
	'a chat completion': (summary) =>
		JSON.stringify({ choices: [{ message: { content: JSON.stringify(summary) } }] }),
	'two alike': (summary) => `[${JSON.stringify(summary)}, ${JSON.stringify(summary)}]`,
	'trailing commas': (summary) => `${JSON.stringify(summary).slice(0, -1)},\n}`,
	'keys without quotes': (summary) =>
		`{${Object.entries(summary).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)}}`,
};

describe('readSummary (S1, C6)', () => {
	it.each(Object.entries(WRITTEN))('reads every summary written as %s', (_, write) => {
		fc.assert(
			fc.property(summaries, (summary) => {
				const reading = readSummary(write(summary));
				expect(reading).toMatchObject({
					ready: true,
					errors: [],
					summary: readSummary(summary).summary,
				});
				expect(fits(reading.summary)).toBe(true);
			}),
			{ numRuns: 30 },
		);
	});

	it.each(Object.entries(WRITTEN))('is never ready when cut off anywhere: %s', (_, write) => {
		fc.assert(
			fc.property(summaries, (summary) => {
				const text = write(summary);
				for (let length = 0; length < text.length; length++) {
					const { ready, errors } = readSummary(text.slice(0, length));
					if (ready || errors.length === 0) throw new Error(text.slice(0, length));
				}
			}),
			{ numRuns: 6 },
		);
	});

	it.each([
		['an object', (text: string) => ({ output: text })],
		['content blocks', (text: string) => [{ type: 'text', text }]],
		['a message', (text: string) => ({ message: { role: 'assistant', content: text } })],
		['candidates', (text: string) => ({ candidates: [{ content: { parts: [{ text }] } }] })],
		['a summary for the agent', (text: string) => ({ reply: 'Hi', summary_for_agent: text })],
	])('is never ready when the text was cut off anywhere inside %s', (_, wrap) => {
		const pretty = `Sure:\n${FENCE}json\n${JSON.stringify(REFERENCE, null, 2)}\n${FENCE}`;
		for (let length = 0; length < pretty.length; length++) {
			expect(readSummary(wrap(pretty.slice(0, length))).ready).toBe(false);
		}
		expect(readSummary(wrap(pretty)).ready).toBe(true);
	});

	it('never throws, whatever it is given, and what it accepts fits the schema', () => {
		const piece = fc.oneof(
			fc.anything({
				withBigInt: true,
				withDate: true,
				withMap: true,
				withNullPrototype: true,
				withSet: true,
			}),
			fc.json(),
			summaries,
			words,
		);
		const output = fc.oneof(
			piece,
			fc.record({ output: piece }),
			fc.array(fc.record({ type: fc.constant('text'), text: piece })),
			fc.dictionary(fc.constantFrom(...Object.keys(REFERENCE), 'sources', 'summary'), piece),
		);
		fc.assert(
			fc.property(output, (each) => {
				const { ready, errors, summary } = readSummary(each);
				expect(ready).toBe(errors.length === 0);
				expect(Object.keys(summary)).toEqual(Object.keys(REFERENCE));
				if (ready) expect(fits(summary)).toBe(true);
			}),
			{ numRuns: 1500 },
		);
	});

	it('never throws on texts that are almost JSON', () => {
		const edits = fc.array(
			fc.record({
				at: fc.nat(COMPACT.length),
				length: fc.nat(4),
				put: fc.string({ maxLength: 3 }),
			}),
			{ minLength: 1, maxLength: 4 },
		);
		fc.assert(
			fc.property(edits, (changes) => {
				const text = changes.reduce(
					(done, { at, length, put }) => done.slice(0, at) + put + done.slice(at + length),
					COMPACT,
				);
				const { ready, errors, summary } = readSummary(text);
				expect(ready).toBe(errors.length === 0);
				if (ready) expect(fits(summary)).toBe(true);
			}),
			{ numRuns: 1500 },
		);
	});

	it.each([
		[
			'a getter that throws',
			Object.defineProperty({}, 'output', { enumerable: true, get: thrower }),
		],
		['a proxy that throws', new Proxy({}, { ownKeys: thrower })],
		['a toJSON that throws', { toJSON: thrower }],
		['a circle', circle()],
		['a big integer', { estimated_cart: 1n, sentiment: 'x' }],
		['depth', JSON.parse('{"output":'.repeat(5000) + '1' + '}'.repeat(5000))],
		['a function', thrower],
		['a symbol', Symbol('x')],
		['objects that are no text', { schema: UNPRINTABLE, id: [UNPRINTABLE], type: UNPRINTABLE }],
	])('does not throw on %s', (_, output) => {
		const { ready, errors } = readSummary(output);
		expect({ ready, paths: errors.map(({ path }) => path) }).toEqual({
			ready: false,
			paths: ['$'],
		});
	});

	it('changes nothing when it reads its own summary again', () => {
		const odd = fc.dictionary(
			fc.constantFrom(...Object.keys(REFERENCE)),
			fc.oneof(
				words,
				fc.constantFrom('unknown', '₹1,89,000', 'yes', '- a\n- b', '2026-10-12 15:20+0530'),
			),
		);
		fc.assert(
			fc.property(fc.oneof(summaries, odd.map(having)), (each) => {
				const { summary } = readSummary(each);
				expect(readSummary(summary)).toMatchObject({ ready: true, summary });
			}),
			{ numRuns: 500 },
		);
	});

	it('repeats nothing of an output in errors and notes', () => {
		const secret = '919812345678 marker-of-the-customer';
		const outputs = [
			secret,
			{
				...having({ estimated_cart: secret, open_objections: [{ [secret]: 1 }] }),
				[secret]: secret,
			},
			{ ...REFERENCE, consent_call: secret, sources: { sentiment: `${secret} x` } },
			`{"customer_name": "${secret}`,
		];
		for (const output of outputs) {
			const { errors, notes } = readSummary(output);
			expect(JSON.stringify([errors, notes])).not.toMatch(/9198|marker/);
			expect(errors.length + notes.length).toBeGreaterThan(0);
		}
	});

	it('tells what was dropped and what was repaired', () => {
		const text = COMPACT.replace('{', '{"mood": "x", ').replace(/}$/, ',}');
		expect(readSummary(text)).toMatchObject({
			ready: true,
			notes: [
				{ path: '$.mood', message: 'is no field of the schema and was dropped' },
				{ path: '$', message: 'had a trailing comma, which JSON does not allow' },
			],
		});
	});
});

const UNPRINTABLE = { toString: 1, valueOf: 2, toJSON: 3 };

function thrower(): never {
	throw new Error('never to be seen');
}

function circle(): unknown {
	const round: Record<string, unknown> = {};
	round.output = round;
	return round;
}

describe('sources of fields (S2)', () => {
	it('are taken from the field, from its entries and from a list beside the fields', () => {
		const { sources, ready } = readSummary({
			...REFERENCE,
			customer_name: { value: 'Asha Rao', source: 'wamid.1' },
			open_objections: [null, { value: 'price', source: 'wamid.2' }, 'stains'],
			sources: { sentiment: 'wamid.3', photos_received: null },
		});
		expect(ready).toBe(true);
		expect(sources).toEqual({
			customer_name: 'wamid.1',
			'open_objections[0]': 'wamid.2',
			sentiment: 'wamid.3',
		});
	});

	it('name messages of this customer only', () => {
		const sources = { customer_name: 'wamid.1', sentiment: 'wamid.of.somebody.else' };
		const reading = readSummary({ ...REFERENCE, sources }, { messageIds: ['wamid.1'] });
		expect(reading.sources).toEqual({ customer_name: 'wamid.1' });
		expect(reading.notes.map(({ path }) => path)).toEqual(['$.sentiment']);
		expect(reading.ready).toBe(true);
	});

	it.each([['two words'], [''], ['x'.repeat(300)], [7], [{ id: 'wamid.1' }], ['a\u202eb']])(
		'are dropped if they are no id: %j',
		(source) => {
			expect(readSummary({ ...REFERENCE, sources: { sentiment: source } }).sources).toEqual({});
		},
	);

	it('are dropped with a field that is not known', () => {
		const output = having({ sentiment: { value: 'unknown', source: 'wamid.1' } });
		expect(readSummary(output).sources).toEqual({});
	});
});

describe('DEFAULT_SUMMARY_SCHEMA (S1)', () => {
	it('has the eight fields, all required, all nullable', () => {
		const names = Object.keys(REFERENCE);
		expect(Object.keys(DEFAULT_SUMMARY_SCHEMA.properties)).toEqual(names);
		expect(DEFAULT_SUMMARY_SCHEMA.required).toEqual(names);
		expect(fits(Object.fromEntries(names.map((name) => [name, null])))).toBe(true);
		expect(fits(REFERENCE)).toBe(true);
		expect(fits({})).toBe(false);
	});
});

describe('a schema of the operator', () => {
	it.each<[string, unknown, string]>([
		['is text', 'not a schema', 'schema'],
		['is a list', [], 'schema'],
		['describes no object', { type: 'array' }, 'schema.type'],
		['has properties that are none', { properties: [] }, 'schema.properties'],
		['has a property that is no schema', { properties: { a: 5 } }, 'schema.properties.a'],
		['has an unknown type', { properties: { a: { type: 'text' } } }, 'schema.properties.a.type'],
		['has a misspelt keyword', { properties: { a: { tpye: 'string' } } }, 'schema'],
		['has an unknown format', { properties: { a: { type: 'string', format: 'phone' } } }, 'schema'],
		['has a broken pattern', { properties: { a: { type: 'string', pattern: '(' } } }, 'schema'],
		['points nowhere', { properties: { a: { $ref: '#/$defs/a' } } }, 'schema'],
		[
			'points to the network',
			{ properties: { a: { $ref: 'https://x.example/s.json' } } },
			'schema',
		],
		[
			'requires what it does not describe',
			{ required: ['sentiment', 'budget'] },
			'schema.required[1]',
		],
		['requires no names', { required: [1] }, 'schema.required'],
		['answers later', { $async: true }, 'schema.$async'],
	])('that %s is refused by place, and nothing is ready', (_, schema, path) => {
		const compiled = compileSummarySchema(schema);
		expect(compiled.ok ? [] : compiled.errors.map((each) => each.path)).toContain(path);
		const reading = readSummary(REFERENCE, { schema });
		expect(reading.ready).toBe(false);
		expect(reading.errors.map((each) => each.path)).toContain(path);
		expect(Object.keys(reading.summary)).toEqual(Object.keys(REFERENCE));
	});

	it('is compiled once, also while the eight fields are read in between', () => {
		const schema = { properties: { budget: { type: ['number', 'null'] } } };
		const first = compileSummarySchema(schema);
		expect(compileSummarySchema(undefined)).toBe(compileSummarySchema(null));
		expect(compileSummarySchema({ ...schema })).toBe(first);
	});

	it('that cannot be JSON is refused', () => {
		expect(readSummary(REFERENCE, { schema: circle() }).errors[0]?.path).toBe('schema');
	});

	it('tells a misspelt keyword by its name', () => {
		const schema = { properties: { a: { tpye: 'string' } } };
		expect(readSummary(REFERENCE, { schema }).errors[0]?.message).toContain('tpye');
	});

	it.each([
		['none', undefined],
		['null', null],
		['an empty one', {}],
		['the default itself', DEFAULT_SUMMARY_SCHEMA],
		['one of a later draft', { $schema: 'https://json-schema.org/draft/2020-12/schema' }],
	])('may be %s', (_, schema) => {
		expect(readSummary(REFERENCE, { schema })).toMatchObject({ ready: true, summary: REFERENCE });
	});

	it('may narrow one of the eight', () => {
		const schema = { properties: { sentiment: { enum: ['calm', 'anxious', null] } } };
		expect(readSummary(having({ sentiment: 'Calm' }), { schema })).toMatchObject({
			ready: true,
			summary: { sentiment: 'calm' },
		});
		const reading = readSummary(REFERENCE, { schema });
		expect(reading.errors).toEqual([
			{ path: '$.sentiment', message: 'must be one of: "calm", "anxious", null' },
		]);
		expect(reading.summary.sentiment).toBeNull();
	});

	it('may list words that are no texts', () => {
		const schema = { properties: { size: { enum: [UNPRINTABLE, 'L', 2, null] } } };
		expect(readSummary(having({ size: 'XL' }), { schema }).errors[0]?.path).toBe('$.size');
		expect(readSummary(having({ size: 2 }), { schema }).summary.size).toBe(2);
	});

	it('may hold definitions and rules over several fields', () => {
		const schema = {
			$defs: { metres: { type: ['number', 'null'], maximum: 20 } },
			properties: { width: { $ref: '#/$defs/metres' } },
			if: { properties: { photos_received: { const: true } } },
			then: { properties: { width: { type: 'number' } }, required: ['width'] },
		};
		expect(readSummary(having({ width: 3.2 }), { schema }).ready).toBe(true);
		expect(readSummary(having({ width: 32 }), { schema }).errors[0]?.path).toBe('$.width');
		expect(readSummary(REFERENCE, { schema }).errors[0]?.path).toBe('$.width');
	});

	it('may name fields as everything else is named', () => {
		const names = ['constructor', 'text', 'status', 'from', 'sources', 'output', '1'];
		const schema = {
			properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
		};
		const own = Object.fromEntries(names.map((name) => [name, `${name} x`]));
		expect(readSummary(having(own), { schema })).toMatchObject({ ready: true, summary: own });
	});

	it('does not keep what an earlier one allowed', () => {
		const schema = { properties: { plan: { type: 'string' } } };
		expect(readSummary(having({ plan: 'Plus' }), { schema }).summary.plan).toBe('Plus');
		expect(readSummary(having({ plan: 'Plus' })).summary).toEqual(REFERENCE);
	});
});
