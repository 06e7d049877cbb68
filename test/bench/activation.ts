// How long the editor waits for the extension at its start, against an empty extension, the built-in
// git and Copilot: all in one extension host, one after another, in several windows.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launchChromium } from '../support/browser.ts';
import { startEditor } from '../vscode/editor.ts';
import { openWindow } from '../vscode/window.ts';
import { newWorkspace } from '../vscode/workspace.ts';
import { median, pairedRatio, type Figure } from './figure.ts';
import { peers, preparePeers } from './peers.ts';
import { buildProbeExtension } from './probeExtension.ts';

const windows = 5;
const patienceMs = 40_000;

/** What the stopwatch of a peer says, ms. */
interface Start {
  readonly load: number;
  readonly call: number;
  readonly wait: number;
}

interface Result {
  readonly starts: Readonly<Record<string, Start>>;
  readonly errors: Readonly<Record<string, string>>;
}

type PeerName = keyof typeof peers;

export async function measureActivation(): Promise<Figure[]> {
  const builtIns = await preparePeers();
  const probe = await buildProbeExtension('activationProbe.ts', {
    name: 'probe',
    peers: Object.values(peers).map(({ id }) => id),
  });
  const editor = await startEditor({
    extension: probe,
    builtIns,
    workspace: await newWorkspace(),
    // Copilot does not start where AI features are off.
    settings: { 'chat.disableAIFeatures': false },
  });
  const browser = await launchChromium();
  const times: Partial<Record<PeerName, number[]>> = {};
  for (let at = 0; at < windows; at++) {
    await rm(join(probe, 'result.json'), { force: true });
    const window = await openWindow(editor, { browser });
    const { starts, errors } = await resultOf(probe);
    await window.close();
    for (const [id, error] of Object.entries(errors)) console.log(`${id}: ${error}`);
    for (const name of namesOfPeers()) {
      const start = starts[peers[name].id];
      if (start) (times[name] ??= []).push(start.load + start.call + start.wait);
    }
  }
  await browser.close();
  await editor.stop();
  return figuresOf(times);
}

async function resultOf(probe: string): Promise<Result> {
  const file = join(probe, 'result.json');
  const deadline = performance.now() + patienceMs;
  while (!existsSync(file)) {
    if (performance.now() > deadline)
      throw new Error('The probe in the extension host said nothing.');
    await delay(100);
  }
  await delay(100);
  return JSON.parse(await readFile(file, 'utf8'));
}

function figuresOf(times: Partial<Record<PeerName, number[]>>): Figure[] {
  const ours = times.ours ?? [];
  const compare = (name: PeerName, label: string, most: number, target: string): Figure => {
    const theirs = times[name] ?? [];
    const ratio = pairedRatio(ours, theirs);
    return {
      name: `load + activate against ${label}`,
      value: median(ours),
      unit: 'ms',
      baseline: { name: label, value: median(theirs), ratio },
      target,
      isMet: ratio <= most,
    };
  };
  return [
    compare('emptyModule', 'an empty ES module', 10, '≤ 10×'),
    compare('emptyCommonJs', 'an empty CommonJS extension', 10, '≤ 10×'),
    compare('git', 'the built-in git', 1 / 20, '≤ 1/20 (0.05×)'),
    compare('copilot', 'Copilot', 1 / 300, '≤ 1/300 (0.0033×)'),
  ];
}

function namesOfPeers(): PeerName[] {
  return Object.keys(peers).filter((name): name is PeerName => name in peers);
}
