import { aptInstall, findProgram } from './aptInstall';

/** The names that Firefox is installed under; Debian has the extended support release. */
const NAMES = ['firefox-esr', 'firefox'];

/** The path of an installed Firefox; as root on Debian it and a sound server are installed when missing. */
export async function ensureFirefox(): Promise<string> {
	const found = installedFirefox();
	if (found) return found;
	await aptInstall(['firefox-esr', 'pulseaudio'], 'for the test of the desk in Firefox');
	const installed = installedFirefox();
	if (!installed) throw new Error('apt installed Firefox, but it is not on PATH.');
	return installed;
}

/** Firefox plays nothing, and hears nothing, without a sound server. */
function installedFirefox(): string | undefined {
	if (!findProgram('pulseaudio')) return undefined;
	return NAMES.map(findProgram).find((path) => path !== undefined);
}
