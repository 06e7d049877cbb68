import { scalePrice } from '../money.ts';
import type { PriceRow, TokenPrices } from './priceList.ts';

/** What most rows have in common. */
const plain = {
  region: null,
  longContext: null,
  basis: 'exact',
  origin: 'list',
  cacheRead: null,
  cacheWrite: null,
} as const;

/** Rows of other publications of AWS's price list, seen where others have kept them; in-region. */
const otherExtracts: readonly PriceRow[] = [
  ...(
    [
      ['default', 0.0721, 0.309],
      ['priority', 0.126175, 0.54075],
      ['flex', 0.03605, 0.1545],
    ] as const
  ).map(([tier, input, output]) => ({
    ...plain,
    model: 'openai.gpt-oss-20b-1:0',
    region: 'ap-southeast-2',
    route: 'in-region',
    tier,
    input,
    output,
    source: 'AWS price list (extract of 2026-07-30)',
    asOf: '2026-07-30',
  })),
  ...(
    [
      ['default', 0.5, 1.5],
      ['priority', 0.88, 2.63],
      ['flex', 0.25, 0.75],
    ] as const
  ).map(([tier, input, output]) => ({
    ...plain,
    model: 'mistral.mistral-large-3-675b-instruct',
    region: 'us-west-2',
    route: 'in-region',
    tier,
    input,
    output,
    source: 'AWS public price list (AmazonBedrock, published 2026-10-03)',
    asOf: '2026-10-03',
  })),
  {
    ...plain,
    // The list of 2026-09-17 has this model's other tiers, which are 1.75 and 0.5 times these, rounded.
    model: 'qwen.qwen3-next-80b-a3b',
    region: 'us-east-1',
    route: 'in-region',
    tier: 'default',
    input: 0.15,
    output: 1.2,
    source: 'Portkey-AI/models, pricing/bedrock.json (2026-08-21)',
    asOf: '2026-08-21',
  },
];

const card = { ...plain, asOf: '2026-11-22' } as const;

/** Standard prices by profile that model cards state for all regions (read 2026-11-22). */
const cardRows: readonly PriceRow[] = [
  {
    ...card,
    model: 'moonshotai.kimi-k3',
    route: 'global',
    tier: 'default',
    input: 3,
    output: 15,
    cacheRead: 0.3,
    // For 30 minutes.
    cacheWrite: 3.75,
    source: 'AWS model card of Kimi K3',
  },
  {
    ...card,
    model: 'moonshotai.kimi-k3',
    route: 'us',
    tier: 'default',
    input: 3.3,
    output: 16.5,
    cacheRead: 0.33,
    cacheWrite: 4.125,
    basis: 'rule',
    source: 'AWS model card of Kimi K3: global + 10 %',
  },
  ...['4.6', '4.7'].flatMap((version): PriceRow[] => [
    {
      ...card,
      model: `xai.grok-${version}`,
      route: 'global',
      tier: 'default',
      input: 2,
      output: 6,
      cacheRead: 0.5,
      source: `AWS model card of Grok ${version}`,
    },
    {
      ...card,
      model: `xai.grok-${version}`,
      route: 'us',
      tier: 'default',
      input: 2.2,
      output: 6.6,
      cacheRead: 0.55,
      source: `AWS model card of Grok ${version}`,
    },
  ]),
];

/**
 * GPT-6 Astra: its card prints the prices of Ultrafast and says that they are 6 times Standard's.
 * Over 272,000 input tokens, cached ones counted among them, input costs 2 times and output 1.5
 * times as much, for the whole request. GPT models: a cache write is 1.25 times the input price, a
 * read 0.1 times.
 */
const astraRows: readonly PriceRow[] = (
  [
    ['in-region', 66, 330],
    ['us', 66, 330],
    ['global', 60, 300],
  ] as const
).flatMap(([route, input, output]): PriceRow[] => [
  { ...astra(route, input, output), tier: 'ultrafast', basis: 'exact' },
  { ...astra(route, input / 6, output / 6), tier: 'default', basis: 'rule' },
]);

function astra(route: string, input: number, output: number): Omit<PriceRow, 'tier'> {
  const prices = withCache(input, output);
  return {
    ...card,
    model: 'openai.gpt-6-astra',
    // Without a profile it is served in one region only.
    region: route === 'in-region' ? 'us-east-1' : null,
    route,
    ...prices,
    longContext: {
      overInputTokens: 272_000,
      ...withCache(scalePrice(input, 2), scalePrice(output, 1.5)),
    },
    source: 'AWS model card of GPT-6 Astra',
  };
}

function withCache(input: number, output: number): TokenPrices {
  return {
    input,
    output,
    cacheRead: scalePrice(input, 0.1),
    cacheWrite: scalePrice(input, 1.25),
  };
}

/** The prices that the in-region list of 2026-09-17 does not have. */
export const furtherPrices: readonly PriceRow[] = [...otherExtracts, ...cardRows, ...astraRows];
