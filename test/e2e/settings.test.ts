import { expect, it } from 'vitest';
import { ledgerRows } from '../stack/ledgerRows';
import { seedPolicy } from '../stack/seedPolicy';
import { importTemplate } from '../stack/templates';
import { useStack } from '../stack/useStack';
import { FormPage } from './support/formPage';

const PATH = 'whatsapp-call-settings';
const stack = useStack({ templates: [], simulatorArgs: ['--no-media'] });

const policies = () =>
	ledgerRows<{ version: number; body: string }>(
		stack().dir,
		'SELECT version, body FROM policies ORDER BY version',
	);

const standing = (): unknown => JSON.parse(policies().at(-1)?.body ?? 'null');

it('W1: 00 Settings, opened from the editor, saves what is filled in and says what holds', async () => {
	const { api } = stack();
	await seedPolicy(stack(), { strikes: 1 });
	const before = policies().length;
	const workflow = await importTemplate(stack(), '00-settings.json');
	const page = await FormPage.loggedIn(stack(), `/form-test/${PATH}`);
	await api.runManually(workflow.id, 'Settings');
	const html = await page.open();
	const ending = await page.submit(html, workflow, {
		team_zone: 'Asia/Kolkata',
		monday: '09:00-13:00, 14:00-18:00',
		test_contacts: '+44 7700 900123',
	});
	expect(ending).toContain(`Saved as default@${before + 1}`);
	expect(ending).toContain('Team Zone: Asia/Kolkata');
	expect(ending).not.toContain('7700900123');
	expect(standing()).toMatchObject({
		strikes: 1,
		team: {
			zone: 'Asia/Kolkata',
			weekly: [
				{ day: 1, from: '09:00', to: '13:00' },
				{ day: 1, from: '14:00', to: '18:00' },
			],
		},
		quietHours: null,
		testContacts: ['447700900123'],
	});
});

it('W1: 00 Settings with a mistake saves nothing and names each setting', async () => {
	const { api } = stack();
	const before = policies();
	const workflow = await importTemplate(stack(), '00-settings.json');
	const page = await FormPage.loggedIn(stack(), `/form-test/${PATH}`);
	await api.runManually(workflow.id, 'Settings');
	const ending = await page.submit(await page.open(), workflow, {
		team_zone: 'Bombay',
		cool_down_hours: '9999',
	});
	expect(ending).toContain('2 settings cannot be used, so nothing was saved');
	expect(ending).toContain('Team Zone must be an IANA time zone');
	expect(ending).toContain('Cool-Down (Hours) must be a number from 0 to 720');
	expect(policies()).toEqual(before);
});

it('W1: 00 Settings, published, opens for nobody who is not logged in', async () => {
	const { api, n8n } = stack();
	const workflow = await importTemplate(stack(), '00-settings.json');
	await api.publish(workflow.id);
	const url = `${n8n.url}/form/${PATH}`;
	const opened = await fetch(url, { redirect: 'manual' });
	expect(opened.status).toBe(302);
	expect(opened.headers.get('location')).toContain('/oauth/authorize');
	const sent = await fetch(url, { method: 'POST', body: new FormData() });
	expect(sent.status).toBe(401);
});
