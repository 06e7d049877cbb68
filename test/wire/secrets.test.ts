// No secret gets into a run, its events or what is stored of it, whatever the server repeats.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { AccessRequest } from '../../src/bedrock/credentials/accessRequest.ts';
import { awsHome } from '../support/awsHome.ts';
import type { AwsHome } from '../support/awsHome.ts';
import { later, secrets, ssoProfile, standIn } from '../support/awsProfiles.ts';
import { textChunk } from '../support/chatChunks.ts';
import { respondJson, sequence } from '../support/faultServer.ts';
import type { Exchange, Responder } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { chainRequest, testAccess } from '../support/testAccess.ts';
import { wireRun } from '../support/wireRun.ts';

const apiKey = 'ABSKlarkspurKey';

/** All that the request brought, as one text. */
function repeated({ request }: Exchange): string {
  return Object.entries(request.headers)
    .map(([name, value]) => `${name}:${String(value)}`)
    .join(' ');
}

/** Ways in which a server may repeat what it got. */
const repeaters: Readonly<Record<string, Responder>> = {
  'in a refusal': (exchange) => respondJson(403, { message: repeated(exchange) })(exchange),
  'in a refusal of the time': (exchange) =>
    respondJson(403, { message: `Signature expired: ${repeated(exchange)}` })(exchange),
  'in an error of the stream': (exchange) =>
    respondSse([
      textChunk('Hi'),
      `data: ${JSON.stringify({ error: { message: repeated(exchange) } })}\n\n`,
    ])(exchange),
  'in a chunk that is none': (exchange) =>
    respondSse([`data: {${repeated(exchange)}\n\n`])(exchange),
  'in a page': (exchange) => {
    exchange.response.writeHead(200, { 'content-type': 'text/html' }).end(repeated(exchange));
  },
};

type Prepare = (t: TestContext, home: AwsHome) => Promise<Partial<AccessRequest>>;

const sources: Readonly<Record<string, Prepare>> = {
  'an API key': () => Promise.resolve({ apiKey }),
  'a key of the environment': () => {
    process.env['AWS_BEARER_TOKEN_BEDROCK'] = apiKey;
    return Promise.resolve({});
  },
  'keys with a session token': () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: secrets.key,
      AWS_SESSION_TOKEN: secrets.token,
    });
    return Promise.resolve({});
  },
  'a short-term key': () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: secrets.key,
      AWS_SESSION_TOKEN: secrets.token,
    });
    return Promise.resolve({ shortTermKey: true });
  },
  'an SSO sign-in': async (t, home) => {
    const portal = await standIn(
      t,
      sequence([
        respondJson(200, {
          roleCredentials: {
            accessKeyId: 'ASIASSO',
            secretAccessKey: secrets.key,
            sessionToken: secrets.token,
            expiration: Date.parse(later),
          },
        }),
      ]),
    );
    process.env['AWS_ENDPOINT_URL_SSO'] = portal.origin;
    home.write('.aws/config', ssoProfile);
    home.signIn('corp', { accessToken: secrets.sso, expiresAt: later });
    return { profile: 'work' };
  },
};

for (const [source, prepare] of Object.entries(sources)) {
  for (const [way, responder] of Object.entries(repeaters)) {
    test(`${source}, repeated ${way}`, async (t) => {
      const request = await prepare(t, awsHome(t));
      const { signal } = new AbortController();
      const auth = await testAccess().authorise({ ...chainRequest, ...request }, signal);
      const server = await standIn(t, responder);
      const run = wireRun(server.baseUrl, { auth });
      const finished = await run.finished;
      assert.equal(finished.status, 'failed');
      assert.match(finished.failure?.message ?? '', /authorization:|malformed server-sent event/);
      const written = JSON.stringify([finished, run.events, run.saved]);
      const made = auth.kind === 'bearer' ? [auth.token] : [];
      for (const secret of [apiKey, ...made, ...Object.values(secrets)])
        assert.ok(!written.includes(secret), `${secret} is in ${written}`);
      assert.ok(!JSON.stringify(auth).includes(secrets.key));
    });
  }
}
