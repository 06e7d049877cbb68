// Runs in the extension host beside the extension: how long its thread stands still, and its memory.
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { type HostLoad, resetTitle, tellTitle, toldFile } from './hostLoadPlan.ts';
import { readMemoryBeside } from './memoryBeside.ts';
import { megabytes } from './timedFigures.ts';

export function activate(context: vscode.ExtensionContext): void {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const tell = async (): Promise<void> => {
    const load: HostLoad = {
      longestMs: delay.max / 1e6,
      memoryMb: megabytes(process.memoryUsage.rss()),
      besideMb: readMemoryBeside().peakMb,
    };
    delay.reset();
    const file = join(context.extensionPath, toldFile);
    await writeFile(`${file}.new`, JSON.stringify(load));
    await rename(`${file}.new`, file);
  };
  for (const title of [resetTitle, tellTitle])
    context.subscriptions.push(vscode.commands.registerCommand(title, tell));
}
