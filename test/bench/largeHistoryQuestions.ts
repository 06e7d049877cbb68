import { DatabaseSync } from 'node:sqlite';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import type { HistoryBackground } from '../../src/core/history/historyBackground.ts';
import { dayOf } from '../../src/core/history/dateRange.ts';
import type { InsightsQuestion } from '../../src/core/insights/insights.ts';
import { inEnglish } from '../../src/core/translate.ts';
import { inputLimits, movesOf } from '../../src/core/whatIf/whatIf.ts';
import { connect } from '../../src/history/connection.ts';
import { percentilesOf } from '../../src/history/percentiles.ts';
import type { HistoryFile } from '../../src/history/store.ts';
import { median, type Figure } from './figure.ts';
import { commonWord, generatedUntilMs, rareWord } from './generatedRuns.ts';
import { against, fact, times, timesOf } from './timedFigures.ts';

const model = 'openai.gpt-oss-120b-1:0';
const lastMonth = dayOf(new Date(generatedUntilMs), -29);

const selectNewest = `
  SELECT * FROM runs JOIN texts USING (seq) ORDER BY started_ms DESC, seq DESC LIMIT 50`;
const selectTierModel = `
  SELECT * FROM runs JOIN texts USING (seq) WHERE tier = 'flex' AND model = '${model}'
  ORDER BY started_ms DESC, seq DESC LIMIT 50`;
const selectWord = `
  SELECT * FROM search JOIN texts ON texts.seq = search.rowid JOIN runs USING (seq)
  WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT 50`;
const selectSums = `
  SELECT tier, count(*), sum(cost_usd) FROM runs WHERE simulated = 0 GROUP BY tier`;

/** What is answered at once, what within seconds, each against a plain statement where there is one. */
export async function questionTimes(
  file: string,
  store: HistoryFile,
  work: HistoryBackground,
): Promise<Figure[]> {
  const plain = new DatabaseSync(file);
  const figures = [...(await fastAnswers(file, store, work, plain)), ...(await longAnswers(work))];
  plain.close();
  return figures;
}

async function fastAnswers(
  file: string,
  store: HistoryFile,
  work: HistoryBackground,
  plain: DatabaseSync,
): Promise<Figure[]> {
  const all = (sql: string, ...values: string[]) => times(() => plain.prepare(sql).all(...values));
  let before = '';
  const ids = plain.prepare('SELECT id FROM runs ORDER BY started_ms DESC LIMIT 1 OFFSET ?');
  const offset = Math.min(500_000, Math.floor((await work.count({})) / 2));
  before = String(ids.get(offset)?.['id']);
  const like = times(
    () =>
      plain
        .prepare('SELECT seq FROM texts WHERE response LIKE ? ORDER BY seq DESC LIMIT 50')
        .all(`%${rareWord}%`),
    2,
  );
  const text = async (words: string) => await timesOf(() => work.query({ text: words }));
  return [
    against(
      'newest 50, with text',
      times(() => store.query()),
      'plain SELECT',
      all(selectNewest),
      1,
    ),
    against(
      'newest 50 of a tier and model',
      times(() => store.query({ tier: 'flex', model })),
      'plain SELECT',
      all(selectTierModel),
      1,
    ),
    against(
      `page after ${offset.toLocaleString('en')} runs`,
      times(() => store.query({ before })),
      'OFFSET',
      all(`${selectNewest} OFFSET ${offset}`),
      1,
    ),
    against(
      'newest 50 with a word that every answer has',
      await text(commonWord),
      'plain MATCH',
      all(selectWord, commonWord),
      5,
    ),
    against('with a rare word', await text(rareWord), 'LIKE', like, 5),
    against(
      'with the beginning of many words',
      await text('con'),
      'plain MATCH',
      all(selectWord, 'con*'),
      5,
    ),
    against(
      'per tier: count, median, p95, cost',
      summaryTimes(file, store),
      'plain GROUP BY without median and p95',
      times(() => plain.prepare(selectSums).all(), 3),
      10,
    ),
  ];
}

function summaryTimes(file: string, store: HistoryFile): number[] {
  const connection = connect(file);
  const summed = times(() => {
    for (const { tier, simulated } of store.summarizeTiers())
      percentilesOf(connection.prepare, { tier, simulated }, [0.95]);
  });
  connection.close();
  return summed;
}

function longAnswers(work: HistoryBackground): Promise<Figure[]> {
  return oneByOne([
    ...(['tier', 'model', 'day', 'prompt'] as const).map((grouping): Asked => [
      `groups by ${grouping}, 50`,
      () => work.groups({ grouping, filter: {}, limit: 50 }),
    ]),
    [
      'groups by model of a filter',
      () =>
        work.groups({
          grouping: 'model',
          filter: { simulated: false, everyday: true },
          limit: 50,
        }),
    ],
    ['count of a filter', () => work.count({ mismatched: true })],
    ['count of a word that every answer has', () => work.count({ text: commonWord })],
    ['Insights of 30 days', () => work.insights(insightsFrom(lastMonth))],
    ['Insights of all time', () => work.insights(insightsFrom(undefined))],
    ['What If of all runs', () => whatIfOfAll(work)],
  ]);
}

function insightsFrom(firstDay: string | undefined): InsightsQuestion {
  return {
    filter: { simulated: false, ...(firstDay === undefined ? {} : { firstDay }) },
    now: new Date(generatedUntilMs).toISOString(),
  };
}

async function whatIfOfAll(work: HistoryBackground): Promise<unknown> {
  const facts = await work.whatIf({ filter: {}, inputLimits: inputLimits(builtInCatalogue) });
  return await work.waitings(movesOf(facts, builtInCatalogue, inEnglish));
}

type Asked = [name: string, question: () => Promise<unknown>];

async function oneByOne(asked: readonly Asked[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, question] of asked) {
    const value = median(await timesOf(question, 3));
    figures.push({ ...fact(name, value, 'ms'), target: '≤ 2,000 ms', isMet: value <= 2_000 });
  }
  return figures;
}
