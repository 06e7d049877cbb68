import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a script with Node in an environment of nothing but the given variables; what it wrote to stdout. */
export async function runInNewProcess(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [script], { env: environment });
  return stdout;
}
