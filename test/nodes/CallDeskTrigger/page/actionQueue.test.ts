import { describe, expect, it } from 'vitest';
import { createActionQueue } from '../../../../nodes/CallDeskTrigger/page/connection/actionQueue';
import type { Reply } from '../../../../nodes/CallDeskTrigger/page/connection/callServer';
import type { DeskRequest } from '../../../../nodes/shared/domain/deskProtocol';

/** A server that answers when it is told to. */
function slowServer() {
	const asked: DeskRequest[] = [];
	const answers: ((reply: Reply<object>) => void)[] = [];
	const post = <T>(request: DeskRequest): Promise<Reply<T>> => {
		asked.push(request);
		// The test gives whatever the caller expects.
		return new Promise((resolve) => answers.push(resolve as (reply: Reply<object>) => void));
	};
	return {
		asked,
		post,
		answer: (reply: Reply<object> = { ok: true, value: {} }) => answers.shift()?.(reply),
	};
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const proof = { page: 'page_1', key: 'k' };

describe('what a page asks for', () => {
	it('carries its proof and a number that grows', async () => {
		const { asked, post, answer } = slowServer();
		const queue = createActionQueue(proof, post);
		void queue.send({ action: 'ready' });
		void queue.send({ action: 'away' });
		await settle();
		answer();
		await settle();
		expect(asked).toEqual([
			{ action: 'ready', ...proof, n: 1 },
			{ action: 'away', ...proof, n: 2 },
		]);
	});

	it('waits for what was asked before, since numbers that overtake each other are refused', async () => {
		const { asked, post, answer } = slowServer();
		const queue = createActionQueue(proof, post);
		void queue.send({ action: 'ready' });
		const second = queue.send({ action: 'ack', probe: 'p' });
		await settle();
		expect(asked).toHaveLength(1);
		answer({ ok: false, status: 409, code: 'x', text: 'refused' });
		await settle();
		expect(asked).toHaveLength(2);
		answer();
		expect(await second).toEqual({ ok: true, value: {} });
	});

	it('lets a last word pass: the page is going away', async () => {
		const { post } = slowServer();
		const queue = createActionQueue(proof, post);
		void queue.send({ action: 'ready' });
		await settle();
		const last = queue.last({ action: 'hang_up', attempt: 'att_1', because: 'page_closed' });
		expect(last).toMatchObject({ action: 'hang_up', n: 2, ...proof });
	});
});
