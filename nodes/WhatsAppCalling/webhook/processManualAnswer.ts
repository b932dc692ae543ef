import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { answerManualDial, type ManualOutcome } from '../../shared/dial/answerManualDial';
import { manualPage } from '../../shared/domain/manualPage';
import { toItemJson } from '../../shared/n8n/callItem';
import { CallingError } from '../../shared/n8n/callingError';
import { noteDecision } from '../../shared/n8n/customData';
import { dialPorts } from '../../shared/n8n/dialPorts';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { actForRealField } from '../../shared/n8n/actForRealField';
import type { OperationRun } from '../operation';
import { manualSections } from './manualSections';

const fields: INodeProperties[] = [
	{
		displayName:
			'Place it between a Webhook node (GET and POST, answering by “Respond to Webhook”) and Respond to Webhook, which sends <b>page.html</b> with the code <b>page.status</b> and the header Location <b>page.location</b>. Looking at a link changes nothing; the button of the page acts, once.',
		name: 'manualAnswerNotice',
		type: 'notice',
		default: '',
	},
	actForRealField,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['webhook'], operation: ['processManualAnswer'] } },
	fields,
);

/**
 * Answers one request for the page of a call by hand (V5). Nothing of the request goes on but what it
 * did: its headers and signatures are nobody's business downstream.
 */
export async function execute(run: OperationRun): Promise<ItemResult> {
	refuseInToolMode(run.ctx, 'take or answer a call for a person');
	const { connection, now, dryRun } = run;
	const { ledger } = connection;
	const { query, body } = requestOf(run.json);
	const door = {
		ledger,
		now,
		dryRun,
		dialPorts: async (phoneNumberId: string) => ({
			...(await dialPorts(connection, phoneNumberId)),
			now,
		}),
	};
	const outcome = await answerManualDial({ query, body }, door);
	noteTaken(run, outcome);
	const { view, location, done } = outcome;
	const page = { ...manualPage(view), location };
	const sections = done
		? toItemJson({}, await manualSections(done, pageUrlOf(run.json), now(), ledger))
		: {};
	return { json: { ...sections, page } };
}

/** @throws {CallingError} `webhook_request_missing`. */
function requestOf({ query, body }: IDataObject): { query: unknown; body: unknown } {
	if (typeof query === 'object' && query !== null) return { query, body };
	throw new CallingError(
		'webhook_request_missing',
		'This item is no request that a Webhook node has received',
		'Connect Process Manual Answer right behind the Webhook node whose address is Answer Page URL in Initiate Call.',
	);
}

/** As the Webhook node names its own address, without a query. */
const pageUrlOf = ({ webhookUrl }: IDataObject): string =>
	typeof webhookUrl === 'string' ? webhookUrl : '';

function noteTaken({ ctx }: OperationRun, { done }: ManualOutcome): void {
	if (!done?.call) return;
	const { call, contact } = done;
	const outcome = call.decision?.outcome ?? (call.started ? 'allow' : 'held');
	const reason = call.started ? 'allowed' : call.heldReason;
	noteDecision(ctx, { contactId: contact.id, outcome, reason });
}
