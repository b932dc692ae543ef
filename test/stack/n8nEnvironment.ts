import { join } from 'node:path';
import { cacheDirectory } from './ensureN8nHost';
import { outerEnvironment } from './outerEnvironment';
import type { N8nOptions } from './n8nProcess';

/** The owner every test instance starts with, set up by environment so that no wizard shows. */
export const OWNER = {
	email: 'owner@whatsapp-calling.test',
	password: 'Whatsapp-calling-1',
} as const;

/** bcrypt of OWNER.password, for loopback instances that live in a temporary folder. */
const OWNER_PASSWORD_HASH = '$2a$10$/Wlffebex1UWfRhwjtKsVetP3cKQTAO5N8BQD/bDY1.CHmdePw37q';

/** n8n keeps to itself: no telemetry, no look-ups of versions, templates, packages or licences. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	// One fetches a list from n8n's servers at every start; the others are n8n's own assistants, which
	// no workflow uses and which take it a second to load.
	N8N_DISABLED_MODULES: 'mcp-registry,mcp,instance-ai,agents,agent-evals,chat-hub',
};

/** The environment of one n8n; `options.env` wins over everything here. */
export function n8nEnvironment(options: N8nOptions): NodeJS.ProcessEnv {
	return {
		...withoutN8nSettings(outerEnvironment()),
		...QUIET,
		N8N_USER_FOLDER: options.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(options.port),
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_EDITOR_BASE_URL: n8nUrl(options.port),
		N8N_WEBHOOK_URL: `${n8nUrl(options.port)}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Owner',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Test',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: OWNER_PASSWORD_HASH,
		NODE_OPTIONS: nodeOptions(options.preloads ?? []),
		// Node compiles n8n's files once, not at every start.
		NODE_COMPILE_CACHE: join(cacheDirectory(), 'compiled'),
		...(options.clockFile ? { WAC_TEST_CLOCK_FILE: options.clockFile } : {}),
		...options.env,
	};
}

/** The name a browser is to use: Chromium gives the microphone to `localhost` without HTTPS. */
export function n8nUrl(port: number): string {
	return `http://localhost:${port}`;
}

function nodeOptions(preloads: string[]): string {
	return preloads.map((file) => `--require ${JSON.stringify(file)}`).join(' ');
}

/** The machine's own n8n settings must not reach an instance under test. */
function withoutN8nSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(environment).filter(
			([name]) => !/^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_URL$|WHATSAPP_CALLING_)/.test(name),
		),
	);
}
