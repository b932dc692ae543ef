import { jsonObject, startLoopbackServer } from './loopbackServer';
import type { LoopbackAnswer, LoopbackRequest } from './loopbackServer';
import { blockProblems } from './slackBlocks';

/** One request that reached the webhook. */
export interface SlackPost {
	/** As it came; the text itself if that was no JSON. */
	body: unknown;
	status: number;
	/** Why it was refused; Slack itself answers with a single word. */
	problems: string[];
}

export interface SlackReceiver {
	/** What a builder would have copied from Slack. */
	webhookUrl: string;
	/** All requests, oldest first. */
	posts: () => SlackPost[];
	/** The next `times` messages are answered like this and not posted, as when Slack is down. */
	fail: (times: number, status: number) => void;
	stop: () => Promise<void>;
}

/** The parts of an address that only Slack and its owner know. */
const PATH = '/services/T000TEST/B000TEST/only-for-tests';

/**
 * Plays a Slack incoming webhook, on loopback: `200 ok`, or a refusal in one word with the status that
 * Slack documents for it. What Block Kit does not allow is `invalid_blocks`.
 */
export async function startSlackReceiver({ port = 0 } = {}): Promise<SlackReceiver> {
	const posts: SlackPost[] = [];
	const down = { times: 0, status: 500 };
	const server = await startLoopbackServer((request) => {
		if (down.times > 0) {
			down.times -= 1;
			return { status: down.status, body: 'rollup_error' };
		}
		const { post, answer } = receive(request);
		posts.push(post);
		return answer;
	}, port);
	return {
		webhookUrl: `${server.url}${PATH}`,
		posts: () => [...posts],
		fail: (times, status) => Object.assign(down, { times, status }),
		stop: server.stop,
	};
}

interface Received {
	post: SlackPost;
	answer: LoopbackAnswer;
}

function receive({ method, path, headers, body }: LoopbackRequest): Received {
	const refuse = (status: number, word: string, problems = [word]): Received => ({
		post: { body: jsonObject(body) ?? body, status, problems },
		answer: { status, body: word },
	});
	if (path !== PATH) return refuse(404, 'no_service');
	if (method !== 'POST') return refuse(405, 'method_not_allowed');
	if (!headers['content-type']?.startsWith('application/json'))
		return refuse(400, 'invalid_payload');
	const message = jsonObject(body);
	if (!message) return refuse(400, 'invalid_payload');
	const { text, blocks } = message;
	if (text !== undefined && typeof text !== 'string') return refuse(400, 'invalid_payload');
	if (!text && blocks === undefined) return refuse(400, 'no_text');
	const problems = blocks === undefined ? [] : blockProblems(blocks);
	if (problems.length > 0) return refuse(400, 'invalid_blocks', problems);
	return {
		post: { body: message, status: 200, problems },
		answer: { status: 200, body: 'ok' },
	};
}
