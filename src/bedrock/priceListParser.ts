import { TokenParser, Tokenizer, TokenType } from '@streamparser/json';
import * as z from 'zod';
import type { Reading } from '../core/priceList/priceRow.ts';
import { readProduct } from '../core/priceList/readProduct.ts';
import type { ListedPrice, ProductAttributes } from '../core/priceList/readProduct.ts';
import { PriceListError } from './priceListError.ts';

/** Reads a bulk price list piece by piece, in whatever order products and terms come. */
export interface PriceListParser {
  /** Throws a PriceListError as soon as it is clear that this is no price list. */
  readonly write: (bytes: Uint8Array) => void;
  /** What the whole list says; throws if its end is missing. */
  readonly finish: () => {
    readonly publicationDate: string;
    readonly readings: readonly Reading[];
  };
}

/** AWS's list has seven levels; a file that goes on and on would fill the memory with brackets. */
const deepest = 16;

const text = z.string().max(2_000);

const attributesSchema = z.object({
  usagetype: text,
  regionCode: text.optional(),
  model: text.optional(),
  servicename: text.optional(),
  inferenceType: text.optional(),
  feature: text.optional(),
  service_tier: text.optional(),
});

const productSchema = z.object({ sku: text, attributes: attributesSchema });

const dimensionSchema = z.object({
  unit: text,
  beginRange: text.default('0'),
  pricePerUnit: z.object({ USD: text }),
});

const termsSchema = z.record(
  text,
  z.object({ sku: text, priceDimensions: z.record(text, dimensionSchema) }),
);

const publicationSchema = z.iso.datetime();

/** Starts to read the list of an offer for a region. */
export function createPriceListParser(offerCode: string, region: string): PriceListParser {
  const products = new Map<string, ProductAttributes>();
  const prices = new Map<string, readonly ListedPrice[]>();
  const readings: Reading[] = [];
  let publicationDate: string | null = null;
  /** Keeps of a product only what it comes to, as soon as both halves are there. */
  const join = (sku: string) => {
    const attributes = products.get(sku);
    const listed = prices.get(sku);
    if (attributes === undefined || listed === undefined) return;
    readings.push(readProduct(attributes, listed, region));
    products.delete(sku);
    prices.delete(sku);
  };
  const take = (path: string, key: string, value: unknown) => {
    if (path === '' && key === 'offerCode') checkOffer(value, offerCode);
    if (path === '' && key === 'publicationDate') publicationDate = parsePublication(value);
    if (path === 'products') {
      const attributes = parseProduct(key, value);
      if (attributes === null) readings.push(unreadable(key));
      else products.set(key, attributes);
      join(key);
    }
    if (path === 'terms.OnDemand') {
      prices.set(key, parseTerms(key, value));
      join(key);
    }
  };
  const { write, end } = createJsonReader(take);
  return {
    write,
    finish: () => {
      end();
      const unpriced = [...products.values()].map((product) => readProduct(product, [], region));
      const all = [...readings, ...unpriced];
      if (publicationDate !== null && all.length > 0) return { publicationDate, readings: all };
      throw new PriceListError('notPriceList', 'This is no price list: date or products missing.');
    },
  };
}

/** Calls `take` with every top-level value and every member of `products` and `terms.OnDemand`; keeps none of them. */
function createJsonReader(take: (path: string, key: string, value: unknown) => void) {
  const tokenizer = new Tokenizer();
  const parser = new TokenParser({
    paths: ['$.offerCode', '$.publicationDate', '$.products.*', '$.terms.OnDemand.*'],
    keepStack: false,
  });
  let depth = 0;
  let isWhole = false;
  tokenizer.onToken = (token) => {
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth++;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) depth--;
    if (depth > deepest)
      throw new PriceListError('notPriceList', 'This is no price list: too deep.');
    parser.write(token);
  };
  parser.onValue = ({ key, value, stack }) => {
    const path = stack.slice(1).map((level) => level.key);
    take(path.join('.'), String(key), value);
  };
  parser.onEnd = () => {
    isWhole = true;
  };
  const guarded = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (error instanceof PriceListError) throw error;
      throw new PriceListError('notJson', 'The price list is no JSON.', { cause: error });
    }
  };
  return {
    write: (bytes: Uint8Array) => guarded(() => tokenizer.write(bytes)),
    end: () => {
      if (!isWhole) throw new PriceListError('cutOff', 'The price list ended before its end.');
    },
  };
}

function checkOffer(value: unknown, offerCode: string): void {
  if (value === offerCode) return;
  throw new PriceListError('notPriceList', `This is not the price list of ${offerCode}.`);
}

function parsePublication(value: unknown): string {
  const date = publicationSchema.safeParse(value);
  if (date.success) return date.data;
  throw new PriceListError('notPriceList', 'The price list has no valid publication date.');
}

/** `null` for a product of another shape. */
function parseProduct(sku: string, value: unknown): ProductAttributes | null {
  const product = productSchema.safeParse(value);
  return product.success && product.data.sku === sku ? product.data.attributes : null;
}

/** It is counted; what it is cannot be said. */
function unreadable(sku: string): Reading {
  return { kind: 'notUnderstood', puzzle: 'usagetype', usagetype: sku.slice(0, 40) };
}

/** Terms of another shape leave their product without a price. */
function parseTerms(sku: string, value: unknown): readonly ListedPrice[] {
  const terms = termsSchema.safeParse(value);
  if (!terms.success) return [];
  return Object.values(terms.data)
    .filter((term) => term.sku === sku)
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .map(({ unit, beginRange, pricePerUnit }) => ({ unit, beginRange, usd: pricePerUnit.USD }));
}
