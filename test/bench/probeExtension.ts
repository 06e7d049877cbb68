import { build } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { benchCache } from './productionBuild.ts';

/** Builds an extension of one file of this folder, started with the editor; gives its folder. */
export async function buildProbeExtension(
  entry: string,
  manifest: { readonly name: string } & Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = join(benchCache, manifest.name);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile: join(folder, 'probe.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const whole = {
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.125.0' },
    main: './probe.cjs',
    activationEvents: ['onStartupFinished'],
    ...manifest,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(whole));
  return folder;
}
