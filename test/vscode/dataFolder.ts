import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** User settings by name, as in settings.json. */
export type Settings = Record<string, unknown>;

/** Settings for a calm first window: nothing opens by itself and nothing is sent anywhere. */
export const calmSettings: Settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Writes the user's settings unless there are some: what a person changed stays. */
export async function ensureSettings(dataDir: string, settings: Settings): Promise<void> {
  if (!existsSync(settingsFile(dataDir, 'User'))) await writeSettings(dataDir, settings);
}

/**
 * Replaces the settings of the user and of the machine: a window on a server takes settings of
 * machine scope only from the latter. The server does not watch them: open windows need a reload.
 */
export async function writeSettings(dataDir: string, settings: Settings): Promise<void> {
  const all = Object.entries(settings);
  const isMachine = ([name]: [string, unknown]) => name.startsWith('bedrockTiers.endpoint');
  await writeJson(settingsFile(dataDir, 'Machine'), Object.fromEntries(all.filter(isMachine)));
  await writeJson(
    settingsFile(dataDir, 'User'),
    Object.fromEntries(all.filter((entry) => !isMachine(entry))),
  );
}

async function writeJson(file: string, content: Settings): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}

/**
 * Installs an extension by a link to its folder, so that a new build needs only a reload. A link and
 * not the folder's own path: uninstalling it in the editor removes the link, never the repository.
 */
export async function linkExtension(extensionsDir: string, folder: string): Promise<void> {
  const manifest: { publisher: string; name: string; version: string } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const id = `${manifest.publisher}.${manifest.name}`;
  const link = join(extensionsDir, id);
  await mkdir(extensionsDir, { recursive: true });
  await rm(link, { force: true });
  await symlink(folder, link, 'junction');
  const entry: InstalledExtension = {
    identifier: { id },
    version: manifest.version,
    location: { $mid: 1, scheme: 'file', path: pathToFileURL(link).pathname },
    relativeLocation: id,
  };
  const others = (await readInstalled(extensionsDir)).filter(
    (extension) => extension.identifier.id !== id,
  );
  await writeFile(listFile(extensionsDir), JSON.stringify([...others, entry]));
}

/** An entry of the editor's list of installed extensions; `$mid` marks a serialised URI. */
interface InstalledExtension {
  identifier: { id: string };
  version: string;
  location: { $mid: 1; scheme: string; path: string };
  relativeLocation: string;
}

async function readInstalled(extensionsDir: string): Promise<InstalledExtension[]> {
  const file = listFile(extensionsDir);
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : [];
}

function listFile(extensionsDir: string): string {
  return join(extensionsDir, 'extensions.json');
}

function settingsFile(dataDir: string, level: 'User' | 'Machine'): string {
  return join(dataDir, 'data', level, 'settings.json');
}
