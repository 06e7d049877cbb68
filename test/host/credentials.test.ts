import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { verifySignature } from '../support/verifySignature.ts';
import { changeSettings, getApi } from './window.ts';

describe('AWS credentials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-files-'));
  const environment = { ...process.env };
  let server: FaultServer;

  const setProfile = (secret: string) =>
    writeFileSync(
      join(folder, 'credentials'),
      `[me]\naws_access_key_id = AKIDME\naws_secret_access_key = ${secret}\nregion = eu-north-1\n`,
    );

  // The tests run in the extension's own process: what they set is what it finds.
  before(async () => {
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials');
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION'])
      Reflect.deleteProperty(process.env, name);
    setProfile('klarkspurSecret');
    server = await startFaultServer(respondSse(goodStream(['Hi'], 'default')));
    await changeSettings({ endpoint: 'custom', endpointUrl: server.baseUrl, profile: 'me' });
  });
  after(async () => {
    Object.assign(process.env, environment);
    await changeSettings({ endpoint: undefined, endpointUrl: undefined, profile: undefined });
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the chosen profile signs the request, for its region, and its secret is nowhere else', async () => {
    const api = await getApi();
    const run = await api.run({ instruction: 'Explain' });
    assert.equal(run.status, 'succeeded');
    assert.equal(run.region, 'eu-north-1');
    const keys = { accessKeyId: 'AKIDME', secretAccessKey: 'klarkspurSecret' };
    const signed = await verifySignature(await server.nextRequest(), keys);
    assert.deepEqual(signed, { region: 'eu-north-1', service: 'bedrock' });
    assert.doesNotMatch(JSON.stringify(run), /klarkspur/);
  });

  it('a changed credentials file is taken by the next run', async () => {
    setProfile('anotherSecret');
    const api = await getApi();
    await api.run({ instruction: 'Explain' });
    const keys = { accessKeyId: 'AKIDME', secretAccessKey: 'anotherSecret' };
    assert.equal(typeof (await verifySignature(await server.nextRequest(), keys)), 'object');
  });

  it('a profile that is missing fails the run before anything is sent', async () => {
    await changeSettings({ profile: 'gone' });
    const api = await getApi();
    const run = await api.run({ instruction: 'Explain' });
    assert.equal(run.failure?.reason, 'credentials');
    assert.match(run.failure?.message ?? '', /no profile gone/);
    assert.equal(run.attempts, 0);
  });
});
