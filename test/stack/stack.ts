import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskLinkFor } from './deskLink';
import { ensureBuilt } from './ensureBuilt';
import { ensureN8nHost } from './ensureN8nHost';
import { freePorts } from './freePorts';
import { installPackage } from './installPackage';
import type { InstallOptions } from './installPackage';
import { startMediaServer } from './mediaServer';
import type { MediaServer } from './mediaServer';
import { N8nApi } from './n8nApi';
import type { StoredWorkflow } from './n8nApi';
import { OWNER } from './n8nEnvironment';
import { N8nProcess } from './n8nProcess';
import { timed } from './progress';
import { seedPolicy } from './seedPolicy';
import { SimulatorProcess } from './simulatorProcess';
import type { SimulatorConfig } from './simulatorProcess';
import { CALL_DESK, importTemplate, publishable, templateFiles } from './templates';
import type { TemplateLeg } from './templates';
import { copyStartedFolder } from './startedFolder';
import { startTlsGraph } from './tlsGraph';

export interface StackOptions {
	/** The folder for everything; default a temporary one, removed by {@link Stack.stop}. */
	dir?: string;
	/** First of four ports in a row; default any free ones. */
	portBase?: number;
	/** Templates to import, and to publish where they get along, by file name; default all in workflows/. */
	templates?: string[];
	/** Who talks in the calls of the templates; default the media server. */
	leg?: TemplateLeg;
	/** See {@link InstallOptions}; default `cached`. */
	dependencies?: InstallOptions['dependencies'];
	/** Further environment of n8n. */
	env?: Record<string, string>;
	/** CommonJS files that n8n loads first. */
	preloads?: string[];
	/** Further fields of the credential; they win over the ones for the simulator. */
	credential?: Record<string, unknown>;
	/** Further arguments of the simulator's command line. */
	simulatorArgs?: string[];
	/** The policy of every number; default {@link ALWAYS_OPEN}. */
	policy?: object;
	/** Send n8n's own WhatsApp nodes, whose Graph host is fixed, to the simulator too. */
	redirectGraphHost?: boolean;
}

export interface Stack {
	dir: string;
	n8n: N8nProcess;
	api: N8nApi;
	simulator: SimulatorProcess;
	config: SimulatorConfig;
	mediaServer: MediaServer;
	/** The credential for the simulator, of type whatsAppCallingApi. */
	credential: { id: string; name: string };
	/** The imported templates by file name. */
	workflows: Map<string, StoredWorkflow>;
	owner: { email: string; password: string };
	/** Who talks in the calls of the templates. */
	leg: TemplateLeg;
	/** A link that signs a representative in at the call desk, where the templates are given with one. */
	desk: string | null;
	/** Moves the clock of n8n and simulator; takes effect within 50 ms. */
	setClockOffset: (offsetMs: number) => Promise<void>;
	/** Ends everything; the folder stays if it was given, or with `keepFolder`. */
	stop: (options?: { keepFolder?: boolean }) => Promise<void>;
}

interface Ports {
	n8n: number;
	broker: number;
	simulator: number;
	media: number;
}

/** Starts simulator, media server and n8n with the package and its templates. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
	const host = await ensureN8nHost();
	await ensureBuilt();
	const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'whatsapp-calling-')));
	await mkdir(dir, { recursive: true });
	const ports = await choosePorts(options.portBase);
	const clockFile = join(dir, 'clock-offset-ms');
	const setClockOffset = (offsetMs: number) => writeClock(clockFile, offsetMs);
	await setClockOffset(0);
	const simulator = new SimulatorProcess({
		port: ports.simulator,
		logFile: join(dir, 'simulator.log'),
		clockFile,
		args: options.simulatorArgs,
	});
	const graph = options.redirectGraphHost ? await startTlsGraph(dir, ports.simulator) : undefined;
	const n8n = new N8nProcess({
		host,
		userFolder: dir,
		port: ports.n8n,
		brokerPort: ports.broker,
		clockFile,
		env: { ...graph?.env, ...options.env },
		preloads: [...(graph?.preloads ?? []), ...(options.preloads ?? [])],
	});
	const mediaServer = await startMediaServer({ port: ports.media });
	const stop: Stack['stop'] = async ({ keepFolder = options.dir !== undefined } = {}) => {
		await Promise.all([n8n.stop(), simulator.stop(), mediaServer.stop(), graph?.stop()]);
		if (!keepFolder) await rm(dir, { recursive: true, force: true });
	};
	try {
		if (!options.dir) await copyStartedFolder(host, dir);
		await timed('Installing the package into n8n', () =>
			installPackage(dir, { dependencies: options.dependencies ?? 'cached' }),
		);
		const [config] = await timed('Starting simulator and n8n', () =>
			Promise.all([simulator.start(), n8n.start()]),
		);
		const api = await N8nApi.connect(n8n.url);
		const parts = { dir, n8n, api, simulator, config, mediaServer, setClockOffset, stop };
		return await timed('Importing and publishing the templates', () => fill(parts, options));
	} catch (error) {
		await stop({ keepFolder: true });
		throw new Error(`The stack did not start. Its files are in ${dir}.`, { cause: error });
	}
}

type Parts = Omit<Stack, 'credential' | 'workflows' | 'owner' | 'leg' | 'desk'>;

async function fill(parts: Parts, options: StackOptions): Promise<Stack> {
	const { api, config, simulator, mediaServer } = parts;
	const credential = await api.createCredential(
		'WhatsApp Calling (simulator)',
		'whatsAppCallingApi',
		{
			accessToken: config.access_token,
			appSecret: config.app_secret,
			appId: config.app_id,
			wabaId: config.waba_id,
			simulator: true,
			graphBaseUrl: simulator.url,
			mediaServerUrl: mediaServer.url,
			mediaServerSecret: mediaServer.secret,
			...options.credential,
		},
	);
	await seedPolicy({ api, credential, simulator }, options.policy);
	const workflows = new Map<string, StoredWorkflow>();
	const { leg = 'media_server' } = options;
	const files = options.templates ?? (await templateFiles());
	for (const file of files)
		workflows.set(file, await importTemplate({ api, credential, leg }, file));
	for (const file of publishable(files)) await api.publish(workflows.get(file)?.id ?? '');
	const hasDesk = leg === 'call_desk' && files.includes(CALL_DESK);
	const desk = hasDesk ? await deskLinkFor({ api, credential }, { name: 'Meera' }) : null;
	return { ...parts, credential, workflows, owner: OWNER, leg, desk };
}

async function choosePorts(base: number | undefined): Promise<Ports> {
	const [n8n = 0, broker = 0, simulator = 0, media = 0] =
		base === undefined ? await freePorts(4) : [base, base + 1, base + 2, base + 3];
	return { n8n, broker, simulator, media };
}

/** Renamed into place, so that a reader never sees half a number. */
async function writeClock(file: string, offsetMs: number): Promise<void> {
	await writeFile(`${file}.partial`, String(offsetMs));
	await rename(`${file}.partial`, file);
}
