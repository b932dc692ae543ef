import { createHmac } from 'node:crypto';
import { jsonObject, startLoopbackServer } from './loopbackServer';
import type { LoopbackAnswer, LoopbackRequest } from './loopbackServer';
import { startMediaServer } from './mediaServer';
import type { MediaServer } from './mediaServer';

const SIGNATURE = 'x-signature-256';

/** What a reminder has to come with, so that it can be spoken. */
export interface ReminderOffer {
	attempt_id: string;
	purpose: 'reminder';
	language: string;
	disclosure: string;
	slot: { start_at: string; time_zone: string };
}

export interface VoiceAgent {
	url: string;
	secret: string;
	/** What it was asked to speak, oldest first; a repeat stands here again. */
	offers: () => ReminderOffer[];
	/** The calls that it carries, as a media server tells of them. */
	sessions: MediaServer['sessions'];
	/** The next `times` requests are answered 503. */
	fail: (times: number) => void;
	/** Its customer asks for a person. @returns the status that the address answers. */
	askForPerson: (address: string, attemptId: string) => Promise<number>;
	stop: () => Promise<void>;
}

/**
 * A voice agent for tests, on loopback: it carries calls as the media server does, with a tone for a
 * voice, but takes no call that is not a reminder with everything that has to be said.
 */
export async function startVoiceAgent(): Promise<VoiceAgent> {
	const secret = 'voice-agent-secret';
	const carrier = await startMediaServer({ secret });
	const offers: ReminderOffer[] = [];
	let failures = 0;
	const server = await startLoopbackServer(async (request) => {
		if (failures-- > 0) return { status: 503, body: 'Later.' };
		if (request.path !== '/offer') return await forward(request, carrier);
		const offer = readReminder(request.body);
		if (!offer) return { status: 422, body: 'This is no reminder that could be spoken.' };
		const answer = await forward(request, carrier);
		if (answer.status === 200) offers.push(offer);
		return answer;
	});
	return {
		url: server.url,
		secret,
		offers: () => [...offers],
		sessions: carrier.sessions,
		fail: (times) => {
			failures = times;
		},
		askForPerson: async (address, attemptId) => {
			const body = JSON.stringify({ attempt_id: attemptId });
			const hmac = createHmac('sha256', secret).update(body).digest('hex');
			const headers = { 'content-type': 'application/json', [SIGNATURE]: `sha256=${hmac}` };
			return (await fetch(address, { method: 'POST', headers, body })).status;
		},
		stop: async () => {
			await server.stop();
			await carrier.stop();
		},
	};
}

/** The carrier checks the signature over the same bytes. */
async function forward(
	{ method, path, headers, body }: LoopbackRequest,
	carrier: MediaServer,
): Promise<LoopbackAnswer> {
	const signed = { 'content-type': 'application/json', [SIGNATURE]: String(headers[SIGNATURE]) };
	const answer = await fetch(`${carrier.url}${path}`, { method, headers: signed, body });
	return { status: answer.status, body: await answer.json() };
}

function readReminder(body: string): ReminderOffer | undefined {
	const { attempt_id, direction, purpose, language, disclosure, slot } = jsonObject(body) ?? {};
	const { start_at, time_zone } = jsonObject(JSON.stringify(slot ?? null)) ?? {};
	const isOurs = direction === 'outbound' && purpose === 'reminder';
	const texts = [attempt_id, language, disclosure, start_at, time_zone];
	if (!isOurs || !texts.every((text) => typeof text === 'string' && text !== '')) return undefined;
	const [attempt = '', spoken = '', said = '', start = '', zone = ''] = texts.map(String);
	const told = { language: spoken, disclosure: said, slot: { start_at: start, time_zone: zone } };
	return { attempt_id: attempt, purpose: 'reminder', ...told };
}
