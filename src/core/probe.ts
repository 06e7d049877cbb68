import type { FailureReason } from './failure.ts';
import { tierLabel } from './tier.ts';
import type { Tier } from './tier.ts';
import type { Run } from './run.ts';
import type { Translate } from './translate.ts';

/** What a probe of a tier came to. */
export type ProbeOutcome =
  | 'served'
  | 'otherTier'
  | 'refused'
  | 'throttled'
  | 'failed'
  | 'cancelled';

/** Output limit of a probe, tokens: models that reason first bring no text within it, and are served all the same. */
export const probeOutputTokens = 16;

/** What a probe sends. */
export const probeInstruction = 'Reply with OK.';

const refusals: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'tierUnsupported',
  'tierDenied',
  'modelUnavailable',
  'permission',
]);
const shortages: ReadonlySet<FailureReason> = new Set<FailureReason>(['throttled', 'capacity']);

/** Reads the outcome off a probe's run. */
export function probeOutcome({ status, failure, requestedTier, servedTier }: Run): ProbeOutcome {
  if (status === 'cancelled' || status === 'interrupted') return 'cancelled';
  if (failure === null)
    return servedTier === null || servedTier === requestedTier ? 'served' : 'otherTier';
  if (refusals.has(failure.reason)) return 'refused';
  return shortages.has(failure.reason) ? 'throttled' : 'failed';
}

/** The probes of some models as a Markdown table, one row a model and tier, with what the server said. */
export function probeTable(runs: readonly Run[], t: Translate): string {
  const head = [t('Model'), t('Tier'), t('Outcome'), t('Served tier'), t('What the server said')];
  const rows = runs.map((run) => [
    `\`${run.model}\``,
    tierLabel(run.requestedTier, t),
    outcomeLabel(probeOutcome(run), t),
    servedLabel(run.servedTier, t),
    cellText(run.failure?.message ?? ''),
  ]);
  const simulated = runs.some((run) => run.simulated)
    ? [t('Simulated: the demo endpoint answered, and nothing was learnt.'), '']
    : [];
  return [
    `# ${t('Probe of tiers')}`,
    '',
    ...simulated,
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n');
}

function outcomeLabel(outcome: ProbeOutcome, t: Translate): string {
  switch (outcome) {
    case 'served':
      return t('served');
    case 'otherTier':
      return t('served by another tier');
    case 'refused':
      return t('refused');
    case 'throttled':
      return t('throttled');
    case 'failed':
      return t('failed');
    case 'cancelled':
      return t('cancelled');
  }
}

function servedLabel(tier: Tier | null, t: Translate): string {
  return tier === null ? '–' : tierLabel(tier, t);
}

/** A server's words as one table cell of plain text. */
function cellText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\|`*_<>[\]]/g, String.raw`\$&`);
}
