import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { RecordedRequest } from './faultServer.ts';

/** The credentials that a server knows. */
export interface KnownCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a signature was made for, if AWS's own library makes the same one of the bytes that arrived; else why not. */
export async function verifySignature(
  request: RecordedRequest,
  known: KnownCredentials,
): Promise<{ region: string; service: string } | string> {
  const given = request.headers.authorization ?? '';
  const [, accessKeyId, region = '', service = '', names = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=[0-9a-f]{64}$/.exec(
      given,
    ) ?? [];
  if (accessKeyId !== known.accessKeyId) return `unknown access key in: ${given}`;
  if (request.headers['x-amz-security-token'] !== known.sessionToken) return 'wrong session token';
  const hash = createHash('sha256').update(request.rawBody).digest('hex');
  if (request.headers['x-amz-content-sha256'] !== hash) return 'the body is not the signed one';
  const expected = await signAgain(request, { known, region, service, names: names.split(';') });
  return expected === given ? { region, service } : `${given} is not ${expected}`;
}

async function signAgain(
  request: RecordedRequest,
  scope: {
    readonly known: KnownCredentials;
    readonly region: string;
    readonly service: string;
    readonly names: readonly string[];
  },
): Promise<string | undefined> {
  const { known, region, service, names } = scope;
  const url = new URL(request.url, 'http://host');
  const signer = new SignatureV4({ credentials: known, region, service, sha256: NodeSha256 });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: 'host',
      path: url.pathname,
      query: Object.fromEntries(
        [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)]),
      ),
      headers: Object.fromEntries(names.map((name) => [name, String(request.headers[name])])),
      body: request.rawBody,
    },
    { signingDate: dateOf(String(request.headers['x-amz-date'])) },
  );
  return signed.headers['authorization'];
}

/** `20261122T100000Z` as a date. */
function dateOf(text: string): Date {
  return new Date(text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

class NodeSha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key =
      secret === undefined || typeof secret === 'string'
        ? secret
        : Buffer.from(ArrayBuffer.isView(secret) ? secret.buffer : secret);
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}
