import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the extension hosts of the editor with this data folder. */
export function extensionHosts(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isExtensionHost(pid, dataDir));
}

function isExtensionHost(pid: number, dataDir: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes('--type=extensionHost')) return false;
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(dataDir);
  } catch {
    // It ended while we looked.
    return false;
  }
}
