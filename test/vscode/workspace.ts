import { existsSync, rmSync } from 'node:fs';
import { cp, mkdtemp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, sample } from './paths.ts';

/** Puts the sample files into a folder unless it is there: what a person edited stays. */
export async function ensureWorkspace(folder: string): Promise<string> {
  if (!existsSync(folder)) await cp(sample, folder, { recursive: true });
  return folder;
}

/** A fresh copy of the sample files, removed when this process ends. */
export async function newWorkspace(): Promise<string> {
  const workspaces = join(cache, 'workspaces');
  await mkdir(workspaces, { recursive: true });
  const folder = await mkdtemp(join(workspaces, 'workspace-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await cp(sample, folder, { recursive: true });
  return folder;
}
