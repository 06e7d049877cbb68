import { parseModelId } from '../modelId.ts';
import type { ApiKind } from '../run.ts';
import { findModel } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { chatDialect } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { refusalsOf } from './learntRefusal.ts';
import type { RefusedField } from './learntFact.ts';

/** Converse has one form for all models. */
const converseDialect: Dialect = {
  limitField: 'maxTokens',
  systemRole: 'system',
  takesTemperature: true,
  takesReasoningEffort: null,
};

/** How to address a model: by its provider, by what the catalogue or the person says of it, and by what its refusals taught. */
export function dialectOf(
  catalogue: Pick<Catalogue, 'models' | 'learnt'>,
  id: string,
  api: ApiKind,
): Dialect {
  const model = findModel(catalogue, id);
  const usual = api === 'chat' ? chatDialect(id) : converseDialect;
  const stated = model?.dialects[api] ?? {};
  const refused = refusalsOf(catalogue.learnt, model?.id ?? parseModelId(id).model, api);
  return { ...usual, ...learntDialect(usual, refused), ...stated };
}

/** The nearest form that has not been refused. */
function learntDialect(usual: Dialect, refused: ReadonlySet<RefusedField>): Dialect {
  const limits = [usual.limitField, 'max_completion_tokens', 'max_tokens'] as const;
  const roles = [usual.systemRole, 'system'] as const;
  return {
    limitField:
      usual.limitField === 'maxTokens'
        ? refused.has('maxTokens')
          ? null
          : 'maxTokens'
        : (limits.find((field) => field !== null && !refused.has(field)) ?? null),
    systemRole: roles.find((role) => role !== 'user' && !refused.has(role)) ?? 'user',
    takesTemperature: usual.takesTemperature && !refused.has('temperature'),
    takesReasoningEffort: refused.has('reasoning_effort') ? false : usual.takesReasoningEffort,
  };
}
