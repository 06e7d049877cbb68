import { assemblePriceList } from '../../src/core/priceList/assemble.ts';
import type { PriceList } from '../../src/core/priceList/assemble.ts';
import type { Reading } from '../../src/core/priceList/priceRow.ts';
import { readProduct } from '../../src/core/priceList/readProduct.ts';
import { publicationDate } from './bulkPriceList.ts';
import type { BulkProduct } from './bulkPriceList.ts';

/** Reads a product without the way through a file. */
export function read(product: BulkProduct, region = 'us-east-1'): Reading {
  const { attributes, unit, usd } = product;
  const usagetype = attributes['usagetype'] ?? '';
  return readProduct({ ...attributes, usagetype }, [{ unit, usd, beginRange: '0' }], region);
}

/** Reads products and joins them. */
export function readList(products: readonly BulkProduct[], region = 'us-east-1'): PriceList {
  const readings = products.map((product) => read(product, region));
  return assemblePriceList(readings, { region, publicationDate, offers: ['AmazonBedrock'] });
}
