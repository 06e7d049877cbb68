import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** A home folder of the test's own, with the environment that points to it. */
export interface AwsHome {
  readonly path: string;
  /** Writes a file below the home folder. */
  readonly write: (name: string, text: string) => void;
  /** Writes the cache entry of an SSO sign-in, as `aws sso login` does. */
  readonly signIn: (sessionOrUrl: string, token: Record<string, string>) => void;
}

/**
 * An empty home folder and no AWS variable in the environment but the given ones, both until the
 * test ends. Test files are processes of their own: nobody else sees it.
 */
export function awsHome(t: TestContext, environment: Record<string, string> = {}): AwsHome {
  const path = mkdtempSync(join(tmpdir(), 'aws-home-'));
  const before = { ...process.env };
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  // Nobody asks the metadata of the machine that runs the tests.
  Object.assign(process.env, { HOME: path, AWS_EC2_METADATA_DISABLED: 'true', ...environment });
  t.after(() => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    rmSync(path, { recursive: true, force: true });
  });
  const write = (name: string, text: string) => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return {
    path,
    write,
    signIn: (sessionOrUrl, token) => {
      const name = createHash('sha1').update(sessionOrUrl).digest('hex');
      write(`.aws/sso/cache/${name}.json`, JSON.stringify(token));
    },
  };
}
