import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
	copyFile,
	mkdir,
	mkdtemp,
	readFile,
	rename,
	rm,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheDirectory } from './ensureN8nHost';
import { outerEnvironment } from './outerEnvironment';
import { PACKAGE_NAME, repositoryRoot } from './repositoryRoot';
import { mustRun } from './runProgram';

export interface InstallOptions {
	/**
	 * `as_n8n_does` runs npm for the package's dependencies every time. `cached` links the result
	 * of an earlier run with the same dependencies: same files, without the network.
	 */
	dependencies: 'as_n8n_does' | 'cached';
	/** The package's folder; default this checkout, which must be built. */
	packageFolder?: string;
}

interface Manifest {
	version: string;
	dependencies?: Record<string, string>;
	[key: string]: unknown;
}

/** What n8n's Community Nodes service gives `npm install` (community-packages.service.js, 2.41). */
const INSTALL = [
	'install',
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/**
 * Installs the package into an n8n user folder the way n8n does: pack, untar, strip what n8n
 * strips, install the dependencies inside.
 * @returns the folder of the installed package
 */
export async function installPackage(userFolder: string, options: InstallOptions): Promise<string> {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	const target = join(nodesFolder, 'node_modules', PACKAGE_NAME);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	const from = options.packageFolder ?? repositoryRoot();
	if (options.dependencies === 'cached') await unpack(await packedOnce(from), target);
	else await inTemporaryFolder(async (folder) => await unpack(await pack(from, folder), target));
	const manifest = await stripManifest(target);
	if (options.dependencies === 'as_n8n_does') await installDependencies(target);
	else await linkDependencies(manifest, target);
	await writeJson(join(nodesFolder, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [PACKAGE_NAME]: manifest.version },
	});
	return target;
}

async function unpack(tarball: string, target: string): Promise<void> {
	await mustRun('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
}

/** The tarball of this very build: npm takes two seconds for one. */
async function packedOnce(packageFolder: string): Promise<string> {
	const { mtimeMs } = await stat(join(packageFolder, 'dist'));
	const name = `packed-${createHash('sha256').update(`${packageFolder} ${mtimeMs}`).digest('hex')}`;
	const packed = join(packageFolder, 'node_modules', '.cache', 'whatsapp-calling', `${name}.tgz`);
	if (existsSync(packed)) return packed;
	await inTemporaryFolder(async (folder) => {
		const partial = `${packed}.partial-${process.pid}`;
		await mkdir(dirname(packed), { recursive: true });
		await copyFile(await pack(packageFolder, folder), partial);
		await rename(partial, packed);
	});
	return packed;
}

async function pack(packageFolder: string, folder: string): Promise<string> {
	const args = ['pack', packageFolder, '--pack-destination', folder, '--quiet', '--ignore-scripts'];
	const { stdout } = await mustRun('npm', args, { cwd: folder, env: outerEnvironment() });
	return join(folder, stdout.trim().split('\n').at(-1) ?? '');
}

async function inTemporaryFolder(work: (folder: string) => Promise<unknown>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'wac-pack-'));
	try {
		await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function stripManifest(target: string): Promise<Manifest> {
	const file = join(target, 'package.json');
	// npm wrote it: a manifest always has a version.
	const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	delete manifest.optionalDependencies;
	await writeJson(file, manifest);
	return manifest;
}

async function installDependencies(folder: string): Promise<void> {
	await mustRun('npm', INSTALL, { cwd: folder, env: outerEnvironment() });
}

async function linkDependencies(manifest: Manifest, target: string): Promise<void> {
	const wanted = JSON.stringify(manifest.dependencies ?? {});
	const key = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
	const cached = join(cacheDirectory(), `dependencies-${key}`);
	if (!existsSync(cached)) await fillCache(cached, manifest);
	const modules = join(cached, 'node_modules');
	if (existsSync(modules)) await symlink(modules, join(target, 'node_modules'));
}

/** Installed beside and renamed, so that an interrupted install is never taken for a good one. */
async function fillCache(cached: string, manifest: Manifest): Promise<void> {
	const partial = `${cached}.partial-${process.pid}`;
	await mkdir(partial, { recursive: true });
	await writeJson(join(partial, 'package.json'), {
		name: PACKAGE_NAME,
		version: manifest.version,
		dependencies: manifest.dependencies,
	});
	await installDependencies(partial);
	try {
		await rename(partial, cached);
	} catch (error) {
		if (!existsSync(cached)) throw error;
		await rm(partial, { recursive: true, force: true });
	}
}

async function writeJson(file: string, value: unknown): Promise<void> {
	await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
