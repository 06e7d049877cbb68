// Runs in the extension host: starts the peers one by one and writes down how long each took.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** The window starts calmly first. ms. */
const calmMs = 2_000;
const pauseMs = 300;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const ids: string[] = context.extension.packageJSON.peers;
  // Copilot comes last: it goes on working when it has started.
  const first = ids.slice(0, -1).toSorted(() => Math.random() - 0.5);
  void startAll(context, [...first, ...ids.slice(-1)]);
}

async function startAll(context: vscode.ExtensionContext, ids: readonly string[]): Promise<void> {
  await vscode.extensions.getExtension('vscode.git-base')?.activate();
  await delay(calmMs);
  const errors: Record<string, string> = {};
  for (const id of ids) {
    try {
      const extension = vscode.extensions.getExtension(id);
      if (!extension) throw new Error('not installed');
      await extension.activate();
    } catch (error) {
      errors[id] = String(error);
    }
    await delay(pauseMs);
  }
  const starts: unknown = Reflect.get(globalThis, 'benchStarts');
  await writeFile(join(context.extensionPath, 'result.json'), JSON.stringify({ starts, errors }));
}
