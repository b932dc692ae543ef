import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ARGUMENTS } from './attempts';
import { HARMLESS, promptLines, secretsIn, timeOf } from './story';
import { callTool, TOOLS, type ToolAnswer } from './tools';
import { ASHA, removeTemplates, type Situation, World } from './world';

let world: World | undefined;

afterEach(async () => {
	await world?.close();
	world = undefined;
	vi.useRealTimers();
});
afterAll(removeTemplates);

async function begin(situation: Situation): Promise<World> {
	vi.useFakeTimers({ toFake: ['Date'], now: timeOf(situation) });
	return (world = await World.open(situation));
}

/** All that a model can bring about, besides a message to its own customer. */
const MAY_CHANGE: Record<string, string> = {
	// C6: it may ask for a call, which is an open escalation and no more.
	'whatsAppCalling › callRequest › create': 'escalations',
	// It may hand the chat to a person.
	'whatsAppCalling › thread › take': 'owned',
};

/** What an answer says of calls, without ids, times and the arguments that pass through. */
function gist({ given: [first] }: ToolAnswer): unknown {
	const { decision, hours, answer, called, status, prompt_lines, policy, permission_state } =
		first?.json ?? {};
	const { outcome, reason } = (decision ?? {}) as IDataObject;
	const { open_now, closed_because } = (hours ?? {}) as IDataObject;
	const said = { answer, called, status, prompt_lines, policy };
	const { can_call } = (permission_state ?? {}) as IDataObject;
	return { outcome, reason, open_now, closed_because, can_call, ...said };
}

/** Nothing of theirs says anything about a call. */
const SILENT = gist({ given: [], error: null });

const SITUATIONS: Situation[] = ['unasked', 'refused', 'late'];

describe.each(SITUATIONS)('tools of an agent, for a customer who is %s', (situation) => {
	it.each(TOOLS)('$title: arguments change and reveal nothing', async (tool) => {
		const here = await begin(situation);
		const item = await here.hears(HARMLESS.says ?? '');
		const before = here.othersRows();
		const lines = await promptLines(here);
		const standing = await here.standing();
		const plain = gist(await callTool(here, tool, item, {}));
		for (const [title, args] of ARGUMENTS) {
			const told = await callTool(here, tool, item, args(here));
			const own = JSON.stringify(args(here));
			const secrets = secretsIn([told.given, told.error], here);
			const revealed = secrets.filter((secret) => !own.includes(secret));
			expect({ title, revealed }).toEqual({ title, revealed: [] });
			expect([plain, SILENT]).toContainEqual(gist(told));
			expect(here.othersRows()).toEqual(before);
			expect(here.mixedRows()).toEqual([]);
		}
		const { [MAY_CHANGE[tool.title] ?? '']: _, ...rest } = standing;
		expect(await here.standing()).toMatchObject(rest);
		expect(await promptLines(here)).toEqual(lines);
		for (const { path, body } of here.posts) {
			expect(path).toMatch(/\/messages$/);
			expect(body.to).toBe(ASHA);
		}
	});

	it('what a model sends is no offer: a “yes” to it is no yes to a call', async () => {
		const here = await begin(situation);
		const item = await here.hears(HARMLESS.says ?? '');
		const { consents, wish } = await here.standing();
		for (const tool of TOOLS.filter(({ title }) => /message|permission › request/.test(title))) {
			for (const [, args] of ARGUMENTS) await callTool(here, tool, item, args(here));
		}
		expect(JSON.stringify(here.posts)).not.toMatch(/wac:/i);
		vi.setSystemTime(timeOf(situation).getTime() + 60_000);
		await here.hears('yes', 'wamid.ASHA.2');
		expect(await here.standing()).toMatchObject({ consents, wish });
	});
});

describe('the tools', () => {
	it('are all that the nodes have, and answer what they are made for', async () => {
		const here = await begin('unasked');
		const item = await here.hears(HARMLESS.says ?? '');
		const answers: string[] = [];
		for (const tool of TOOLS) {
			if ((await callTool(here, tool, item, {})).error === null) answers.push(tool.title);
		}
		expect(TOOLS.length).toBeGreaterThanOrEqual(53);
		expect(answers).toEqual(
			expect.arrayContaining([
				'businessHours',
				'consentGate',
				'escalationCheck',
				'summaryBuilder › build',
				'summaryBuilder › promptFeedback',
				'whatsAppCalling › callRequest › create',
				'callLedger › attempt › get',
				'callLedger › contact › explain',
			]),
		);
	});

	it.each([
		'initiateCall',
		'summaryBuilder › recordCorrection',
		'summaryBuilder › approveGuidance',
		'whatsAppCalling › call › accept',
		'whatsAppCalling › call › terminate',
		'whatsAppCalling › message › markOfferSent',
		'whatsAppCalling › message › getUnsettled',
		'whatsAppCalling › message › prepareReply',
		'whatsAppCalling › recording › download',
		'whatsAppCalling › recording › getMany',
		'whatsAppCalling › recording › markDeleted',
		'whatsAppCalling › recording › markStored',
		'whatsAppCalling › recording › noteConsent',
		'whatsAppCalling › recording › object',
		'whatsAppCalling › representative › create',
		'whatsAppCalling › representative › createLink',
		'whatsAppCalling › representative › revoke',
		'whatsAppCalling › representative › setStatus',
		'whatsAppCalling › representative › signOut',
		'whatsAppCalling › webhook › processDelivery',
		'whatsAppCalling › webhook › processManualAnswer',
		'whatsAppCalling › webhook › processPersonRequest',
		'callLedger › policy › createOrUpdate',
		'callLedger › contact › erase',
		'callLedger › contact › export',
		'callLedger › contact › getMany',
		'callLedger › contact › update',
		'callLedger › callback › cancel',
	])('%s is refused to a model, whatever it says', async (title) => {
		const here = await begin('unasked');
		const item = await here.hears(HARMLESS.says ?? '');
		const tool = TOOLS.find((each) => each.title === title);
		if (!tool) throw new Error(`There is no ${title}`);
		for (const [, args] of ARGUMENTS) {
			const { error } = await callTool(here, tool, item, args(here));
			expect(error).toContain('[not_in_tool_mode]');
		}
	});
});
