import { commandOptions } from './commandOptions';
import { say } from './progress';
import { startStack } from './stack';
import type { Stack } from './stack';
import { untilAskedToStop } from './untilAskedToStop';

let stack: Stack | undefined;

/** `npm run stack -- [--json] [--dir D] [--port-base N]` */
async function main(): Promise<void> {
	const options = commandOptions();
	stack = await startStack({ dir: options.dir, portBase: options.portBase, leg: 'call_desk' });
	const ready = {
		ready: true,
		n8n: stack.n8n.url,
		simulator: stack.simulator.url,
		desk: stack.desk,
		owner: stack.owner,
	};
	process.stdout.write(`${JSON.stringify(ready)}\n`);
	if (options.json) return;
	say(`Editor ${stack.n8n.url}, log in as ${stack.owner.email} with ${stack.owner.password}`);
	if (stack.desk) say(`The call desk ${stack.desk}, good once for 15 minutes`);
	say(`The customer's phone ${stack.simulator.url}`);
	say('Ctrl+C ends it.');
}

// n8n and simulator end with their parent, so there is nothing to stop before they are ready.
void untilAskedToStop().then(async () => {
	await stack?.stop();
	process.exit(stack ? 0 : 1);
});

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
