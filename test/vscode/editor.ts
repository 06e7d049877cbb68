import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  calmSettings,
  ensureSettings,
  linkExtension,
  writeSettings,
  type Settings,
} from './dataFolder.ts';
import { fetchEditor } from './fetchEditor.ts';
import { cache, root } from './paths.ts';
import { endGroup, exitWhenStopped, run, spawnGroup } from './processes.ts';

/** What to start; everything has a default. */
export interface EditorOptions {
  /** The folder or .code-workspace file to open; none for an empty window. */
  workspace?: string | undefined;
  /** A file to open at the start, absolute. */
  file?: string | undefined;
  /** User settings, on top of the calm ones. */
  settings?: Settings;
  /** Environment variables of the server and the extension host, on top of this process's. */
  env?: NodeJS.ProcessEnv;
  /** False opens folders in Restricted Mode. */
  trust?: boolean;
  /** The extension: a folder or a .vsix file; this repository by default. */
  extension?: string;
  /** Folders of further extensions. */
  otherExtensions?: readonly string[];
  /** A folder of built-in extensions to use instead of the editor's own. */
  builtIns?: string;
  /** A module whose `run()` is called in the extension host; the extension is under development. */
  tests?: string | undefined;
  /** Where settings and state are kept between starts; by default a new folder, removed at the end. */
  dataDir?: string;
  /** A port, or a range to take the first free one of; any free port by default. */
  port?: string;
  /** What the address must carry; none by default. */
  token?: string;
  /** How much the editor and its extensions log. */
  logLevel?: 'trace';
}

/** A running editor. */
export interface Editor {
  /** The address to open in a browser. */
  readonly url: string;
  /** The folder of its settings, state and logs. */
  readonly dataDir: string;
  /** What it has printed so far, the last part of it. */
  readonly output: () => string;
  /** Settles when the editor ended, by itself or not. */
  readonly ended: Promise<void>;
  /** Changes user settings; windows take them when they load next. What is not named stays. */
  changeSettings(settings: Settings): Promise<void>;
  /** Ends every process of the editor. */
  stop(): Promise<void>;
}

/** Starts VS Code with the extension in it and resolves once it takes connections. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const server = await fetchEditor();
  const dataDir = options.dataDir ?? (await newDataDir());
  let settings = { ...calmSettings, ...options.settings };
  if (options.dataDir) await ensureSettings(dataDir, settings);
  else await writeSettings(dataDir, settings);
  for (const folder of options.otherExtensions ?? []) {
    await installExtension(server, dataDir, folder);
  }
  if (!options.tests) await installExtension(server, dataDir, options.extension ?? root);

  const child = spawnGroup(process.execPath, serverArguments(dataDir, options), {
    cwd: server,
    env: serverEnvironment(dataDir, options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  const stop = async () => {
    forgetStop();
    await endGroup(child);
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const forgetStop = exitWhenStopped(stop);
  const output = collectOutput(child);
  const url = address(await listening(child, output), options);
  const changeSettings = async (changes: Settings) => {
    settings = { ...settings, ...changes };
    await writeSettings(dataDir, settings);
  };
  return { url, dataDir, output, ended, changeSettings, stop };
}

async function newDataDir(): Promise<string> {
  const runs = join(cache, 'runs');
  await mkdir(runs, { recursive: true });
  return await mkdtemp(join(runs, 'run-'));
}

async function installExtension(server: string, dataDir: string, extension: string) {
  const extensionsDir = join(dataDir, 'extensions');
  if (!extension.endsWith('.vsix')) return await linkExtension(extensionsDir, extension);
  await run(
    process.execPath,
    ['out/server-main.js', '--install-extension', extension, '--extensions-dir', extensionsDir],
    { cwd: server, env: serverEnvironment(dataDir), stdio: 'ignore' },
  );
}

function serverArguments(dataDir: string, options: EditorOptions): string[] {
  const { port = '0', token, tests, builtIns, logLevel, trust = true } = options;
  return [
    'out/server-main.js',
    '--accept-server-license-terms',
    '--host=127.0.0.1',
    `--port=${port}`,
    token ? `--connection-token=${token}` : '--without-connection-token',
    `--server-data-dir=${dataDir}`,
    `--extensions-dir=${join(dataDir, 'extensions')}`,
    '--telemetry-level=off',
    ...(builtIns ? [`--builtin-extensions-dir=${builtIns}`] : []),
    ...(logLevel ? [`--log=${logLevel}`] : []),
    ...(trust ? ['--disable-workspace-trust'] : []),
    // The page takes an extension under development, and reports of tests, only with the driver.
    ...(tests ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** The person's environment, HOME and all, without what an editor or test runner around us set. */
function serverEnvironment(dataDir: string, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_TEST_)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    // No gallery: the editor asks nothing of the network by itself.
    EXTENSIONS_GALLERY: '{}',
    XDG_CACHE_HOME: join(dataDir, 'cache'),
    ...env,
  };
}

/** Reads what the process prints and keeps the end of it. */
function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-100_000);
    });
  }
  return () => output;
}

/** Waits for the server's own word that it listens; fails with what it said when it ends instead. */
async function listening(child: ChildProcess, output: () => string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const look = () => {
    const port = /agent listening on (\d+)/.exec(output())?.[1];
    if (port) resolve(Number(port));
  };
  child.stdout?.on('data', look);
  child.stderr?.on('data', look);
  child.once('error', reject);
  child.once('exit', () => reject(new Error(`VS Code did not start:\n${output()}`)));
  return await promise;
}

function address(port: number, options: EditorOptions): string {
  const { workspace, file, token, tests, extension = root } = options;
  const url = new URL(`http://127.0.0.1:${port}/`);
  const remote = (path: string) => `vscode-remote://${url.host}${pathToFileURL(path).pathname}`;
  const payload: [string, string][] = [];
  if (file) payload.push(['openFile', remote(file)]);
  if (tests) {
    payload.push(['extensionDevelopmentPath', remote(extension)]);
    payload.push(['extensionTestsPath', remote(tests)], ['skipWelcome', 'true']);
  }
  if (token) url.searchParams.set('tkn', token);
  const kind = workspace?.endsWith('.code-workspace') ? 'workspace' : 'folder';
  if (workspace) url.searchParams.set(kind, decodeURI(pathToFileURL(workspace).pathname));
  else url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  // A query may hold these as they are, and the address is easier to read and to copy.
  return url.href.replaceAll('%2F', '/').replaceAll('%3A', ':');
}
