import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** A desk's screen and a telephone's. */
const WIDTHS = [1280, 390];

const SCHEMES = ['light', 'dark'] as const;

/** What keeps somebody from using a page (axe-core's own words for how bad it is). */
const BAD = ['serious', 'critical'];

/** As axe-core is loaded into a page. */
type WithAxe = typeof globalThis & { axe: { run: () => Promise<AxeResults> } };

/**
 * What axe-core finds in the page as it stands, wide and narrow, light and dark: `where: rule at
 * element`. What is serious or worse only.
 */
export async function accessFaults(page: Page): Promise<string[]> {
	const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
	// Colours on their way from one to another are neither.
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.evaluate(axe);
	const faults: string[] = [];
	const before = page.viewportSize();
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 800 });
		for (const colorScheme of SCHEMES) {
			await page.emulateMedia({ colorScheme });
			const { violations } = await page.evaluate(async () => {
				// Put there just now.
				const { axe: loaded } = globalThis as WithAxe;
				return await loaded.run();
			});
			const bad = violations.filter(({ impact }) => BAD.includes(impact ?? ''));
			for (const { id, nodes } of bad)
				for (const { target } of nodes)
					faults.push(`${width} ${colorScheme}: ${id} at ${target.join(' ')}`);
			if (await isWiderThanItsWindow(page)) faults.push(`${width}: it scrolls sideways`);
		}
	}
	if (before) await page.setViewportSize(before);
	await page.emulateMedia({ colorScheme: 'light' });
	return faults;
}

const isWiderThanItsWindow = async (page: Page): Promise<boolean> =>
	await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Roles that somebody acts on. */
const CONTROLS = [
	'button',
	'checkbox',
	'combobox',
	'link',
	'listbox',
	'radio',
	'slider',
	'spinbutton',
	'switch',
	'textbox',
];

/** The controls of a page as a screen reader says them, `role: name`, in order. */
export async function spokenControls(page: Page): Promise<string[]> {
	const session = await page.context().newCDPSession(page);
	// Chromium's own accessibility tree, in its protocol's shape.
	const { nodes } = await session.send('Accessibility.getFullAXTree');
	await session.detach();
	return nodes
		.filter(({ ignored, role }) => !ignored && CONTROLS.includes(String(role?.value)))
		.map(({ role, name }) => `${String(role?.value)}: ${String(name?.value ?? '').trim()}`);
}
