import { updateDisplayOptions } from 'n8n-workflow';
import { LIVE_ATTEMPT, type Attempt, type LedgerTx } from '../../shared/ledger/ledger';
import type { ItemResult } from '../../shared/n8n/forEachItem';
import { numberOf } from '../../shared/n8n/meantNumber';
import { refuseInToolMode } from '../../shared/n8n/toolMode';
import { limitOf } from '../../shared/n8n/limitField';
import { listFields, ofCustomer } from '../listFields';
import { text } from '../operation';
import type { OperationRun } from '../operation';
import { attemptStory, attemptStoryJson, type AttemptStory } from './attemptStory';

const fields = listFields('Which Attempts', 'On all numbers, newest first', {
	name: 'Live on a Number',
	value: 'live',
	description: 'Everybody who is being called now, longest first',
});

export const description = updateDisplayOptions(
	{ show: { resource: ['attempt'], operation: ['getMany'] } },
	fields,
);

/** Tries to call: of one customer, or those that are going on now. */
export async function execute(run: OperationRun): Promise<ItemResult[]> {
	refuseInToolMode(run.ctx, 'list attempts');
	const { ledger } = run.connection;
	const limit = limitOf(run);
	const attempts =
		text(run, 'which') === 'live'
			? await liveOnNumber(run)
			: await ofCustomer(run, async ({ id }, tx) => await tx.attempts.list(id, limit));
	const stories = await ledger.transaction(
		async (tx) => await inTurn(attempts.slice(0, limit), tx),
	);
	return stories.map((story) => ({ json: attemptStoryJson(story, ledger) }));
}

async function inTurn(attempts: Attempt[], tx: LedgerTx): Promise<AttemptStory[]> {
	const stories: AttemptStory[] = [];
	for (const attempt of attempts) stories.push(await attemptStory(attempt, tx));
	return stories;
}

async function liveOnNumber(run: OperationRun): Promise<Attempt[]> {
	const phoneNumberId = await numberOf(run);
	const live = await run.connection.ledger.transaction(async (tx) => await allLive(run.now(), tx));
	return live
		.filter((attempt) => attempt.phoneNumberId === phoneNumberId)
		.sort((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1));
}

async function allLive(now: string, { attempts }: LedgerTx): Promise<Attempt[]> {
	const live: Attempt[] = [];
	for (const status of LIVE_ATTEMPT) live.push(...(await attempts.inStatus(status, now)));
	return live;
}
