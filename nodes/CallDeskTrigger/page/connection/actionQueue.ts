import type { DeskAction, DeskRequest } from '../../../shared/domain/deskProtocol';
import type { Reply } from './callServer';

export interface ActionQueue {
	/** Sends it after all before it: their numbers must arrive in order. */
	send<T>(action: DeskAction): Promise<Reply<T>>;
	/** The body of an action that goes at once, past the queue: the page is being closed. */
	last(action: DeskAction): DeskRequest;
}

/**
 * What a page asks for, one after the other, each with the next number. Nothing goes twice by itself.
 *
 * @param post Never rejects.
 */
export function createActionQueue(
	proof: { page: string; key: string },
	post: <T>(request: DeskRequest) => Promise<Reply<T>>,
): ActionQueue {
	let n = 0;
	let before: Promise<unknown> = Promise.resolve();
	const numbered = (action: DeskAction): DeskRequest => ({ ...action, ...proof, n: ++n });
	return {
		send<T>(action: DeskAction) {
			const reply = before.then(() => post<T>(numbered(action)));
			before = reply;
			return reply;
		},
		last: numbered,
	};
}
