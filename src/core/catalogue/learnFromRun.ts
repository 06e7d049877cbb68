import { parseModelId } from '../modelId.ts';
import type { Run } from '../run.ts';
import type { Catalogue } from './catalogue.ts';
import { findModel } from './catalogue.ts';
import { learnRefusal } from './learntRefusal.ts';
import type { LearntFact } from './learntFact.ts';
import { learnTier } from './learntTier.ts';

/** What a finished run teaches of its model; nothing if it is simulated or tells nothing new in kind. */
export function learnFromRun(
  catalogue: Pick<Catalogue, 'models'>,
  run: Run,
  now: Date,
): readonly LearntFact[] {
  const model = findModel(catalogue, run.model)?.id ?? parseModelId(run.model).model;
  return [learnTier(run, model, now), learnRefusal(run, model, now)].filter(
    (fact) => fact !== null,
  );
}
