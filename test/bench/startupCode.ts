// What the extension host reads when the extension starts: from the shipped bundle's own imports.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Figure } from './figure.ts';
import { developmentFolder, productionFolder } from './productionBuild.ts';
import { root } from '../vscode/paths.ts';

/** What activation has no business with. */
const heavy =
  /node_modules\/|src\/(history|simulator|bedrock)\/|core\/catalogue\/|core\/money\.ts$/;
const heavyModules = ['node:sqlite', 'node:http', 'node:https'];

/** What a request with an API key reads: how it is authorised, sent and recorded. */
const keyRequest = /(openAccess|createRunner|chatCompletions)-/;

/** Measures the code that activation reads, and what the first second after it adds. */
export async function measureStartupCode(): Promise<Figure[]> {
  const atActivation = closureOf(productionFolder, ['extension.js']);
  const tooltip = lazyImports(atActivation).filter((file) =>
    ['statusTooltip', 'builtInCatalogue'].some((name) => file.includes(name)),
  );
  const afterwards = closureOf(productionFolder, tooltip).filter(
    (file) => !atActivation.includes(file),
  );
  const all = closureOf(productionFolder, ['extension.js'], { withLazy: true });
  const strangers = heavySources();
  for (const stranger of strangers) console.log(`read at activation: ${stranger}`);
  const awsSources = awsSourcesOfKeyRequest();
  for (const source of awsSources) console.log(`read for an API key: ${source}`);
  return [
    {
      name: 'code read at activation',
      value: sizeOf(atActivation),
      unit: 'KB',
      baseline: { name: 'the whole host bundle', value: sizeOf(all) },
      target: '≤ 50 KB',
      isMet: sizeOf(atActivation) <= 50,
    },
    {
      name: 'SDK, SQLite, zod, catalogue and price files among it',
      value: strangers.length,
      unit: '',
      baseline: null,
      target: '0',
      isMet: strangers.length === 0,
    },
    {
      name: 'AWS packages among what the first request with an API key reads',
      value: awsSources.length,
      unit: '',
      baseline: null,
      target: '0',
      isMet: awsSources.length === 0,
    },
    {
      name: 'read a second later, for the prices in the tooltip',
      value: sizeOf(afterwards),
      unit: 'KB',
      baseline: { name: 'the whole host bundle', value: sizeOf(all) },
      target: '≤ 50 KB',
      isMet: sizeOf(afterwards) <= 50,
    },
  ];
}

/** Sources and built-in modules of the start that should not be there. */
function heavySources(): string[] {
  const files = closureOf(developmentFolder, ['extension.js']);
  const modules = new Set(
    files.flatMap((file) => importsIn(read(developmentFolder, file)).builtIn),
  );
  return [
    ...new Set(files.flatMap(sourcesOf)).values().filter((source) => heavy.test(source)),
    ...heavyModules.filter((name) => modules.has(name)),
  ];
}

/** Sources of AWS's packages that a request reads although an API key authorises it. */
function awsSourcesOfKeyRequest(): string[] {
  const all = closureOf(developmentFolder, ['extension.js'], { withLazy: true });
  const entries = all.filter((file) => keyRequest.test(file));
  if (entries.length !== 3) throw new Error(`The request's code is elsewhere: ${entries.join()}`);
  const sources = closureOf(developmentFolder, entries).flatMap(sourcesOf);
  return [...new Set(sources)].filter((source) => /node_modules\/(@aws|@smithy)/.test(source));
}

/** The source files of a chunk, by its source map. */
function sourcesOf(file: string): string[] {
  const map: { sources: string[] } = JSON.parse(read(developmentFolder, `${file}.map`));
  const folder = dirname(join(developmentFolder, 'dist', file));
  return map.sources.map((source) => relative(root, join(folder, source)));
}

/** The files that are loaded with these, by their static imports and on demand by the lazy ones. */
function closureOf(
  folder: string,
  entries: readonly string[],
  options: { readonly withLazy?: boolean } = {},
): string[] {
  const files = new Set(entries);
  for (const file of files) {
    const { files: fixed, lazy } = importsIn(read(folder, file));
    for (const next of [...fixed, ...(options.withLazy ? lazy : [])]) {
      files.add(join(dirname(file), next));
    }
  }
  return [...files];
}

function lazyImports(files: readonly string[]): string[] {
  return files.flatMap((file) =>
    importsIn(read(productionFolder, file)).lazy.map((next) => join(dirname(file), next)),
  );
}

/** What a chunk of esbuild's imports: other chunks, built-in modules, and chunks on demand. */
function importsIn(code: string): { files: string[]; builtIn: string[]; lazy: string[] } {
  const fixed = [...code.matchAll(/(?:\bfrom|\bimport)\s*"([^"]+)"/g)].map(
    ([, name]) => name ?? '',
  );
  const lazy = [...code.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
  return {
    files: fixed.filter((name) => /^\.\.?\/.*\.js$/.test(name)),
    builtIn: fixed.filter((name) => !name.startsWith('.')),
    lazy: lazy.filter((name) => /^\.\.?\/.*\.js$/.test(name)),
  };
}

function sizeOf(files: readonly string[]): number {
  return (
    files.reduce((sum, file) => sum + Buffer.byteLength(read(productionFolder, file)), 0) / 1e3
  );
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, 'dist', file), 'utf8');
}
