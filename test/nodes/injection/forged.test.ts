import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { FORGED } from './attempts';
import { HARMLESS, secretsIn, timeOf } from './story';
import { runOn, TOOLS } from './tools';
import { ASHA, removeTemplates, World } from './world';

/** Operations on the customer of an item, in a workflow and not by a model. */
const ABOUT_ONE = [
	'callOutcome',
	'summaryBuilder › build',
	'summaryBuilder › render',
	'summaryBuilder › recordCorrection',
	'whatsAppCalling › call › terminate',
	'whatsAppCalling › call › reject',
	'whatsAppCalling › message › sendReplies',
	'whatsAppCalling › message › sendText',
	'whatsAppCalling › message › markOfferSent',
	'whatsAppCalling › message › prepareReply',
	'whatsAppCalling › message › record',
	'whatsAppCalling › permission › get',
	'whatsAppCalling › permission › request',
	'whatsAppCalling › thread › take',
	'whatsAppCalling › thread › release',
	'callLedger › attempt › get',
	'callLedger › attempt › getMany',
	'callLedger › callback › getMany',
	'callLedger › contact › explain',
	'callLedger › contact › get',
];

let world: World | undefined;

afterEach(async () => {
	await world?.close();
	world = undefined;
	vi.useRealTimers();
});
afterAll(removeTemplates);

describe.each(TOOLS.filter(({ title }) => ABOUT_ONE.includes(title)))(
	'$title on an item that was tampered with',
	(operation) => {
		it.each(FORGED)('$title: touches and tells nobody else', async ({ attempted }) => {
			vi.useFakeTimers({ toFake: ['Date'], now: timeOf('offered') });
			world = await World.open('offered');
			const item = await world.hears(HARMLESS.says ?? '');
			const before = world.othersRows();
			const { forged = {} } = typeof attempted === 'function' ? attempted(world) : attempted;
			const tampered = { json: { ...item.json, ...forged } };
			const told = await runOn(world, operation, tampered, { text: 'May we call?', by: 'Meera' });
			const own = JSON.stringify(forged);
			const secrets = secretsIn([told.given, told.error], world);
			expect(secrets.filter((secret) => !own.includes(secret))).toEqual([]);
			expect(world.othersRows()).toEqual(before);
			expect(world.mixedRows()).toEqual([]);
			for (const { path, body } of world.posts) {
				expect(path).toMatch(/\/messages$/);
				expect(body.to).toBe(ASHA);
			}
		});
	},
);

it('all of them are there', () => {
	const titles = TOOLS.map(({ title }) => title);
	expect(ABOUT_ONE.filter((title) => !titles.includes(title))).toEqual([]);
});
