// Measures one source of credentials in this process: BASE_URL floor|source [PROFILE]. Prints a probe as JSON.
import type { AwsAccess } from '../../src/bedrock/credentials/awsAccess.ts';

/** Requests that are counted after the first one. */
const warmRequests = 40;
/** Requests before those: the engine compiles what is called often. */
const warmUps = 20;

const [, , baseUrl = '', kind = '', profile = ''] = process.argv;
const url = `${baseUrl}/chat/completions`;
const body = JSON.stringify({ model: 'bench', messages: [{ role: 'user', content: 'Explain' }] });
const headers = { 'content-type': 'application/json' };
let access: AwsAccess | undefined;

const send = kind === 'floor' ? sendByConstantHeader : sendBySource;
const cold = await timeOf(send);
const warm: number[] = [];
const floor: number[] = [];
const rounds = kind === 'floor' ? 0 : warmUps + warmRequests;
for (let round = 0; round < rounds; round++) {
  const byFloor = await timeOf(sendByConstantHeader);
  const bySource = await timeOf(sendBySource);
  if (round < warmUps) continue;
  floor.push(byFloor);
  warm.push(bySource);
}
process.stdout.write(JSON.stringify({ cold, warm, floor }), () => process.exit(0));

/** From the call to the first byte of the answer's body, ms. */
async function timeOf(request: () => Promise<AsyncIterable<unknown>>): Promise<number> {
  const started = performance.now();
  let took = Number.NaN;
  for await (const piece of await request()) {
    if (Number.isNaN(took) && piece) took = performance.now() - started;
  }
  return took;
}

async function sendByConstantHeader(): Promise<AsyncIterable<unknown>> {
  const { default: fetchOverNodeHttp } = await import('node-fetch');
  const { body: answer } = await fetchOverNodeHttp(url, {
    method: 'POST',
    headers: { ...headers, authorization: 'Bearer key' },
    body,
  });
  if (answer === null) throw new Error('The answer has no body.');
  return answer;
}

/** As the extension does it: access once, authorisation and transport for each request. */
async function sendBySource(): Promise<AsyncIterable<unknown>> {
  const { signal } = new AbortController();
  access ??= await openAccess();
  const auth = await access.authorise(
    {
      endpoint: 'custom',
      baseUrl,
      region: 'us-east-1',
      apiKey: profile === '' ? 'key' : null,
      profile: profile || null,
      shortTermKey: false,
    },
    signal,
  );
  const { createTransport } = await import('../../src/bedrock/nodeFetch.ts');
  const transport = createTransport({
    now: () => performance.now(),
    bytesArrived: () => {},
    userAgent: 'bench',
    auth,
  });
  const response = await transport.fetch(url, { method: 'POST', headers, body, signal });
  if (response.status !== 200 || response.body === null)
    throw new Error(`The answer's status is ${response.status}.`);
  return response.body;
}

async function openAccess(): Promise<AwsAccess> {
  const { createAwsAccess } = await import('../../src/bedrock/credentials/awsAccess.ts');
  return createAwsAccess({
    clock: { wallClock: () => new Date() },
    userAgent: 'bench',
    askMfaCode: () => Promise.reject(new Error('Nobody is there.')),
    onClockCorrected: () => {},
  });
}
