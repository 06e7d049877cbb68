// SigV4 as a server sees it: every signature is made again, by AWS's library, from the bytes that arrived.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { createAwsAccess } from '../../src/bedrock/credentials/awsAccess.ts';
import type { AccessRequest } from '../../src/bedrock/credentials/accessRequest.ts';
import { aRun } from '../support/aRun.ts';
import { awsHome } from '../support/awsHome.ts';
import { goodStream } from '../support/chatChunks.ts';
import { respondJson, sequence, startFaultServer } from '../support/faultServer.ts';
import type { Responder } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { verifySignature } from '../support/verifySignature.ts';
import { wireRun } from '../support/wireRun.ts';
import type { WireOptions } from '../support/wireRun.ts';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'klarkspurSecretKey/0123456789' };
const sessionToken = 'quernstoneSessionToken+/==';

interface SignedOptions extends WireOptions {
  readonly environment?: Record<string, string>;
  readonly request?: Partial<AccessRequest>;
  readonly responder?: Responder;
  readonly now?: () => Date;
  readonly path?: string;
}

/** One run signed with credentials of the environment, and what the server got. */
async function signedRun(t: TestContext, options: SignedOptions = {}) {
  awsHome(t, {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    ...options.environment,
  });
  const server = await startFaultServer(options.responder ?? respondSse(goodStream(['Hi'])));
  t.after(() => server.close());
  const corrections: number[] = [];
  const access = createAwsAccess({
    clock: { wallClock: options.now ?? (() => new Date()) },
    userAgent: 'bedrock-tiers/test',
    askMfaCode: () => Promise.reject(new Error('Nobody is there.')),
    onClockCorrected: (offsetMs) => corrections.push(offsetMs),
  });
  const authorise = () =>
    access.authorise({ ...chainRequest, ...options.request }, AbortSignal.timeout(10_000));
  const run = async () =>
    wireRun(server.baseUrl + (options.path ?? ''), { auth: await authorise(), ...options })
      .finished;
  return { finished: await run(), run, server, corrections };
}

const chainRequest: AccessRequest = {
  endpoint: 'runtime',
  baseUrl: '',
  region: 'eu-central-1',
  apiKey: null,
  profile: null,
  shortTermKey: false,
};

test('a server that makes the signature again finds the same, for region and service', async (t) => {
  const { finished, server } = await signedRun(t);
  assert.equal(finished.status, 'succeeded');
  const verdict = await verifySignature(await server.request(1), keys);
  assert.deepEqual(verdict, { region: 'eu-central-1', service: 'bedrock' });
});

test('mantle has a service of its own', async (t) => {
  const { server } = await signedRun(t, { request: { endpoint: 'mantle' } });
  const verdict = await verifySignature(await server.request(1), keys);
  assert.deepEqual(verdict, { region: 'eu-central-1', service: 'bedrock-mantle' });
});

test('the session token leaves in its header and is signed', async (t) => {
  const { server } = await signedRun(t, { environment: { AWS_SESSION_TOKEN: sessionToken } });
  const request = await server.request(1);
  assert.equal(typeof (await verifySignature(request, { ...keys, sessionToken })), 'object');
  assert.match(request.headers.authorization ?? '', /SignedHeaders=[^,]*x-amz-security-token/);
});

test('bodies in any script, and paths and queries that need escaping, are signed as they arrive', async (t) => {
  const { finished, server } = await signedRun(t, {
    run: { instruction: 'Grüße, 世界 🧊\u2028"\\', selection: 'ñandú\n'.repeat(2_000) },
    path: '/with%20space/übung/v1~(x)',
  });
  assert.equal(finished.status, 'succeeded');
  const request = await server.request(1);
  assert.match(request.url, /%20.*%C3%BC/);
  assert.equal(typeof (await verifySignature(request, keys)), 'object');
});

test('a query is signed, also with a name that stands twice', async (t) => {
  awsHome(t);
  const server = await startFaultServer(respondJson(200, {}));
  t.after(() => server.close());
  const { signatureHeaders } = await import('../../src/bedrock/sigV4.ts');
  const url = `${server.baseUrl}/models?b=2&a=x%20y%2Bz&b=1&empty=`;
  const request = { method: 'POST', url, headers: {}, body: '' };
  const credentials = { ...keys, sessionToken: null, expiresAt: null };
  const scope = { region: 'us-east-1', service: 'bedrock' };
  const headers = await signatureHeaders(request, credentials, scope, new Date());
  await fetch(url, { method: 'POST', headers: { ...headers } });
  assert.deepEqual(await verifySignature(await server.request(1), keys), scope);
});

test('beside the signature’s headers nothing new leaves', async (t) => {
  const { server } = await signedRun(t, { environment: { AWS_SESSION_TOKEN: sessionToken } });
  const { headers } = await server.request(1);
  assert.deepEqual(Object.keys(headers).toSorted(), [
    'accept',
    'accept-encoding',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
    'x-amz-content-sha256',
    'x-amz-date',
    'x-amz-security-token',
  ]);
});

test('a wrong secret is refused as AWS refuses it, and the run says so', async (t) => {
  const { finished } = await signedRun(t, {
    responder: async ({ request, response }) => {
      const verdict = await verifySignature(request, { ...keys, secretAccessKey: 'another' });
      assert.equal(typeof verdict, 'string');
      response
        .writeHead(403, { 'content-type': 'application/json' })
        .end(JSON.stringify({ message: 'The request signature we calculated does not match.' }));
    },
  });
  assert.equal(finished.failure?.reason, 'credentials');
  assert.match(finished.failure.message, /does not match/);
});

test('a server that repeats the signed headers does not get the session token into the run', async (t) => {
  const { finished, server } = await signedRun(t, {
    environment: { AWS_SESSION_TOKEN: sessionToken },
    responder: ({ request, response }) => {
      const message = `The canonical string was x-amz-security-token:${String(request.headers['x-amz-security-token'])}`;
      response.writeHead(403).end(JSON.stringify({ message }));
    },
  });
  assert.equal((await server.request(1)).headers['x-amz-security-token'], sessionToken);
  assert.match(finished.failure?.message ?? '', /x-amz-security-token:\[session token\]/);
  const written = JSON.stringify(finished);
  for (const secret of [keys.secretAccessKey, sessionToken]) assert.ok(!written.includes(secret));
});

const tooOld = 'Signature expired: 20261122T094500Z is now earlier than 20261122T095500Z';
const tooNew = 'Signature not yet current: 20261122T094500Z is still later than 20261122T093000Z';

for (const message of [tooOld, tooNew]) {
  test(`a clock that is off is put right by the server’s, once: ${message.slice(0, 21)}`, async (t) => {
    const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
    const { finished, run, server, corrections } = await signedRun(t, {
      now: () => new Date('2026-11-22T09:45:00Z'),
      responder: sequence([
        respondJson(403, { message }, { date }),
        respondSse(goodStream(['Hi'])),
      ]),
    });
    assert.equal(finished.status, 'succeeded');
    const dates = server.requests.map(({ headers }) => headers['x-amz-date']);
    assert.deepEqual(dates, ['20261122T094500Z', '20261122T100000Z']);
    assert.deepEqual(corrections, [900_000]);
    await run();
    assert.equal(server.requests.at(-1)?.headers['x-amz-date'], '20261122T100000Z');
    assert.equal(server.requests.length, 3);
  });
}

test('a clock that the server refuses twice is a failure, and no sign-in’s', async (t) => {
  const { finished, server } = await signedRun(t, {
    responder: respondJson(403, { message: tooOld }),
  });
  assert.equal(finished.failure?.reason, 'credentials');
  assert.equal(server.requests.length, 2);
});

test('the clock of a run starts after its signature is made', async (t) => {
  const order: string[] = [];
  const server = await startFaultServer(respondSse(goodStream(['Hi'])));
  t.after(() => server.close());
  let now = 0;
  const finished = await wireRun(server.baseUrl, {
    run: aRun(),
    clock: { now: () => now, wallClock: () => new Date() },
    auth: {
      kind: 'sigV4',
      sign: async () => {
        order.push('sign');
        now += 5_000;
        return { authorization: 'AWS4-HMAC-SHA256 signed' };
      },
      refused: () => order.push('refused'),
    },
  }).finished;
  assert.equal(finished.latencyMs, 0);
  assert.deepEqual(order, ['sign']);
});

test('credentials that the server refuses are not used again', async (t) => {
  const refusals: string[] = [];
  const server = await startFaultServer(
    respondJson(403, { message: 'The security token included in the request is expired' }),
  );
  t.after(() => server.close());
  const { failure } = await wireRun(server.baseUrl, {
    auth: {
      kind: 'sigV4',
      sign: () => Promise.resolve({}),
      refused: () => refusals.push('refused'),
    },
  }).finished;
  assert.equal(failure?.reason, 'signInExpired');
  assert.deepEqual(refusals, ['refused']);
});
