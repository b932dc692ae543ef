import type { NodeJson } from './n8nApi';
import { PACKAGE_NAME } from './repositoryRoot';
import { itemsOf, manualStart, runByHand } from './runByHand';
import type { Stack } from './stack';

export interface DeskPerson {
	name: string;
	role?: 'representative' | 'supervisor';
}

/**
 * Lists somebody who answers calls, as an operator does it (Representative → Create); the same name
 * again is the same person. @returns a fresh link that signs them in at the desk, once
 */
export async function deskLinkFor(
	{ api, credential }: Pick<Stack, 'api' | 'credential'>,
	{ name, role = 'representative' }: DeskPerson,
): Promise<string> {
	const node: NodeJson = {
		name: 'Representative',
		type: `${PACKAGE_NAME}.whatsAppCalling`,
		typeVersion: 1,
		position: [200, 0],
		parameters: {
			resource: 'representative',
			operation: 'create',
			representativeName: name,
			role,
			actForReal: true,
		},
		credentials: { whatsAppCallingApi: credential },
	};
	const execution = await runByHand(api, [manualStart(), node]);
	const [item] = itemsOf(execution, node.name);
	const link = item?.desk_link;
	if (typeof link !== 'string') throw new Error(`There is no link: ${JSON.stringify(item)}`);
	return link;
}
