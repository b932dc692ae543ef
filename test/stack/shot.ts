import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { repositoryRoot } from './repositoryRoot';
import type { Stack } from './stack';

const FOLDER = join(repositoryRoot(), 'docs', 'images');

export const EDITOR = { width: 1440, height: 810 };
export const PHONE = { width: 400, height: 700 };

/** A busy machine draws the editor slowly. */
const PATIENCE_MS = 120_000;

/** Takes one or more pictures, each by {@link keep} or {@link save}. */
export type Shot = [name: string, take: (stack: Stack, browser: Browser) => Promise<unknown>];

export async function openPage(browser: Browser, viewport: typeof EDITOR): Promise<Page> {
	const options: BrowserContextOptions = { viewport, colorScheme: 'light' };
	const page = await (await browser.newContext(options)).newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	return page;
}

/** The editor as the owner sees it. */
export async function openEditor(
	{ n8n, owner }: Stack,
	browser: Browser,
	path: string,
): Promise<Page> {
	const page = await openPage(browser, EDITOR);
	const { email, password } = owner;
	await page.request.post(`${n8n.url}/rest/login`, {
		data: { emailOrLdapLoginId: email, password },
	});
	await page.goto(`${n8n.url}${path}`);
	return page;
}

export async function openWorkflow(stack: Stack, browser: Browser, id: string): Promise<Page> {
	const page = await openEditor(stack, browser, `/workflow/${id}`);
	await part(page, 'canvas-node').first().waitFor();
	const checklist = part(page, 'suggested-actions-close');
	await checklist.click({ timeout: 5_000 }).catch(() => undefined);
	await part(page, 'zoom-to-fit').click();
	await page.mouse.move(700, 30);
	await page.waitForTimeout(1_500);
	return page;
}

/** A part of the editor by n8n's own name for it. */
export const part = (page: Page, id: string) => page.locator(`[data-test-id="${id}"]`);

/** A picture of a page as it stands, or of a part of it. */
export async function keep(what: Page | Locator, name: string): Promise<void> {
	await mkdir(FOLDER, { recursive: true });
	await what.screenshot({ path: join(FOLDER, `${name}.png`) });
}

/** The last picture of a page. */
export async function save(page: Page, name: string): Promise<void> {
	await keep(page, name);
	await page.context().close();
}

export function workflowId({ workflows }: Stack, file: string): string {
	const workflow = workflows.get(file);
	if (!workflow) throw new Error(`There is no template ${file}.`);
	return workflow.id;
}
