import type { Tier } from './tier.ts';

/** Prices in USD per million tokens: input, output, cache read, cache write; left out or null = not listed. */
export type TierPrice = readonly [
  input: number,
  output: number,
  cacheRead?: number | null,
  cacheWrite?: number | null,
];

/** Where the prices of this file come from. */
export const priceSource = 'AWS public price list (AmazonBedrock, published 2026-09-17)';

/** The publication date of the price list below, ISO 8601. */
export const pricesAsOf = '2026-09-17';

/**
 * On-demand, in-region prices of the bedrock-runtime endpoint: model, region, then one price each
 * for Standard, Priority and Flex. AWS rounds many rows to two decimals, so a listed price and the
 * rule (Standard × 1.75, × 0.5) may differ in the third.
 */
export const inRegionPrices: readonly (readonly [
  model: string,
  region: string,
  standard: TierPrice | null,
  priority: TierPrice | null,
  flex: TierPrice | null,
])[] = [
  [
    'amazon.nova-2-lite-v1:0',
    'us-east-1',
    [0.33, 2.75, 0.0825, 0],
    [0.5775, 4.8125],
    [0.165, 1.375],
  ],
  [
    'amazon.nova-2-lite-v1:0',
    'us-west-2',
    [0.33, 2.75, 0.0825, 0],
    [0.5775, 4.8125],
    [0.165, 1.375],
  ],
  [
    'amazon.nova-2-lite-v1:0',
    'eu-west-1',
    [0.374, 3.157, 0.0935, 0],
    [0.6545, 5.52475],
    [0.187, 1.5785],
  ],
  [
    'amazon.nova-2-lite-v1:0',
    'eu-central-1',
    [0.429, 3.597, 0.10725, 0],
    [0.75075, 6.29475],
    [0.2145, 1.7985],
  ],
  [
    'amazon.nova-2-lite-v1:0',
    'ap-northeast-1',
    [0.396, 3.311, 0.099, 0],
    [0.693, 5.79425],
    [0.198, 1.6555],
  ],
  ['amazon.nova-pro-v1:0', 'us-east-1', [0.8, 3.2, 0.2, 0], [1.4, 5.6], [0.4, 1.6]],
  ['amazon.nova-pro-v1:0', 'us-west-2', [0.8, 3.2, 0.2, 0], [1.4, 5.6], [0.4, 1.6]],
  ['amazon.nova-pro-v1:0', 'us-west-1', [1.03, 4.12], [1.8025, 7.21], [0.515, 2.06]],
  ['amazon.nova-pro-v1:0', 'eu-west-1', [0.92, 3.68, 0.23, null], [1.61, 6.44], [0.46, 1.84]],
  ['amazon.nova-pro-v1:0', 'eu-central-1', [1.05, 4.2, 0.2625, null], [1.8375, 7.35], [0.525, 2.1]],
  ['amazon.nova-pro-v1:0', 'ap-northeast-1', [0.96, 3.84, 0.24, null], [1.68, 6.72], [0.48, 1.92]],
  ['deepseek.v3-v1:0', 'us-west-2', [0.58, 1.68], [1.015, 2.94], [0.29, 0.84]],
  ['deepseek.v3-v1:0', 'us-east-2', [0.58, 1.68], [1.015, 2.94], [0.29, 0.84]],
  ['deepseek.v3.2', 'us-east-1', [0.62, 1.85], [1.085, 3.2375], [0.31, 0.925]],
  ['deepseek.v3.2', 'eu-west-1', [0.74, 2.22], [1.295, 3.885], [0.37, 1.11]],
  ['google.gemma-3-4b-it', 'us-east-1', [0.04, 0.08], [0.07, 0.14], [0.02, 0.04]],
  ['google.gemma-3-12b-it', 'us-east-1', [0.09, 0.29], [0.16, 0.51], [0.05, 0.15]],
  ['google.gemma-3-27b-it', 'us-east-1', [0.23, 0.38], [0.4, 0.67], [0.12, 0.19]],
  ['minimax.minimax-m2', 'us-east-1', [0.3, 1.2], [0.52, 2.1], [0.15, 0.6]],
  ['minimax.minimax-m2.1', 'us-east-1', [0.3, 1.2], [0.525, 2.1], [0.15, 0.6]],
  ['minimax.minimax-m2.5', 'us-east-1', [0.3, 1.2], [0.525, 2.1], [0.15, 0.6]],
  ['mistral.devstral-2-123b', 'us-east-1', [0.4, 2], [0.7, 3.5], [0.2, 1]],
  ['mistral.magistral-small-2509', 'us-east-1', [0.5, 1.5], [0.88, 2.63], [0.25, 0.75]],
  ['mistral.ministral-3-3b-instruct', 'us-east-1', [0.1, 0.1], [0.17, 0.17], [0.05, 0.05]],
  ['mistral.ministral-3-8b-instruct', 'us-east-1', [0.15, 0.15], [0.26, 0.26], [0.07, 0.07]],
  ['mistral.ministral-3-14b-instruct', 'us-east-1', [0.2, 0.2], [0.35, 0.35], [0.1, 0.1]],
  ['mistral.mistral-large-3-675b-instruct', 'us-east-1', [0.5, 1.5], [0.88, 2.63], [0.25, 0.75]],
  ['mistral.voxtral-mini-3b-2507', 'us-east-1', [0.04, 0.04], [0.07, 0.07], [0.02, 0.02]],
  ['mistral.voxtral-small-24b-2507', 'us-east-1', [0.1, 0.3], [0.17, 0.52], [0.05, 0.15]],
  ['moonshot.kimi-k2-thinking', 'us-east-1', [0.6, 2.5], [1.05, 4.38], [0.3, 1.25]],
  ['moonshotai.kimi-k2.5', 'us-east-1', [0.6, 3], [1.05, 5.25], [0.3, 1.5]],
  ['moonshotai.kimi-k2.5', 'eu-west-1', [0.72, 3.6], [1.26, 6.3], [0.36, 1.8]],
  ['nvidia.nemotron-nano-9b-v2', 'us-east-1', [0.06, 0.23], [0.11, 0.4], [0.03, 0.12]],
  ['nvidia.nemotron-nano-12b-v2', 'us-east-1', [0.2, 0.6], [0.35, 1.05], [0.1, 0.3]],
  ['nvidia.nemotron-nano-3-30b', 'us-east-1', [0.06, 0.24], [0.11, 0.42], [0.03, 0.12]],
  ['nvidia.nemotron-super-3-120b', 'us-east-1', [0.15, 0.65], [0.2625, 1.1375], [0.075, 0.325]],
  ['openai.gpt-oss-120b-1:0', 'us-east-1', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['openai.gpt-oss-120b-1:0', 'us-east-2', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['openai.gpt-oss-120b-1:0', 'us-west-2', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['openai.gpt-oss-120b-1:0', 'eu-north-1', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['openai.gpt-oss-120b-1:0', 'eu-west-1', [0.18, 0.7], [0.315, 1.225], [0.09, 0.35]],
  ['openai.gpt-oss-120b-1:0', 'eu-central-1', [0.2, 0.79], [0.35, 1.3825], [0.1, 0.395]],
  ['openai.gpt-oss-120b-1:0', 'eu-west-2', [0.23, 0.93], [0.4025, 1.6275], [0.115, 0.465]],
  ['openai.gpt-oss-120b-1:0', 'ap-northeast-1', [0.18, 0.73], [0.315, 1.2775], [0.09, 0.365]],
  ['openai.gpt-oss-120b-1:0', 'ap-south-1', [0.18, 0.71], [0.315, 1.2425], [0.09, 0.355]],
  ['openai.gpt-oss-120b-1:0', 'sa-east-1', [0.18, 0.73], [0.315, 1.2775], [0.09, 0.365]],
  ['openai.gpt-oss-20b-1:0', 'us-east-1', [0.07, 0.3], [0.1225, 0.525], [0.035, 0.15]],
  ['openai.gpt-oss-20b-1:0', 'us-east-2', [0.07, 0.3], [0.1225, 0.525], [0.035, 0.15]],
  ['openai.gpt-oss-20b-1:0', 'us-west-2', [0.07, 0.3], [0.1225, 0.525], [0.035, 0.15]],
  ['openai.gpt-oss-20b-1:0', 'eu-north-1', [0.07, 0.3], [0.1225, 0.525], [0.035, 0.15]],
  ['openai.gpt-oss-20b-1:0', 'eu-west-1', [0.08, 0.35], [0.14, 0.6125], [0.04, 0.175]],
  ['openai.gpt-oss-20b-1:0', 'eu-central-1', [0.09, 0.4], [0.1575, 0.7], [0.045, 0.2]],
  ['openai.gpt-oss-20b-1:0', 'eu-west-2', [0.11, 0.47], [0.1925, 0.8225], [0.055, 0.235]],
  ['openai.gpt-oss-20b-1:0', 'ap-northeast-1', [0.08, 0.36], [0.14, 0.63], [0.04, 0.18]],
  ['openai.gpt-oss-20b-1:0', 'ap-south-1', [0.08, 0.35], [0.14, 0.6125], [0.04, 0.175]],
  ['openai.gpt-oss-20b-1:0', 'sa-east-1', [0.08, 0.36], [0.14, 0.63], [0.04, 0.18]],
  ['openai.gpt-oss-safeguard-120b', 'us-east-1', [0.15, 0.6], [0.26, 1.05], [0.07, 0.3]],
  ['openai.gpt-oss-safeguard-20b', 'us-east-1', [0.07, 0.2], [0.12, 0.35], [0.03, 0.1]],
  ['qwen.qwen3-32b-v1:0', 'us-east-1', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['qwen.qwen3-32b-v1:0', 'us-west-2', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['qwen.qwen3-32b-v1:0', 'eu-west-1', [0.18, 0.7], [0.315, 1.225], [0.09, 0.35]],
  ['qwen.qwen3-32b-v1:0', 'ap-northeast-1', [0.18, 0.73], [0.315, 1.2775], [0.09, 0.365]],
  ['qwen.qwen3-235b-a22b-2507-v1:0', 'us-west-2', [0.22, 0.88], [0.385, 1.54], [0.11, 0.44]],
  ['qwen.qwen3-235b-a22b-2507-v1:0', 'us-east-2', [0.22, 0.88], [0.385, 1.54], [0.11, 0.44]],
  ['qwen.qwen3-coder-30b-a3b-v1:0', 'us-east-1', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['qwen.qwen3-coder-30b-a3b-v1:0', 'eu-west-1', [0.18, 0.7], [0.315, 1.225], [0.09, 0.35]],
  ['qwen.qwen3-coder-480b-a35b-v1:0', 'us-west-2', [0.45, 1.8], [0.7875, 3.15], [0.225, 0.9]],
  ['qwen.qwen3-coder-480b-a35b-v1:0', 'us-east-2', [0.45, 1.8], [0.7875, 3.15], [0.225, 0.9]],
  ['qwen.qwen3-coder-next', 'us-east-1', [0.5, 1.2], [0.875, 2.1], [0.25, 0.6]],
  ['qwen.qwen3-next-80b-a3b', 'us-east-1', null, [0.26, 2.1], [0.07, 0.6]],
  ['qwen.qwen3-vl-235b-a22b', 'us-east-1', [0.53, 2.66], [0.93, 4.66], [0.26, 1.33]],
  ['writer.palmyra-vision-7b', 'us-east-1', [0.15, 0.6], [0.2625, 1.05], [0.075, 0.3]],
  ['zai.glm-4.7', 'us-east-1', [0.6, 2.2], [1.05, 3.85], [0.3, 1.1]],
  ['zai.glm-4.7', 'eu-west-1', [0.72, 2.64], [1.26, 4.62], [0.36, 1.32]],
  ['zai.glm-4.7-flash', 'us-east-1', [0.07, 0.4], [0.1225, 0.7], [0.035, 0.2]],
  ['zai.glm-5', 'us-east-1', [1, 3.2], [1.75, 5.6], [0.5, 1.6]],
];

/**
 * What a tier costs against Standard where no row says so: stated on the model cards of Kimi K3,
 * Grok 4.6 and Grok 4.7 and true of every listed row up to AWS rounding (read 2026-11-22).
 */
export const tierMultiplier: Readonly<Record<Tier, number>> = {
  default: 1,
  priority: 1.75,
  flex: 0.5,
};
