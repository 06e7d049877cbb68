import { chromium, type Browser } from 'playwright-core';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cache } from '../vscode/paths.ts';
import { run } from '../vscode/processes.ts';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: await fetchChromium(), args: flags });
}

/** Returns the path of a Chromium: the machine's, else Debian's, else the npm registry's. */
export async function fetchChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if (canInstallFromDebian()) {
    console.log('Installing Chromium from Debian (once)…');
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    return findChromium() ?? (await fetchFromNpm());
  }
  return await fetchFromNpm();
}

function findChromium(): string | undefined {
  return [process.env.CHROME_PATH ?? '', ...usualPaths].find((path) => path && existsSync(path));
}

function canInstallFromDebian(): boolean {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

async function fetchFromNpm(): Promise<string> {
  const folder = join(cache, 'chromium');
  await mkdir(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  await writeFile(manifest, '{ "private": true }\n');
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) {
    console.log('Fetching Chromium from the npm registry (once)…');
    const options = ['--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', ...options, '@sparticuz/chromium@153.0.0'], { cwd: folder });
  }
  const entry = createRequire(manifest).resolve('@sparticuz/chromium');
  const module: { default: { executablePath(): Promise<string> } } = await import(
    pathToFileURL(entry).href
  );
  return await module.default.executablePath();
}
