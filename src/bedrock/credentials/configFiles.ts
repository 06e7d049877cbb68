import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

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
    .update(JSON.stringify([files, homeFolder(), environment]))
    .digest('hex');
}

/** Whether there is either file. */
export async function hasConfigFiles(): Promise<boolean> {
  const states = await Promise.all(configFiles().map(stateOf));
  return states.some((state) => state !== missing);
}

/** The state of a file that is not there. */
const missing = 'none';

async function stateOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => null);
  return found === null ? missing : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

function withHome(path: string): string {
  return path.startsWith('~/') ? join(homeFolder(), path.slice(2)) : path;
}

/** As AWS's SDK has it: HOME counts on Windows, too. */
function homeFolder(): string {
  const { HOME, USERPROFILE } = process.env;
  return HOME || USERPROFILE || homedir();
}
