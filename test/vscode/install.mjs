// Installs the project's packages when any is missing or is not the lock file's. Plain JavaScript
// without packages of its own: it runs on any Node, before there is anything else.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

if (!isInstalled()) {
  console.log('Installing the packages of package-lock.json…');
  // Not `npm ci`: it refuses to start when a registry mirror lacks a binary of any other platform.
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', install, { cwd: root, stdio: 'inherit', shell });
  process.exitCode = status ?? 1;
}

/** npm writes node_modules/.package-lock.json last, so an interrupted install does not count. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, entry]) => !path || entry.optional || installed[path]?.version === entry.version,
  );
}

function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(new URL(lockFile, new URL('../../', import.meta.url)), 'utf8'))
      .packages;
  } catch {
    return {};
  }
}
