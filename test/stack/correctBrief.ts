import type { NodeJson } from './n8nApi';
import { PACKAGE_NAME } from './repositoryRoot';
import { chain } from './runByHand';
import type { Stack } from './stack';
import { withCredential } from './templates';

const PATH = 'brief-correction';

/** Whose brief, and what it should have said. */
export interface Correction {
	waId: string;
	fields: Record<string, string>;
	/** The representative. */
	by: string;
}

/**
 * A representative puts the brief right, as a call desk or a CRM has it done: a workflow with Record
 * Correction behind a webhook, since a test run in the editor keeps nothing. It is gone afterwards.
 */
export async function correctBrief(
	{ api, credential, config, n8n }: Stack,
	{ waId, fields, by }: Correction,
): Promise<void> {
	const item = { contact: { wa_id: waId }, line: { phone_number_id: config.phone_number_id } };
	const rows = Object.entries(fields).map(([name, value]) => ({ name, value }));
	const nodes: NodeJson[] = [
		{
			name: 'Corrected',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			parameters: { httpMethod: 'POST', path: PATH, responseMode: 'lastNode', options: {} },
			webhookId: PATH,
		},
		{
			name: 'Whose Brief',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [200, 0],
			parameters: { mode: 'raw', jsonOutput: JSON.stringify(item), options: {} },
		},
		{
			name: 'Record Correction',
			type: `${PACKAGE_NAME}.summaryBuilder`,
			typeVersion: 1,
			position: [400, 0],
			parameters: { operation: 'recordCorrection', correctedFields: { rows }, correctedBy: by },
		},
	];
	const workflow = { name: 'Correct the Brief', nodes, connections: chain(nodes) };
	const { id } = await api.createWorkflow(withCredential(workflow, credential));
	await api.publish(id);
	const answer = await fetch(`${n8n.url}/webhook/${PATH}`, { method: 'POST' });
	if (!answer.ok) throw new Error(`The correction was answered with ${answer.status}.`);
	await answer.arrayBuffer();
	await api.deleteWorkflow(id);
}
