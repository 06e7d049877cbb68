import type { Tier } from '../../core/tier.ts';

/** What a caller of 'Compare Tiers' may give; the rest comes from the settings and the status bar's choice. */
export interface ComparisonArguments {
  readonly instruction?: string;
  readonly tiers?: readonly Tier[];
  readonly models?: readonly string[];
  /** Blocks; 1 is a quick look. */
  readonly repeats?: number;
}

/** Reads our own keys of what a command was given: VS Code hands a resource and more to a command of a menu. */
export function parseComparisonArguments(value: unknown): ComparisonArguments {
  if (typeof value !== 'object' || value === null) return {};
  const instruction = 'instruction' in value ? value.instruction : undefined;
  const tiers = names('tiers' in value ? value.tiers : undefined);
  const models = names('models' in value ? value.models : undefined);
  const repeats = 'repeats' in value ? value.repeats : undefined;
  return {
    ...(typeof instruction === 'string' ? { instruction } : {}),
    ...(tiers === undefined ? {} : { tiers }),
    ...(models === undefined ? {} : { models }),
    ...(typeof repeats === 'number' ? { repeats } : {}),
  };
}

/** Names, each once; `undefined` for what is no list of them. */
function names(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === 'string');
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}
