import * as vscode from 'vscode';

/** The proxy by which requests to a host leave, without its password; `null` where none is set. */
export function proxyInUse(host: string): string | null {
  const http = vscode.workspace.getConfiguration('http');
  if (http.get<string>('proxySupport') === 'off') return null;
  const { HTTPS_PROXY, https_proxy: lowerCase } = process.env;
  const proxy = http.get<string>('proxy') || HTTPS_PROXY || lowerCase || '';
  if (!URL.canParse(proxy) || isExempt(host, exemptions(http))) return null;
  const { protocol, host: address } = new URL(proxy);
  return `${protocol}//${address}`;
}

function exemptions(http: vscode.WorkspaceConfiguration): readonly string[] {
  const listed = http.get<readonly string[]>('noProxy') ?? [];
  const { NO_PROXY, no_proxy: lowerCase } = process.env;
  return listed.length > 0 ? listed : (NO_PROXY || lowerCase || '').split(',');
}

function isExempt(host: string, listed: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, '');
  if (['localhost', '127.0.0.1', '[::1]'].includes(name)) return true;
  return listed.some((entry) => {
    const suffix = entry.trim().replace(/^\*?\.?/, '');
    return suffix !== '' && (name === suffix || name.endsWith(`.${suffix}`));
  });
}
