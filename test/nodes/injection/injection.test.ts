import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { FORGED, HARMLESS_PASS, MAPPED, OUTPUTS, type Row, TAPS, WORDS } from './attempts';
import {
	type Attempted,
	HARMLESS,
	promptLines,
	secretsIn,
	story,
	timeOf,
	type Verdict,
} from './story';
import { removeTemplates, type Situation, World } from './world';

let world: World | undefined;

afterEach(async () => {
	await world?.close();
	world = undefined;
	vi.useRealTimers();
});
afterAll(removeTemplates);

async function begin(situation: Situation): Promise<World> {
	vi.useFakeTimers({ toFake: ['Date'], now: timeOf(situation) });
	return await World.open(situation);
}

const verdicts = new Map<string, Verdict>();

/** What becomes of harmless words in the same situation. */
async function verdictOn(harmless: Attempted, situation: Situation): Promise<Verdict> {
	const key = `${situation} ${JSON.stringify(harmless)}`;
	const known = verdicts.get(key);
	if (known) return known;
	const other = await begin(situation);
	const { verdict } = await story(other, harmless);
	await other.close();
	verdicts.set(key, verdict);
	return verdict;
}

/** One assertion for every row: what is tried leads where harmless words lead, and touches nobody else. */
async function changesNothing({ attempted, like = HARMLESS }: Row, situation: Situation) {
	const expected = await verdictOn(like, situation);
	world = await begin(situation);
	const before = world.othersRows();
	const lines = await promptLines(world);
	const told = typeof attempted === 'function' ? attempted(world) : attempted;
	const { verdict, outputs } = await story(world, told);
	expect(verdict).toEqual(expected);
	expect(world.othersRows()).toEqual(before);
	expect(world.mixedRows()).toEqual([]);
	expect(await promptLines(world)).toEqual(lines);
	// What she wrote herself comes back to nobody but her.
	const own = JSON.stringify(told);
	expect(secretsIn(outputs, world).filter((secret) => !own.includes(secret))).toEqual([]);
}

describe('the stories that they are compared with', () => {
	it.each<[Situation, Attempted, object]>([
		[
			'unasked',
			HARMLESS,
			{
				decision: { outcome: 'ask', reason: 'no_yes' },
				held: { held_reason: 'no_yes' },
				posts: [],
			},
		],
		[
			'offered',
			HARMLESS,
			{
				decision: { outcome: 'ask', reason: 'no_yes' },
				held: { held_reason: 'no_yes' },
				posts: [],
			},
		],
		['refused', HARMLESS, { decision: { outcome: 'deny', reason: 'opted_out' }, posts: [] }],
		['late', HARMLESS, { dialled: { outcome: 'schedule', reason: 'quiet_hours' }, posts: [] }],
		['unasked', HARMLESS_PASS, { decision: { outcome: 'ask' }, brief: 0, posts: [] }],
	])('%s: nobody is called after %j', async (situation, harmless, expected) => {
		expect(await verdictOn(harmless, situation)).toMatchObject(expected);
	});

	it('but a yes of her own is called', async () => {
		world = await begin('offered');
		const { verdict } = await story(world, { says: 'yes, call me now' });
		expect(verdict).toMatchObject({ dial: 0, dialled: { outcome: 'allow' } });
		expect(world.posts).toContainEqual({
			path: expect.stringMatching(/\/calls$/),
			body: expect.objectContaining({ to: world.asha.waId }),
		});
	});

	it('and the prompt has lines to poison', async () => {
		world = await begin('unasked');
		expect(await promptLines(world)).toEqual([
			'product_interest was wrong, once.',
			'estimated_cart was wrong, once. Take the amount that was named last.',
		]);
	});
});

const TABLES: [string, Row[], Situation[]][] = [
	['what a customer writes', WORDS, ['unasked', 'refused', 'late']],
	['what a customer taps', TAPS, ['unasked', 'offered', 'refused', 'late']],
	['what a model writes', OUTPUTS, ['unasked', 'offered', 'refused', 'late']],
	['what is mapped from a model', MAPPED, ['unasked', 'offered', 'refused', 'late']],
	['what is forged on the item', FORGED, ['unasked', 'offered', 'refused', 'late']],
];

it('is tried in more than sixty ways', () => {
	const rows = TABLES.flatMap(([what, each]) => each.map(({ title }) => `${what}: ${title}`));
	expect(new Set(rows).size).toBe(rows.length);
	expect(rows.length).toBeGreaterThanOrEqual(100);
});

describe.each(
	TABLES.flatMap(([what, rows, situations]) =>
		situations.map((situation) => ({ what, rows, situation })),
	),
)('$what changes nothing while she is $situation', ({ rows, situation }) => {
	it.each(rows)('$title', async (row) => await changesNothing(row, situation));
});
