// From a delta in the extension host to the frame that shows it: the real editor, the real response
// panel, against a message per delta.
import { build } from 'esbuild';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEditor } from '../vscode/editor.ts';
import { openWindow, type EditorWindow } from '../vscode/window.ts';
import { median, percentile, type Figure } from './figure.ts';
import {
  lengthOf,
  loadMs,
  paintsAttribute,
  readyMessage,
  titleOf,
  type PaintCase,
  type Paints,
} from './paintPlan.ts';
import { benchCache, productionFolder } from './productionBuild.ts';

/** Streams by their rate; above some hundred messages a second the baseline only queues, so a short one will do. */
const streams = [
  { rate: 50, ms: 3_000, mostMs: 20 },
  { rate: 500, ms: 2_000, mostMs: 50 },
  { rate: 5_000, ms: 1_500, mostMs: 90 },
];
const rounds = 3;
/** A window that has just opened still loads much that has nothing to do with it, ms. */
const calmMs = 8_000;
const warmUp: PaintCase = { sending: 'product', rate: 500, ms: 1_000 };

const mostMessages = 65;
const mostDrainMs = 100;

export async function measurePaint(): Promise<Figure[]> {
  const editor = await startEditor({ extension: await buildProbe() });
  const window = await openWindow(editor);
  await window.statusBarItem(readyMessage).waitFor();
  await measure(window, warmUp);
  await delay(calmMs);
  const results: Result[] = [];
  for (const { rate, ms, mostMs } of streams) {
    const perDelta = await measure(window, { sending: 'perDelta', rate, ms });
    const product: Paints[] = [];
    for (let round = 0; round < rounds; round++) {
      product.push(await measure(window, { sending: 'product', rate, ms }));
    }
    results.push({ rate, ms, mostMs, product, perDelta });
  }
  await window.close();
  await editor.stop();
  return [...results.map(latency), messages(results), drain(results)];
}

/** What was seen at one rate. */
interface Result {
  readonly rate: number;
  readonly ms: number;
  readonly mostMs: number;
  readonly product: readonly Paints[];
  readonly perDelta: Paints;
}

/** An extension with the host side, and the panel's page with what watches it. */
async function buildProbe(): Promise<string> {
  const folder = join(benchCache, 'paint');
  const media = join(folder, 'dist/media');
  await mkdir(media, { recursive: true });
  await cp(join(productionFolder, 'dist/media'), media, { recursive: true });
  const shared = { bundle: true, minify: true, format: 'esm', logLevel: 'warning' } as const;
  await build({
    ...shared,
    entryPoints: [join(import.meta.dirname, 'paintProbe.ts')],
    outfile: join(folder, 'probe.js'),
    platform: 'node',
    external: ['vscode'],
  });
  await build({
    ...shared,
    entryPoints: { response: join(import.meta.dirname, 'paintPage.ts') },
    outdir: media,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  });
  const cases = [
    warmUp,
    ...streams.flatMap(({ rate, ms }): PaintCase[] => [
      { sending: 'product', rate, ms },
      { sending: 'perDelta', rate, ms },
    ]),
  ];
  const manifest = {
    publisher: 'bench',
    name: 'paint',
    version: '1.0.0',
    type: 'module',
    engines: { vscode: '^1.125.0' },
    main: './probe.js',
    activationEvents: ['onStartupFinished'],
    contributes: {
      commands: cases.map((paintCase) => ({
        command: titleOf(paintCase),
        title: titleOf(paintCase),
      })),
    },
    cases,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

async function measure(window: EditorWindow, paintCase: PaintCase): Promise<Paints> {
  await window.runCommand(titleOf(paintCase));
  // Looking for the end is work for the page, too.
  await delay(loadMs + paintCase.ms);
  const frame = await window.webviewFrame(`[${paintsAttribute}]`);
  const json = await frame.locator('body').getAttribute(paintsAttribute);
  const paints: Paints = JSON.parse(json ?? '');
  const { length } = paints.latencies;
  if (length !== lengthOf(paintCase)) {
    throw new Error(
      `${titleOf(paintCase)}: ${length} of ${lengthOf(paintCase)} deltas were shown.`,
    );
  }
  return paints;
}

function latency({ rate, mostMs, product, perDelta }: Result): Figure {
  const value = median(product.map(({ latencies }) => percentile(latencies, 0.95)));
  return {
    name: `host message → paint at ${rate.toLocaleString('en')} deltas/s, p95`,
    value,
    unit: 'ms',
    baseline: { name: 'message per delta', value: percentile(perDelta.latencies, 0.95) },
    target: `≤ ${mostMs} ms`,
    isMet: value <= mostMs,
  };
}

function messages(results: readonly Result[]): Figure {
  const perSecond = ({ messages: count, spanMs }: Paints) => ((count - 1) / spanMs) * 1000;
  const value = Math.max(...results.flatMap(({ product }) => product.map(perSecond)));
  return {
    name: 'messages to the panel, at the busiest rate',
    value,
    unit: '/s',
    baseline: {
      name: 'message per delta',
      value: Math.max(...results.map(({ perDelta }) => perSecond(perDelta))),
    },
    target: `≤ ${mostMessages}/s`,
    isMet: value <= mostMessages,
  };
}

function drain(results: readonly Result[]): Figure {
  const afterLast = ({ latencies }: Paints) => latencies.at(-1) ?? Number.NaN;
  const value = Math.max(...results.map(({ product }) => median(product.map(afterLast))));
  return {
    name: 'last delta → last paint, at the worst rate',
    value,
    unit: 'ms',
    baseline: {
      name: 'message per delta',
      value: Math.max(...results.map(({ perDelta }) => afterLast(perDelta))),
    },
    target: `≤ ${mostDrainMs} ms`,
    isMet: value <= mostDrainMs,
  };
}
