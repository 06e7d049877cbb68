import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import http from 'node:http';

/** Sees by which proxy the requests to a host leave. */
export interface ProxyWatch {
  /** The last request's, without its sign-in, such as `http://proxy.corp:8080`; `null`: it left directly. */
  readonly proxy: () => string | null;
  readonly stop: () => void;
}

/** Node tells here of every request once it is built, before it has a socket. */
const channel = 'http.client.request.created';

/** What a proxy is called in the answers of PAC files, in which VS Code speaks of proxies, as a URL's scheme. */
const schemes: ReadonlyMap<string, string> = new Map([
  ['PROXY', 'http'],
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['SOCKS', 'socks'],
  ['SOCKS5', 'socks'],
  ['SOCKS4', 'socks4'],
]);

/**
 * Watches requests to a host (with its port, unless it is the scheme's own). VS Code chooses the proxy
 * in an agent of its own, by settings, environment and system, and lets the request tell which:
 * what is told is what happened, and no second reading of those settings.
 */
export function watchProxy(host: string): ProxyWatch {
  let proxy: string | null = null;
  const watch = (message: unknown) => {
    const request: unknown = Object(message).request;
    if (!(request instanceof http.ClientRequest) || request.getHeader('host') !== host) return;
    proxy = null;
    request.once('proxy', (passage: unknown) => {
      proxy = addressOf(String(Object(passage).proxy));
    });
  };
  subscribe(channel, watch);
  return { proxy: () => proxy, stop: () => unsubscribe(channel, watch) };
}

/** `PROXY user:password@host:port` as an address without the sign-in; `null` for `DIRECT`. */
function addressOf(passage: string): string | null {
  const [kind = '', target = ''] = passage.trim().split(/\s+/, 2);
  const scheme = schemes.get(kind);
  if (scheme === undefined) return null;
  return `${scheme}://${target.slice(target.lastIndexOf('@') + 1)}`;
}
