import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OpenAI } from 'openai';
import {
  chunksOf,
  completionOf,
  gptOss,
  post,
  prompt,
  qwen,
  refusalOf,
  request,
  simulatorFor,
  testKey,
  textOf,
} from './support.ts';

test('a stream has role, reasoning, text, finish, usage and [DONE] in this order', async (t) => {
  const response = await post(await simulatorFor(t), request);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.match(response.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/);
  const chunks = await chunksOf(response);
  const kinds = chunks.map(({ choices: [choice] }) => {
    if (!choice) return 'usage';
    if (choice.delta.role) return 'role';
    if (choice.delta.reasoning) return 'reasoning';
    return choice.delta.content ? 'content' : 'finish';
  });
  const inOrder = kinds.filter((kind, index) => kind !== kinds[index - 1]);
  assert.deepEqual(inOrder, ['role', 'reasoning', 'content', 'finish', 'usage']);
  assert.equal(new Set(chunks.map(({ id }) => id)).size, 1);
  assert.ok(chunks.every(({ model, created }) => model === gptOss && created === 1_795_348_800));
  assert.ok(chunks.every(({ service_tier: tier }) => tier === 'flex'));
  assert.equal(chunks.at(-2)?.choices[0]?.finish_reason, 'stop');
  assert.match(textOf(chunks), /^This is a simulated answer[\s\S]*`total`/);
});

test('usage counts the tokens that were sent, reasoning among them', async (t) => {
  const simulator = await simulatorFor(t);
  const chunks = await chunksOf(await post(simulator, request));
  const usage = chunks.at(-1)?.usage;
  const count = (kind: 'content' | 'reasoning') =>
    chunks.filter(({ choices: [choice] }) => (choice?.delta[kind] ?? '') !== '').length;
  assert.equal(usage?.completion_tokens, count('content') + count('reasoning'));
  assert.equal(usage?.completion_tokens_details.reasoning_tokens, count('reasoning'));
  assert.equal(usage?.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  const longer = { ...request, messages: [...prompt('Be terse.'), ...request.messages] };
  const more = (await chunksOf(await post(simulator, longer))).at(-1)?.usage;
  assert.ok((more?.prompt_tokens ?? 0) > usage.prompt_tokens);
});

test('usage comes only where it was asked for', async (t) => {
  const chunks = await chunksOf(
    await post(await simulatorFor(t), { ...request, stream_options: undefined }),
  );
  assert.ok(chunks.every((chunk) => chunk.usage === undefined && chunk.choices.length === 1));
});

test('a model that does not reason sends none', async (t) => {
  const chunks = await chunksOf(await post(await simulatorFor(t), { ...request, model: qwen }));
  assert.equal(textOf(chunks, 'reasoning'), '');
  assert.equal(chunks.at(-1)?.usage?.completion_tokens_details.reasoning_tokens, 0);
});

test('the tier is echoed, Standard where none was asked for', async (t) => {
  const simulator = await simulatorFor(t);
  for (const tier of ['priority', 'default', 'flex', undefined]) {
    const body = { ...request, stream: false, service_tier: tier };
    const { service_tier: served } = await completionOf(await post(simulator, body));
    assert.equal(served, tier ?? 'default');
  }
});

test('without a stream the same answer comes as one body', async (t) => {
  const simulator = await simulatorFor(t);
  const streamed = await chunksOf(await post(simulator, request));
  const response = await post(simulator, { ...request, stream: false });
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  const { choices, usage } = await completionOf(response);
  assert.equal(choices[0].message.content, textOf(streamed));
  assert.equal(choices[0].message.reasoning, textOf(streamed, 'reasoning'));
  assert.deepEqual(usage, streamed.at(-1)?.usage);
});

test('a limit cuts the answer, reasoning first', async (t) => {
  const simulator = await simulatorFor(t);
  const whole = await completionOf(await post(simulator, { ...request, stream: false }));
  const total = whole.usage.completion_tokens;
  for (const field of ['max_tokens', 'max_completion_tokens']) {
    for (const [limit, reason] of [
      [total + 1, 'stop'],
      [total, 'stop'],
      [total - 1, 'length'],
      [1, 'length'],
    ] as const) {
      const chunks = await chunksOf(await post(simulator, { ...request, [field]: limit }));
      assert.equal(chunks.at(-2)?.choices[0]?.finish_reason, reason);
      assert.equal(chunks.at(-1)?.usage?.completion_tokens, Math.min(limit, total));
      assert.ok(whole.choices[0].message.content.startsWith(textOf(chunks)));
    }
  }
});

test('tiers that the model or the account lacks are refused in AWS’s words', async (t) => {
  const simulator = await simulatorFor(t);
  const refused = async (fields: object) =>
    refusalOf(await post(simulator, { ...request, ...fields }));
  const unsupported = [400, 'The provided service tier is not supported for this model.'] as const;
  const coderNext = 'qwen.qwen3-coder-next';
  assert.deepEqual(await refused({ model: coderNext, service_tier: 'priority' }), unsupported);
  assert.deepEqual(await refused({ model: coderNext, service_tier: 'flex' }), unsupported);
  assert.deepEqual(await refused({ service_tier: 'ultrafast' }), unsupported);
  assert.deepEqual(await refused({ service_tier: 'reserved' }), [400, 'Reservation not found.']);
  assert.deepEqual(await refused({ service_tier: 'fast' }), [
    400,
    'The service tier provided is invalid.',
  ]);
  const standard = await post(simulator, { ...request, model: coderNext, service_tier: 'default' });
  assert.equal((await chunksOf(standard))[0]?.service_tier, 'default');
});

test('models are called by ids that exist', async (t) => {
  const simulator = await simulatorFor(t);
  const refused = async (model: string) => refusalOf(await post(simulator, { ...request, model }));
  assert.deepEqual(await refused('acme.unknown'), [404, "The model 'acme.unknown' does not exist"]);
  assert.match((await refused('zai.glm-5.3'))[1], /inference profile/);
  assert.deepEqual(await refused('eu.zai.glm-5.3'), [
    400,
    'The provided model identifier is invalid.',
  ]);
  assert.equal((await post(simulator, { ...request, model: 'us.zai.glm-5.3' })).status, 200);
});

test('bodies that are no request are refused with the field’s name', async (t) => {
  const simulator = await simulatorFor(t);
  const refused = async (body: object | string) => refusalOf(await post(simulator, body));
  assert.match((await refused('{'))[1], /^Failed to deserialize the JSON body/);
  assert.match((await refused('null'))[1], /Value at 'body'/);
  for (const [field, value] of [
    ['model', undefined],
    ['model', ''],
    ['messages', undefined],
    ['messages', []],
    ['service_tier', 3],
    ['max_tokens', 0],
    ['max_completion_tokens', 1.5],
    ['temperature', 3],
  ] as const) {
    const [status, message] = await refused({ ...request, [field]: value });
    assert.equal(status, 400);
    assert.match(message, new RegExp(`Value at '${field}' failed to satisfy constraint: .+`));
  }
  const tooLong = { ...request, messages: prompt('a '.repeat(140_000)) };
  assert.deepEqual(await refused(tooLong), [400, 'Input is too long for requested model.']);
});

test('content may come in parts', async (t) => {
  const content = [
    { type: 'text', text: 'Explain `' },
    { type: 'text', text: 'this`' },
  ];
  const body = { ...request, stream: false, messages: [{ role: 'user', content }] };
  assert.equal((await post(await simulatorFor(t), body)).status, 200);
});

test('the openai SDK reads the stream', async (t) => {
  const client = sdkFor((await simulatorFor(t)).baseUrl);
  const stream = await client.chat.completions.create({
    model: gptOss,
    messages: [{ role: 'user', content: 'Summarise' }],
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let total: number | undefined;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    total = chunk.usage?.total_tokens ?? total;
  }
  assert.match(text, /^This is a simulated answer/);
  assert.ok((total ?? 0) > 50);
});

test('the openai SDK reads a refusal’s message', async (t) => {
  const client = sdkFor((await simulatorFor(t)).baseUrl);
  await assert.rejects(client.chat.completions.create({ model: 'acme.unknown', messages: [] }), {
    status: 400,
  });
  await assert.rejects(
    client.chat.completions.create({
      model: 'acme.unknown',
      messages: [{ role: 'user', content: 'x' }],
    }),
    { status: 404, message: "404 The model 'acme.unknown' does not exist" },
  );
});

function sdkFor(baseURL: string): OpenAI {
  return new OpenAI({ baseURL, apiKey: testKey, maxRetries: 0 });
}
