import { describe, expect, it } from 'vitest';

import type { Route, StoredDecision } from '../../../nodes/shared/ledger/ledger';
import type { Engine } from '../engines';
import { at, DAYS, HOURS, LINE, OTHER_LINE, Story } from '../story';

const ROUTE: Route = {
	id: 'wf1:node1',
	workflowId: 'wf1',
	nodeName: 'WhatsApp Calling Trigger',
	appKey: 'app 1',
	url: 'https://n8n.example.com/webhook/1',
	groups: ['messages', 'permissionReplies'],
	phoneNumberIds: [],
	includeStatuses: false,
	includeRaw: false,
	forwardTo: ['https://bot.example.com/hook'],
	mode: 'automatic',
	kind: 'chat',
	chatWorkflow: null,
	expiresAt: null,
	answerIncoming: false,
	testNumbers: [],
};

export function registryContract(engine: Engine): void {
	const story = new Story(engine);

	describe('routes', () => {
		const put = (route: Partial<Route>) =>
			story.do((tx) => tx.routes.put({ ...ROUTE, ...route }, at(0)));
		const list = async (appKey: string, seconds = 0) =>
			(await story.do((tx) => tx.routes.list(appKey, at(seconds)))).map((route) => route.id);

		it('are kept whole, replaced by id, removed', async () => {
			await put({});
			await put({ nodeName: 'Renamed', groups: [] });
			const get = () => story.do((tx) => tx.routes.get(ROUTE.id));
			expect(await get()).toEqual({ ...ROUTE, nodeName: 'Renamed', groups: [] });
			await story.do((tx) => tx.routes.remove(ROUTE.id));
			expect(await get()).toBeNull();
		});

		it('are listed per app while they live', async () => {
			await put({});
			await put({ id: 'test:wf1:node1', kind: 'test', expiresAt: at(60) });
			await put({ id: 'wf2:node1', appKey: 'app 2' });
			expect(await list('app 1', 59)).toEqual(['test:wf1:node1', 'wf1:node1']);
			expect(await list('app 1', 60)).toEqual(['wf1:node1']);
		});

		it('leave their address behind, so that an old callback is known as ours', async () => {
			await put({});
			await put({ url: 'https://n8n.example.com/webhook/2' });
			await story.do((tx) => tx.routes.remove(ROUTE.id));
			const knows = (appKey: string, url: string) => story.do((tx) => tx.routes.knows(appKey, url));
			expect(await knows('app 1', ROUTE.url)).toBe(true);
			expect(await knows('app 1', 'https://n8n.example.com/webhook/2')).toBe(true);
			expect(await knows('app 2', ROUTE.url)).toBe(false);
			expect(await knows('app 1', 'https://elsewhere.example.com/')).toBe(false);
		});
	});

	describe('M5: drops', () => {
		it('M5: are counted by reason, number and day', async () => {
			const drop = { reason: 'signature_wrong', phoneNumberId: null, detail: null };
			const drops = [
				{ ...drop, at: at(0) },
				{ ...drop, at: at(60), detail: 'chat route' },
				{ ...drop, at: at(61), phoneNumberId: LINE },
				{ ...drop, at: at(DAYS) },
			];
			for (const one of drops) await story.do((tx) => tx.drops.add(one));
			expect(await story.do((tx) => tx.drops.list(at(0)))).toEqual([
				{ ...drop, at: at(DAYS), count: 1 },
				{ ...drop, at: at(61), phoneNumberId: LINE, count: 1 },
				{ ...drop, at: at(60), detail: 'chat route', count: 2 },
			]);
			expect(await story.do((tx) => tx.drops.list(at(DAYS)))).toHaveLength(1);
		});
	});

	describe('M5: decisions', () => {
		it('M5: are kept with their evidence, newest first', async () => {
			const { id: contactId } = await story.meet();
			const decision: StoredDecision = {
				id: 'dec_1',
				contactId,
				phoneNumberId: LINE,
				wishId: 'yes:1',
				outcome: 'schedule',
				reason: 'cool_down',
				needs: null,
				retryAt: at(4 * HOURS),
				evidence: [{ check: 'cool_down', passed: false, found: '…' }],
				policy: 'default@1',
				checkedAt: at(0),
				dryRun: false,
			};
			const later = { ...decision, id: 'dec_2', checkedAt: at(60), retryAt: null, dryRun: true };
			for (const one of [decision, decision, later]) {
				await story.do((tx) => tx.decisions.add(one));
			}
			const list = (limit: number) => story.do((tx) => tx.decisions.list(contactId, limit));
			expect(await list(10)).toEqual([later, decision]);
			expect(await list(1)).toEqual([later]);
		});
	});

	describe('policies', () => {
		it('have versions that only go forward, per name and number', async () => {
			const put = (name: string, line: string, body: unknown) =>
				story.do((tx) => tx.policies.put(name, line, body, at(0)));
			expect((await put('default', LINE, { coolDownHours: 4 })).version).toBe(1);
			expect((await put('default', LINE, { coolDownHours: 8 })).version).toBe(2);
			expect((await put('vip', LINE, {})).version).toBe(1);
			expect(await story.do((tx) => tx.policies.get('default', LINE))).toEqual({
				name: 'default',
				phoneNumberId: LINE,
				version: 2,
				body: { coolDownHours: 8 },
				savedAt: at(0),
			});
			expect(await story.do((tx) => tx.policies.get('default', OTHER_LINE))).toBeNull();
		});
	});

	it('a policy that says the same again is the version that stands', async () => {
		const put = (body: unknown, seconds: number) =>
			story.do((tx) => tx.policies.put('default', LINE, body, at(seconds)));
		const first = await put({ strikes: 2, team: { zone: 'Asia/Kolkata', weekly: [] } }, 0);
		const same = { team: { weekly: [], zone: 'Asia/Kolkata' }, strikes: 2, texts: undefined };
		expect(await put(same, 60)).toEqual(first);
		expect((await put({ ...same, strikes: 3 }, 60)).version).toBe(2);
		expect(
			(await put({ strikes: 2, team: { zone: 'Asia/Kolkata', weekly: [] } }, 90)).version,
		).toBe(3);
	});

	describe('lines', () => {
		const line = { phoneNumberId: LINE, displayPhoneNumber: '+1 631-555-3601', wabaId: '3666' };

		it('are learned bit by bit and found by their display number', async () => {
			await story.do((tx) => tx.lines.learn({ ...line, displayPhoneNumber: null }, at(0)));
			await story.do((tx) => tx.lines.learn({ ...line, wabaId: null }, at(1)));
			const found = await story.do(async (tx) => [
				await tx.lines.get(LINE),
				await tx.lines.findByDisplayNumber('16315553601'),
				await tx.lines.get(OTHER_LINE),
				await tx.lines.findByDisplayNumber(''),
			]);
			expect(found).toEqual([line, line, null, null]);
		});

		it('are listed by id', async () => {
			for (const phoneNumberId of [OTHER_LINE, LINE]) {
				await story.do((tx) => tx.lines.learn({ ...line, phoneNumberId }, at(0)));
			}
			expect(await story.do((tx) => tx.lines.list())).toEqual([
				line,
				{ ...line, phoneNumberId: OTHER_LINE },
			]);
		});

		it('M2: keep Meta’s restrictions until they end or are replaced by a later word', async () => {
			const restrict = (expiresAt: string | null, seconds: number) =>
				story.do((tx) =>
					tx.lines.restrict(LINE, { kind: 'business_initiated', expiresAt }, at(seconds), at(100)),
				);
			const now = (seconds: number) => story.do((tx) => tx.lines.restrictions(LINE, at(seconds)));
			await restrict(at(7 * DAYS), 10);
			expect(await now(7 * DAYS - 1)).toEqual([
				{ kind: 'business_initiated', expiresAt: at(7 * DAYS) },
			]);
			expect(await now(7 * DAYS)).toEqual([]);
			await restrict(null, 5);
			expect(await now(7 * DAYS)).toEqual([]);
			await restrict(null, 11);
			expect(await now(7 * DAYS)).toEqual([{ kind: 'business_initiated', expiresAt: null }]);
		});
	});

	describe('the ledger itself', () => {
		it('has an id of its own', async () => {
			const other = await engine.open();
			expect(story.ledger.id).toMatch(/^ledger_[0-9a-f]{24}$/);
			expect(other.id).not.toBe(story.ledger.id);
			await other.close();
		});

		it('hashes by purpose, under its own key', async () => {
			const other = await engine.open();
			const hash = story.ledger.keyedHash('app', 'secret');
			expect(hash).toMatch(/^[0-9a-f]{64}$/);
			expect(story.ledger.keyedHash('app', 'secret')).toBe(hash);
			expect(story.ledger.keyedHash('link', 'secret')).not.toBe(hash);
			expect(other.keyedHash('app', 'secret')).not.toBe(hash);
			await other.close();
		});
	});
}
