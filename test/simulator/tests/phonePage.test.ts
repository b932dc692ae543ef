import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHROMIUM_FLAGS, ensureChromium } from '../../stack/ensureChromium';
import { childOf, isJson, listOf, textOf, type Json } from '../readValue';
import { CUSTOMER, startTalking, type Business } from './business';
import { businessPeer, type BusinessPeer } from './businessPeer';
import { toneFile } from './toneFile';

const CUSTOMER_HZ = 440;
const BUSINESS_HZ = 880;
const HEARD = 0.005;

let browser: Browser;
let page: Page;
let business: Business;
let peer: BusinessPeer;
const tone = toneFile(CUSTOMER_HZ);

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: await ensureChromium(),
		args: [
			...CHROMIUM_FLAGS,
			'--allow-loopback-in-peer-connection',
			'--autoplay-policy=no-user-gesture-required',
			`--use-file-for-fake-audio-capture=${tone.path}`,
		],
	});
}, 300_000);

afterAll(async () => {
	await browser.close();
	tone.remove();
});

beforeEach(async () => {
	business = await startTalking({ media: 'auto' });
	peer = businessPeer(CUSTOMER_HZ);
	page = await browser.newPage({ viewport: { width: 390, height: 800 } });
	await page.goto(`${business.simulator.url}/?user=${CUSTOMER}`);
	await page.getByText('hello').waitFor();
});

afterEach(async () => {
	await page.close();
	await peer.close();
	await business.close();
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function dial(): Promise<string> {
	const session = { sdp_type: 'offer', sdp: await peer.offer() };
	const { body } = await business.call({ action: 'connect', to: CUSTOMER, session });
	const connect = await business.callEvent('connect');
	await peer.takeAnswer(textOf(childOf(connect, 'session'), 'sdp') ?? '');
	return textOf(listOf(body, 'calls')[0], 'id') ?? '';
}

/** `totalAudioEnergy` of what the page receives. */
async function pageHears(): Promise<number> {
	return await page.evaluate(async () => {
		// The page publishes its connection for tests.
		const { phone } = window as unknown as { phone: { peer(): RTCPeerConnection | null } };
		const stats = await phone.peer()?.getStats();
		let energy = 0;
		stats?.forEach((one: { type: string; totalAudioEnergy?: number }) => {
			if (one.type === 'inbound-rtp') energy = one.totalAudioEnergy ?? 0;
		});
		return energy;
	});
}

async function loggedAudio(): Promise<Json> {
	const { body } = await business.control('GET', 'calls');
	const [call] = listOf(body, 'list');
	return isJson(call) ? childOf(call, 'audio') : {};
}

describe("the customer's phone page", () => {
	it('rings, is answered, and each end hears the other', async () => {
		const id = await dial();
		await page.getByTestId('answer').click();
		peer.play(BUSINESS_HZ);
		await business.callEvent('ACCEPTED');
		await sleep(2_500);
		expect(await loggedAudio()).toMatchObject({ customer: 'page' });
		expect(peer.meter.result().tone_energy).toBeGreaterThan(HEARD);
		expect(await pageHears()).toBeGreaterThan(HEARD);
		await business.call({ action: 'terminate', call_id: id });
		await page.getByText(/Voice call, 0:0\d/).waitFor();
	});

	it('declines: REJECTED, then terminate', async () => {
		await dial();
		await page.getByTestId('decline').click();
		await business.callEvent('REJECTED');
		expect((await business.callEvent('terminate')).start_time).toBeUndefined();
		await page.getByText('Missed voice call').waitFor();
	});

	it('hangs up a call that it has answered', async () => {
		await dial();
		await page.getByTestId('answer').click();
		peer.play(BUSINESS_HZ);
		await page.getByTestId('hangup').click();
		expect(await business.callEvent('terminate')).toMatchObject({ status: 'COMPLETED' });
		const { body } = await business.control('GET', 'calls');
		expect(listOf(body, 'list')[0]).toMatchObject({ ended_by: 'customer' });
	});

	it('calls the business and is heard', async () => {
		await page.getByTestId('call').click();
		const connect = await business.callEvent('connect');
		expect(connect.direction).toBe('USER_INITIATED');
		const sdp = await peer.answer(textOf(childOf(connect, 'session'), 'sdp') ?? '');
		const session = { sdp_type: 'answer', sdp };
		await business.call({ action: 'accept', call_id: connect.id, session });
		peer.play(BUSINESS_HZ);
		await sleep(2_500);
		expect(peer.meter.result().tone_energy).toBeGreaterThan(HEARD);
		expect(await pageHears()).toBeGreaterThan(HEARD);
	});

	it('shows buttons, lists and permission requests, and sends the taps', async () => {
		await business.message({
			type: 'interactive',
			interactive: {
				type: 'button',
				body: { text: 'Shall we call?' },
				action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes, call me' } }] },
			},
		});
		await page.getByRole('button', { name: 'Yes, call me' }).click();
		await expectMessage({
			type: 'button_reply',
			button_reply: { id: 'yes', title: 'Yes, call me' },
		});
		await business.message({
			type: 'interactive',
			interactive: {
				type: 'list',
				body: { text: 'When?' },
				action: {
					button: 'See times',
					sections: [{ rows: [{ id: 'ten', title: '10:00', description: 'your time' }] }],
				},
			},
		});
		await page.getByRole('button', { name: 'See times' }).click();
		await page.getByTestId('row').click();
		await expectMessage({ type: 'list_reply', list_reply: { id: 'ten', title: '10:00' } });
		await business.message({
			type: 'interactive',
			interactive: {
				type: 'call_permission_request',
				action: { name: 'call_permission_request' },
				body: { text: 'May we call about your order?' },
			},
		});
		await page.getByTestId('always').click();
		await expectMessage({
			type: 'call_permission_reply',
			call_permission_reply: { response: 'accept', is_permanent: true },
		});
	});

	it("writes text as text: a business's markup is never run", async () => {
		const text = '<img src=x onerror="document.title=1"><b>bold</b>';
		await business.message({ type: 'text', text: { body: text } });
		await page.getByText(text).waitFor();
		expect(await page.locator('#chat img, #chat b').count()).toBe(0);
	});
});

/** Waits for an interactive message of the customer with this content. */
async function expectMessage(interactive: Json): Promise<void> {
	const value = await business.change((change) =>
		listOf(change.value, 'messages').some(
			(one) =>
				childOf(one, 'interactive').type === interactive.type && interactiveFits(one, interactive),
		),
	);
	expect(value).toMatchObject({ messages: [{ interactive }] });
}

function interactiveFits(message: unknown, interactive: Json): boolean {
	const kind = String(interactive.type);
	const sent = childOf(childOf(message, 'interactive'), kind);
	const wanted = childOf(interactive, kind);
	return Object.entries(wanted).every(([key, value]) => sent[key] === value);
}
