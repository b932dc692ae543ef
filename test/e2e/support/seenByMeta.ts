import type { Stack } from '../../stack/stack';
import type { Phone } from './phone';

/** A request that the simulator got: to place or steer a call, or to send a message. */
export interface GraphPost {
	status: number;
	/** Of a message: text, interactive, template. */
	type?: string;
	action?: string;
	to?: string;
	recipient?: string;
	call_id?: string;
	session?: { sdp_type: string; sdp: string };
	interactive?: { type: string };
	/** What was asked for exists: the call's or the message's id. */
	id: string | undefined;
}

interface PostResponse {
	calls?: { id: string }[];
	messages?: { id: string }[];
}

/** All of them, in order. */
export async function graphPosts({ simulator }: Stack): Promise<GraphPost[]> {
	const acts = (await simulator.log()).filter(
		({ kind, method, path }) =>
			kind === 'graph' && method === 'POST' && /\/(calls|messages)$/.test(path),
	);
	return acts.map(({ status, request, response }) => {
		// The log holds the body as JSON; these are the keys of calling-api §1.1 that tests read.
		const body = request as Omit<GraphPost, 'status' | 'id'>;
		const answer = (response ?? {}) as PostResponse;
		return { ...body, status, id: answer.calls?.[0]?.id ?? answer.messages?.[0]?.id };
	});
}

const isTo = ({ to, recipient }: GraphPost, { waId, userId }: Phone): boolean =>
	to === waId || recipient === userId;

/** Every `connect` for this customer that reached Meta, whatever became of it. */
export async function connectsTo(stack: Stack, phone: Phone): Promise<GraphPost[]> {
	return (await graphPosts(stack)).filter((post) => post.action === 'connect' && isTo(post, phone));
}

/** Every permission request for this customer that reached Meta. */
export async function permissionRequestsTo(stack: Stack, phone: Phone): Promise<GraphPost[]> {
	return (await graphPosts(stack)).filter(
		(post) => post.interactive?.type === 'call_permission_request' && isTo(post, phone),
	);
}

/** A line of `GET /sim/calls`. */
export interface SeenCall {
	id: string;
	wa_id: string;
	direction: string;
	state: string;
	rang_at?: string;
	accepted_at?: string;
	ended_at?: string;
	ended_by?: string;
	audio?: { from_business: Heard; from_customer: Heard };
}

interface Heard {
	packets: number;
	tone_energy: number;
	energy: number;
}

export async function callsOf({ simulator }: Stack, { waId }: Phone): Promise<SeenCall[]> {
	return (await simulator.get<SeenCall[]>('/sim/calls')).filter((call) => call.wa_id === waId);
}
