import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { BusinessHours } from '../../../nodes/BusinessHours/BusinessHours.node';
import { ConsentGate } from '../../../nodes/ConsentGate/ConsentGate.node';
import { EscalationCheck } from '../../../nodes/EscalationCheck/EscalationCheck.node';
import { InitiateCall } from '../../../nodes/InitiateCall/InitiateCall.node';
import { SummaryBuilder } from '../../../nodes/SummaryBuilder/SummaryBuilder.node';
import type { ExecuteStub } from '../../shared/n8n/executeStub';
import { SECRETS, type Situation, SITUATIONS, type World } from './world';

/** What somebody tries, at the places of a chat's flow where words come in. */
export interface Attempted {
	/** What Asha writes … */
	says?: string;
	/** … or the id of what she taps: a phone that was tampered with sends any. */
	taps?: string;
	/** The output of the agent that stands right behind the trigger; its item has nothing else. */
	output?: unknown;
	/** What the builder has mapped from a model's output to the fields of nodes. */
	mapped?: IDataObject;
	/** Sections that somebody got onto the item, once more before every node. */
	forged?: IDataObject;
}

export const HARMLESS: Attempted = { says: 'Is the corner sofa in stock?' };

/** Where the item went and why, node by node, without ids, times and words. */
export type Verdict = Record<string, unknown>;

export interface Told {
	verdict: Verdict;
	/** Everything that any node gave. */
	outputs: IDataObject[];
}

const defaults = ({ description }: { description: INodeTypeDescription }): IDataObject =>
	Object.fromEntries(
		// Only plain values stand as defaults in these nodes.
		description.properties.map(({ name, default: value }) => [name, value as IDataObject]),
	);

/** 01 Messages, 10 Messages with AI: message → agent → check → brief → gates → call, none of it a test run. */
export async function story(world: World, attempted: Attempted): Promise<Told> {
	const { taps, says = HARMLESS.says ?? '' } = attempted;
	const heard = taps === undefined ? await world.hears(says) : await world.isTapped(taps);
	const outputs: IDataObject[] = [];
	const { forged = {} } = attempted;
	let item: INodeExecutionData = { json: { ...heard.json, ...forged } };
	let stub: Partial<ExecuteStub> = {};
	if (attempted.output !== undefined) {
		// An agent replaces the item; the customer is found behind it.
		const agent = { json: { output: attempted.output as IDataObject } };
		stub = {
			parents: { 'This Node': ['Trigger', 'Agent'] },
			upstream: { Trigger: { item }, Agent: { item: agent } },
		};
		item = agent;
	}
	const run = async (node: INodeType, name: string, own: IDataObject = {}) => {
		const type = `n8n-nodes-whatsapp-calling.${name}`;
		const parameters = { ...defaults(node as { description: INodeTypeDescription }), ...own };
		const ctx = world.context(item, { ...stub, type, parameters, executionId: name });
		const branches = (await node.execute?.call(ctx)) as INodeExecutionData[][];
		const output = branches.findIndex((items) => items.length > 0);
		const given = branches[output]?.[0]?.json ?? {};
		outputs.push(given);
		item = { json: { ...given, ...forged } };
		stub = {};
		return { output, given };
	};
	const { mapped = {} } = attempted;
	const check = await run(new EscalationCheck(), 'escalationCheck', {
		signals: SIGNALS,
		answerWithModel: true,
		...pick(mapped, 'model', 'cart', 'botReply'),
	});
	const build = { operation: 'build', ...pick(mapped, 'mappedFields', 'threadUrl') };
	const brief = await run(new SummaryBuilder(), 'summaryBuilder', build);
	const gate = await run(new ConsentGate(), 'consentGate', pick(mapped, 'reason'));
	const hours = await run(new BusinessHours(), 'businessHours');
	const dial = await run(new InitiateCall(), 'initiateCall', { leg: 'media_server' });
	const verdict = {
		check: check.output,
		brief: brief.output,
		consent: section(brief.given, 'brief', 'fields').fields,
		gate: gate.output,
		decision: section(gate.given, 'decision', ...DECIDED),
		hours: hours.output,
		open: section(hours.given, 'hours', 'open_now', 'closed_because'),
		isBooked: section(hours.given, 'hours', 'booked').booked !== null,
		replies: (hours.given.replies as IDataObject[] | undefined)?.map(({ purpose }) => purpose),
		dial: dial.output,
		dialled: section(dial.given, 'decision', ...DECIDED),
		held: section(dial.given, 'attempt', 'held_reason'),
		posts: world.posts.map(({ path, body }) => `${path} ${String(body.action ?? body.type ?? '')}`),
		standing: await world.standing(),
	};
	const { consent_call } = verdict.consent as IDataObject;
	return { verdict: { ...verdict, consent: consent_call }, outputs };
}

const DECIDED = ['outcome', 'reason', 'needs', 'dry_run'];

const section = (json: IDataObject, name: string, ...keys: string[]): IDataObject =>
	pick((json[name] ?? {}) as IDataObject, ...keys);

/** All six of C2, as the node offers them. */
const SIGNALS = {
	rule: [
		'high_intent_value',
		'complex_config',
		'policy_finance',
		'chat_loop',
		'frustration',
		'explicit_request',
	].map((signal) => ({ signal, enabled: true })),
};

const pick = (from: IDataObject, ...names: string[]): IDataObject =>
	Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

/** Text of the others in what Asha's run gave. */
export const secretsIn = (outputs: unknown, world: World): string[] => {
	const text = JSON.stringify(outputs);
	return [...SECRETS, world.bela.id, world.carlos.id].filter((secret) => text.includes(secret));
};

/** The lines that the prompt of the next customer's chat carries. */
export async function promptLines(world: World): Promise<unknown> {
	const item = { json: { line: { phone_number_id: '106540352242922' } } };
	const type = 'n8n-nodes-whatsapp-calling.summaryBuilder';
	const node = new SummaryBuilder();
	const parameters = { ...defaults(node), operation: 'promptFeedback', days: 7 };
	const ctx = world.context(item, { type, parameters });
	const [[fed] = []] = await node.execute.call(ctx);
	return fed?.json.prompt_lines;
}

export const timeOf = (situation: Situation): Date => new Date(SITUATIONS[situation]);
