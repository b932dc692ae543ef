import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCrmReceiver } from './crmReceiver';
import type { CrmReceiver } from './crmReceiver';
import { startLoopbackServer } from './loopbackServer';
import type { LoopbackRequest } from './loopbackServer';

let crm: CrmReceiver;

beforeEach(async () => {
	crm = await startCrmReceiver();
});

afterEach(async () => await crm.stop());

const put = async (id: string, body: string) =>
	(await fetch(`${crm.url}/contacts/${id}`, { method: 'PUT', body })).status;

async function changedSince(instant: string) {
	const query = new URLSearchParams({ changed_since: instant });
	const answer = await fetch(`${crm.url}/contacts?${query.toString()}`);
	const { contacts } = (await answer.json()) as { contacts: { id: string }[] };
	return contacts.map(({ id }) => id);
}

describe('the CRM of the tests', () => {
	it('creates and updates a contact under its id, and keeps fields it was not told', async () => {
		expect(await put('447700900123', '{"name":"Asha","stage":"lead"}')).toBe(200);
		expect(await put('447700900123', '{"stage":"won"}')).toBe(200);
		expect(crm.contacts()).toMatchObject([{ id: '447700900123', name: 'Asha', stage: 'won' }]);
		expect(crm.writes('447700900123')).toBe(2);
	});

	it('takes the same fields again without a change', async () => {
		await put('1', '{"name":"Asha"}');
		const [before] = crm.contacts();
		await put('1', '{"name":"Asha"}');
		expect(crm.contacts()).toEqual([before]);
	});

	it('lists what changed since', async () => {
		await put('1', '{"name":"Asha"}');
		expect(await changedSince('2000-01-01T00:00:00Z')).toEqual(['1']);
		expect(await changedSince('2999-01-01T00:00:00Z')).toEqual([]);
	});

	it('refuses what is no record, other paths, and everything while it is down', async () => {
		expect(await put('1', 'not JSON')).toBe(400);
		expect((await fetch(`${crm.url}/deals`)).status).toBe(404);
		crm.fail(1);
		expect([await put('1', '{}'), await put('1', '{}')]).toEqual([503, 200]);
	});

	it('tells a webhook what somebody changed, with the header of the two', async () => {
		const heard: LoopbackRequest[] = [];
		const listener = await startLoopbackServer((request) => {
			heard.push(request);
			return { status: 202, body: '' };
		});
		expect(await crm.change('1', { name: 'Asha' })).toBeUndefined();
		crm.tell(`${listener.url}/hook`, { name: 'x-crm-secret', value: 'between us' });
		expect(await crm.change('1', { name: 'Asha Rao' })).toBe(202);
		await listener.stop();
		expect(heard.map(({ path, headers }) => [path, headers['x-crm-secret']])).toEqual([
			['/hook', 'between us'],
		]);
		expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
			event: 'contact.changed',
			contact: { id: '1', name: 'Asha Rao' },
		});
	});
});
