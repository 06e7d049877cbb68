import { OpenAI } from 'openai';
import type { Clock } from '../core/clock.ts';
import type { FailedAttempt } from '../core/failure.ts';
import type { AttemptEvent, ModelRequest, SendAttempt } from '../core/request.ts';
import { chatBody } from './chatBody.ts';
import { parseChatChunk } from './chatChunk.ts';
import { expiryFailure, failure, toFailure } from './failures.ts';
import { createTransport } from './nodeFetch.ts';
import type { SentSecret, Transport } from './nodeFetch.ts';
import { ReasoningTags } from './reasoningTags.ts';
import { watchStream } from './streamWatch.ts';
import type { StreamWatch } from './streamWatch.ts';

/** The longest delay that a timer takes: the SDK's own timeout must never fire, patience is ours. */
const never = 2 ** 31 - 1;

/** Bytes of a body that is no answer that are kept for the failure's message. */
const excerptBytes = 2_000;

/** Sends attempts over Chat Completions with the `openai` SDK; its own retries are off. */
export function createChatSender(deps: {
  readonly clock: Clock;
  readonly userAgent: string;
}): SendAttempt {
  return (request, signal) => new ChatAttempt(request, signal, deps).events();
}

/** One attempt: the SDK's stream turned into events, every end of it into exactly one last event. */
class ChatAttempt {
  readonly #request: ModelRequest;
  readonly #callerSignal: AbortSignal;
  readonly #clock: Clock;
  readonly #watch: StreamWatch;
  readonly #transport: Transport;
  readonly #tags = new ReasoningTags();
  #responded = false;
  #servedTier: string | null = null;
  #finishReason: string | null = null;

  constructor(
    request: ModelRequest,
    signal: AbortSignal,
    deps: { readonly clock: Clock; readonly userAgent: string },
  ) {
    this.#request = request;
    this.#callerSignal = signal;
    this.#clock = deps.clock;
    this.#watch = watchStream(request.patience, signal);
    this.#transport = createTransport({
      now: deps.clock.now,
      bytesArrived: this.#watch.bytesArrived,
      userAgent: deps.userAgent,
      auth: request.endpoint.auth,
    });
  }

  // One generator, and a loop for every chunk's events: `yield*` would cost each of them several more ticks.
  async *events(): AsyncGenerator<AttemptEvent> {
    try {
      const { data, response } = await this.#client()
        .chat.completions.create(chatBody(this.#request), { signal: this.#watch.signal })
        .withResponse();
      this.#responded = true;
      yield this.#respondedEvent(response);
      if (!response.headers.get('content-type')?.includes('text/event-stream')) {
        yield this.#failed(failure('invalidResponse', await excerpt(response)));
        return;
      }
      for await (const chunk of data) for (const event of this.#chunk(chunk)) yield event;
      yield* this.#endOfText();
      yield this.#endOfStream();
    } catch (error) {
      yield* this.#endOfText();
      yield this.#endAfter(error);
    } finally {
      this.#watch.stop();
    }
  }

  #respondedEvent({ headers }: Response): AttemptEvent {
    return {
      type: 'responded',
      requestId: headers.get('x-amzn-requestid') ?? headers.get('x-request-id'),
      api: 'chat',
      endpoint: this.#request.endpoint.kind,
    };
  }

  #client(): OpenAI {
    return new OpenAI({
      baseURL: this.#request.endpoint.baseUrl,
      // The SDK insists on a key; the transport authorises the request, so that no secret passes through here.
      apiKey: 'none',
      defaultHeaders: { Authorization: null },
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: never,
      logLevel: 'off',
      fetch: this.#transport.fetch,
    });
  }

  *#chunk(raw: unknown): Generator<AttemptEvent> {
    const chunk = parseChatChunk(raw);
    if (chunk === null) throw new SyntaxError('A chunk of the stream has not the expected form.');
    if (chunk.servedTier !== null && chunk.servedTier !== this.#servedTier) {
      this.#servedTier = chunk.servedTier;
      yield { type: 'servedTier', tier: chunk.servedTier };
    }
    if (chunk.reasoning !== '') {
      yield { type: 'reasoningDelta', text: chunk.reasoning, atMs: this.#atMs() };
    }
    if (chunk.text !== '') yield* this.#pieces(this.#tags.push(chunk.text));
    if (chunk.usage !== null) yield { type: 'usage', ...chunk.usage };
    this.#watch.eventArrived();
    if (chunk.finishReason !== null) {
      this.#finishReason = chunk.finishReason;
      this.#watch.finished();
    }
  }

  *#pieces(pieces: ReturnType<ReasoningTags['push']>): Generator<AttemptEvent> {
    const atMs = this.#atMs();
    for (const { kind, text } of pieces) {
      yield kind === 'text'
        ? { type: 'textDelta', text, atMs }
        : { type: 'reasoningDelta', text, atMs };
    }
  }

  *#endOfText(): Generator<AttemptEvent> {
    yield* this.#pieces(this.#tags.end());
  }

  /** The SDK ends its loop in the same way for a finished, a cut and an aborted stream. */
  #endOfStream(): AttemptEvent {
    const interrupted = this.#interruption();
    if (interrupted) return interrupted;
    if (this.#finishReason === null) {
      return this.#failed(failure('cutOff', 'The stream ended before the answer was finished.'));
    }
    if (this.#finishReason === 'content_filter') {
      return this.#failed(failure('contentFiltered', 'finish_reason: content_filter'));
    }
    return { type: 'completed', finishReason: this.#finishReason, atMs: this.#atMs() };
  }

  #endAfter(error: unknown): AttemptEvent {
    const context = {
      transportError: this.#transport.error,
      responded: this.#responded,
      now: this.#clock.wallClock(),
    };
    const interruption = this.#interruption();
    if (interruption) return interruption;
    return this.#finishReason === null
      ? this.#failed(toFailure(error, context))
      : this.#endOfStream();
  }

  #interruption(): AttemptEvent | null {
    if (this.#callerSignal.aborted) return { type: 'cancelled', atMs: this.#atMs() };
    const { expiry } = this.#watch;
    // After the finish reason the answer is whole, whatever the server does with the connection.
    if (expiry === null || this.#finishReason !== null) return null;
    return this.#failed(expiryFailure(expiry, this.#request.patience));
  }

  #failed(failedAttempt: FailedAttempt): AttemptEvent {
    const { auth } = this.#request.endpoint;
    const { reason } = failedAttempt;
    if (auth.kind === 'sigV4' && (reason === 'credentials' || reason === 'signInExpired'))
      auth.refused();
    const message = withoutSecrets(failedAttempt.message, this.#transport.secrets);
    return { type: 'failed', failure: { ...failedAttempt, message }, atMs: this.#atMs() };
  }

  #atMs(): number {
    const { startedAt } = this.#transport;
    return startedAt === null ? 0 : this.#clock.now() - startedAt;
  }
}

/** A server may repeat our headers in its error; a secret must not get into history and log by that way. */
function withoutSecrets(message: string, secrets: readonly SentSecret[]): string {
  return secrets.reduce(
    (text, { value, standIn }) => (value === '' ? text : text.replaceAll(value, standIn)),
    message,
  );
}

/** The beginning of a body that is no answer. */
async function excerpt(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? 'no content type';
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length >= excerptBytes) break;
  }
  return `${type}: ${text.slice(0, excerptBytes)}`;
}
