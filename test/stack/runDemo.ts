import { commandOptions } from './commandOptions';
import { deskLinkFor } from './deskLink';
import { ensureChromium } from './ensureChromium';
import { say, timed } from './progress';
import { startStack } from './stack';
import type { Stack } from './stack';
import { playStory, REPRESENTATIVE } from './story';
import { untilAskedToStop } from './untilAskedToStop';

let stack: Stack | undefined;
let exitCode = 1;

/** `npm run demo -- [--once] [--json] [--dir D] [--port-base N]` */
async function main(): Promise<void> {
	const options = commandOptions();
	await timed('Chromium', ensureChromium);
	stack = await startStack({ dir: options.dir, portBase: options.portBase, leg: 'call_desk' });
	const { problem, ...result } = await playStory(stack);
	exitCode = result.ok ? 0 : 1;
	if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
	else process.stdout.write(result.ok ? 'The story ended well.\n' : `It failed: ${problem}\n`);
	if (options.once) await end();
	else await sayAddresses(stack);
}

/** A story that failed leaves its folder, with the logs, for whoever looks for the cause. */
async function end(): Promise<void> {
	if (exitCode !== 0 && stack) say(`Logs and database: ${stack.dir}`);
	await stack?.stop(exitCode === 0 ? {} : { keepFolder: true });
	process.exit(exitCode);
}

async function sayAddresses(stack: Stack): Promise<void> {
	const { n8n, owner, simulator } = stack;
	const link = await deskLinkFor(stack, { name: REPRESENTATIVE });
	say(`Editor: ${n8n.url}, log in as ${owner.email} with ${owner.password}`);
	say(`Call desk, as ${REPRESENTATIVE}, once and within 15 minutes: ${link}`);
	say(`Another link, or another person, for whoever is logged in: ${n8n.url}/form/${ADD_PATH}`);
	say(`The customer's phone: ${simulator.url}`);
	say('At the desk say that you are ready. On the phone write "call me", and allow calls.');
	say('Take the call at the desk and answer it on the phone. Ctrl+C ends the demo.');
}

/** The page of 03b Add Representative. */
const ADD_PATH = 'whatsapp-representative';

// n8n and simulator end with their parent, so there is nothing to stop before they are ready.
void untilAskedToStop().then(end);

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
