import type { ApiKind, Run } from '../run.ts';
import type { LearntFact, LearntRefusal, RefusedField } from './learntFact.ts';

/** Texts of a wrong API: BerriAI/litellm#29490 on Mantle; the second is Converse's. */
const apiRefusal = /does not support the '[^']*' API|doesn.t support the model that you provided/i;

const refusal =
  /not support|n.t support|unsupported|deprecated|extraneous|not permitted|not allowed|unexpected role|unrecognized|unknown (field|parameter)/i;

/** A value that is refused is no refused parameter; of the temperature only the default one may be left. */
const refusedValue = /unsupported value|does not support ['\d]/i;

/** How the texts name a field; the first one in a text is what it is about ("use … instead" comes later). */
const names: readonly (readonly [RefusedField, RegExp])[] = [
  ['max_tokens', /\bmax_tokens\b/],
  ['max_completion_tokens', /\bmax_completion_tokens\b/],
  ['maxTokens', /\bmaxTokens\b/],
  ['temperature', /\btemperature\b/i],
  ['reasoning_effort', /\breasoning[_.]?effort\b/i],
  ['developer', /\bdeveloper['"`]? (role|message)|\brole:? ?['"`]?developer/i],
  ['system', /\bsystem['"`]? (role|message|prompt)|\brole:? ?['"`]?system/i],
];

/** What a failed run teaches of its API's fields; `model` is the catalogue's id of its model. */
export function learnRefusal(
  run: Pick<Run, 'failure' | 'api' | 'parameters' | 'simulated'>,
  model: string,
  now: Date,
): LearntRefusal | null {
  if (run.simulated || run.failure?.reason !== 'invalidRequest') return null;
  const refused = refusedBy(run.failure.message);
  if (refused === null || !wasSent(refused, run)) return null;
  return { kind: 'refusal', model, api: run.api, refused, learntAt: now.toISOString() };
}

/** What a model is known to refuse on an API. */
export function refusalsOf(
  facts: readonly LearntFact[],
  model: string,
  api: ApiKind,
): ReadonlySet<RefusedField> {
  return new Set(
    facts.flatMap((fact) =>
      fact.kind === 'refusal' && fact.model === model && fact.api === api ? fact.refused : [],
    ),
  );
}

function refusedBy(message: string): RefusedField | null {
  if (apiRefusal.test(message)) return 'api';
  if (!refusal.test(message)) return null;
  const [first] = names
    .map(([field, name]) => ({ field, at: message.search(name) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at);
  if (first === undefined) return null;
  return refusedValue.test(message) && first.field !== 'temperature' ? null : first.field;
}

function wasSent(refused: RefusedField, { parameters }: Pick<Run, 'parameters'>): boolean {
  switch (refused) {
    case 'temperature':
      return parameters.temperature !== null;
    case 'reasoning_effort':
      return parameters.reasoningEffort !== null;
    case 'system':
    case 'developer':
      return parameters.systemPrompt !== null;
    case 'api':
    case 'max_tokens':
    case 'max_completion_tokens':
    case 'maxTokens':
      return true;
  }
}
