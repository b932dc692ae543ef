import { expect, it } from 'vitest';
import { publishable, readTemplate, templateFiles, withModel } from './templates';

it.each([
	[
		['00-settings.json', '01-messages.json', '10-messages-with-ai.json'],
		[0, 1],
	],
	[
		['02-calls.json', '10-messages-with-ai.json'],
		[0, 1],
	],
	[
		['10-messages-with-ai.json', '90-errors.json'],
		[0, 1],
	],
	[['21-reminders.json', '26-automated-reminders.json'], [0]],
	[['26-automated-reminders.json'], [0]],
])('W1: of %j one chat route and one reminder are published', (files, live) => {
	expect(publishable(files)).toEqual(live.map((index) => files[index]));
});

it('W1: all templates are published together but 10, 26, and 25, which needs a credential', async () => {
	const files = await templateFiles();
	const left = files.filter((file) => !publishable(files).includes(file));
	expect(left).toEqual([
		'10-messages-with-ai.json',
		'25-recordings-s3.json',
		'26-automated-reminders.json',
	]);
});

it('attaches the credential of the chat model to that node alone', async () => {
	const credential = { id: 'c1', name: 'Model' };
	const { nodes } = withModel(await readTemplate('10-messages-with-ai.json'), credential);
	const attached = nodes.filter(({ credentials }) => credentials);
	expect(attached).toMatchObject([{ name: 'Chat Model', credentials: { openAiApi: credential } }]);
});
