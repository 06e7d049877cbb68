import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHistoryFilter } from '../../../../src/ui/history/historyFilterArguments.ts';

test('a filter of another extension is taken as it is', () => {
  const filter = {
    tier: 'flex',
    status: 'failed',
    simulated: false,
    since: '2026-11-01T00:00:00.000Z',
    ttftMs: { from: 100, to: 200 },
    hourOfWeek: 33,
    everyday: true,
    ids: ['a'],
  };
  assert.deepEqual(parseHistoryFilter(filter), filter);
  assert.deepEqual(parseHistoryFilter({}), {});
});

test('a range without an end came through JSON', () => {
  const { latencyMs } = parseHistoryFilter(JSON.parse('{"latencyMs":{"from":5,"to":null}}'));
  assert.deepEqual(latencyMs, { from: 5, to: Infinity });
});

test('what is no filter is refused by name', () => {
  const refused: readonly [unknown, RegExp][] = [
    [{ status: 'fine' }, /status/],
    [{ since: 'yesterday' }, /is no date[^]*since/],
    [{ hourOfWeek: 168 }, /hourOfWeek/],
    [{ teir: 'flex' }, /teir/],
    [{ tier: '' }, /tier/],
    ['flex', /expected object/],
    [null, /expected object/],
  ];
  for (const [value, message] of refused)
    assert.throws(() => parseHistoryFilter(value), { name: 'TypeError', message });
});
