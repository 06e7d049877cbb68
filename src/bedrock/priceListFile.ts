import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { PriceList } from '../core/priceList/assemble.ts';
import { ignoredReasons, priceParts, puzzles } from '../core/priceList/priceRow.ts';
import { checkRegion, PriceListError } from './priceListError.ts';

/** A price list that was kept, with the time at which it was fetched, ISO 8601. */
export interface KeptPriceList extends PriceList {
  readonly fetchedAt: string;
}

/** Bytes; a list of 80 models has 100 KB. */
const largestFile = 16_000_000;

const text = z.string().max(2_000);
const price = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,18})?$/)
  .nullable();
const prices = z.object({ input: price, output: price, cacheRead: price, cacheWrite: price });
const count = z.int().min(0);

const summary = z.object({
  understood: count,
  ignored: z.partialRecord(z.enum(ignoredReasons), count),
  notUnderstood: z.object({
    count,
    examples: z.array(z.object({ puzzle: z.enum(puzzles), usagetype: text })).max(100),
  }),
  conflicts: z.array(
    z.object({
      model: text,
      route: text,
      tier: text,
      part: z.enum(priceParts),
      taken: price,
      values: z.array(text),
    }),
  ),
  gaps: count,
});

const entry = prices.extend({
  model: text,
  region: text,
  route: text,
  tier: text,
  longContext: prices.nullable(),
});

const fileSchema: z.ZodType<KeptPriceList> = z.object({
  region: text,
  publicationDate: z.iso.datetime(),
  fetchedAt: z.iso.datetime(),
  offers: z.array(text).max(10),
  entries: z.array(entry).min(1).max(50_000),
  summary,
});

/** Keeps a list in the folder in place of the region's earlier one; the earlier one stays if anything fails. */
export async function keepPriceList(
  folder: string,
  list: PriceList,
  fetchedAt: Date,
): Promise<KeptPriceList> {
  const kept: KeptPriceList = { ...list, fetchedAt: fetchedAt.toISOString() };
  const path = pathOf(folder, list.region);
  const temporary = `${path}.${randomUUID()}.tmp`;
  await mkdir(folder, { recursive: true });
  try {
    await writeThrough(temporary, JSON.stringify(kept));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return kept;
}

/** The kept list of a region; `null` if there is none; rejects with a PriceListError if it is broken. */
export async function readKeptPriceList(
  folder: string,
  region: string,
): Promise<KeptPriceList | null> {
  const path = pathOf(folder, region);
  const content = await readIfThere(path);
  if (content === null) return null;
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) throw broken(path, parsed.error);
  const isOfRegion = parsed.data.entries.every((entry) => entry.region === region);
  if (parsed.data.region === region && isOfRegion) return parsed.data;
  throw broken(path, new Error(`The list is of ${parsed.data.region}.`));
}

function pathOf(folder: string, region: string): string {
  checkRegion(region);
  return join(folder, `prices-${region}.json`);
}

/** Until the bytes are on the disk: a rename that survives a crash its content does not would leave an empty file. */
async function writeThrough(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readIfThere(path: string): Promise<unknown> {
  const found = await stat(path).catch(ifMissing(null));
  if (found === null) return null;
  if (found.size > largestFile) throw broken(path, new Error('It is too large.'));
  const content = await readFile(path, 'utf8');
  try {
    return JSON.parse(content) ?? {};
  } catch (error) {
    throw broken(path, error);
  }
}

function broken(path: string, cause: unknown): PriceListError {
  return new PriceListError('brokenFile', `The kept price list ${path} is broken.`, { cause });
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
}
