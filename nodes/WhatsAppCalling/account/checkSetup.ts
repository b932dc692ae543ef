import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { GuardRecord, Ledger, LedgerTx } from '../../shared/ledger/ledger';
import { deriveVerifyToken } from '../../shared/graph/appSecret';
import { readPolicy } from '../../shared/domain/policy';
import { ledgerPlace } from '../../shared/n8n/connection';
import type { CallingCredential } from '../../shared/n8n/connection';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import type { CallHours } from '../../shared/wire/requests';
import { callHoursByPolicy } from '../callHoursByPolicy';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { NUMBER_OF_ITEM, phoneNumberField } from '../phoneNumberField';
import { gatherSetup } from './gatherSetup';
import { USE_CASES } from './judgeInstance';
import { judgeSetup } from './judgeSetup';
import type { SetupFacts } from './setupFacts';

const fields: INodeProperties[] = [
	{
		...phoneNumberField,
		required: false,
		default: { mode: 'list', value: '' },
		description: 'The business number to check. Empty: every number of the account.',
	},
	{
		displayName: 'Use Case',
		name: 'useCase',
		type: 'options',
		noDataExpression: true,
		options: [...USE_CASES],
		default: '',
		description: 'What you call customers for',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['account'], operation: ['checkSetup'] } },
	fields,
);

/** M4: one item per check, each with what was found and where to put it right. */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	const checks = judgeSetup(await gatherFacts(run));
	return checks.map(({ check, status, found, fix, phoneNumberId }) => ({
		json: { check, status, found, fix, phone_number_id: phoneNumberId },
	}));
}

async function gatherFacts(run: OperationRun): Promise<SetupFacts> {
	const { credential, graph, ledger } = run.connection;
	const chosen = text(run, 'phoneNumber');
	const onlyNumber = chosen && chosen !== NUMBER_OF_ITEM ? chosen : null;
	const meta = await gatherSetup(graph, credential, onlyNumber);
	const callback = meta.subscription.known ? meta.subscription.value?.callbackUrl : undefined;
	return {
		...meta,
		simulator: credential.simulator,
		...(await ledger.transaction(async (tx) => await instanceFacts(run, callback, tx))),
		...(await keptOf(meta.numbers, ledger, run.now())),
		editorUrl: run.ctx.getInstanceBaseUrl(),
		mediaServer: run.connection.mediaServer !== null,
		derivedVerifyToken: derivedVerifyToken(credential),
		ledger: ledgerPlace(credential.simulator),
		history: historyOf(run),
		useCase: text(run, 'useCase'),
	};
}

/** What the ledger keeps of this n8n's own part. */
async function instanceFacts(
	{ connection: { appKey } }: OperationRun,
	callback: string | undefined,
	{ routes, deskDoors, representatives }: LedgerTx,
): Promise<Pick<SetupFacts, 'callbackIsOurs' | 'desk' | 'representatives'>> {
	const people = await representatives.list();
	return {
		callbackIsOurs: callback !== undefined && (await routes.knows(appKey, callback)),
		desk: await deskDoors.get(appKey),
		representatives: {
			listed: people.length,
			ready: people.filter(({ status }) => status === 'ready').length,
		},
	};
}

/** What the ledger keeps of each number. */
async function keptOf(
	numbers: SetupFacts['numbers'],
	ledger: Ledger,
	now: string,
): Promise<Pick<SetupFacts, 'guards' | 'callHours'>> {
	const found: Record<string, GuardRecord> = {};
	const callHours: Record<string, CallHours> = {};
	await ledger.transaction(async ({ guards, policies }) => {
		for (const { phoneNumberId, country } of numbers.known ? numbers.value : []) {
			const record = await guards.get(phoneNumberId);
			if (record) found[phoneNumberId] = record;
			const policy = readPolicy(await policies.get('default', phoneNumberId));
			const byPolicy = callHoursByPolicy(policy, country, now);
			if (byPolicy) callHours[phoneNumberId] = byPolicy.callHours;
		}
	});
	return { guards: found, callHours };
}

/** A token that somebody set is theirs to know. */
function derivedVerifyToken({ appSecret, verifyToken }: CallingCredential): string | null {
	return verifyToken === deriveVerifyToken(appSecret) ? verifyToken : null;
}

/** A setting that is not set follows n8n's default, which is to keep. */
function historyOf({ ctx }: OperationRun): SetupFacts['history'] {
	const settings = ctx.getWorkflowSettings() as IDataObject;
	const { saveDataSuccessExecution: success, saveManualExecutions: manual } = settings;
	return {
		saveSuccess: typeof success === 'string' ? success : null,
		saveManual: typeof manual === 'boolean' ? manual : null,
	};
}
