import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './ensureChromium';
import { ensureFirefox } from './ensureFirefox';
import { ensureN8nHost } from './ensureN8nHost';
import { say, seconds, timed } from './progress';
import { repositoryRoot } from './repositoryRoot';
import type { StepResult } from './stepReporter';

const MINUTE_MS = 60_000;

/** vitest's projects, cheap ones first, with the most each may take. */
const PROJECTS = [
	{ name: 'unit', limitMs: 8 * MINUTE_MS },
	{ name: 'ledger', limitMs: 5 * MINUTE_MS },
	{ name: 'simulator', limitMs: 5 * MINUTE_MS },
	{ name: 'e2e', limitMs: 40 * MINUTE_MS },
];

const root = repositoryRoot();
const reports = join(root, 'node_modules', '.cache', 'whatsapp-calling', 'reports');

/** `npm test`: every check there is. The last line is `N passed, N failed`. */
async function main(): Promise<number> {
	const startedAt = performance.now();
	await timed('Chromium', ensureChromium);
	await timed('Firefox', ensureFirefox);
	await timed('n8n', ensureN8nHost);
	await rm(reports, { recursive: true, force: true });
	await mkdir(reports, { recursive: true });
	const results: StepResult[] = [
		await script('lint'),
		await script('typecheck'),
		await script('build'),
	];
	for (const project of PROJECTS) results.push(await vitest(project.name, project.limitMs));
	return report(results, performance.now() - startedAt);
}

/** One of the package's own npm scripts counts as one test. */
async function script(name: string): Promise<StepResult> {
	const { code, durationMs } = await run(name, 'npm', ['run', '--silent', name], 4 * MINUTE_MS);
	const failed = code === 0 ? 0 : 1;
	return {
		passed: 1 - failed,
		failed,
		files: [{ name, durationMs, failed: failed > 0 }],
	};
}

async function vitest(project: string, limitMs: number): Promise<StepResult> {
	const file = join(reports, `${project}.json`);
	const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
	const reporters = ['--reporter=default', '--reporter=./test/stack/stepReporter.ts'];
	const { code } = await run(
		project,
		process.execPath,
		[program, 'run', '--project', project, '--passWithNoTests', ...reporters],
		limitMs,
		{ WAC_TEST_REPORT: file },
	);
	const text = await readFile(file, 'utf8').catch(() => undefined);
	const empty: StepResult = { passed: 0, failed: 0, files: [] };
	// Written by stepReporter.ts just now; missing when there was no test or vitest ended early.
	const result = text === undefined ? empty : (JSON.parse(text) as StepResult);
	// A time-out or a crash fails the step although no test did.
	return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

async function run(
	title: string,
	program: string,
	args: string[],
	limitMs: number,
	env: Record<string, string> = {},
): Promise<{ code: number; durationMs: number }> {
	const startedAt = performance.now();
	say(`${title} …`);
	const child = spawn(program, args, {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, ...env },
		timeout: limitMs,
	});
	const code = await new Promise<number>((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (exitCode) => resolve(exitCode ?? 1));
	});
	const durationMs = performance.now() - startedAt;
	const outcome = code === 0 ? 'passed' : durationMs >= limitMs ? 'took too long' : 'failed';
	say(`${title}: ${outcome} after ${seconds(durationMs)} s`);
	return { code, durationMs };
}

function report(results: StepResult[], totalMs: number): number {
	const files = results.flatMap((result) => result.files);
	const lines = files
		.sort((one, other) => other.durationMs - one.durationMs)
		.map(
			(file) =>
				`${seconds(file.durationMs).padStart(8)} s  ${file.failed ? 'FAILED  ' : ''}${file.name}`,
		);
	const passed = results.reduce((sum, result) => sum + result.passed, 0);
	const failed = results.reduce((sum, result) => sum + result.failed, 0);
	process.stdout.write(`\nTime per file:\n${lines.join('\n')}\n`);
	process.stdout.write(
		`${seconds(totalMs).padStart(8)} s  in all\n\n${passed} passed, ${failed} failed\n`,
	);
	return failed === 0 ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.stdout.write('\n0 passed, 1 failed\n');
		process.exit(1);
	},
);
