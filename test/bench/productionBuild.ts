import { cp, mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cache, root } from '../vscode/paths.ts';
import { run } from '../vscode/processes.ts';

/** Where the benches keep what they build. */
export const benchCache = join(cache, 'bench');

/** The extension as it is shipped: minified, in a folder of its own so that dist/ stays as it is. */
export const productionFolder = join(benchCache, 'production');

/** The entry of the history's processes in it. */
export const processScript = pathToFileURL(join(productionFolder, 'dist/historyProcess.js'));

/** The same without minifying and with source maps, which tell the origin of every chunk. */
export const developmentFolder = join(benchCache, 'development');

/** Builds both with the project's own build script. */
export async function buildProduction(): Promise<void> {
  await buildInto(productionFolder, ['--production']);
  await buildInto(developmentFolder, []);
}

/** The script works in its current folder, so a folder that leads to the sources is enough. */
async function buildInto(folder: string, flags: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const part of ['src', 'media', 'node_modules']) {
    await linkTo(join(root, part), join(folder, part));
  }
  await rm(join(folder, 'package.json'), { force: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  const script = join(root, 'esbuild.config.mjs');
  await run(process.execPath, [script, ...flags], { cwd: folder });
}

/** A link that is there may lead to another copy of the project, or nowhere by now. */
async function linkTo(target: string, link: string): Promise<void> {
  const leadsTo = await realpath(link).catch(() => null);
  if (leadsTo === (await realpath(target))) return;
  await rm(link, { force: true });
  await symlink(target, link, 'junction');
}
