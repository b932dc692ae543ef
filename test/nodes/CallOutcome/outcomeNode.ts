import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runCallOutcome } from '../../../nodes/CallOutcome/runCallOutcome';
import { fireDue } from '../../../nodes/shared/ingress/callbackRows';
import { storeEvents } from '../../../nodes/shared/ingress/receive';
import { tellVerdicts } from '../../../nodes/shared/ingress/tellVerdicts';
import type { HttpCall } from '../../../nodes/shared/graph/graphClient';
import type {
	AttemptOutcome,
	Contact,
	Ledger,
	LedgerTx,
} from '../../../nodes/shared/ledger/ledger';
import { MANUAL_LEG } from '../../../nodes/shared/ledger/ledger';
import { openMemoryLedger } from '../../../nodes/shared/ledger/openLedger';
import { receivePorts } from '../../../nodes/shared/n8n/receivePorts';
import { runOperation } from '../../../nodes/WhatsAppCalling/runOperation';
import { at, type Step } from '../../shared/domain/callScripts';
import { route } from '../../shared/ingress/harness';
import { executeStub, type ExecuteStub } from '../../shared/n8n/executeStub';
import { asha } from '../asha';
import { tokenConnection } from '../tokenConnection';

/** As the call scripts name them. */
export const LINE = '1';
export const CUSTOMER = '16505551234';
export const CALL = 'wacid.x';

/** The team answers round the clock, so that slots are there whatever the hour of the script. */
export const POLICY: IDataObject = {
	team: {
		zone: 'America/Los_Angeles',
		weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
	},
};

const OUTPUTS = ['In Progress', 'Completed', 'No Answer', 'Declined', 'Failed'];

export interface Told {
	output: string | undefined;
	json: IDataObject;
	call: IDataObject;
	next: IDataObject;
	/** Purposes of what was prepared. */
	says: string[];
}

/** The brief of the talk; nobody in it exists. */
export const FIELDS = { product_interest: 'Corner sofa', sentiment: 'anxious' };

let numbers = 0;

/** The node over a ledger in memory that hears of calls as ingress does. */
export class OutcomeNode {
	now = at(120);
	/** What Meta was asked; the node needs nothing of it. */
	requests: unknown[] = [];
	/** Bodies of the messages that Send Replies sent. */
	messages: IDataObject[] = [];

	private constructor(
		readonly ledger: Ledger,
		readonly contact: Contact,
	) {}

	static async open(policy: IDataObject = POLICY): Promise<OutcomeNode> {
		const ledger = await openMemoryLedger();
		const contact = await ledger.transaction(async (tx) => {
			const line = { phoneNumberId: LINE, displayPhoneNumber: '15550783881', wabaId: '2' };
			await tx.lines.learn(line, at(-60));
			await tx.policies.put('default', LINE, policy, at(-60));
			const contact = await asha(tx, { waId: CUSTOMER }, at(-60));
			await tx.contacts.setLocale(
				contact.id,
				{ timeZone: 'America/Los_Angeles', timeZoneSource: 'record' },
				at(-60),
			);
			return contact;
		});
		const node = new OutcomeNode(ledger, contact);
		const { appKey } = node.connection();
		await node.do(
			async ({ routes }) => await routes.put(route('calls', { appKey, kind: 'calls' }), at(-60)),
		);
		return node;
	}

	async do<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> {
		return await this.ledger.transaction(work);
	}

	/** A yes of the customer that was dialled; Meta named the call. */
	async dial(callId = CALL, dialledAt = at(0), leg = 'media_server'): Promise<string> {
		const party = { contactId: this.contact.id, phoneNumberId: LINE };
		const id = `yes:${callId}`;
		const wish = { ...party, id, kind: 'yes' as const, scope: 'now' as const };
		await this.do(async ({ wishes }) => {
			await wishes.open({ ...wish, expiresAt: at(3600) }, dialledAt);
		});
		const claim = await this.ledger.claimAttempt({
			...party,
			wishId: id,
			direction: 'outbound',
			leg,
			claimant: 'test',
			leaseSeconds: 60,
			now: dialledAt,
		});
		if (!claim.won) throw new Error(`Not claimed: ${claim.reason}`);
		const { attempt, token } = claim;
		await this.do(async ({ attempts }) => {
			await attempts.startDialling(attempt.id, token, null, dialledAt);
			if (leg !== MANUAL_LEG) await attempts.placed(attempt.id, callId, dialledAt);
		});
		return attempt.id;
	}

	/** Events and own acts become known, one second after the other; gives the items to emit. */
	async hear(...steps: Step[]): Promise<INodeExecutionData[]> {
		const ports = receivePorts(this.connection(), 'whatsapp');
		for (const step of steps) {
			const heardAt = at(200 + ++numbers);
			if (step.type.startsWith('own_')) {
				// Only own acts are called so.
				const act = step as Extract<Step, { type: `own_${string}` }>;
				await this.do(async ({ calls }) => await calls.addEvent(act, this.contact.id, heardAt));
			} else {
				// The others are events.
				const event = step as Exclude<Step, { type: `own_${string}` }>;
				await storeEvents([event], ports, null, heardAt);
			}
		}
		return await this.emitted();
	}

	private async emitted(routeId = 'calls'): Promise<INodeExecutionData[]> {
		const lease = { routeId, lane: 'call' as const, holder: 'test', limit: 99 };
		const rows = await this.do(
			async ({ inbox }) => await inbox.lease({ ...lease, leaseSeconds: 60 }, at(9_000 + numbers)),
		);
		for (const { id } of rows) await this.do(async ({ inbox }) => await inbox.done(id, at(9_000)));
		return rows.map(({ body }) => ({ json: JSON.parse(body) as IDataObject }));
	}

	async brief(source: 'model' | 'corrected', status: 'ready' | 'needs_review' = 'ready') {
		const brief = { fields: FIELDS, sources: {}, errors: [], threadUrl: null, escalationId: null };
		const party = { contactId: this.contact.id, phoneNumberId: LINE };
		return await this.do(
			async ({ briefs }) =>
				await briefs.put({ ...brief, ...party, key: 'b', source, status }, at(-30)),
		);
	}

	/** A representative corrects or confirms the brief, as Record Correction does. */
	async approve(id: string): Promise<void> {
		const { now } = this;
		await this.do(async ({ briefs, callbacks }) => {
			const known = await briefs.get(id);
			if (known) await briefs.correct(id, known, [], now);
			await callbacks.wake('recap', { phoneNumberId: LINE, contactId: this.contact.id }, now);
		});
	}

	/** No event tells how the call ended; gives what the trigger emits of it. */
	async giveUp(id: string, outcome: AttemptOutcome): Promise<INodeExecutionData[]> {
		const { now } = this;
		const attempt = await this.do(async ({ attempts }) => await attempts.get(id));
		const callId = attempt?.callId ?? '';
		await this.do(async ({ attempts }) => {
			const verdict = { status: 'ended' as const, outcome, errorCode: null, isVerdict: true };
			await attempts.applyCall(id, { ...verdict, callId, at: now }, now);
		});
		const { appKey, ledger, writeItem } = receivePorts(this.connection(), 'whatsapp');
		const ours = { isOurs: async () => await Promise.resolve(true) };
		await tellVerdicts({ appKey, ledger, writeItem, ...ours, now: () => now });
		return await this.emitted();
	}

	/** Recaps whose time has come, as a Callback Trigger emits them. */
	async dueRecaps(): Promise<INodeExecutionData[]> {
		const { ledger, now } = this;
		const { writeItem } = receivePorts(this.connection(), 'whatsapp');
		const recaps = route('recaps', { appKey: 'callbacks', groups: ['recaps'] });
		await fireDue({
			ledger,
			route: recaps,
			isOurs: async () => await Promise.resolve(true),
			writeItem: (item) => writeItem(item, null),
			now,
		});
		return await this.emitted('recaps');
	}

	/** Send Replies behind the node. */
	async send({ json }: Told): Promise<IDataObject[]> {
		const parameters = { resource: 'message', operation: 'sendReplies' };
		const ctx = executeStub({ items: [{ json }], parameters });
		const http = async ({ url, body }: HttpCall) => {
			// What Send Replies posts is a JSON object; it asks for the account's numbers as well.
			if (url.includes('/messages')) this.messages.push(body as IDataObject);
			const messages = [{ id: `wamid.SENT${this.messages.length}` }];
			return await Promise.resolve({ status: 200, body: { messages } });
		};
		const connection = tokenConnection(this.ledger, http, {});
		const [items = []] = await runOperation(ctx, {
			connect: async () => await Promise.resolve(connection),
			now: () => this.now,
			sleep: async () => await Promise.resolve(),
		});
		// Written by Send Replies, in the item's own shape.
		return (items[0]?.json.sent ?? []) as IDataObject[];
	}

	/** Runs the node on each item by itself, as each event is an execution of its own. */
	async tell(items: INodeExecutionData[], stub: Partial<ExecuteStub> = {}): Promise<Told[]> {
		const told: Told[] = [];
		for (const item of items) {
			const ctx = executeStub({
				items: [item],
				type: 'n8n-nodes-whatsapp-calling.callOutcome',
				...stub,
			});
			const outputs = await runCallOutcome(ctx, {
				connect: async () => this.connection(),
				now: () => this.now,
				newId: () => 'unused',
			});
			const index = outputs.findIndex((branch) => branch.length > 0);
			const json = outputs[index]?.[0]?.json ?? {};
			// Written by this node, in the item's own shape.
			const sections = json as {
				call?: IDataObject;
				call_next?: IDataObject;
				replies?: { purpose: string }[];
			};
			const { call = {}, call_next: next = {}, replies = [] } = sections;
			const says = replies.map(({ purpose }) => purpose);
			told.push({ output: OUTPUTS[index], json, call, next, says });
		}
		return told;
	}

	connection() {
		return tokenConnection(
			this.ledger,
			async (request) => {
				this.requests.push(request);
				return await Promise.reject(new Error('Meta is not asked'));
			},
			{},
		);
	}
}
