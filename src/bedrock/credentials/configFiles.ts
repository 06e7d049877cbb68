import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { getHomeDir } from '@smithy/shared-ini-file-loader';

/** Where profiles are kept: config file and credentials file, as `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` have them. */
export function configFiles(): readonly [config: string, credentials: string] {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = process.env;
  return [
    withHome(AWS_CONFIG_FILE || '~/.aws/config'),
    withHome(AWS_SHARED_CREDENTIALS_FILE || '~/.aws/credentials'),
  ];
}

/** Tells two states of the config files and the environment apart: credentials of one are not those of the other. */
export async function sourcesState(): Promise<string> {
  const files = await Promise.all(configFiles().map(stateOf));
  const environment = Object.entries(process.env)
    .filter(([name]) => name.startsWith('AWS_'))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  // Hashed: the environment may hold secrets, of which no copy is kept.
  return createHash('sha256')
    .update(JSON.stringify([files, getHomeDir(), environment]))
    .digest('hex');
}

/** Both files are looked at this often, ms: that also finds files that do not exist yet and those that are replaced. */
const lookEveryMs = 2_000;

/** Changes that follow one another within this are told once, ms. */
const quietMs = 100;

/** Tells of a change of either config file, until disposed. */
export function watchProfiles(
  onChange: () => void,
  intervals = { lookEveryMs, quietMs },
): { readonly dispose: () => void } {
  const files = configFiles();
  let quiet: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(quiet);
    quiet = setTimeout(onChange, intervals.quietMs);
  };
  for (const file of files)
    watchFile(file, { interval: intervals.lookEveryMs, persistent: false }, changed);
  return {
    dispose: () => {
      clearTimeout(quiet);
      for (const file of files) unwatchFile(file, changed);
    },
  };
}

async function stateOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? 'none' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

function withHome(path: string): string {
  return path.startsWith('~/') ? join(getHomeDir(), path.slice(2)) : path;
}
