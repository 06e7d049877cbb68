import { chatDialect } from './catalogue/dialect.ts';
import type { Dialect } from './catalogue/dialect.ts';
import { fieldsIn, messagesIn } from './chatFields.ts';
import type { ChatMessage } from './prompt.ts';
import type { Run } from './run.ts';

/** Everything that a snippet needs of a run; the key is never part of it. */
export interface SnippetRequest {
  readonly baseUrl: string;
  readonly run: Pick<Run, 'model' | 'requestedTier' | 'parameters'>;
  readonly messages: readonly ChatMessage[];
  /** How the model wants its fields; left out: as its provider's models do. */
  readonly dialect?: Dialect;
}

/** The environment variable that AWS's own examples take the key from. */
const keyVariable = 'AWS_BEARER_TOKEN_BEDROCK';

/** The run's request as a shell command; the key stays in the environment. */
export function curlSnippet(request: SnippetRequest): string {
  const body = JSON.stringify(
    { ...bodyOf(request), stream: true, stream_options: { include_usage: true } },
    null,
    2,
  );
  return [
    `curl --no-buffer ${shellQuote(`${request.baseUrl}/chat/completions`)} \\`,
    `  -H "Authorization: Bearer $${keyVariable}" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${shellQuote(body)}`,
    '',
  ].join('\n');
}

/** The run's request for the `openai` package of Python. */
export function pythonSnippet(request: SnippetRequest): string {
  const fields = Object.entries(bodyOf(request)).map(
    ([name, value]) => `    ${name}=${JSON.stringify(value, null, 4).replaceAll('\n', '\n    ')},`,
  );
  return [
    'import os',
    '',
    'from openai import OpenAI',
    '',
    'client = OpenAI(',
    `    base_url=${JSON.stringify(request.baseUrl)},`,
    `    api_key=os.environ["${keyVariable}"],`,
    ')',
    'stream = client.chat.completions.create(',
    ...fields,
    '    stream=True,',
    '    stream_options={"include_usage": True},',
    ')',
    'for chunk in stream:',
    '    if chunk.choices and chunk.choices[0].delta.content:',
    '        print(chunk.choices[0].delta.content, end="", flush=True)',
    '    if chunk.usage:',
    '        print(f"\\n{chunk.usage} served by {chunk.service_tier}")',
    '',
  ].join('\n');
}

/** The run's request for the `openai` package of Node. */
export function typeScriptSnippet(request: SnippetRequest): string {
  const fields = Object.entries(bodyOf(request)).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')},`,
  );
  return [
    "import OpenAI from 'openai';",
    '',
    'const client = new OpenAI({',
    `  baseURL: ${JSON.stringify(request.baseUrl)},`,
    `  apiKey: process.env.${keyVariable},`,
    '});',
    'const stream = await client.chat.completions.create({',
    ...fields,
    '  stream: true,',
    '  stream_options: { include_usage: true },',
    '});',
    'for await (const chunk of stream) {',
    "  process.stdout.write(chunk.choices[0]?.delta.content ?? '');",
    '  if (chunk.usage) console.log(chunk.usage, chunk.service_tier);',
    '}',
    '',
  ].join('\n');
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function bodyOf({ run, messages, dialect }: SnippetRequest): Record<string, unknown> {
  return {
    model: run.model,
    messages: messagesIn(dialect ?? chatDialect(run.model), messages),
    service_tier: run.requestedTier,
    ...fieldsIn(dialect ?? chatDialect(run.model), run.parameters),
  };
}
