import {
	DESK_OUTCOMES,
	HANG_UP_CAUSES,
	NOTE_LIMIT,
	type DeskRequest,
} from '../shared/domain/deskProtocol';
import { DeskRefusal } from './deskRefusal';

type Check = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids, keys and secrets of ours. */
const isName: Check = (value) => typeof value === 'string' && /^[\w:.-]{1,200}$/.test(value);

const isText =
	(limit: number): Check =>
	(value) =>
		typeof value === 'string' && value.length <= limit;

const isOneOf =
	(values: readonly string[]): Check =>
	(value) =>
		typeof value === 'string' && values.includes(value);

const isOptional =
	(check: Check): Check =>
	(value) =>
		value === undefined || check(value);

/** A session description has some thousand characters. */
const isSdp: Check = (value) => isText(32_768)(value) && value !== '';

/** What each action needs besides the page's proof. */
const SHAPES: Record<DeskRequest['action'], Record<string, Check>> = {
	sign_in: { link: isName },
	open: {},
	ready: {},
	ack: { probe: isName },
	away: {},
	sign_out: {},
	ring_shown: { ring: isName },
	decline: { ring: isName },
	take: { ring: isName, sdp: isOptional(isSdp) },
	answer: { attempt: isName, sdp: isSdp },
	connected: { attempt: isName },
	heard: { attempt: isName },
	hang_up: { attempt: isName, because: isOneOf(HANG_UP_CAUSES) },
	object: { attempt: isName },
	no_calls: { attempt: isName },
	outcome: { attempt: isName, outcome: isOneOf(DESK_OUTCOMES), notes: isText(NOTE_LIMIT) },
	correct: { attempt: isName, fields: isRecord },
	approve_recap: { attempt: isName },
};

const PROOF: Record<string, Check> = {
	page: isName,
	key: isName,
	n: (value) => Number.isSafeInteger(value) && Number(value) > 0,
};

const isAction = (value: unknown): value is DeskRequest['action'] =>
	typeof value === 'string' && Object.hasOwn(SHAPES, value);

/**
 * A request of the page, or of somebody who claims to be one: only what the protocol names, each
 * field of its kind.
 *
 * @throws {DeskRefusal} `action_unknown`, `body_invalid`.
 */
export function readDeskRequest(body: unknown): DeskRequest {
	if (!isRecord(body)) throw new DeskRefusal('body_invalid');
	const { action } = body;
	if (!isAction(action)) throw new DeskRefusal('action_unknown');
	const isEntry = action === 'sign_in' || action === 'open';
	const shape = { ...SHAPES[action], ...(isEntry ? {} : PROOF) };
	const fits = Object.entries(shape).every(([name, check]) => check(body[name]));
	const isKnown = Object.keys(body).every(
		(name) => name === 'action' || Object.hasOwn(shape, name),
	);
	if (!fits || !isKnown) throw new DeskRefusal('body_invalid');
	// Checked field by field above.
	return body as unknown as DeskRequest;
}
