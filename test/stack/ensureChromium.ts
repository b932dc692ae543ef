import { aptInstall, findProgram } from './aptInstall';

/** The names Chrome and Chromium are installed under, best first. */
const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

/** Starts it quietly, without a GPU, with a microphone that is none and asks for no leave. */
export const CHROMIUM_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--use-fake-device-for-media-stream',
	'--use-fake-ui-for-media-stream',
];

/** The path of an installed Chrome or Chromium; as root on Debian it is installed when missing. */
export async function ensureChromium(): Promise<string> {
	const found = installedChromium();
	if (found) return found;
	await aptInstall(['chromium'], 'for the tests and the demo in a real browser');
	const installed = installedChromium();
	if (!installed) throw new Error('apt installed Chromium, but it is not on PATH.');
	return installed;
}

export function installedChromium(): string | undefined {
	return NAMES.map(findProgram).find((path) => path !== undefined);
}
