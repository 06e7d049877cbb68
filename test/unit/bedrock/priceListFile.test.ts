import assert from 'node:assert/strict';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { PriceListError } from '../../../src/bedrock/priceListError.ts';
import { keepPriceList, readKeptPriceList } from '../../../src/bedrock/priceListFile.ts';
import { listedProducts } from '../../support/bulkPriceList.ts';
import { readList } from '../../support/readBulkList.ts';

const fetchedAt = new Date('2026-11-22T10:00:00Z');
const virginia = readList(listedProducts('us-east-1'));
const ireland = readList(listedProducts('eu-west-1'), 'eu-west-1');

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-prices-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'storage');
}

function isBroken(error: unknown): boolean {
  return error instanceof PriceListError && error.reason === 'brokenFile';
}

test('a kept list comes back as it was, with the time at which it was fetched', async (t) => {
  const folder = newFolder(t);
  await keepPriceList(folder, virginia, fetchedAt);
  assert.deepEqual(await readKeptPriceList(folder, 'us-east-1'), {
    ...virginia,
    fetchedAt: '2026-11-22T10:00:00.000Z',
  });
});

test('several regions are kept side by side, and one without a list has none', async (t) => {
  const folder = newFolder(t);
  await keepPriceList(folder, virginia, fetchedAt);
  await keepPriceList(folder, ireland, fetchedAt);
  assert.equal((await readKeptPriceList(folder, 'us-east-1'))?.region, 'us-east-1');
  assert.equal((await readKeptPriceList(folder, 'eu-west-1'))?.region, 'eu-west-1');
  assert.equal(await readKeptPriceList(folder, 'us-west-2'), null);
});

test('a new list takes the place of the old one and leaves no other file', async (t) => {
  const folder = newFolder(t);
  await keepPriceList(folder, virginia, fetchedAt);
  await keepPriceList(folder, { ...virginia, publicationDate: '2026-12-01T00:00:00Z' }, fetchedAt);
  assert.equal(
    (await readKeptPriceList(folder, 'us-east-1'))?.publicationDate,
    '2026-12-01T00:00:00Z',
  );
  assert.deepEqual(readdirSync(folder), ['prices-us-east-1.json']);
});

test('a list that cannot be written leaves the old one and no half of itself', async (t) => {
  const folder = newFolder(t);
  await keepPriceList(folder, virginia, fetchedAt);
  const loop: { self?: unknown } = {};
  loop.self = loop;
  const unwritable = { ...virginia, loop };
  await assert.rejects(keepPriceList(folder, unwritable, fetchedAt));
  assert.deepEqual(readdirSync(folder), ['prices-us-east-1.json']);
  assert.ok(await readKeptPriceList(folder, 'us-east-1'));
});

test('a broken, cut or hostile file is refused and left as it is', async (t) => {
  const folder = newFolder(t);
  await keepPriceList(folder, virginia, fetchedAt);
  const path = join(folder, 'prices-us-east-1.json');
  const good = readFileSync(path, 'utf8');
  const contents = [
    '',
    'null',
    '[]',
    good.slice(0, -1),
    good.replace('"input":"', '"input":"-'),
    good.replace('"input":"', '"input":"Infinity'),
    good.replaceAll('"us-east-1"', '"eu-west-1"'),
    good.replace('"region":"us-east-1","route"', '"region":"us-west-2","route"'),
    good.replace(/"publicationDate":"[^"]*"/, '"publicationDate":"soon"'),
    good.replace(/"entries":\[.*\],"summary"/, '"entries":[],"summary"'),
  ];
  for (const content of contents) {
    writeFileSync(path, content);
    await assert.rejects(readKeptPriceList(folder, 'us-east-1'), isBroken, content.slice(0, 80));
    assert.equal(readFileSync(path, 'utf8'), content);
  }
});

test('a file that is far too large is refused unread', async (t) => {
  const folder = newFolder(t);
  await keepPriceList(folder, virginia, fetchedAt);
  truncateSync(join(folder, 'prices-us-east-1.json'), 20_000_000);
  await assert.rejects(readKeptPriceList(folder, 'us-east-1'), isBroken);
});

test("what is no region's name reaches no file", async (t) => {
  const folder = newFolder(t);
  await assert.rejects(readKeptPriceList(folder, '../secrets'), PriceListError);
  await assert.rejects(
    keepPriceList(folder, { ...virginia, region: 'a/b' }, fetchedAt),
    PriceListError,
  );
});
