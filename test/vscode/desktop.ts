// npm run start:desktop: what npm start does, in the VS Code that is installed on this machine.
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { calmSettings } from './dataFolder.ts';
import { cache, root, sampleFile } from './paths.ts';
import { run } from './processes.ts';
import { ensureWorkspace } from './workspace.ts';

const shell = process.platform === 'win32';
if (spawnSync('code', ['--version'], { shell }).status !== 0) {
  console.error(
    "There is no `code` command on the PATH. In VS Code run \"Shell Command: Install 'code' " +
      'command in PATH", or use `npm start`, which brings its own VS Code.',
  );
  process.exit(1);
}

await build({ tests: false });
const dataDir = join(cache, 'desktop');
const workspace = await ensureWorkspace(join(dataDir, 'workspace'));
const settingsFile = join(dataDir, 'User/settings.json');
if (!existsSync(settingsFile)) {
  const settings = { ...calmSettings, 'bedrockTiers.endpoint': 'demo' };
  await mkdir(join(dataDir, 'User'), { recursive: true });
  await writeFile(settingsFile, `${JSON.stringify(settings, null, 2)}\n`);
}
await run('code', [
  '--new-window',
  '--disable-workspace-trust',
  `--extensionDevelopmentPath=${root}`,
  `--user-data-dir=${dataDir}`,
  workspace,
  join(workspace, sampleFile),
]);
