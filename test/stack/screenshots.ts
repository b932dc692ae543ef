import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { atTheDesk, DESK_SHOTS } from './deskShots';
import { CHROMIUM_FLAGS, ensureChromium } from './ensureChromium';
import { say, timed } from './progress';
import { keep, openEditor, openPage, openWorkflow, part, PHONE, save, workflowId } from './shot';
import type { Shot } from './shot';
import { startStack } from './stack';
import type { Stack } from './stack';
import { CUSTOMER, playStory, STALLED } from './story';

/** Numbers from a range kept for fiction. */
const ASHA = '447700900123';
const BELA = '447700900124';
const CARLA = '447700900125';
const DIYA = '447700900126';

/**
 * `npm run screenshots [-- NAME…]`: takes the pictures of README and docs anew, from a stack of its
 * own with the package, the templates and the simulator.
 */
async function main(): Promise<void> {
	const executablePath = await ensureChromium();
	const stack = await startStack({ leg: 'call_desk' });
	const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
	try {
		const wanted = process.argv.slice(2);
		for (const [name, take] of SHOTS) {
			if (wanted.length > 0 && !wanted.includes(name)) continue;
			await timed(name, async () => await take(stack, browser));
		}
		say('The pictures are in docs/images.');
	} finally {
		await browser.close();
		await stack.stop();
	}
}

const SHOTS: Shot[] = [
	['flow', async (stack, browser) => await canvas(stack, browser, '01-messages.json', 'flow')],
	['calls', async (stack, browser) => await canvas(stack, browser, '02-calls.json', 'calls')],
	[
		'callbacks',
		async (stack, browser) => await canvas(stack, browser, '04-callbacks.json', 'callbacks'),
	],
	[
		'with-ai',
		async (stack, browser) => await canvas(stack, browser, '10-messages-with-ai.json', 'with-ai'),
	],
	[
		'by-hand',
		async (stack, browser) => await canvas(stack, browser, '06-manual-dial-slack.json', 'by-hand'),
	],
	[
		'recap',
		async (stack, browser) => await canvas(stack, browser, '20-recap-and-rating.json', 'recap'),
	],
	['triage', async (stack, browser) => await canvas(stack, browser, '22-triage.json', 'triage')],
	['offer', offer],
	['rated', rated],
	['escalation-check', escalationCheck],
	['phone', phone],
	['check-setup', checkSetup],
	['test-run', testRun],
	['decision', decision],
	['credential', credential],
	...DESK_SHOTS,
];

async function canvas(stack: Stack, browser: Browser, file: string, name: string): Promise<void> {
	await save(await openWorkflow(stack, browser, workflowId(stack, file)), name);
}

/** The phone of somebody who cannot decide, and is offered a call. */
async function offer(stack: Stack, browser: Browser): Promise<void> {
	await stack.simulator.post('/sim/users', { wa_id: DIYA, name: 'Diya' });
	const page = await openPage(browser, PHONE);
	await page.goto(`${stack.simulator.url}/?user=${DIYA}`);
	for (const text of STALLED) {
		await page.getByTestId('text').fill(text);
		await page.getByTestId('send').click();
		await page.waitForTimeout(1_000);
	}
	await page.getByRole('button', { name: 'Yes, call me now' }).waitFor();
	await page.waitForTimeout(500);
	await keep(page, 'phone-offer');
	await page.context().close();
}

/** The phone of the story's customer after her call: what was agreed, and how it was. */
async function rated(stack: Stack, browser: Browser): Promise<void> {
	const { problem } = await playStory(stack);
	if (problem) throw new Error(problem);
	const page = await openPage(browser, PHONE);
	await page.goto(`${stack.simulator.url}/?user=${CUSTOMER.wa_id}`);
	await page.getByText('As discussed').waitFor();
	await page.waitForTimeout(1_000);
	await keep(page, 'phone-rated');
	await page.context().close();
}

/** The node's table of signals. */
async function escalationCheck(stack: Stack, browser: Browser): Promise<void> {
	const page = await openWorkflow(stack, browser, workflowId(stack, '01-messages.json'));
	await page.locator('[data-node-name="Escalation Check"]').first().dblclick();
	await page.getByText('Signals').first().waitFor();
	await page.waitForTimeout(1_500);
	await save(page, 'escalation-check');
}

/** The customer's phone: asked for permission, then ringing. */
async function phone(stack: Stack, browser: Browser): Promise<void> {
	await stack.simulator.post('/sim/users', { wa_id: ASHA, name: 'Asha' });
	const page = await openPage(browser, PHONE);
	await page.goto(`${stack.simulator.url}/?user=${ASHA}`);
	await page.getByTestId('text').fill('I would like to talk about the corner sofa. Call me please');
	await page.getByTestId('send').click();
	await page.getByTestId('allow').waitFor();
	await page.waitForTimeout(500);
	await keep(page, 'phone-asked');
	await atTheDesk(stack, async (desk) => {
		await page.getByTestId('allow').click();
		await desk.untilRings();
		await desk.take();
		await page.getByTestId('answer').waitFor();
		await page.waitForTimeout(500);
		await keep(page, 'phone-ringing');
		await page.getByTestId('decline').click();
	});
	await page.context().close();
}

async function checkSetup(stack: Stack, browser: Browser): Promise<void> {
	const { api, credential } = stack;
	const workflow = await api.createWorkflow({
		name: 'Check Setup',
		nodes: [
			{
				name: 'When clicking ‘Execute workflow’',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'Check Setup',
				type: 'n8n-nodes-whatsapp-calling.whatsAppCalling',
				typeVersion: 1,
				position: [260, 0],
				parameters: { resource: 'account', operation: 'checkSetup' },
				credentials: { whatsAppCallingApi: credential },
			},
		],
		connections: {
			'When clicking ‘Execute workflow’': {
				main: [[{ node: 'Check Setup', type: 'main', index: 0 }]],
			},
		},
		settings: { executionOrder: 'v1' },
	});
	const page = await openWorkflow(stack, browser, workflow.id);
	await part(page, 'execute-workflow-button').click();
	await page.getByText('Workflow executed successfully').waitFor();
	await openOutput(page, 'Check Setup', 'execution_history');
	await save(page, 'check-setup');
}

/** A test run in the editor: the trigger listens, a test contact writes, and nothing is sent. */
async function testRun(stack: Stack, browser: Browser): Promise<void> {
	const page = await runTest(stack, browser, BELA);
	await openOutput(page, 'Send Replies', 'dry_run');
	await reveal(page, 'dry_run');
	await save(page, 'test-run');
}

/** The same for a customer who allows calls: the decision, and the call that would be placed. */
async function decision(stack: Stack, browser: Browser): Promise<void> {
	await stack.simulator.post('/sim/permissions', { from: CARLA, response: 'accept' });
	const page = await atTheDesk(stack, async () => await runTest(stack, browser, CARLA));
	await openOutput(page, 'Initiate Call', 'decision');
	await reveal(page, 'attempt');
	await reveal(page, 'outcome');
	await save(page, 'decision');
}

async function runTest(stack: Stack, browser: Browser, from: string): Promise<Page> {
	const { api, simulator } = stack;
	const id = workflowId(stack, '01-messages.json');
	const { nodes } = await api.getWorkflow(id);
	const listening = nodes.map((node) =>
		node.type.endsWith('Trigger')
			? { ...node, parameters: { ...node.parameters, options: { testNumbers: [from] } } }
			: node,
	);
	await api.updateWorkflow(id, { nodes: listening });
	const page = await openWorkflow(stack, browser, id);
	await part(page, 'execute-workflow-button').click();
	await page.getByText('Waiting for Meta to deliver an event').waitFor();
	await simulator.post('/sim/messages', { from, text: 'call me' });
	await page.getByText('Workflow executed successfully').waitFor();
	return page;
}

/** A node's panel, with the middle moved aside so that its output has room. */
async function openOutput(page: Page, node: string, awaited: string): Promise<void> {
	await page.locator(`[data-node-name="${node}"]`).first().dblclick();
	await part(page, 'output-panel').getByText(awaited).first().waitFor();
	await page.getByText('Workflow executed successfully').waitFor({ state: 'hidden' });
	const grip = await part(page, 'panel-drag-button').boundingBox();
	if (grip) {
		await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
		await page.mouse.down();
		await page.mouse.move(260, grip.y, { steps: 10 });
		await page.mouse.up();
	}
	await page.mouse.move(700, 15);
	await page.waitForTimeout(1_500);
}

/** The newest sections of an item stand in the last columns. */
async function reveal(page: Page, text: string): Promise<void> {
	await part(page, 'output-panel').getByText(text).last().scrollIntoViewIfNeeded();
	await page.waitForTimeout(1_000);
}

async function credential(stack: Stack, browser: Browser): Promise<void> {
	const page = await openEditor(stack, browser, `/home/credentials/${stack.credential.id}`);
	await page.getByText('Connection tested successfully').waitFor();
	await page.waitForTimeout(1_000);
	await save(page, 'credential');
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
