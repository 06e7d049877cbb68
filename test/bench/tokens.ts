// What counting the tokens of a prompt takes, and how long it holds up anybody else at a time.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { countTokens as countTokensType } from '../../src/prompts/tokenCount.ts';
import { median, pairedRatio, type Figure } from './figure.ts';

const pieceSize = 100_000;
const largeSize = 1_000_000;

/** Hard for the vocabulary: long words without a space. */
const chinese = '价格表按模型、区域、路由和层级列出每百万个令牌的价格，'.repeat(40_000);

type Count = typeof countTokensType;

export async function measureTokens(): Promise<Figure[]> {
  const loadStarted = performance.now();
  const { countTokens } = await import('../../src/prompts/tokenCount.ts');
  const loadMs = performance.now() - loadStarted;
  const sources = readSources();
  const times: number[] = [];
  const wordTimes: number[] = [];
  for (let at = 0; at + pieceSize <= sources.length; at += pieceSize) {
    const piece = sources.slice(at, at + pieceSize);
    wordTimes.push(await msOf(() => piece.match(/\w+|[^\s\w]/g)?.length));
    times.push(await msOf(() => countTokens(piece)));
  }
  const code = await longestSlice(countTokens, sources.repeat(2).slice(0, largeSize));
  const hard = await longestSlice(countTokens, chinese.slice(0, largeSize));
  const fact = { unit: 'ms', baseline: null };
  return [
    {
      name: 'count the tokens of 100 KB of code, median',
      value: median(times),
      unit: 'ms',
      baseline: {
        name: 'regular expression for words',
        value: median(wordTimes),
        ratio: pairedRatio(times, wordTimes),
      },
      target: '≤ 50 ms',
      isMet: median(times) <= 50,
    },
    {
      name: 'longest slice in 1 MB of code',
      value: code,
      ...fact,
      target: '≤ 10 ms',
      isMet: code <= 10,
    },
    {
      name: 'longest slice in 1 MB of Chinese',
      value: hard,
      ...fact,
      target: '≤ 10 ms',
      isMet: hard <= 10,
    },
    {
      name: 'load the vocabulary, once',
      value: loadMs,
      ...fact,
      target: '≤ 250 ms',
      isMet: loadMs <= 250,
    },
  ];
}

function readSources(): string {
  const root = join(import.meta.dirname, '../..');
  return globSync('{src,media,test}/**/*.{ts,tsx}', { cwd: root })
    .toSorted()
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
}

/** ms between two pauses, at most. */
async function longestSlice(countTokens: Count, text: string): Promise<number> {
  let longest = 0;
  let resumed = performance.now();
  const rest = () => (longest = Math.max(longest, performance.now() - resumed));
  await countTokens(text, {
    pause: async () => {
      rest();
      await nextTurn();
      resumed = performance.now();
    },
  });
  rest();
  return longest;
}

async function msOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
