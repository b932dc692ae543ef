import type { Browser } from 'playwright-core';
import { DeskPage } from './deskPage';
import { deskLinkFor } from './deskLink';
import { PACKAGE_NAME } from './repositoryRoot';
import { keep, openEditor, openWorkflow, save, workflowId } from './shot';
import type { Shot } from './shot';
import type { Stack } from './stack';
import { REPRESENTATIVE } from './story';
import { launchToneBrowser } from './toneBrowser';
import type { ToneBrowser } from './toneBrowser';

/** The pictures of the call desk. */
export const DESK_SHOTS: Shot[] = [
	['desk', desk],
	['desk-flow', async (stack, browser) => await canvas(stack, browser, '03-call-desk.json')],
	['desk-form', form],
];

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const FORM = { width: 720, height: 560 };

/** Numbers from a range kept for fiction. */
const EVA = '447700900127';
const GITA = '447700900128';

/** What a model would have read from the chat. */
const BRIEF = [
	{ name: 'product_interest', value: 'Gotland corner sofa' },
	{ name: 'estimated_cart', value: '1890' },
	{ name: 'room_constraints', value: '3.2 m wide, beside the door' },
	{ name: 'sentiment', value: 'interested, unsure about the fabric' },
	{ name: 'open_objections', value: '["Dog and toddler: velvet or linen?"]' },
];

/** While somebody is ready at the desk. */
export async function atTheDesk<T>(stack: Stack, work: (desk: DeskPage) => Promise<T>): Promise<T> {
	const browser = await launchToneBrowser(880);
	try {
		return await work(await ready(stack, browser, REPRESENTATIVE));
	} finally {
		await browser.close();
	}
}

async function signedIn(
	stack: Stack,
	browser: ToneBrowser,
	person: Parameters<typeof deskLinkFor>[1],
): Promise<DeskPage> {
	const context = await browser.open({ viewport: WIDE, colorScheme: 'light' });
	const page = await DeskPage.open(context, await deskLinkFor(stack, person));
	await page.untilState('away');
	return page;
}

async function ready(stack: Stack, browser: ToneBrowser, name: string): Promise<DeskPage> {
	const page = await signedIn(stack, browser, { name });
	await page.becomeReady();
	return page;
}

/** A day at the desk, from away to after the call. */
async function desk(stack: Stack): Promise<void> {
	await fillBriefs(stack);
	const browser = await launchToneBrowser(880);
	try {
		const meera = await signedIn(stack, browser, { name: REPRESENTATIVE });
		await keep(meera.page, 'desk-away');
		const priya = await signedIn(stack, browser, { name: 'Priya', role: 'supervisor' });
		await signedIn(stack, browser, { name: 'Ravi' });
		await meera.becomeReady();
		await customer(stack, EVA, 'Eva', 'can you call me? I cannot decide on the fabric');
		await meera.untilRings();
		await meera.page.waitForTimeout(500);
		await keep(meera.page, 'desk-ring');
		await meera.page.setViewportSize(PHONE);
		await meera.page.emulateMedia({ colorScheme: 'dark' });
		await meera.page.waitForTimeout(500);
		await keep(meera.page, 'desk-phone-dark');
		await meera.page.setViewportSize(WIDE);
		await meera.page.emulateMedia({ colorScheme: 'light' });
		await meera.take();
		await meera.untilState('talking', 30_000);
		await meera
			.part('notes')
			.fill('Wants to see the linen sample first. Delivery before the 12th.');
		// Nobody else is ready, so this one has to wait.
		await customer(stack, GITA, 'Gita', 'call me');
		await priya.part('team-waiting').locator('td').first().waitFor();
		await priya.page.waitForTimeout(1_500);
		await keep(meera.page, 'desk-talk');
		await keep(priya.part('team'), 'desk-team');
		await meera.hangUp();
		await meera.untilState('after');
		await meera.part('outcome-sold').check();
		await meera.part('approve-recap').waitFor();
		await keep(meera.part('after'), 'desk-after');
	} finally {
		await browser.close();
	}
}

/** Mapped in 01, so that no model is needed. */
async function fillBriefs({ api, workflows }: Stack): Promise<void> {
	const { id } = workflows.get('01-messages.json') ?? { id: '' };
	const { nodes } = await api.getWorkflow(id);
	const filled = nodes.map((node) =>
		node.type === `${PACKAGE_NAME}.summaryBuilder`
			? { ...node, parameters: { ...node.parameters, mappedFields: { rows: BRIEF } } }
			: node,
	);
	await api.updateWorkflow(id, { nodes: filled });
	await api.publish(id);
}

/** Somebody who allows calls, and answers them. */
async function customer(
	{ simulator }: Stack,
	wa_id: string,
	name: string,
	text: string,
): Promise<void> {
	await simulator.post('/sim/users', { wa_id, name, on_ring: 'answer', answer_after_ms: 500 });
	const allowed = { from: wa_id, response: 'accept', is_permanent: true, context_id: null };
	await simulator.post('/sim/permissions', allowed);
	await simulator.post('/sim/messages', { from: wa_id, text });
}

async function canvas(stack: Stack, browser: Browser, file: string): Promise<void> {
	await save(await openWorkflow(stack, browser, workflowId(stack, file)), 'desk-flow');
}

/** The flow that adds somebody, its form, and the link that it answers with. */
async function form(stack: Stack, browser: Browser): Promise<void> {
	const file = '03b-add-representative.json';
	await save(await openWorkflow(stack, browser, workflowId(stack, file)), 'desk-add');
	const page = await openEditor(stack, browser, '/form/whatsapp-representative');
	await page.setViewportSize(FORM);
	// The first time n8n asks whether the form may know who its reader is.
	const name = page.getByPlaceholder('e.g. Priya');
	const allow = page.getByRole('button', { name: /allow/i });
	await name.or(allow).first().waitFor();
	if (await allow.isVisible()) await allow.click();
	await name.fill('Priya');
	await page.waitForTimeout(500);
	await keep(page, 'desk-form');
	await page.locator('button[type="submit"], #submit-btn').first().click();
	await page.getByText('The link to the call desk').waitFor();
	await save(page, 'desk-link');
}
