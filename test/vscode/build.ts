import { join } from 'node:path';
import { root } from './paths.ts';
import { run } from './processes.ts';

/** Builds the extension into dist/ and, on demand, the in-host tests. */
export async function build(options: { tests: boolean }): Promise<void> {
  const flags = options.tests ? ['--tests'] : [];
  await run(process.execPath, [join(root, 'esbuild.config.mjs'), ...flags], { cwd: root });
}
