import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Response } from 'express';
import { pagePolicy } from './deskHeaders';
import { DeskRefusal } from './deskRefusal';

interface PageParts {
	html: string;
	style: string;
	script: string;
}

const FOLDER = join(__dirname, 'page');

/** Once a process: what is published does not change under a running n8n. */
let known: Promise<PageParts> | null = null;

/** @throws {DeskRefusal} `desk_page_missing`. */
async function pageParts(): Promise<PageParts> {
	known ??= readParts();
	try {
		return await known;
	} catch (error) {
		known = null;
		throw new DeskRefusal('desk_page_missing', { cause: error });
	}
}

async function readParts(): Promise<PageParts> {
	const read = async (name: string) => await readFile(join(FOLDER, name), 'utf8');
	const [html, style, script] = await Promise.all(['desk.html', 'desk.css', 'desk.js'].map(read));
	return { html: html ?? '', style: style ?? '', script: script ?? '' };
}

/** One document, so that nothing but it has to be served; the nonce holds for this answer alone. */
function renderPage({ html, style, script }: PageParts, nonce: string): string {
	// As functions: `$&` in the bundle means nothing.
	return html
		.replace('<!--style-->', () => `<style nonce="${nonce}">${style}</style>`)
		.replace('<!--script-->', () => `<script nonce="${nonce}">${script}</script>`);
}

/** @throws {DeskRefusal} `desk_page_missing`. */
export async function sendPage(response: Response): Promise<void> {
	const parts = await pageParts();
	const nonce = randomBytes(16).toString('base64');
	response.set('Content-Security-Policy', pagePolicy(nonce));
	response.status(200).type('html').send(renderPage(parts, nonce));
}
