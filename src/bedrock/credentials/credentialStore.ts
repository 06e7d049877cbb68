import type { Clock } from '../../core/clock.ts';
import { FailureError } from '../../core/failure.ts';
import { failure } from '../failures.ts';
import type { AskMfaCode } from './accessRequest.ts';
import { isFresh, renewalTime } from './awsCredentials.ts';
import type { AwsCredentials } from './awsCredentials.ts';
import { sourcesState } from './configFiles.ts';
import { askProviders } from './providers.ts';

/** How long a provider may take, ms. The person's answering an MFA prompt does not count. */
export const providerPatienceMs = 10_000;

/** What the store works with. */
export interface StoreParts {
  readonly clock: Pick<Clock, 'wallClock'>;
  readonly askMfaCode: AskMfaCode;
  readonly patienceMs: number;
}

/** Whose credentials, and where roles are assumed. */
export interface CredentialRequest {
  readonly profile: string | null;
  readonly region: string;
}

/** Credentials by profile, kept until shortly before their end and dropped when config files or environment change. */
export interface CredentialStore {
  /** Throws a FailureError; rejects with the signal's reason when it aborts. */
  readonly get: (request: CredentialRequest, signal: AbortSignal) => Promise<AwsCredentials>;
  /** What is kept, without asking anybody. */
  readonly known: (profile: string | null) => Promise<AwsCredentials | null>;
  /** Forgets what is kept: the person signed in anew, or a server refused it. */
  readonly forget: () => void;
}

/** Credentials that were got, with the state of files and environment that they came from. */
interface Kept {
  readonly state: string;
  readonly credentials: AwsCredentials;
  readonly renewAt: Date | null;
}

/** One question to the providers, shared by all who wait for the answer. */
interface Question {
  readonly state: string;
  readonly answer: Promise<AwsCredentials>;
  readonly abandoned: AbortController;
  waiting: number;
  asksPerson: boolean;
}

/** An empty store. */
export function createCredentialStore(parts: StoreParts): CredentialStore {
  const kept = new Map<string | null, Kept>();
  const questions = new Map<string | null, Question>();
  const usable = (profile: string | null, state: string): AwsCredentials | null => {
    const found = kept.get(profile);
    if (found?.state !== state) return null;
    return isFresh(found.renewAt, parts.clock.wallClock()) ? found.credentials : null;
  };
  const remember = async (profile: string | null, question: Question) => {
    const credentials = await question.answer.catch(() => null);
    // Another one took its place, or all was forgotten meanwhile.
    if (questions.get(profile) !== question) return;
    questions.delete(profile);
    if (credentials === null) return;
    const renewAt = renewalTime(credentials.expiresAt, parts.clock.wallClock());
    kept.set(profile, { state: question.state, credentials, renewAt });
  };
  const ask = (request: CredentialRequest, state: string): Question => {
    const { profile } = request;
    // A provider that hangs is not asked a second time: credential_process would hang twice.
    const pending = questions.get(profile);
    if (pending?.state === state) return pending;
    const question = startQuestion(request, state, parts);
    questions.set(profile, question);
    void remember(profile, question);
    return question;
  };
  return {
    get: async (request, signal) => {
      const state = await sourcesState();
      return (
        usable(request.profile, state) ??
        (await answerInTime(ask(request, state), request.profile, parts.patienceMs, signal))
      );
    },
    known: async (profile) => usable(profile, await sourcesState()),
    forget: () => {
      kept.clear();
      questions.clear();
    },
  };
}

function startQuestion(
  request: CredentialRequest,
  state: string,
  { clock, askMfaCode }: StoreParts,
): Question {
  const abandoned = new AbortController();
  const answer = askProviders({
    ...request,
    now: clock.wallClock(),
    askMfaCode: async (serial) => {
      if (question.waiting === 0) throw new Error('Nobody waits for the credentials any more.');
      question.asksPerson = true;
      try {
        return await askMfaCode(serial, abandoned.signal);
      } finally {
        question.asksPerson = false;
      }
    },
  });
  const question: Question = { state, answer, abandoned, waiting: 0, asksPerson: false };
  return question;
}

/** The answer, if it comes before patience ends or the caller cancels. */
async function answerInTime(
  question: Question,
  profile: string | null,
  patienceMs: number,
  signal: AbortSignal,
): Promise<AwsCredentials> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout;
  const lookAtTime = () => {
    if (question.asksPerson) timer = setTimeout(lookAtTime, patienceMs);
    else reject(tooSlow(profile, patienceMs));
  };
  const cancel = () => reject(signal.reason);
  timer = setTimeout(lookAtTime, patienceMs);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  question.waiting++;
  try {
    return await Promise.race([question.answer, givenUp]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    question.waiting--;
    // Nobody waits any more: an open MFA prompt has lost its purpose.
    if (question.waiting === 0 && question.asksPerson) question.abandoned.abort();
  }
}

function tooSlow(profile: string | null, patienceMs: number): FailureError {
  const whose = profile === null ? 'AWS credentials' : `The credentials of profile ${profile}`;
  const message = `${whose} did not come within ${Math.round(patienceMs / 1000)} s.`;
  return new FailureError(failure('credentials', message));
}
