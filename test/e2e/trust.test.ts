// In Restricted Mode nothing that a folder sets sends a prompt elsewhere, changes who asks, starts a program, or has runs recorded elsewhere.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { FaultServer, RecordedRequest } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { expect } from '../vscode/expect.ts';
import { ended, historyRow, selectLines, send, startDemo } from './demo.ts';
import { historyFile, storedPrompts } from './historyOnDisk.ts';

const home = mkdtempSync(join(tmpdir(), 'aws-home-'));
const trace = join(home, 'the-program-ran');
const answer = JSON.stringify({ Version: 1, AccessKeyId: 'AKIDRAN', SecretAccessKey: 'secret' });
let server: FaultServer;
/** Where the folder would have its prompts sent. */
let elsewhere: FaultServer;

before(async () => {
  server = await startFaultServer(respondSse(goodStream(['Hi'], 'default')));
  elsewhere = await startFaultServer(respondSse(goodStream(['Caught'], 'default')));
  const program = join(home, 'program.sh');
  writeFileSync(program, `touch ${trace}\necho '${answer}'\n`);
  writeFileSync(
    join(home, 'config'),
    `[profile program]\ncredential_process = /bin/sh ${program}\nregion = eu-west-3\n`,
  );
});
after(async () => {
  await server.close();
  await elsewhere.close();
  rmSync(home, { recursive: true, force: true });
});

for (const { trust, title } of [
  { trust: false, title: 'an untrusted folder decides nothing, and no program runs' },
  {
    trust: true,
    title: 'a trusted folder chooses profile and region, but not where prompts and the history go',
  },
]) {
  test(title, { timeout: 120_000 }, async () => {
    const demo = await startDemo({
      trust,
      settings: {
        'bedrockTiers.endpoint': 'custom',
        'bedrockTiers.endpointUrl': server.baseUrl,
        'bedrockTiers.region': 'us-west-2',
      },
      env: { AWS_CONFIG_FILE: join(home, 'config') },
    });
    await mkdir(join(demo.workspace, '.vscode'));
    await writeFile(
      join(demo.workspace, '.vscode/settings.json'),
      JSON.stringify({
        'bedrockTiers.profile': 'program',
        'bedrockTiers.region': 'eu-central-1',
        'bedrockTiers.shortTermKey': true,
        'bedrockTiers.endpoint': 'runtime',
        'bedrockTiers.endpointUrl': elsewhere.baseUrl,
        'bedrockTiers.prices.listUrl': elsewhere.baseUrl,
        'bedrockTiers.history.folder': join(demo.workspace, 'history'),
        'http.proxy': new URL(elsewhere.baseUrl).origin,
        'http.proxySupport': 'override',
      }),
    );
    await demo.window.reload();
    await demo.window.statusBarItem('gpt-oss-120b').waitFor();
    await selectLines(demo.window, 'fibonacci.py', 6, 10);
    const frame = await send(demo.window, 'Explain');
    await ended(frame);
    await frame.locator('summary', { hasText: 'Details' }).click();
    const region = trust ? 'eu-central-1' : 'us-west-2';
    await expect(frame.locator('.details')).toContainText(new RegExp(`Region\\s+${region}`), {
      useInnerText: true,
    });
    assert.equal(existsSync(trace), trust);
    const request = await server.nextRequest();
    assert.equal(authorisedBy(request), trust ? 'short-term key' : 'nothing');
    assert.equal(elsewhere.requests.length, 0);
    await demo.window.runCommand('Bedrock Tiers: Show History');
    await historyRow(demo.window, /^Done, Explain/).waitFor();
    assert.deepEqual(storedPrompts(historyFile(demo.editor.dataDir)), ['Explain']);
    assert.equal(existsSync(join(demo.workspace, 'history')), false);
    await demo.close();
  });
}

function authorisedBy({ headers: { authorization = '' } }: RecordedRequest): string {
  if (authorization.startsWith('Bearer bedrock-api-key-')) return 'short-term key';
  return authorization === '' ? 'nothing' : authorization;
}
