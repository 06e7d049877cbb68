import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenAI } from 'openai';
import { chatBody } from '../../src/bedrock/chatBody.ts';
import { createChatSender } from '../../src/bedrock/chatCompletions.ts';
import { createTransport } from '../../src/bedrock/nodeFetch.ts';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import { conversation } from '../../src/core/prompt.ts';
import type { Run } from '../../src/core/run.ts';
import { type HistoryFile, openHistory } from '../../src/history/store.ts';
import { Runner } from '../../src/runs/runner.ts';
import { wait } from '../../src/runs/wait.ts';
import { aRun } from '../support/aRun.ts';

/** Sends one request, hands every piece of the answer over and resolves at its end. */
export type Client = (baseUrl: string, onText: (text: string) => void) => Promise<unknown>;

/** The extension's whole path without the editor: runner, SDK, transport and a history on disk. */
export interface HostPath {
  readonly send: (baseUrl: string, onText: (text: string) => void) => Promise<Run>;
  readonly close: () => void;
}

/** The real runner over the real client, with a fresh history in a temporary folder. */
export interface RecordingRunner {
  readonly runner: Runner;
  readonly history: HistoryFile;
  readonly close: () => void;
}

const body = chatBody({
  model: aRun().model,
  tier: 'default',
  messages: conversation(aRun(), []),
  maxOutputTokens: 4096,
  temperature: null,
  reasoningEffort: null,
});

/** The least that it takes: Node's own `fetch` and an event stream parsed by hand. */
export const rawFetch: Client = async (baseUrl, onText) => {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const decoder = new TextDecoder();
  let pending = '';
  for await (const bytes of response.body ?? []) {
    const events = (pending + decoder.decode(bytes, { stream: true })).split('\n\n');
    pending = events.pop() ?? '';
    for (const event of events) {
      const data = event.slice('data: '.length);
      if (data === '[DONE]') return;
      const chunk: { choices: { delta: { content?: string } }[] } = JSON.parse(data);
      const text = chunk.choices[0]?.delta.content;
      if (text) onText(text);
    }
  }
};

/** The bare `openai` SDK over the extension's transport; one client for all requests. */
export function createSdkClient(): Client {
  const { fetch: overNodeHttp } = createTransport({
    now: () => performance.now(),
    bytesArrived: () => {},
    userAgent: 'bench',
    auth: { kind: 'bearer', token: 'key' },
  });
  return async (baseUrl, onText) => {
    const client = new OpenAI({ baseURL: baseUrl, apiKey: 'key', fetch: overNodeHttp });
    for await (const { choices } of await client.chat.completions.create(body)) {
      const text = choices[0]?.delta.content;
      if (text) onText(text);
    }
  };
}

/** The extension's path with a fresh history in a temporary folder. */
export function createHostPath(): HostPath {
  const { runner, close } = createRecordingRunner();
  let count = 0;
  return {
    send: (baseUrl, onText) => {
      const run = aRun({ id: `run-${++count}`, startedAt: new Date().toISOString() });
      return runner.start(
        {
          draft: { ...run, parameters: { ...run.parameters, maxOutputTokens: 4096 } },
          messages: conversation(run, []),
          patience: { firstByteMs: 120_000, silenceMs: 60_000, closingMs: 5_000 },
          resolveEndpoint: () =>
            Promise.resolve({
              kind: 'custom',
              baseUrl,
              region: 'us-east-1',
              auth: { kind: 'bearer', token: 'key' },
            }),
        },
        { onEvent: (event) => event.type === 'textDelta' && onText(event.text) },
      ).finished;
    },
    close,
  };
}

/** What sends and records in the extension; closing it deletes the history. */
export function createRecordingRunner(): RecordingRunner {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  const history = openHistory(join(folder, 'history.db'));
  const clock = { now: () => performance.now(), wallClock: () => new Date() };
  const send = createChatSender({ clock, userAgent: 'bench' });
  const runner = new Runner({
    sender: () => Promise.resolve(send),
    history: () => Promise.resolve(history),
    catalogue: () => Promise.resolve(builtInCatalogue),
    clock,
    random: Math.random,
    wait,
    onSaveFailed: (error) => {
      throw error;
    },
    onSavedLate: () => {},
    onEvent: () => {},
    onEnd: () => {},
  });
  return {
    runner,
    history,
    close: () => {
      history.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
