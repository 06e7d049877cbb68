// What esbuild makes of the credential code: that it works, what it loads, how it comes to node:http(s).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { runInNewProcess } from '../../../support/newProcess.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'credential-bundle-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const { outputFiles, metafile } = await build({
  entryPoints: [join(root, 'src/bedrock/credentials/awsAccess.ts')],
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  splitting: true,
  outdir: folder,
  write: false,
  metafile: true,
  mainFields: ['module', 'main'],
});

test('node:http and node:https are imported by default, where VS Code has put its proxies', () => {
  const texts = outputFiles.map(({ text }) => text);
  const imports = texts.flatMap((text) => text.match(/^import [^;]*"(?:node:)?https?";$/gm) ?? []);
  assert.notEqual(imports.length, 0);
  for (const line of imports) assert.match(line, /^import \w+ from "(?:node:)?https?";$/);
  assert.ok(!texts.some((text) => /__require\d*\("(?:node:)?https?"\)/.test(text)));
});

test('the bundle signs and makes short-term keys', async () => {
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'try.js'),
    `import { createAwsAccess } from './awsAccess.js';
    const access = createAwsAccess({ clock: { wallClock: () => new Date() }, userAgent: 'test' });
    const request = { endpoint: 'runtime', region: 'eu-west-1', apiKey: null, profile: null };
    const { signal } = new AbortController();
    const signed = await access.authorise({ ...request, shortTermKey: false }, signal);
    const sent = { method: 'POST', url: 'http://host/', headers: {}, body: '{}' };
    const headers = await signed.sign(sent, { signal, serverTime: null });
    const { token } = await access.authorise({ ...request, shortTermKey: true }, signal);
    console.log(headers.authorization.slice(0, 32), token.slice(0, 16));`,
  );
  const written = await runInNewProcess(join(folder, 'try.js'), {
    HOME: folder,
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  assert.equal(written, 'AWS4-HMAC-SHA256 Credential=AKID bedrock-api-key-\n');
});

test('an API key loads nothing of AWS’s packages', () => {
  const read = new Set<string>();
  const follow = (path: string) => {
    if (read.has(path)) return;
    read.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement') follow(next);
  };
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) =>
    entryPoint?.endsWith('awsAccess.ts'),
  )?.[0];
  assert.ok(entry);
  follow(entry);
  const packages = [...read].flatMap((path) =>
    Object.keys(metafile.outputs[path]?.inputs ?? {}).filter((input) => /@aws|@smithy/.test(input)),
  );
  assert.deepEqual(packages, []);
});
