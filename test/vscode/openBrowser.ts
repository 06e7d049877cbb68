import { spawn } from 'node:child_process';

/** Opens an address in the person's browser where there is one; without one nothing happens. */
export function openBrowser(url: string): void {
  const opener = openers[process.platform] ?? linuxOpener();
  if (!opener || process.env.CI) return;
  const [command, ...args] = opener;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

function linuxOpener(): [string] | undefined {
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
