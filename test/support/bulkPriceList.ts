import { listedModels } from '../../src/core/priceList/modelCodes.ts';
import { priceParts } from '../../src/core/priceList/priceRow.ts';
import type { PricePart } from '../../src/core/priceList/priceRow.ts';
import listed from './listedPrices.json' with { type: 'json' };

/** A product of AWS's bulk price list and its term, as AWS writes them. */
export interface BulkProduct {
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  /** USD per unit, ten decimals. */
  readonly usd: string;
}

/** Prices of AWS's list of 2026-09-17 in USD per million tokens: input, output, cache read, cache write. */
export interface ListedModel {
  readonly model: string;
  readonly region: string;
  readonly default: readonly (number | null)[] | null;
  readonly priority: readonly (number | null)[] | null;
  readonly flex: readonly (number | null)[] | null;
  readonly batch: readonly (number | null)[] | null;
}

/** Every model and region that the facts have prices of. */
export const listedPrices: readonly ListedModel[] = listed;

export const publicationDate = '2026-09-17T23:16:09Z';

/** The codes of usage types by region; AWS writes `EU` for Ireland. */
const regionCodes: Readonly<Record<string, string>> = {
  'us-east-1': 'USE1',
  'us-east-2': 'USE2',
  'us-west-1': 'USW1',
  'us-west-2': 'USW2',
  'eu-west-1': 'EU',
  'eu-west-2': 'EUW2',
  'eu-central-1': 'EUC1',
  'eu-north-1': 'EUN1',
  'ap-northeast-1': 'APN1',
  'ap-south-1': 'APS3',
  'sa-east-1': 'SAE1',
};

const meters: Readonly<Record<PricePart, string>> = {
  input: 'input-tokens',
  output: 'output-tokens',
  cacheRead: 'cache-read-input-token-count',
  cacheWrite: 'cache-write-input-token-count',
};

const inferenceTypes: Readonly<Record<PricePart, string>> = {
  input: 'Input tokens',
  output: 'Output tokens',
  cacheRead: 'Prompt cache read input tokens',
  cacheWrite: 'Prompt cache write input tokens',
};

/** A product by its usage type without the region's code, `NovaPro-input-tokens-flex`. */
export function bulkProduct(
  usage: string,
  usd: string,
  options: {
    readonly region?: string;
    readonly unit?: string;
    readonly attributes?: Readonly<Record<string, string>>;
  } = {},
): BulkProduct {
  const region = options.region ?? 'us-east-1';
  return {
    unit: options.unit ?? '1K tokens',
    usd,
    attributes: {
      servicecode: 'AmazonBedrock',
      location: region,
      locationType: 'AWS Region',
      usagetype: `${regionCodes[region] ?? 'XX1'}-${usage}`,
      operation: '',
      regionCode: region,
      servicename: 'Amazon Bedrock',
      ...options.attributes,
    },
  };
}

/** A product of a Marketplace model, `InputTokenCount_Global` or `input_tokens_global_standard`. */
export function marketplaceProduct(dimension: string, usd: string, name: string): BulkProduct {
  return {
    unit: '1M tokens',
    usd,
    attributes: {
      servicecode: 'AmazonBedrockFoundationModels',
      location: 'US East (N. Virginia)',
      locationType: 'AWS Region',
      usagetype: `USE1-MP:USE1_${dimension}-Units`,
      operation: '',
      regionCode: 'us-east-1',
      servicename: `${name} (Amazon Bedrock Edition)`,
    },
  };
}

/** All products of the listed models of a region: runtime and, where AWS has them, Mantle rows, and batch. */
export function listedProducts(region: string): BulkProduct[] {
  return listedPrices.filter((row) => row.region === region).flatMap(productsOf);
}

function productsOf(row: ListedModel): BulkProduct[] {
  const tiers = ['default', 'priority', 'flex', 'batch'] as const;
  return tiers.flatMap((tier) =>
    priceParts.flatMap((part, at) => {
      const price = row[tier]?.[at] ?? null;
      return price === null ? [] : productsOfPrice(row, tier, part, price);
    }),
  );
}

function productsOfPrice(
  { model, region }: ListedModel,
  tier: string,
  part: PricePart,
  price: number,
): BulkProduct[] {
  const usd = (price / 1000).toFixed(10);
  const suffix = tier === 'default' ? '' : `-${tier}`;
  const runtime = bulkProduct(`${codeOf(model)}-${meters[part]}${suffix}`, usd, {
    region,
    attributes: {
      inferenceType: inferenceTypes[part] + suffix.replace('-', ' '),
      ...(tier === 'default' ? { feature: 'On-demand Inference' } : { service_tier: tier }),
    },
  });
  if (part.startsWith('cache') || model.startsWith('amazon.')) return [runtime];
  const id = model.replace(/(-v?\d+)?:\d+$/, '');
  const mantleTier = tier === 'default' ? 'standard' : tier;
  // The unit is written both ways.
  const mantle = bulkProduct(`${id}-mantle-${meters[part]}-${mantleTier}`, usd, {
    region,
    unit: '1k tokens',
    attributes: { service_tier: mantleTier },
  });
  return [runtime, mantle];
}

/** The code of a model in runtime usage types: `NovaPro`, `gpt-oss-120b`, `Qwen3-32B`. */
function codeOf(model: string): string {
  const names = listedModels()[model] ?? [];
  return names.find((name) => !name.includes(' ')) ?? model;
}

/** The list as AWS serves it: products first, then their terms, joined by SKU. */
export function bulkPriceList(
  products: readonly BulkProduct[],
  options: { readonly offerCode?: string; readonly publicationDate?: string } = {},
): string {
  const offerCode = options.offerCode ?? 'AmazonBedrock';
  const skus = products.map((_, at) => skuOf(at));
  return JSON.stringify({
    formatVersion: 'v1.0',
    disclaimer: 'This pricing list is for informational purposes only.',
    offerCode,
    version: '20260917231609',
    publicationDate: options.publicationDate ?? publicationDate,
    products: Object.fromEntries(
      products.map(({ attributes }, at) => [
        skus[at],
        { sku: skus[at], productFamily: 'Amazon Bedrock', attributes },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        products.map((product, at) => [skus[at], termOf(product, skus[at] ?? '')]),
      ),
    },
    attributesList: {},
  });
}

function termOf({ unit, usd, attributes }: BulkProduct, sku: string) {
  const term = `${sku}.JRTCKXETXF`;
  const rateCode = `${term}.6YS6EN2CT7`;
  const dimension = {
    rateCode,
    description: `$${usd} per ${unit} for ${attributes['usagetype']}`,
    beginRange: '0',
    endRange: 'Inf',
    unit,
    pricePerUnit: { USD: usd },
    appliesTo: [],
  };
  return {
    [term]: {
      offerTermCode: 'JRTCKXETXF',
      sku,
      effectiveDate: '2026-09-01T00:00:00Z',
      priceDimensions: { [rateCode]: dimension },
      termAttributes: {},
    },
  };
}

/** Sixteen capitals and digits, as AWS's SKUs are; the same for the same number. */
function skuOf(number: number): string {
  return `SKU${number.toString(36).toUpperCase().padStart(13, '0')}`;
}

/** A list of at least so many bytes: the same products again and again, under SKUs of their own. */
export function bigPriceList(bytes: number): string {
  const products = listedProducts('us-east-1');
  const perRound = bulkPriceList(products).length;
  const rounds = Math.ceil(bytes / perRound) + 1;
  return bulkPriceList(Array.from({ length: rounds }, () => products).flat());
}
