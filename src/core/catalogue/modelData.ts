import type { ApiKind } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { CatalogueModel, SupportEvidence } from './model.ts';
import { modelCardsUrl, unlistedModel } from './unlistedModel.ts';

// Tier support as read on 2026-11-22 from AWS's model cards and its last full table of tiers.
const allTiers: readonly Tier[] = ['priority', 'default', 'flex'];

const chatAndMore: readonly (ApiKind | 'invoke' | 'responses')[] = [
  'chat',
  'responses',
  'converse',
  'invoke',
];

const lastTable: SupportEvidence = {
  source: 'Bedrock user guide, service tiers, last full table (about 2026-03)',
  confidence: 'documented',
};

const modelCard: SupportEvidence = {
  source: 'Bedrock user guide, model card (2026-09 or later)',
  confidence: 'documented',
};

const benchmark: SupportEvidence = {
  source: 'AWS service tier benchmark, probed on 2026-10-08',
  confidence: 'probed',
};

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

const novaProRegions = [
  'us-east-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'eu-west-2',
  'me-central-1',
];

type Facts = Partial<CatalogueModel> & { readonly cardName?: string };

/** A model; what is left out is not known. `cardName` is its card's page where that is known. */
function model(
  id: string,
  label: string,
  provider: string,
  { cardName, ...facts }: Facts,
): CatalogueModel {
  const card = cardName === undefined ? {} : { card: cardUrl(cardName) };
  return { ...unlistedModel(id), label, provider, ...card, ...facts };
}

/** A model of AWS's last full table: Priority and Flex in the same regions. */
function tabled(
  id: string,
  label: string,
  provider: string,
  regions: readonly string[],
  more: Facts = {},
): CatalogueModel {
  return model(id, label, provider, { tiers: allTiers, regions, support: lastTable, ...more });
}

/** A model that only the price list names: nothing is documented of its tiers. */
function pricedOnly(id: string, label: string, provider: string): CatalogueModel {
  return model(id, label, provider, {});
}

function cardUrl(name: string): string {
  return modelCardsUrl.replace('model-cards', `model-card-${name}`);
}

/** Models that are served in their own region on both endpoints, say their cards. */
function onBothEndpoints(
  id: string,
  label: string,
  provider: string,
  more: Facts = {},
): CatalogueModel {
  return model(id, label, provider, {
    tiers: allTiers,
    mantleId: id,
    support: modelCard,
    ...more,
  });
}

/** The models, those that are known to serve Chat Completions first. */
export const catalogueModels: readonly CatalogueModel[] = [
  ...['120b', '20b'].map((size) =>
    tabled(`openai.gpt-oss-${size}-1:0`, `gpt-oss ${size.toUpperCase()}`, 'OpenAI', twelveRegions, {
      apis: ['chat', 'converse', 'invoke'],
      mantleId: `openai.gpt-oss-${size}`,
      contextTokens: 128_000,
      note: 'Responses only on bedrock-mantle.',
    }),
  ),
  model('moonshotai.kimi-k3', 'Kimi K3', 'Moonshot AI', {
    cardName: 'moonshot-ai-kimi-k3',
    apis: chatAndMore,
    tiers: allTiers,
    regions: [],
    profiles: ['us', 'global'],
    support: benchmark,
  }),
  model('zai.glm-5.3', 'GLM 5.3', 'Z.AI', {
    apis: chatAndMore,
    tiers: allTiers,
    regions: [],
    profiles: ['us', 'global'],
    support: benchmark,
  }),
  tabled('openai.gpt-oss-safeguard-20b', 'gpt-oss-safeguard 20B', 'OpenAI', seventeenRegions),
  tabled('openai.gpt-oss-safeguard-120b', 'gpt-oss-safeguard 120B', 'OpenAI', seventeenRegions),
  tabled('qwen.qwen3-coder-30b-a3b-v1:0', 'Qwen3 Coder 30B A3B', 'Qwen', twelveRegions),
  tabled('qwen.qwen3-32b-v1:0', 'Qwen3 32B', 'Qwen', twelveRegions),
  tabled('qwen.qwen3-235b-a22b-2507-v1:0', 'Qwen3 235B A22B 2507', 'Qwen', qwen235bRegions),
  tabled('qwen.qwen3-coder-480b-a35b-v1:0', 'Qwen3 Coder 480B A35B', 'Qwen', sevenRegions),
  tabled('qwen.qwen3-next-80b-a3b', 'Qwen3 Next 80B A3B', 'Qwen', seventeenRegions),
  tabled('qwen.qwen3-vl-235b-a22b', 'Qwen3 VL 235B A22B', 'Qwen', seventeenRegions),
  tabled('deepseek.v3-v1:0', 'DeepSeek V3.1', 'DeepSeek', sevenRegions),
  onBothEndpoints('deepseek.v3.2', 'DeepSeek V3.2', 'DeepSeek', {
    cardName: 'deepseek-deepseek-v3-2',
  }),
  onBothEndpoints('zai.glm-5', 'GLM 5', 'Z.AI'),
  onBothEndpoints('moonshotai.kimi-k2.5', 'Kimi K2.5', 'Moonshot AI'),
  onBothEndpoints('minimax.minimax-m2.5', 'MiniMax M2.5', 'MiniMax'),
  tabled('moonshot.kimi-k2-thinking', 'Kimi K2 Thinking', 'Moonshot AI', seventeenRegions),
  tabled('minimax.minimax-m2', 'MiniMax M2', 'MiniMax', seventeenRegions),
  tabled(
    'mistral.mistral-large-3-675b-instruct',
    'Mistral Large 3',
    'Mistral AI',
    seventeenRegions,
  ),
  tabled('mistral.magistral-small-2509', 'Magistral Small 2509', 'Mistral AI', seventeenRegions),
  ...['3b', '8b', '14b'].map((size) =>
    tabled(
      `mistral.ministral-3-${size}-instruct`,
      `Ministral 3 ${size.toUpperCase()}`,
      'Mistral AI',
      seventeenRegions,
    ),
  ),
  tabled('mistral.voxtral-mini-3b-2507', 'Voxtral Mini 3B 2507', 'Mistral AI', seventeenRegions),
  tabled(
    'mistral.voxtral-small-24b-2507',
    'Voxtral Small 24B 2507',
    'Mistral AI',
    seventeenRegions,
  ),
  ...['4b', '12b', '27b'].map((size) =>
    tabled(
      `google.gemma-3-${size}-it`,
      `Gemma 3 ${size.toUpperCase()}`,
      'Google',
      seventeenRegions,
    ),
  ),
  tabled('nvidia.nemotron-nano-9b-v2', 'Nemotron Nano 9B v2', 'NVIDIA', seventeenRegions),
  tabled('nvidia.nemotron-nano-12b-v2', 'Nemotron Nano 12B v2', 'NVIDIA', seventeenRegions),
  ...['4.6', '4.7'].map((version) =>
    model(`xai.grok-${version}`, `Grok ${version}`, 'xAI', {
      ...(version === '4.7' ? { cardName: 'xai-grok-4-7' } : {}),
      tiers: allTiers,
      regions: [],
      profiles: ['us', 'global'],
      support: modelCard,
    }),
  ),
  model('qwen.qwen3-coder-next', 'Qwen3 Coder Next', 'Qwen', {
    tiers: ['default'],
    support: modelCard,
    note: 'The price list holds tier rows for it all the same: a price is no proof of support.',
  }),
  ...['sol', 'terra', 'luna'].map((name) =>
    model(`openai.gpt-5.6-${name}`, `GPT-5.6 ${name[0]?.toUpperCase()}${name.slice(1)}`, 'OpenAI', {
      ...(name === 'sol' ? { cardName: 'openai-gpt-56-sol' } : {}),
      tiers: ['default'],
      regions: [],
      profiles: ['us', 'global'],
      support: modelCard,
    }),
  ),
  pricedOnly('minimax.minimax-m2.1', 'MiniMax M2.1', 'MiniMax'),
  pricedOnly('mistral.devstral-2-123b', 'Devstral 2 123B', 'Mistral AI'),
  pricedOnly('nvidia.nemotron-nano-3-30b', 'Nemotron Nano 3 30B', 'NVIDIA'),
  pricedOnly('nvidia.nemotron-super-3-120b', 'Nemotron Super 3 120B', 'NVIDIA'),
  pricedOnly('writer.palmyra-vision-7b', 'Palmyra Vision 7B', 'Writer'),
  pricedOnly('zai.glm-4.7', 'GLM 4.7', 'Z.AI'),
  pricedOnly('zai.glm-4.7-flash', 'GLM 4.7 Flash', 'Z.AI'),
  model('anthropic.claude-opus-5', 'Claude Opus 5', 'Anthropic', {
    cardName: 'anthropic-claude-opus-5',
    tiers: ['default'],
    profiles: ['us', 'eu', 'global'],
    support: modelCard,
  }),
  model('openai.gpt-6-astra', 'GPT-6 Astra', 'OpenAI', {
    cardName: 'openai-gpt-6-astra',
    apis: ['responses'],
    tiers: ['default', 'ultrafast'],
    regions: ['us-east-1'],
    profiles: ['us', 'global'],
    mantleId: 'openai.gpt-6-astra',
    support: modelCard,
    note: 'In us-east-1 on bedrock-mantle, by a profile on bedrock-runtime.',
  }),
  model('amazon.nova-2-lite-v1:0', 'Nova 2 Lite', 'Amazon', {
    apis: ['converse', 'invoke'],
    tiers: allTiers,
    regions: [],
    profiles: ['us', 'eu', 'jp', 'global'],
    support: modelCard,
  }),
  model('amazon.nova-pro-v1:0', 'Nova Pro', 'Amazon', {
    apis: ['converse', 'invoke'],
    tiers: allTiers,
    regions: novaProRegions,
    profiles: ['us', 'eu', 'apac'],
    support: lastTable,
  }),
  model('anthropic.claude-sonnet-4-6', 'Claude Sonnet 4.6', 'Anthropic', {
    apis: ['converse', 'invoke'],
    tiers: ['default', 'reserved'],
    profiles: ['us', 'eu', 'global'],
    support: modelCard,
    note: 'No Claude model has Priority or Flex.',
  }),
];
