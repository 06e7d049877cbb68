import { inRegion } from '../modelId.ts';
import { standardTier } from '../tier.ts';
import type { Tier } from '../tier.ts';
import type { IgnoredReason, PricePart, PriceRow, Puzzle } from './priceRow.ts';

/** What a usage type says. `code` names the model; Marketplace's usage types do not. */
export interface UsageType extends Pick<
  PriceRow,
  'route' | 'endpoint' | 'part' | 'isLongContext' | 'cacheLife'
> {
  readonly code: string | null;
  /** `null` = not named, which is Standard unless the product says otherwise. */
  readonly tier: Tier | null;
}

/** What follows the meter, in any order: `-flex-cross-region-global`, `-30m-long-ctx-standard`. */
interface Marks {
  tier: Tier | null;
  isGlobal: boolean;
  isGeographic: boolean;
  isLongContext: boolean;
  cacheLife: string | null;
}

/**
 * The part of a usage type that names what is metered: `input-tokens`, `mantle-output-tokens`,
 * `cache-read-input-token-count`, `cache-write-1h-input-token-count`, `text-input-tokens`.
 */
const meter =
  /(?:^|-)(mantle-)?(?:text-)?(?:cache-?(read|write)-(?:(\d+[mh])-)?(?:input-)?|(input|output)-(?:text-)?)token(?:s|-count)(?=-|$)/;

/** Words that make a usage type none of ours, the more telling first. */
const foreign: readonly (readonly [RegExp, IgnoredReason])[] = [
  [/guardrail/i, 'guardrails'],
  [/provisioned/i, 'provisioned'],
  [/reserved|tpm-?hour/i, 'reserved'],
  [/custom/i, 'customModel'],
  [/latency-?optimi[sz]ed/i, 'latencyOptimised'],
  [/batch/i, 'batch'],
  [/embed|rerank/i, 'embedding'],
  [/image|canvas|t2i|i2i/i, 'image'],
  [/video|reel/i, 'video'],
  [/audio|sonic/i, 'audio'],
  [/speech/i, 'speech'],
];

/** Why a text of the list speaks of something else than tokens of text on demand; `null` if it does not. */
export function foreignReason(text: string): IgnoredReason | null {
  return foreign.find(([word]) => word.test(text))?.[1] ?? null;
}

/** Reads a usage type such as `USE1-Nova2.0Lite-input-tokens-flex` or `USE1-MP:USE1_input_tokens_global_standard-Units`. */
export function parseUsageType(usagetype: string, region: string): UsageType | Puzzle {
  const marketplace = /^[A-Z0-9]+-MP:[A-Z0-9]+_(.+)-Units$/.exec(usagetype)?.[1];
  const body = marketplace === undefined ? withoutRegion(usagetype) : kebab(marketplace);
  const found = meter.exec(body);
  if (found === null) return 'usagetype';
  const [whole, mantle, cache, innerLife, direction] = found;
  const code = body.slice(0, found.index);
  if ((marketplace === undefined) !== (code !== '')) return 'usagetype';
  const marks = parseMarks(body.slice(found.index + whole.length));
  if (marks === null) return 'usagetype';
  const route = routeOf(marks, region);
  if (route === null) return 'route';
  return {
    code: code === '' ? null : code,
    endpoint: mantle === undefined ? 'runtime' : 'mantle',
    part: partOf(cache, direction),
    tier: marks.tier,
    route,
    isLongContext: marks.isLongContext,
    cacheLife: innerLife ?? marks.cacheLife,
  };
}

/** The tier and whether it is the global route, of the attribute `service_tier`: `flex`, `global-standard`. */
export function parseServiceTier(
  attribute: string,
): { readonly tier: Tier; readonly isGlobal: boolean } | null {
  const marks = parseMarks(`-${attribute.toLowerCase()}`);
  return marks?.tier ? { tier: marks.tier, isGlobal: marks.isGlobal } : null;
}

function partOf(cache: string | undefined, direction: string | undefined): PricePart {
  if (cache !== undefined) return cache === 'read' ? 'cacheRead' : 'cacheWrite';
  return direction === 'output' ? 'output' : 'input';
}

/** Without the region's code (`USE1-`, `EU-`, `APN1-`), which a few lack. */
function withoutRegion(usagetype: string): string {
  return usagetype.replace(/^[A-Z]{2,4}\d{0,2}-/, '');
}

/** `CacheWrite1hInputTokenCount_Global` and `cache_write_tokens_1h_global` in the hyphens of the other usage types. */
function kebab(dimension: string): string {
  return dimension
    .replace(/^Million/, '')
    .replace(/([a-z])(?=[A-Z])/g, '$1-')
    .replace(/(Write|Read)(?=\d)/g, '$1-')
    .replaceAll('_', '-')
    .toLowerCase();
}

function parseMarks(text: string): Marks | null {
  const marks: Marks = {
    tier: null,
    isGlobal: false,
    isGeographic: false,
    isLongContext: false,
    cacheLife: null,
  };
  const words = /-(cross-region-global|cross-region-geo|long-context|long-ctx|[a-z0-9]+)/y;
  let end = 0;
  for (let found = words.exec(text); found; found = words.exec(text)) {
    if (!readMark(found[1] ?? '', marks)) return null;
    end = words.lastIndex;
  }
  return end === text.length ? marks : null;
}

function readMark(word: string, marks: Marks): boolean {
  switch (word) {
    case 'standard':
    case 'default':
      return setTier(standardTier, marks);
    case 'priority':
    case 'flex':
    case 'ultrafast':
      return setTier(word, marks);
    case 'cross-region-global':
    case 'global':
      marks.isGlobal = true;
      return true;
    case 'cross-region-geo':
    case 'geo':
      marks.isGeographic = true;
      return true;
    case 'long-context':
    case 'long-ctx':
      marks.isLongContext = true;
      return true;
    default:
      if (!/^\d+[mh]$/.test(word)) return false;
      marks.cacheLife = word;
      return true;
  }
}

function setTier(tier: Tier, marks: Marks): boolean {
  if (marks.tier !== null) return false;
  marks.tier = tier;
  return true;
}

/** A geographic profile has the region's own prefix; in Asia there are several, and the list does not say which. */
function routeOf(marks: Marks, region: string): string | null {
  if (marks.isGlobal) return marks.isGeographic ? null : 'global';
  if (!marks.isGeographic) return inRegion;
  return /^(us|eu)(?=-(?!gov-))/.exec(region)?.[1] ?? null;
}
