import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { callingNode, NOW, NUMBER, pathOf } from '../callingNode';

const SYNC = { resource: 'phoneNumber', operation: 'syncHours' };
const SUCCESS = { status: 200, body: { success: true } };

/** The answer of `GET /{phone_number_id}/settings` (Meta, calling/call-settings). */
const settings = (calling: IDataObject) => ({ status: 200, body: { calling } });

const WEEK = [
	{ day: 1, from: '09:00', to: '18:00' },
	{ day: 6, from: '22:00', to: '02:00' },
];

const HELD = {
	status: 'ENABLED',
	timezone_id: 'Asia/Kolkata',
	weekly_operating_hours: [
		{ day_of_week: 'MONDAY', open_time: '0900', close_time: '1800' },
		{ day_of_week: 'SATURDAY', open_time: '2200', close_time: '2359' },
		{ day_of_week: 'SUNDAY', open_time: '0000', close_time: '0200' },
	],
	holiday_schedule: [{ date: '2026-12-25', start_time: '0000', end_time: '2359' }],
};

async function numberWith(team: object, ...answers: Parameters<typeof callingNode>) {
	const node = await callingNode(...answers);
	await node.ledger.transaction(
		async ({ policies }) => await policies.put('default', NUMBER, { team }, NOW),
	);
	return node;
}

const TEAM = { zone: 'Asia/Kolkata', weekly: WEEK, holidays: ['2026-12-25'] };

const posted = (node: Awaited<ReturnType<typeof callingNode>>) =>
	node.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('Phone Number › Sync Hours (V3)', () => {
	it('passes the team’s hours on, split at midnight, with the days off', async () => {
		const node = await numberWith(TEAM, settings({ status: 'ENABLED' }), SUCCESS);
		const [item] = await node.run(SYNC);
		expect(node.calls.map(pathOf)).toEqual([`GET /${NUMBER}/settings`, `POST /${NUMBER}/settings`]);
		expect(posted(node)).toEqual([{ calling: { call_hours: HELD } }]);
		expect(item?.json).toMatchObject({ phone_number_id: NUMBER, changed: true });
	});

	it.each<[string, IDataObject]>([
		[
			'hours that stand already, in whatever order',
			{ call_hours: { ...HELD, weekly_operating_hours: HELD.weekly_operating_hours.toReversed() } },
		],
		[
			'holidays under the other names of Meta’s table',
			{
				call_hours: {
					...HELD,
					holiday_schedule: [{ date: '2026-12-25', open_time: '0000', close_time: '2359' }],
				},
			},
		],
	])('changes nothing for %s, so that it may run every day', async (_, calling) => {
		const node = await numberWith(TEAM, settings(calling), SUCCESS);
		const [item] = await node.run(SYNC);
		expect(posted(node)).toEqual([]);
		expect(item?.json).toEqual({ phone_number_id: NUMBER, changed: false, closed_times_left: 0 });
	});

	it.each<[string, IDataObject]>([
		['another zone', { ...HELD, timezone_id: 'Asia/Dubai' }],
		['another window', { ...HELD, weekly_operating_hours: HELD.weekly_operating_hours.slice(1) }],
		['no holidays', { ...HELD, holiday_schedule: [] }],
		['hours that are off', { ...HELD, status: 'DISABLED' }],
	])('puts right %s', async (_, call_hours) => {
		const node = await numberWith(TEAM, settings({ call_hours }), SUCCESS);
		await node.run(SYNC);
		expect(posted(node)).toEqual([{ calling: { call_hours: HELD } }]);
	});

	it('takes voicemail away, which WhatsApp does not hold beside call hours', async () => {
		const node = await numberWith(TEAM, settings({ voicemail: { status: 'ENABLED' } }), SUCCESS);
		await node.run(SYNC);
		expect(posted(node)).toEqual([
			{ calling: { call_hours: HELD, voicemail: { status: 'DISABLED' } } },
		]);
	});

	const VOICEMAIL = { ...SYNC, whenClosed: 'voicemail', greetingMediaId: '938884519013664' };

	it('or gives way to voicemail, with the call hours off', async () => {
		const node = await numberWith(TEAM, settings({ call_hours: HELD }), SUCCESS);
		await node.run(VOICEMAIL);
		expect(posted(node)).toEqual([
			{
				calling: {
					call_hours: { status: 'DISABLED' },
					voicemail: {
						status: 'ENABLED',
						triggers: ['REJECT', 'TIMEOUT'],
						audio: { default: { announcement_media_id: '938884519013664', timeout_seconds: 20 } },
					},
				},
			},
		]);
	});

	it('leaves voicemail with the same greeting alone; Meta writes the id as a number', async () => {
		const audio = { default: { announcement_media_id: 938884519013664, timeout_seconds: 20 } };
		const node = await numberWith(
			TEAM,
			settings({ voicemail: { status: 'ENABLED', audio } }),
			SUCCESS,
		);
		await node.run(VOICEMAIL);
		expect(posted(node)).toEqual([]);
	});

	it('refuses by day what Meta cannot hold, and sends nothing', async () => {
		const weekly = ['09:00', '12:00', '15:00'].map((from) => ({
			day: 3,
			from,
			to: from.replace(':00', ':30'),
		}));
		const node = await numberWith({ ...TEAM, weekly }, settings({}), SUCCESS);
		await expect(node.run(SYNC)).rejects.toThrow(/WEDNESDAY has 3 windows/);
		expect(posted(node)).toEqual([]);
	});

	it('names the setting if the team’s zone is not known', async () => {
		const node = await callingNode(settings({}), SUCCESS);
		node.connection.credential.wabaId = '';
		await expect(node.run({ ...SYNC, phoneNumber: '1' })).rejects.toMatchObject({
			message: expect.stringContaining('time zone'),
			description: expect.stringContaining('Team Zone'),
		});
	});

	it('asks for a greeting before anything is sent', async () => {
		const node = await numberWith(TEAM, settings({}), SUCCESS);
		await expect(node.run({ ...VOICEMAIL, greetingMediaId: '' })).rejects.toThrow(
			/greetingMediaId/,
		);
		expect(posted(node)).toEqual([]);
	});

	it('shows the request in a test run', async () => {
		const node = await numberWith(TEAM, settings({}), SUCCESS);
		const [item] = await node.run(SYNC, { mode: 'manual' });
		expect(item?.json.dry_run).toMatchObject({
			request: { method: 'POST', body: { calling: { call_hours: HELD } } },
		});
		expect(posted(node)).toEqual([]);
	});
});
