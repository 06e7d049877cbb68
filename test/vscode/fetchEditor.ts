import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from './paths.ts';
import { run } from './processes.ts';

/** The npm package that carries VS Code 1.139.1 as a server with the web workbench. */
const packageVersion = '4.139.1';
const name = `code-server-${packageVersion}`;
const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The VS Code this project is run and tested in. */
export const editorVersion = packageVersion.replace(/^4/, '1');

/** Returns the folder of the editor's server, fetched from the npm registry the first time. */
export async function fetchEditor(): Promise<string> {
  const folder = join(cache, name);
  if (!existsSync(folder)) {
    console.log(`Fetching VS Code ${editorVersion} from the npm registry (once)…`);
    await fetchInto(folder);
  }
  return serverIn(folder);
}

function serverIn(folder: string): string {
  return join(folder, 'node_modules/code-server/lib/vscode');
}

/** Works beside the folder and renames at the end: a folder that is there is a complete one. */
async function fetchInto(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  await removeLeftovers();
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial);
  await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
  await run('npm', [...install, `code-server@${packageVersion}`], { cwd: partial });
  const server = serverIn(partial);
  // The server's own packages, then those its built-in extensions share (TypeScript).
  for (const part of [server, join(server, 'extensions')]) {
    await run('npm', [...install, '--omit=dev'], { cwd: part });
  }
  await replaceNatives(server);
  await rename(partial, folder).catch(async (error: unknown) => {
    await rm(partial, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}

async function replaceNatives(server: string): Promise<void> {
  for (const module of ['spdlog', 'native-watchdog']) {
    const standIn = join(import.meta.dirname, 'natives', `${module}.cjs`);
    await copyFile(standIn, join(server, 'node_modules/@vscode', module, 'index.js'));
  }
}

/** Removes what fetches that were interrupted left; one that is still running is left alone. */
async function removeLeftovers(): Promise<void> {
  for (const entry of await readdir(cache)) {
    const pid = Number(entry.startsWith(`${name}.`) && entry.slice(name.length + 1));
    if (pid && !isRunning(pid)) await rm(join(cache, entry), { recursive: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
