import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editorVersion, fetchEditor } from '../vscode/fetchEditor.ts';
import { benchCache, productionFolder } from './productionBuild.ts';

/** An extension whose start is measured. */
export interface Peer {
  readonly id: string;
  /** Folder name among the built-in extensions of the measured editor. */
  readonly folder: string;
}

type Manifest = Record<string, unknown> & { main: string; type?: 'module' };

const ours = { id: 'bedrock-tiers.bedrock-tiers', folder: 'bedrock-tiers' };
const emptyModule = { id: 'bench.empty-module', folder: 'empty-module' };
const emptyCommonJs = { id: 'bench.empty-commonjs', folder: 'empty-commonjs' };
const git = { id: 'vscode.git', folder: 'git' };
/** Under another name: the editor disables Copilot until somebody has signed in. */
const copilot = { id: 'bench.copilot', folder: 'copilot' };

/** All that are compared; Copilot comes last, because it goes on working after its start. */
export const peers = { ours, emptyModule, emptyCommonJs, git, copilot } as const;

/** Folders of the editor's that others need to start. */
const needed = ['git-base', 'theme-defaults'];

/**
 * Makes the folder of built-in extensions in which every peer starts only when it is told to, and
 * says how long that took. Built-in, so that git and Copilot may use their unpublished API.
 */
export async function preparePeers(): Promise<string> {
  const folder = join(benchCache, `built-ins-${editorVersion}`);
  const editors = join(await fetchEditor(), 'extensions');
  await mkdir(folder, { recursive: true });
  await linkPackages(editors);
  for (const name of [...needed, git.folder, copilot.folder]) {
    const copy = join(folder, name);
    if (!existsSync(copy)) await cp(join(editors, name), copy, { recursive: true });
  }
  const copy = join(folder, ours.folder);
  await rm(copy, { recursive: true, force: true });
  for (const part of ['dist', 'package.json']) {
    await cp(join(productionFolder, part), join(copy, part), { recursive: true });
  }
  await cp(join(productionFolder, 'media/icon.svg'), join(copy, 'media/icon.svg'));
  await writeEmpty(join(folder, emptyModule.folder), emptyModule.folder, 'module');
  await writeEmpty(join(folder, emptyCommonJs.folder), emptyCommonJs.folder, undefined);
  for (const peer of Object.values(peers)) await wrap(join(folder, peer.folder), peer.id);
  return folder;
}

/** The editor's extensions share packages with the editor, which they look for in folders above. */
async function linkPackages(editors: string): Promise<void> {
  const link = join(benchCache, 'node_modules');
  if (!existsSync(link)) await symlink(join(editors, '../node_modules'), link, 'junction');
}

/** What a generator for new extensions leaves when all that is not needed is taken away. */
async function writeEmpty(folder: string, name: string, type: 'module' | undefined): Promise<void> {
  const code =
    type === 'module'
      ? "import * as vscode from 'vscode';\nexport function activate() {}\n"
      : "const vscode = require('vscode');\nexports.activate = () => {};\n";
  const manifest = {
    publisher: 'bench',
    name,
    version: '1.0.0',
    engines: { vscode: '^1.125.0' },
    main: './extension.js',
    type,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'extension.js'), code);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}

/** Puts a stopwatch between the editor and the extension, and takes its reasons to start by itself. */
async function wrap(folder: string, id: string): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'));
  const wrapper = './bench-stopwatch.js';
  if (manifest.main === wrapper) return;
  const [publisher, name] = id.split('.');
  const watch = stopwatch(id, manifest.main, manifest.type === 'module');
  await writeFile(join(folder, wrapper), watch);
  const change = { publisher, name, main: wrapper, activationEvents: [] };
  await writeFile(file, JSON.stringify({ ...manifest, ...change }));
}

function stopwatch(id: string, main: string, isModule: boolean): string {
  return `
const started = performance.now();
const main = ${isModule ? `await import('${main}')` : `require('${main}')`};
const loaded = performance.now();
${isModule ? 'export const activate =' : 'exports.activate ='} async (context) => {
  const called = performance.now();
  const result = main.activate(context);
  const returned = performance.now();
  await result;
  const times = { load: loaded - started, call: returned - called, wait: performance.now() - returned };
  (globalThis.benchStarts ??= {})['${id}'] = times;
  return result;
};
`;
}
