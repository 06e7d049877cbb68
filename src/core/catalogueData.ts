import type { ApiKind } from './run.ts';
import type { Tier } from './tier.ts';

/** What the catalogue says of one model. */
export interface CatalogueModel {
  /** The id without a profile's prefix. */
  readonly id: string;
  readonly provider: string;
  /** The APIs that are known to serve it; `null` = not stated. */
  readonly apis: readonly (ApiKind | 'invoke' | 'responses')[] | null;
  readonly tiers: readonly Tier[];
  /** Regions with an in-region route; `null` = not stated, empty = none. */
  readonly regions: readonly string[] | null;
  /** Prefixes of the cross-region profiles by which it can be called. */
  readonly profiles: readonly string[];
  /** Tokens that prompt and answer may have together; `null` = not known. */
  readonly contextTokens: number | null;
  readonly note?: string;
}

/** The date on which the support table was read, ISO 8601. Source: AWS's model cards and its last full table of tiers. */
export const supportAsOf = '2026-11-22';

const allTiers: readonly Tier[] = ['priority', 'default', 'flex'];

const twelveRegions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-3',
  'eu-central-1',
  'eu-north-1',
  'eu-south-1',
  'eu-west-1',
  'eu-west-2',
  'sa-east-1',
];

const seventeenRegions = [
  ...twelveRegions,
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-2',
  'eu-south-2',
  'eu-west-3',
];

const qwen235bRegions = [
  'us-east-2',
  'us-west-2',
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-3',
  'eu-central-1',
  'eu-north-1',
  'eu-south-1',
  'eu-west-2',
];

const sevenRegions = [
  'us-east-2',
  'us-west-2',
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-3',
  'eu-north-1',
  'eu-west-2',
];

/** A model whose three tiers are documented for in-region calls. */
function tiered(
  id: string,
  provider: string,
  regions: readonly string[] | null,
  more: Partial<CatalogueModel> = {},
): CatalogueModel {
  return {
    id,
    provider,
    apis: null,
    tiers: allTiers,
    regions,
    profiles: [],
    contextTokens: null,
    ...more,
  };
}

/** The models, those that are known to serve Chat Completions first. */
export const catalogueModels: readonly CatalogueModel[] = [
  tiered('openai.gpt-oss-120b-1:0', 'OpenAI', twelveRegions, {
    apis: ['chat', 'converse', 'invoke'],
    contextTokens: 128_000,
  }),
  tiered('openai.gpt-oss-20b-1:0', 'OpenAI', twelveRegions, {
    apis: ['chat', 'converse', 'invoke'],
    contextTokens: 128_000,
  }),
  tiered('moonshotai.kimi-k3', 'Moonshot AI', [], {
    apis: ['chat', 'responses', 'converse', 'invoke'],
    profiles: ['us', 'global'],
  }),
  tiered('zai.glm-5.3', 'Z.AI', [], {
    apis: ['chat', 'responses', 'converse', 'invoke'],
    profiles: ['us', 'global'],
  }),
  tiered('openai.gpt-oss-safeguard-20b', 'OpenAI', seventeenRegions),
  tiered('openai.gpt-oss-safeguard-120b', 'OpenAI', seventeenRegions),
  tiered('qwen.qwen3-coder-30b-a3b-v1:0', 'Qwen', twelveRegions),
  tiered('qwen.qwen3-32b-v1:0', 'Qwen', twelveRegions),
  tiered('qwen.qwen3-235b-a22b-2507-v1:0', 'Qwen', qwen235bRegions),
  tiered('qwen.qwen3-coder-480b-a35b-v1:0', 'Qwen', sevenRegions),
  tiered('qwen.qwen3-next-80b-a3b', 'Qwen', seventeenRegions),
  tiered('qwen.qwen3-vl-235b-a22b', 'Qwen', seventeenRegions),
  tiered('deepseek.v3-v1:0', 'DeepSeek', sevenRegions),
  tiered('deepseek.v3.2', 'DeepSeek', null),
  tiered('zai.glm-5', 'Z.AI', null),
  tiered('moonshotai.kimi-k2.5', 'Moonshot AI', null),
  tiered('moonshot.kimi-k2-thinking', 'Moonshot AI', seventeenRegions),
  tiered('minimax.minimax-m2', 'MiniMax', seventeenRegions),
  tiered('minimax.minimax-m2.5', 'MiniMax', null),
  tiered('mistral.mistral-large-3-675b-instruct', 'Mistral AI', seventeenRegions),
  tiered('mistral.magistral-small-2509', 'Mistral AI', seventeenRegions),
  tiered('mistral.ministral-3-3b-instruct', 'Mistral AI', seventeenRegions),
  tiered('mistral.ministral-3-8b-instruct', 'Mistral AI', seventeenRegions),
  tiered('mistral.ministral-3-14b-instruct', 'Mistral AI', seventeenRegions),
  tiered('google.gemma-3-4b-it', 'Google', seventeenRegions),
  tiered('google.gemma-3-12b-it', 'Google', seventeenRegions),
  tiered('google.gemma-3-27b-it', 'Google', seventeenRegions),
  tiered('nvidia.nemotron-nano-9b-v2', 'NVIDIA', seventeenRegions),
  tiered('nvidia.nemotron-nano-12b-v2', 'NVIDIA', seventeenRegions),
  tiered('xai.grok-4.6', 'xAI', [], { profiles: ['us', 'global'] }),
  tiered('xai.grok-4.7', 'xAI', [], { profiles: ['us', 'global'] }),
  {
    id: 'qwen.qwen3-coder-next',
    provider: 'Qwen',
    apis: null,
    tiers: ['default'],
    regions: null,
    profiles: [],
    contextTokens: null,
    note: 'The price list holds tier rows for it all the same: a price is no proof of support.',
  },
  ...['sol', 'terra', 'luna'].map((name) => ({
    id: `openai.gpt-5.6-${name}`,
    provider: 'OpenAI',
    apis: null,
    tiers: ['default'],
    regions: [],
    profiles: ['us', 'global'],
    contextTokens: null,
  })),
];
