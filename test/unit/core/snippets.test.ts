import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { curlSnippet, pythonSnippet, typeScriptSnippet } from '../../../src/core/snippets.ts';
import { aRun } from '../../support/aRun.ts';

const request = {
  baseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1',
  run: aRun({ requestedTier: 'flex' }),
  messages: [{ role: 'user', content: `It's "quoted" $HOME \`id\` \\ and\nnew` }],
} as const;

test('curl: the body survives the shell unchanged and the tier is in it', () => {
  const snippet = curlSnippet(request);
  const printed = snippet.replace(/^curl[^]*?-d /, 'printf %s ');
  const body: unknown = JSON.parse(execFileSync('sh', ['-c', printed], { encoding: 'utf8' }));
  assert.deepEqual(body, {
    model: 'openai.gpt-oss-120b-1:0',
    messages: request.messages,
    service_tier: 'flex',
    max_completion_tokens: 4096,
    stream: true,
    stream_options: { include_usage: true },
  });
  assert.match(snippet, /Bearer \$AWS_BEARER_TOKEN_BEDROCK/);
});

test('TypeScript and Python name the tier, the limit and take the key from the environment', () => {
  for (const snippet of [typeScriptSnippet(request), pythonSnippet(request)]) {
    assert.match(snippet, /service_tier[:=] ?"flex"/);
    assert.match(snippet, /max_completion_tokens[:=] ?4096/);
    assert.match(snippet, /AWS_BEARER_TOKEN_BEDROCK/);
  }
});
