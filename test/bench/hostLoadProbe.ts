// Runs in the extension host beside the extension: how long its thread is held, and its memory.
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type HostLoad, resetTitle, tellTitle, toldFile } from './hostLoadPlan.ts';
import { readMemoryBeside } from './memoryBeside.ts';
import { megabytes } from './timedFigures.ts';

export function activate(context: vscode.ExtensionContext): void {
  let longestMs = 0;
  let before = process.threadCpuUsage();
  const look = (): void => {
    const now = process.threadCpuUsage();
    const usedMs = (now.user - before.user + now.system - before.system) / 1000;
    longestMs = Math.max(longestMs, usedMs);
    before = now;
  };
  const looking = setInterval(look, 1);
  const tell = async (): Promise<void> => {
    const load: HostLoad = {
      longestMs,
      memoryMb: megabytes(process.memoryUsage.rss()),
      besideMb: readMemoryBeside().peakMb,
    };
    const file = join(context.extensionPath, toldFile);
    await writeFile(`${file}.new`, JSON.stringify(load));
    await rename(`${file}.new`, file);
    look();
    longestMs = 0;
  };
  for (const title of [resetTitle, tellTitle])
    context.subscriptions.push(vscode.commands.registerCommand(title, tell));
  context.subscriptions.push({ dispose: () => clearInterval(looking) });
}
