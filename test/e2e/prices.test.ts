// What a tier costs and whether it is served, as a person meets it: estimate, probe, what was learnt, forgetting it.
import { after, before, test } from 'node:test';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { expect } from '../vscode/expect.ts';
import { ended, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

let demo: Demo;
let server: FaultServer;

const answer = respondSse(goodStream(['OK'], 'default'));

before(async () => {
  server = await startFaultServer((exchange) => {
    const { request, response } = exchange;
    if (!request.rawBody.includes('"service_tier":"flex"')) return answer(exchange);
    response.writeHead(400, { 'content-type': 'application/json' });
    const message = 'The provided service tier is not supported for this model.';
    response.end(JSON.stringify({ error: { message } }));
    return undefined;
  });
  demo = await startDemo({
    settings: { 'bedrockTiers.endpoint': 'custom', 'bedrockTiers.endpointUrl': server.baseUrl },
  });
});
after(async () => {
  await demo.close();
  await server.close();
});

test('the picker says what the selection costs on each tier', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  const frame = await send(window, 'Explain');
  await ended(frame);
  await selectLines(window, 'fibonacci.py', 6, 10);
  await window.statusBarItem('gpt-oss-120b').click();
  const rows = window.quickInput.getByRole('option');
  await rows
    .filter({ hasText: /Standard.*this prompt: about \$0\.\d+, at most \$0\.\d+/ })
    .waitFor();
  await window.page
    .getByPlaceholder(/Estimate: \d+ tokens in \(corrected by own runs: 1\)/)
    .waitFor();
  await window.page.keyboard.press('Escape');
});

test('a probe asks before it sends, and shows what came of it', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Probe Tiers…');
  await window.quickInput.getByRole('button', { name: 'OK' }).click();
  await window.quickInput.getByText('Tiers to probe').waitFor();
  await window.quickInput.getByRole('button', { name: 'OK' }).click();
  const question = window.page.getByRole('dialog').filter({ hasText: 'Send 3 tiny requests?' });
  await question.getByText(/At most \$0\.\d+/).waitFor();
  await question.getByRole('button', { name: 'Send' }).click();
  const table = window.page.locator('.editor-group-container.active .view-lines');
  await table.getByText(/Probe.of.tiers/).waitFor();
  // The editor breaks lines where it is narrow.
  const seen = { useInnerText: true };
  await expect(table).toContainText(/Flex\s+\|\s+refused/, seen);
  await expect(table).toContainText(/Standard\s+\|\s+served/, seen);
  await expect(table).toContainText(/Priority\s+\|\s+served\s+by\s+another\s+tier/, seen);
});

test('a refusal is remembered with its date, and can be forgotten', async () => {
  const { window } = demo;
  await window.statusBarItem('gpt-oss-120b').click();
  const flex = window.quickInput.getByRole('option').filter({ hasText: 'Flex' });
  await flex.filter({ hasText: /learnt on \d{4}-\d\d-\d\d from a refusal/ }).waitFor();
  await flex.hover();
  await flex.getByRole('button', { name: 'Forget what was learnt' }).click();
  await flex.filter({ hasText: '$0.075 in' }).waitFor();
  await window.page.keyboard.press('Escape');
});

test('a model that another API serves is shown with the reason, and cannot be chosen', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Select Model…');
  await window.quickInput.locator('input[type=text]').fill('amazon.nova-pro-v1:0');
  const row = window.quickInput.getByRole('option').filter({ hasText: 'amazon.nova-pro-v1:0' });
  await row.first().filter({ hasText: 'Served by other APIs' }).waitFor();
  await row.first().click();
  await window.page.getByPlaceholder(/Served by other APIs than Chat Completions only/).waitFor();
  await window.page.keyboard.press('Escape');
  await window.statusBarItem('gpt-oss-120b').waitFor();
});
