import { describe, expect, it } from 'vitest';
import { registerRoute, removeRoute } from '../../../nodes/WhatsAppCallingTrigger/registerRoute';
import { APP_ID, EVERYTHING, Host, LINE, SECRET, urlOf, WABA, type Node } from './triggerStub';

const host = new Host();
const CHAT: Node = { parameters: { events: ['messages', 'permissionReplies'] } };
const CALLS: Node = {
	id: 'node-2',
	workflowId: 'wf-2',
	name: 'Calls',
	parameters: { events: ['callEvents'] },
};
const FOREIGN = 'https://bot.example.com/whatsapp';

const publish = async (node: Node, activation = 'activate') => {
	host.meta.alive.add(urlOf(node));
	return await registerRoute(host.hook(node, { activation }));
};
const unpublish = async (node: Node, test = false) => {
	const done = await removeRoute(host.hook(node, { test, deleting: true }));
	host.meta.alive.delete(urlOf(node, test));
	return done;
};
const listen = async (node: Node) => await registerRoute(host.hook(node, { test: true }));
const ids = async (seconds = 0) => (await host.routes(seconds)).map(({ id }) => id);

describe('W1: one chat route for each number', () => {
	const chat = (workflowId: string, workflowName: string, node: Partial<Node> = {}): Node => ({
		...CHAT,
		id: `node-of-${workflowId}`,
		name: `trigger-${workflowId}`,
		workflowId,
		workflowName,
		leadsTo: ['escalationCheck', 'consentGate'],
		...node,
	});
	const FIRST = chat('wf-1', '01 Messages');
	const SECOND = chat('wf-10', '10 Messages With AI');
	const only = (...phoneNumberIds: string[]) => ({
		parameters: { ...CHAT.parameters, options: { phoneNumberIds } },
	});

	it('refuses the second by name, says what to do, and leaves the first as it is', async () => {
		await publish(FIRST);
		const refused = publish(SECOND);
		await expect(refused).rejects.toThrow('“01 Messages” already answers the chat of every number');
		await expect(refused).rejects.toMatchObject({
			description: expect.stringContaining('Unpublish one of the two'),
		});
		expect(await ids()).toEqual(['wf-1:node-of-wf-1']);
		expect(host.meta.subscription?.url).toBe(urlOf(FIRST));
	});

	it.each<[string, Node, Node, string]>([
		['both name it', chat('a', 'A', only('1', '2')), chat('b', 'B', only('2', '3')), '2'],
		['the first takes every number', chat('a', 'A'), chat('b', 'B', only('2')), '2'],
		['the second does', chat('a', 'A', only('1', '2')), chat('b', 'B'), '1, 2'],
	])('names the number when %s', async (_when, first, second, numbers) => {
		await publish(first);
		const answers = '“A” already answers the chat of phone number ID';
		await expect(publish(second)).rejects.toThrow(new RegExp(`${answers} ${numbers}$`));
	});

	it.each<[string, Node, Node]>([
		['other numbers', chat('a', 'A', only('1')), chat('b', 'B', only('2'))],
		['no Escalation Check in the second', FIRST, chat('b', 'B', { leadsTo: ['consentGate'] })],
		['no Escalation Check in the first', chat('a', 'A', { leadsTo: [] }), SECOND],
		['one that is disabled', FIRST, chat('b', 'B', { leadsTo: ['escalationCheck (off)'] })],
		['no messages', FIRST, chat('b', 'B', { parameters: { events: ['permissionReplies'] } })],
		['a second trigger of the same workflow', FIRST, { ...FIRST, id: 'node-2', name: 'Other' }],
		['the same trigger, edited', FIRST, { ...FIRST, parameters: { events: EVERYTHING } }],
	])('lets %s pass', async (_what, first, second) => {
		await publish(first);
		await expect(publish(second)).resolves.toBe(true);
	});

	it('lets the second follow the first that was taken offline', async () => {
		await publish(FIRST);
		await unpublish(FIRST);
		await expect(publish(SECOND)).resolves.toBe(true);
	});

	it('is not held up by a workflow that is gone without a word', async () => {
		await publish(FIRST);
		host.meta.alive.delete(urlOf(FIRST));
		await expect(publish(SECOND)).resolves.toBe(true);
	});

	it('lets a draft listen for a test event', async () => {
		await publish(FIRST);
		await expect(listen(SECOND)).resolves.toBe(true);
	});

	it('keeps two that were there before running through a restart', async () => {
		await publish(FIRST);
		await publish(SECOND, 'init');
		await publish(FIRST, 'init');
		expect((await ids()).sort()).toEqual(['wf-10:node-of-wf-10', 'wf-1:node-of-wf-1']);
		expect(host.log).toEqual([]);
	});
});

describe('publishing', () => {
	it('stores the route and subscribes app and account', async () => {
		await publish(CHAT);
		expect(await host.routes()).toMatchObject([
			{
				id: 'wf-1:node-1',
				url: urlOf(CHAT),
				groups: ['messages', 'permissionReplies'],
				kind: 'chat',
				mode: 'automatic',
				expiresAt: null,
			},
		]);
		expect(host.meta.subscription).toEqual({ url: urlOf(CHAT), fields: ['messages'] });
		expect(host.meta.apps).toEqual([APP_ID]);
	});

	it('a second workflow adds its fields and leaves the callback where it is', async () => {
		await publish(CHAT);
		await publish(CALLS);
		expect(host.meta.subscription).toEqual({ url: urlOf(CHAT), fields: ['calls', 'messages'] });
		expect(await ids()).toEqual(['wf-1:node-1', 'wf-2:node-2']);
		expect((await host.routes()).map(({ kind }) => kind)).toEqual(['chat', 'calls']);
	});

	it('takes the callback from a sibling whose workflow is gone', async () => {
		await publish(CHAT);
		host.meta.alive.clear();
		await publish(CALLS);
		expect(host.meta.subscription?.url).toBe(urlOf(CALLS));
	});

	it('names a foreign callback, and n8n takes the route away again', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['messages'] };
		const refused = publish(CHAT);
		await expect(refused).rejects.toThrow(FOREIGN);
		await expect(refused).rejects.toMatchObject({
			description: expect.stringContaining('Take Over'),
		});
		expect(host.meta.subscription.url).toBe(FOREIGN);
		await unpublish(CHAT);
		expect(await ids(121)).toEqual([]);
		expect(host.meta.subscription.url).toBe(FOREIGN);
	});

	it('Take Over replaces it and keeps its fields', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['messages', 'security'] };
		await publish({ parameters: { ...CHAT.parameters, takeOver: true } });
		expect(host.meta.subscription).toEqual({
			url: urlOf(CHAT),
			fields: ['messages', 'security'],
		});
	});

	it.each(['init', 'leadershipChange'])(
		'at a restart (%s) Meta’s trouble is logged, and events still come in',
		async (activation) => {
			host.meta.away = true;
			expect(await publish(CHAT, activation)).toBe(true);
			expect(await ids()).toEqual(['wf-1:node-1']);
			expect(host.log).toHaveLength(1);
			expect(host.log[0]?.message).toContain('subscription');
		},
	);

	it.each(['activate', 'update'])('on %s Meta’s trouble is told to the operator', async (mode) => {
		host.meta.away = true;
		await expect(publish(CHAT, mode)).rejects.toThrow('Meta refused');
	});

	it('at every start the fields and the owner are put right again', async () => {
		await publish(CHAT);
		host.meta.subscription = { url: urlOf(CHAT), fields: ['flows'] };
		await publish(CHAT, 'init');
		expect(host.meta.subscription.fields).toEqual(['flows', 'messages']);
	});

	it('names the setting if the token does not say which account it is for', async () => {
		const credential = { accessToken: 'token-1', appSecret: SECRET };
		await expect(publish({ ...CHAT, credential })).rejects.toMatchObject({
			description: expect.stringContaining('WhatsApp Business Account ID'),
		});
	});
});

describe('other ways to subscribe', () => {
	it('manual: Meta is not touched', async () => {
		await publish({ parameters: { subscription: 'manual' } });
		expect(host.meta.requests).toEqual([]);
		expect(await ids()).toEqual(['wf-1:node-1']);
	});

	it('override for one number', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['calls', 'messages'] };
		const parameters = { ...CHAT.parameters, subscription: 'override_number', phoneNumberId: LINE };
		await publish({ parameters });
		expect(host.meta.overrides[LINE]).toMatchObject({ override_callback_uri: urlOf(CHAT) });
		expect(host.meta.subscription.url).toBe(FOREIGN);
	});

	it('override for one number without the number', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['messages'] };
		const parameters = { ...CHAT.parameters, subscription: 'override_number' };
		await expect(publish({ parameters })).rejects.toMatchObject({
			description: expect.stringContaining('Phone Number ID'),
		});
	});

	it('override for the business account', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['messages'] };
		await publish({ parameters: { ...CHAT.parameters, subscription: 'override_waba' } });
		expect(host.meta.overrides[WABA]).toBe(urlOf(CHAT));
	});

	it('an override whose fields nobody is subscribed to is refused by their names', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['messages'] };
		const parameters = { events: EVERYTHING, subscription: 'override_waba' };
		await expect(publish({ parameters })).rejects.toThrow(/account_settings_update, calls/);
	});

	it('does not count a manual trigger as one that Meta can be pointed to', async () => {
		await publish({ ...CALLS, parameters: { events: ['callEvents'], subscription: 'manual' } });
		await publish(CHAT);
		await unpublish(CHAT);
		expect(host.meta.subscription?.url).toBe(urlOf(CHAT));
	});
});

describe('deactivating', () => {
	it('hands the callback to another trigger while this one still answers', async () => {
		await publish(CHAT);
		await publish(CALLS);
		await unpublish(CHAT);
		expect(host.meta.subscription).toEqual({ url: urlOf(CALLS), fields: ['calls', 'messages'] });
		expect(await ids(121)).toEqual(['wf-2:node-2']);
	});

	it('the last one never unsubscribes', async () => {
		await publish(CHAT);
		await unpublish(CHAT);
		expect(host.meta.subscription?.url).toBe(urlOf(CHAT));
		expect(host.meta.requests.filter((request) => request.startsWith('DELETE'))).toEqual([]);
	});

	it.each([
		['another trigger', urlOf(CHAT)],
		['somebody else', FOREIGN],
	])('leaves a callback alone that %s has', async (_who, url) => {
		await publish(CHAT);
		await publish(CALLS);
		host.meta.subscription = { url, fields: ['messages'] };
		await unpublish(CALLS);
		expect(host.meta.subscription).toEqual({ url, fields: ['messages'] });
	});

	it('goes through although Meta cannot be reached', async () => {
		await publish(CHAT);
		await publish(CALLS);
		host.meta.away = true;
		expect(await unpublish(CHAT)).toBe(true);
		expect(await ids(121)).toEqual(['wf-2:node-2']);
		expect(host.log).toHaveLength(1);
	});

	it('a trigger that is about to go is nobody’s heir', async () => {
		await publish(CALLS);
		await publish(CHAT);
		await unpublish(CHAT);
		await unpublish(CALLS);
		expect(host.meta.subscription?.url).toBe(urlOf(CALLS));
	});

	it('a trigger that is about to go owns the callback no more, although it answers', async () => {
		await publish(CHAT);
		await unpublish(CHAT);
		host.meta.alive.add(urlOf(CHAT));
		await publish(CALLS);
		expect(host.meta.subscription?.url).toBe(urlOf(CALLS));
	});
});

describe('editing', () => {
	it('is delete, then create: what comes in between still waits for it', async () => {
		await publish(CHAT);
		await publish(CALLS);
		await unpublish(CHAT);
		// Meta now calls the sibling; the edited trigger's route still takes its events.
		expect(await ids()).toEqual(['wf-1:node-1', 'wf-2:node-2']);
		await publish(CHAT, 'update');
		expect((await host.routes(3600)).map(({ id }) => id)).toEqual(['wf-1:node-1', 'wf-2:node-2']);
		expect(host.meta.subscription?.url).toBe(urlOf(CALLS));
	});

	it('a renamed trigger has a new address, and its old one was ours', async () => {
		await publish(CHAT);
		await unpublish(CHAT);
		const renamed = { ...CHAT, name: 'Renamed' };
		await publish(renamed, 'update');
		expect(host.meta.subscription?.url).toBe(urlOf(renamed));
		expect(await host.routes()).toMatchObject([{ id: 'wf-1:node-1', url: urlOf(renamed) }]);
	});

	it('n8n’s late delete of the old address does not end the renamed trigger', async () => {
		await publish(CHAT);
		await publish({ ...CHAT, name: 'Renamed' }, 'update');
		await unpublish(CHAT);
		expect(await ids(3600)).toEqual(['wf-1:node-1']);
	});

	it('new events are subscribed', async () => {
		await publish(CHAT);
		await unpublish(CHAT);
		await publish({ parameters: { events: EVERYTHING } }, 'update');
		expect(host.meta.subscription?.fields).toEqual([
			'account_settings_update',
			'account_update',
			'calls',
			'messages',
		]);
	});
});

describe('listening for a test event', () => {
	it('while published: a route of its own, and Meta is not touched', async () => {
		await publish(CHAT);
		const before = host.meta.requests.length;
		await listen({ parameters: { ...CHAT.parameters, options: { testNumbers: ['+91 98123'] } } });
		expect(host.meta.requests).toHaveLength(before);
		const test = (await host.routes()).find(({ kind }) => kind === 'test');
		expect(test).toMatchObject({
			id: 'test:wf-1:node-1',
			url: urlOf(CHAT, true),
			testNumbers: ['9198123'],
			forwardTo: [],
		});
		expect(await ids(181)).toEqual(['wf-1:node-1']);
	});

	it('ends without touching the published trigger', async () => {
		await publish(CHAT);
		await listen(CHAT);
		await unpublish(CHAT, true);
		expect(await host.routes(3600)).toMatchObject([{ id: 'wf-1:node-1', expiresAt: null }]);
		expect(host.meta.subscription?.url).toBe(urlOf(CHAT));
	});

	it('while nothing is published it borrows the callback, and publishing takes it back', async () => {
		await listen(CHAT);
		expect(host.meta.subscription?.url).toBe(urlOf(CHAT, true));
		await unpublish(CHAT, true);
		await publish(CHAT);
		expect(host.meta.subscription?.url).toBe(urlOf(CHAT));
	});

	it('never moves an override', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['messages'] };
		await listen({ parameters: { ...CHAT.parameters, subscription: 'override_waba' } });
		expect(host.meta.overrides).toEqual({});
	});

	it('never takes a foreign callback', async () => {
		host.meta.subscription = { url: FOREIGN, fields: ['messages'] };
		await expect(listen(CHAT)).rejects.toThrow(FOREIGN);
	});
});
