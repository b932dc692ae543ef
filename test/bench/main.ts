import { cpus } from 'node:os';
import { say } from '../stack/progress';
import { ALWAYS_OPEN } from '../stack/seedPolicy';
import { startStack, type Stack } from '../stack/stack';
import { until } from '../stack/until';
import { freshMessage, freshStatus, type Line, type SignedDelivery } from './deliveries';
import { benchDesks } from './desks';
import { benchGateChain } from './gateChain';
import { benchJudgement } from './judgement';
import { benchLoadTime } from './loadTime';
import { measureOwnPart } from './ourShare';
import { measureLatency, measureRate } from './rates';
import { Report } from './report';
import { measureSignalling, type Signalling, type SignallingTarget } from './signalling';
import { publishNative, publishOurs } from './workflows';

const RATE_TURNS = 3;
const TURN_SECONDS = 6;
const IN_FLIGHT = 300;
/** n8n's setting that evaluates expressions without an isolate for each webhook. */
const LEGACY = { N8N_EXPRESSION_ENGINE: 'legacy' };
const LEGACY_ENGINE = ', legacy expression engine';
const DEFAULT_ENGINE = 'with n8n’s default engine';
/** The flow as it ships: the calls are placed by it, and the messages in flight run through it. */
const MESSAGES = '01-messages.json';

const report = new Report();
let customers = 0;

async function lineOf({ config, simulator }: Stack): Promise<Line> {
	const { display_phone_number: displayPhoneNumber } = await simulator.get<{
		display_phone_number: string;
	}>('/sim/config');
	return {
		wabaId: config.waba_id,
		phoneNumberId: config.phone_number_id,
		displayPhoneNumber,
		appSecret: config.app_secret,
	};
}

/** Each measurement calls somebody new: a second call would have to wait for the cool-down. */
async function signal(stack: Stack, target: SignallingTarget, inFlight: number) {
	customers += 1;
	return await measureSignalling(stack, target, { inFlight, waId: `4477009006${10 + customers}` });
}

function compareSignalling(busy: Signalling, than: string, idle: Signalling, engine = ''): void {
	const load = `${IN_FLIGHT} messages in flight${engine}`;
	report.compare(`SDP answer at the leg, ${load}`, busy.answerMs, 'ms', than, idle.answerMs);
	report.compare(`Call event in its flow, ${load}`, busy.flowMs, 'ms', than, idle.flowMs);
}

const DELIVERIES = [
	['Webhooks that start nothing', freshStatus],
	['Webhooks that start an execution', freshMessage],
] as const;

/**
 * Webhooks per second at each address, in turns, so that a busy moment of the machine hits all of
 * them; a refused webhook spoils the figure.
 */
async function ratesOf(urls: string[], fresh: () => SignedDelivery): Promise<number[]> {
	const sums = urls.map(() => 0);
	for (let turn = 0; turn < RATE_TURNS; turn += 1) {
		for (const [index, url] of urls.entries()) {
			const { perSecond, failed } = await measureRate(url, fresh, TURN_SECONDS);
			if (failed > 0) throw new Error(`${failed} webhooks were refused at ${url}.`);
			sums[index] = (sums[index] ?? 0) + perSecond;
		}
	}
	return sums.map((sum) => sum / RATE_TURNS);
}

/** @returns our rates, by name */
async function benchRates(stack: Stack, line: Line, ours: string): Promise<Map<string, number>> {
	const native = await publishNative(stack);
	const rates = new Map<string, number>();
	for (const [name, fresh] of DELIVERIES) {
		const [own = NaN, theirs = NaN] = await ratesOf([ours, native.url], () => fresh(line));
		report.compare(name, own, '/s', 'with n8n’s own WhatsApp Trigger', theirs);
		rates.set(name, own);
	}
	await stack.api.deactivate(native.workflow.id);
	const whole = await measureLatency(ours, () => freshStatus(line), 50);
	const part = await measureOwnPart(stack.dir, line, () => freshMessage(line), 300);
	report.compare('Our part of one delivery', part, 'ms', 'for the whole delivery', whole);
	return rates;
}

/** n8n answers 404 for a webhook until it has published the workflow again. */
async function untilReceiving(url: string, line: Line): Promise<void> {
	await until(`webhooks at ${url}`, 60_000, async () => {
		const { body, headers } = freshStatus(line);
		return (await fetch(url, { method: 'POST', body, headers })).ok || undefined;
	});
}

async function bench(stack: Stack): Promise<void> {
	const { api } = stack;
	const line = await lineOf(stack);
	const flow = stack.workflows.get(MESSAGES);
	if (!flow) throw new Error(`${MESSAGES} was not published.`);
	const calls = await publishOurs(stack, ['callEvents'], { keepExecutions: true });
	const url = api.webhookUrl(flow, flow.nodes.find(isTrigger)?.name ?? '', 'webhook');
	const target = { url, line, callsWorkflowId: calls.workflow.id };
	const idle = await signal(stack, target, 0);
	const busy = await signal(stack, target, IN_FLIGHT);
	compareSignalling(busy, 'with none', idle);
	await benchJudgement(stack.dir, report);
	// From here on nothing but what is compared takes part.
	await api.deactivate(flow.id);
	await benchGateChain(stack, line, report);
	await benchDesks(stack, line, report);
	const ours = await publishOurs(stack, ['messages']);
	const rates = await benchRates(stack, line, ours.url);
	await benchLoadTime(stack, report);
	await stack.n8n.restart(LEGACY);
	await untilReceiving(ours.url, line);
	await benchLegacyRates(line, ours.url, rates);
	await api.deactivate(ours.workflow.id);
	await api.publish(flow.id);
	await untilReceiving(url, line);
	const quick = await signal(stack, target, IN_FLIGHT);
	compareSignalling(quick, DEFAULT_ENGINE, busy, LEGACY_ENGINE);
}

/** What another expression engine changes (docs/performance.md). */
async function benchLegacyRates(
	line: Line,
	url: string,
	rates: Map<string, number>,
): Promise<void> {
	for (const [name, fresh] of DELIVERIES) {
		const [own = NaN] = await ratesOf([url], () => fresh(line));
		const usual = rates.get(name) ?? NaN;
		report.compare(`${name}${LEGACY_ENGINE}`, own, '/s', DEFAULT_ENGINE, usual);
	}
}

const isTrigger = ({ type }: { type: string }) => type.endsWith('.whatsAppCallingTrigger');

async function main(): Promise<void> {
	// A crowded n8n must not end the measured call for ringing long.
	const policy = { ...ALWAYS_OPEN, ringLimitSeconds: 120 };
	const stack = await startStack({ templates: [MESSAGES], policy, redirectGraphHost: true });
	try {
		await bench(stack);
	} finally {
		await stack.stop();
	}
	report.print();
	if (!process.argv.includes('--write')) return;
	const [{ model = 'unknown processor' } = {}] = cpus();
	const date = new Date().toISOString().slice(0, 10);
	await report.write(`${date}, ${cpus().length} × ${model.trim()}, Node ${process.version}.`);
}

main().catch((error: unknown) => {
	say('The bench did not come to its end.');
	console.error(error);
	process.exitCode = 1;
});
