import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { VOICE_LEG, type Attempt, type Escalation } from '../../../../nodes/shared/ledger/ledger';
import { signBody } from '../../../../nodes/shared/wire/signature';
import type { ExecuteStub } from '../../../shared/n8n/executeStub';
import { callingNode, NOW, NUMBER, type CallingNode } from '../callingNode';

/** V6: the way to a human, out of an automated call. */
const SECRET = 'voice-secret';
let node: CallingNode;
let attempt: Attempt;

/** A call that was dialled, as Initiate Call dials it. */
async function dialled(leg: string, wishId: string): Promise<Attempt> {
	return await node.ledger.transaction(async ({ wishes, attempts }) => {
		const party = { contactId: node.contact.id, phoneNumberId: NUMBER };
		const open = { scope: 'now' as const, expiresAt: null };
		await wishes.open({ ...party, ...open, id: wishId, kind: 'reminder' }, NOW);
		const claim = await attempts.claim({
			...party,
			wishId,
			direction: 'outbound',
			leg,
			claimant: 'run',
			leaseSeconds: 60,
			now: NOW,
		});
		if (!claim.won) throw new Error(claim.reason);
		await attempts.startDialling(claim.attempt.id, claim.token, 's-1', NOW);
		return claim.attempt;
	});
}

beforeEach(async () => {
	node = await callingNode();
	node.connection.voiceAgent = { baseUrl: 'https://voice.example.com', secret: SECRET };
	attempt = await dialled(VOICE_LEG, 'reminder:cb_1');
});

/** As a Webhook node with Raw Body passes a request on. */
async function post(body: unknown, secret = SECRET, stub: Partial<ExecuteStub> = {}) {
	const raw = typeof body === 'string' ? body : JSON.stringify(body);
	const signature = signBody(raw, secret);
	const parameters = { resource: 'webhook', operation: 'processPersonRequest' };
	return await node.run(
		{ ...parameters, binaryField: 'data', signature },
		{
			items: [{ json: { headers: { 'x-signature-256': signature }, body: {} } }],
			bytes: Buffer.from(raw),
			...stub,
		},
	);
}

const escalations = async (): Promise<Escalation[]> =>
	await node.ledger.transaction(async (tx) => await tx.escalations.list(node.contact.id, 10));

describe('V6: Webhook › Process Request for a Person', () => {
	it('opens a case for a person, and the item says of whom', async () => {
		const [item] = await post({ attempt_id: attempt.id });
		expect(item?.json).toMatchObject({
			event: { type: 'call_requested', key: `person_request:${attempt.id}`, origin: 'ledger' },
			line: { phone_number_id: NUMBER },
			contact: { id: node.contact.id },
			request: { reason: 'asked for a person in an automated call', reference: attempt.id },
			escalation: { status: 'open', action: 'human_only', triggers: ['explicit_request'] },
			escalation_trigger: 'explicit_request',
			attempt: { id: attempt.id, leg: VOICE_LEG },
		});
		// Nothing of the request goes on.
		expect(item?.json).not.toHaveProperty('headers');
		expect(item?.binary).toEqual({});
		expect(await escalations()).toMatchObject([{ action: 'human_only', status: 'open' }]);
	});

	it('joins the escalation of the booked talk, which goes on', async () => {
		const id = await node.escalate();
		const [item] = await post({ attempt_id: attempt.id });
		expect(item?.json.escalation).toMatchObject({
			id,
			action: 'offer_specialist',
			triggers: ['complex_config', 'explicit_request'],
		});
	});

	it('P10: posted again it gives no item, and opens nothing, even if the case is closed', async () => {
		await post({ attempt_id: attempt.id });
		expect(await post({ attempt_id: attempt.id })).toEqual([]);
		const [first] = await escalations();
		await node.ledger.transaction(
			async (tx) => await tx.escalations.close(first?.id ?? '', 'human_done', NOW),
		);
		expect(await post({ attempt_id: attempt.id })).toEqual([]);
		expect(await escalations()).toHaveLength(1);
	});

	it('a test run shows the item and keeps nothing', async () => {
		const [item] = await post({ attempt_id: attempt.id }, SECRET, { mode: 'manual' });
		expect(item?.json).toMatchObject({ contact: { id: node.contact.id } });
		expect(item?.json).not.toHaveProperty('escalation');
		expect(await escalations()).toEqual([]);
	});

	const own = () => ({ attempt_id: attempt.id });
	it.each<[string, () => unknown, string, string]>([
		['another secret', own, 'guessed', 'signature_wrong'],
		['no JSON', () => 'attempt_id=1', SECRET, 'not_json'],
		['no attempt', () => ({}), SECRET, 'attempt_unknown'],
		['null', () => null, SECRET, 'attempt_unknown'],
		['a list', () => ({ attempt_id: [attempt.id] }), SECRET, 'attempt_unknown'],
		['an attempt that nobody knows', () => ({ attempt_id: 'att_0' }), SECRET, 'attempt_unknown'],
	])('refuses a request with %s', async (_what, body, secret, code) => {
		await expect(post(body(), secret)).rejects.toMatchObject({
			description: expect.stringContaining(`[${code}]`),
		});
		expect(await escalations()).toEqual([]);
	});

	it('knows nothing of calls that somebody else carried', async () => {
		const other = await callingNode();
		Object.assign(other.connection, { voiceAgent: node.connection.voiceAgent });
		node = other;
		const talk = await dialled('media_server', 'yes:1');
		await expect(post({ attempt_id: talk.id })).rejects.toMatchObject({
			description: expect.stringContaining('[attempt_unknown]'),
		});
	});

	it('names the setting without which nobody could have signed', async () => {
		node.connection.voiceAgent = null;
		const error = expect.objectContaining({
			description: expect.stringMatching(/Voice Agent Secret .*\[voice_agent_missing\]/),
		});
		await expect(post({ attempt_id: attempt.id })).rejects.toEqual(error);
	});

	it('is refused to a model', async () => {
		const asTool = { isTool: true } satisfies Partial<ExecuteStub>;
		await expect(post({ attempt_id: attempt.id } as IDataObject, SECRET, asTool)).rejects.toThrow();
		expect(await escalations()).toEqual([]);
	});
});
