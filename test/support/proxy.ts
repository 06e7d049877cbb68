import { once } from 'node:events';
import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';

/** A real HTTP proxy on loopback that leads every host to one server and remembers what asked for passage. */
export interface Proxy {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** `host:port` of every passage that was granted, in order: a tunnel, or one plain request. */
  readonly passed: readonly string[];
  /** `host:port` of every passage that was refused for want of a sign-in. */
  readonly refused: readonly string[];
  /** Cuts what is open. */
  close(): Promise<void>;
}

/** Starts a proxy to the server at a local port. `signIn`, as `user:password`: what it demands by Basic authentication. */
export async function startProxy(
  port: number,
  { signIn = null }: { readonly signIn?: string | null } = {},
): Promise<Proxy> {
  const passed: string[] = [];
  const refused: string[] = [];
  const sockets = new Set<Duplex>();
  const mayPass = (host: string, { headers }: IncomingMessage) => {
    const given = headers['proxy-authorization'];
    const isGranted =
      signIn === null || given === `Basic ${Buffer.from(signIn).toString('base64')}`;
    (isGranted ? passed : refused).push(host);
    return isGranted;
  };
  const proxy = http.createServer((request, response) => {
    // A request in absolute form, as for plain HTTP.
    const { host, pathname, search } = new URL(request.url ?? '', 'http://none');
    if (!mayPass(host, request)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="Test"' }).end();
      return;
    }
    const { method, headers } = request;
    const onwards = http.request({ port, method, path: pathname + search, headers });
    onwards.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onwards.once('error', () => response.destroy());
    request.pipe(onwards);
  });
  proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (!mayPass(request.url ?? '', request)) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\n' +
          'Proxy-Authenticate: Basic realm="Test"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    tunnel(socket, head, port);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port was bound.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    passed,
    refused,
    async close() {
      const closed = once(proxy, 'close');
      proxy.close();
      proxy.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function tunnel(socket: Duplex, head: Buffer, port: number): void {
  const onwards = net.connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    onwards.write(head);
    socket.pipe(onwards).pipe(socket);
  });
  onwards.once('error', () => socket.destroy());
  socket.once('error', () => onwards.destroy());
  socket.once('close', () => onwards.destroy());
}
