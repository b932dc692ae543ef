import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callFacts, type CallTarget } from '../../nodes/shared/dial/callFacts';
import type { DialPorts } from '../../nodes/shared/dial/ports';
import { recordDecision } from '../../nodes/shared/dial/recordDecision';
import { decideCall } from '../../nodes/shared/domain/decision';
import { messageFeatures } from '../../nodes/shared/domain/escalation';
import { addMs, MINUTE_MS } from '../../nodes/shared/domain/instant';
import { readIntent } from '../../nodes/shared/domain/intent';
import { DEFAULT_POLICY } from '../../nodes/shared/domain/policy';
import { openLedger } from '../../nodes/shared/ledger/openLedger';
import type { Ledger } from '../../nodes/shared/ledger/ledger';
import { ok, scriptedGraph } from '../shared/dial/scriptedGraph';
import { repositoryRoot } from '../stack/repositoryRoot';
import type { Report } from './report';

/** A Wednesday in office hours, everywhere in Great Britain. */
const NOW = '2026-10-14T11:00:00.000+01:00';
const NUMBER = '106540352242922';
const FOR_MS = 3_000;

/** How much the judgement itself costs: the rule, the rule over the ledger, the reading of words. */
export async function benchJudgement(dir: string, report: Report): Promise<void> {
	const messages = await realMessages();
	let next = 0;
	const text = () => messages[(next += 1) % messages.length] ?? '';
	const bare = await perSecond(() => readIntent(text(), { offerOpen: next % 2 === 0 }));
	const read = await perSecond(() => {
		readIntent(text(), { offerOpen: next % 2 === 0 });
		messageFeatures({ from: 'customer', text: text(), at: NOW });
	});
	report.compare('Messages read: intent and signals', read, '/s', 'with the intent alone', bare);
	await withLedger(dir, async (ports, target) => {
		const facts = await callFacts(target, null, ports);
		const rule = await perSecond(() => decideCall(facts, ports.policy, NOW));
		const whole = await perSecond(async () => await recordDecision(target, null, false, ports));
		report.compare('Decisions, read from and kept in the ledger', whole, '/s', 'by the rule', rule);
	});
}

/** What people really type, from the labelled fixture of intents. */
async function realMessages(): Promise<string[]> {
	const file = join(repositoryRoot(), 'test', 'fixtures', 'intent', 'test.jsonl');
	const lines = (await readFile(file, 'utf8')).trim().split('\n');
	return lines.map((line) => String((JSON.parse(line) as { text: unknown }).text));
}

async function perSecond(work: () => unknown): Promise<number> {
	const startedAt = performance.now();
	let count = 0;
	for (; performance.now() - startedAt < FOR_MS; count += 1) await work();
	return (count / (performance.now() - startedAt)) * 1000;
}

/** A customer who said yes and whom Meta lets us call; Meta's answer costs nothing here. */
async function withLedger(
	dir: string,
	work: (ports: DialPorts, target: CallTarget) => Promise<void>,
): Promise<void> {
	const ledger = await openLedger({
		url: `sqlite://${join(dir, 'bench-decisions.sqlite')}`,
		keySource: { key: randomBytes(32).toString('hex') },
	});
	const permission = { status: 'permanent' };
	const actions = [{ action_name: 'start_call', can_perform_action: true, limits: [] }];
	const { graph, requests } = scriptedGraph(() => {
		requests.length = 0;
		return ok({ messaging_product: 'whatsapp', permission, actions });
	});
	const mediaServer = {
		offer: async () => null,
		answer: async () => false,
		end: async () => false,
	};
	const newId = () => randomBytes(8).toString('hex');
	const sleep = async () => undefined;
	const ports = {
		ledger,
		graph,
		mediaServer,
		voiceAgent: mediaServer,
		callDesk: mediaServer,
		policy: DEFAULT_POLICY,
		now: () => NOW,
		sleep,
		newId,
	};
	await work(ports, await targetIn(ledger));
	await ledger.close();
}

async function targetIn(ledger: Ledger): Promise<CallTarget> {
	return await ledger.transaction(async ({ contacts, wishes, lines }) => {
		const line = { phoneNumberId: NUMBER, displayPhoneNumber: '442079460018', wabaId: '1' };
		await lines.learn(line, NOW);
		const person = { waId: '447700900123', userId: null, parentUserId: null, name: 'Bench' };
		const contact = await contacts.resolve(person, NOW);
		if (!contact) throw new Error('The ledger made no contact.');
		const expiresAt = addMs(NOW, DEFAULT_POLICY.yesNowMinutes * MINUTE_MS);
		const yes = { contactId: contact.id, phoneNumberId: NUMBER, expiresAt };
		const wish = await wishes.open({ ...yes, id: 'yes:bench', kind: 'yes', scope: 'now' }, NOW);
		return { phoneNumberId: NUMBER, contact, wish };
	});
}
