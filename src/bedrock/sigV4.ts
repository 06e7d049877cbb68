import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SignableRequest } from '../core/request.ts';
import type { AwsCredentials } from './credentials/awsCredentials.ts';

/** What a signature holds for. */
export interface SigningScope {
  readonly region: string;
  /** `bedrock` for bedrock-runtime, `bedrock-mantle` for mantle, `sts`. */
  readonly service: string;
}

/** Headers of ours that are signed, so that nobody on the way changes them. */
const signedHeaders: ReadonlySet<string> = new Set(['content-type']);

/** The headers that a SigV4 signature of the request adds. `at`: the time as the server has it. */
export async function signatureHeaders(
  request: SignableRequest,
  credentials: AwsCredentials,
  scope: SigningScope,
  at: Date,
): Promise<Readonly<Record<string, string>>> {
  const url = new URL(request.url);
  const given = Object.entries(request.headers).filter(([name]) => signedHeaders.has(name));
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new SignatureV4({
    ...scope,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === null ? {} : { sessionToken }),
    },
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: queryOf(url),
      headers: { host: url.host, ...Object.fromEntries(given) },
      body: request.body,
    },
    { signingDate: at },
  );
  return Object.fromEntries(
    Object.entries(signed.headers).filter(([name]) => name !== 'host' && !signedHeaders.has(name)),
  );
}

/** The query as the signer takes it: a list where a name stands more than once. */
function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const names = new Set(searchParams.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const [first = '', ...others] = searchParams.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}

/** SHA-256 and its HMAC as the signer wants them. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('A hash is used once.');
  }
}

function bytesOf(secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
