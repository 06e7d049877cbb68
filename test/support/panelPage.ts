import type { AxeResults } from 'axe-core';
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join, relative } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { NotificationType } from '../../src/protocol/message.ts';
import { root } from '../vscode/paths.ts';
import { launchChromium } from './browser.ts';
import themes from './themes.json' with { type: 'json' };

/** The themes whose variables themes.json holds, as the editor set them in a webview. */
export type ThemeName = keyof typeof themes;

/** All themes. */
export const themeNames: readonly ThemeName[] = ['dark', 'light', 'contrast'];

/** A message between the host and a panel, as vscode-messenger wraps it. */
export interface PanelMessage {
  readonly method: string;
  readonly params: unknown;
}

/** A panel's page in a browser without an editor: the test is the host. */
export interface PanelPage {
  readonly page: Page;
  /** What the panel sent, oldest first. */
  readonly sent: () => Promise<readonly PanelMessage[]>;
  /** What the panel sent of a kind, oldest first. */
  readonly sentOf: <P>(type: NotificationType<P>) => Promise<readonly unknown[]>;
  readonly send: <P>(type: NotificationType<P>, params: P) => Promise<void>;
  /** What the page's policy has refused. */
  readonly refusals: () => Promise<readonly string[]>;
  readonly saved: () => Promise<unknown>;
}

/** What a page starts with. */
export interface PanelPageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly saved?: unknown;
  /** What the host says that it is about. */
  readonly about?: object;
}

/** Serves a panel and opens pages of it. */
export interface PanelServer {
  readonly open: (options?: PanelPageOptions) => Promise<PanelPage>;
  readonly close: () => Promise<void>;
}

/** Builds a panel as esbuild.config.mjs does, and serves it on loopback under the policy of the real page. */
export async function servePanel(name: string): Promise<PanelServer> {
  const files = await buildPanel(name);
  const server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const about = searchParams.get('about');
    const file = path === '/' ? Buffer.from(pageOf(name, about)) : files.get(path);
    response.setHeader('content-type', contentTypes[extname(path)] ?? 'text/html; charset=utf-8');
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const browser = await launchChromium();
  // One context for all pages: a new one takes most of the time that a page takes to open.
  const context = await browser.newContext();
  const { port } = addressOf(server.address());
  return {
    open: (options = {}) => openPage(context, `http://127.0.0.1:${port}/`, options),
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

async function buildPanel(name: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const outdir = join(root, 'dist/media');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { [name]: `media/${name}/main.tsx` },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    chunkNames: 'chunks/[name]-[hash]',
    logLevel: 'warning',
    write: false,
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [
      `/${relative(outdir, path).replaceAll('\\', '/')}`,
      contents,
    ]),
  );
}

/** The page as src/ui makes it; its own origin stands for `webview.cspSource`. */
function pageOf(name: string, about: string | null): string {
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-for-tests'",
    "style-src 'self'",
    "font-src 'self'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Panel</title>
<link rel="stylesheet" href="/${basename(name)}.css">
</head>
<body>
<div id="root"${about === null ? '' : ` data-about='${about}'`}></div>
<script type="module" nonce="for-tests" src="/${basename(name)}.js"></script>
</body>
</html>`;
}

async function openPage(
  context: BrowserContext,
  url: string,
  { theme = 'dark', width = 800, height = 900, saved, about }: PanelPageOptions,
): Promise<PanelPage> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.addInitScript(standInForEditor, { theme: themes[theme], saved });
  await page.goto(
    about === undefined ? url : `${url}?about=${encodeURIComponent(JSON.stringify(about))}`,
  );
  const sent = () => page.evaluate((): PanelMessage[] => Reflect.get(globalThis, 'sentMessages'));
  return {
    page,
    sent,
    sentOf: async ({ method }) =>
      (await sent()).filter((message) => message.method === method).map(({ params }) => params),
    send: async ({ method }, params) => {
      const receiver = { type: 'webview', webviewId: 'panel' };
      await page.evaluate((message) => postMessage(message), {
        method,
        params,
        receiver,
        sender: { type: 'extension' },
      });
      // Two frames: one in which the message is drawn, one in which that is seen.
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(() => requestAnimationFrame(resolve));
          }),
      );
    },
    refusals: () => page.evaluate((): string[] => Reflect.get(globalThis, 'refusals')),
    saved: () => page.evaluate((): unknown => Reflect.get(globalThis, 'savedState')),
  };
}

/** Runs in the page before its script: what the editor gives a webview. */
function standInForEditor(options: {
  readonly theme: { readonly bodyClass: string; readonly variables: object };
  readonly saved: unknown;
}): void {
  const page = {
    sentMessages: [] as unknown[],
    refusals: [] as string[],
    savedState: options.saved,
  };
  Object.assign(globalThis, page, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => page.sentMessages.push(message),
      getState: (): unknown => Reflect.get(globalThis, 'savedState'),
      setState: (state: unknown) => Reflect.set(globalThis, 'savedState', state),
    }),
  });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    page.refusals.push(`${violatedDirective}: ${blockedURI}`);
  });
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(options.theme.variables))
      document.documentElement.style.setProperty(name, String(value));
    document.body.className = options.theme.bodyClass;
  });
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('No port to listen on.');
  return address;
}

let axe: string | undefined;

/** What axe finds in a page: rule and the first element of each. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  axe ??= await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const { violations } = await page.evaluate((): Promise<AxeResults> =>
    // The script above defined it; the page's own types do not know it.
    Reflect.get(globalThis, 'axe').run(document, { resultTypes: ['violations'] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** By how much a page is wider than its window, px. */
export async function overflowOf(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
