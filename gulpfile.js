/**
 * `gulp build`: the package as it is published, in dist/.
 *
 * It is made in a folder beside it and renamed at the end: a build that fails, or runs while a test
 * packs the package, leaves a whole dist/ behind.
 */
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { existsSync } = require('node:fs');
const { rename, rm } = require('node:fs/promises');
const { join } = require('node:path');
const { pipeline } = require('node:stream/promises');
const { build: bundle } = require('esbuild');
const { dest, src } = require('gulp');

const dist = join(__dirname, 'dist');
const next = join(__dirname, `dist.partial-${process.pid}`);

/** What tsc does not take along: icons, codex files, output schemas and the desk's page. */
const ASSETS = [
	'nodes/**/*.{svg,png}',
	'credentials/**/*.{svg,png}',
	'nodes/**/*.node.json',
	'nodes/**/__schema__/**/*.json',
	'nodes/**/page/**/*.{html,css}',
];

async function runNode(args) {
	const child = spawn(process.execPath, args, { cwd: __dirname, stdio: 'inherit' });
	const [code] = await once(child, 'exit');
	if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
}

async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	await runNode([tsc, '--outDir', next]);
}

async function copyAssets() {
	// `encoding: false` keeps PNG bytes as they are.
	await pipeline(src(ASSETS, { base: '.', encoding: false, allowEmpty: true }), dest(next));
}

async function copyWorkflows() {
	const files = src('workflows/*.json', { encoding: false, allowEmpty: true });
	await pipeline(files, dest(join(next, 'workflows')));
}

async function bundleSimulator() {
	const script = join(__dirname, 'test', 'simulator', 'build.mjs');
	if (!existsSync(script)) return;
	const { buildSimulator } = await import(script);
	await buildSimulator(join(next, 'simulator', 'main.cjs'));
}

/** The desk's page is one script: its policy lets a browser load nothing else. */
async function bundleDesk() {
	await bundle({
		entryPoints: [join(__dirname, 'nodes/CallDeskTrigger/page/main.ts')],
		outfile: join(next, 'nodes/CallDeskTrigger/page/desk.js'),
		bundle: true,
		platform: 'browser',
		target: ['chrome110', 'firefox115', 'safari16'],
		format: 'iife',
		minify: true,
		charset: 'utf8',
		logLevel: 'warning',
	});
}

async function replaceDist() {
	await rm(dist, { recursive: true, force: true });
	await rename(next, dist);
}

async function build() {
	try {
		await compile();
		await Promise.all([copyAssets(), copyWorkflows()]);
		await bundleDesk();
		await bundleSimulator();
		await replaceDist();
	} finally {
		await rm(next, { recursive: true, force: true });
	}
}

exports.build = build;
exports.default = build;
