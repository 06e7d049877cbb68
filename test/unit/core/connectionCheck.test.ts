import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  connectionChecks,
  connectionReport,
  judgeClock,
  nameOfCheck,
  passed,
  skipped,
} from '../../../src/core/connectionCheck.ts';
import { inEnglish } from '../../../src/core/translate.ts';

test('a clock within a minute is right, within five one is warned, beyond it requests fail', () => {
  const states = [0, -59_000, 61_000, -299_000, 301_000].map(
    (ms) => judgeClock(ms, inEnglish).state,
  );
  assert.deepEqual(states, ['passed', 'passed', 'warning', 'warning', 'failed']);
  assert.match(judgeClock(-120_000, inEnglish).found, /^120 s off/);
});

test('every check has a name', () => {
  const names = connectionChecks.map((check) => nameOfCheck(check, inEnglish));
  assert.equal(new Set(names).size, connectionChecks.length);
});

test('the report has the checks in their order, each with its next step', () => {
  const report = connectionReport(
    new Map([
      ['price', passed('$0.15 in')],
      [
        'credentials',
        { state: 'failed', found: 'The sign-in ended.', nextStep: 'Sign in.', action: 'signIn' },
      ],
      ['account', skipped('nothing to ask with')],
    ] as const),
    { version: '0.1.0', at: '2026-11-25T12:00:00.000Z' },
    inEnglish,
  );
  assert.equal(
    report,
    [
      'Bedrock Tiers 0.1.0, 2026-11-25T12:00:00.000Z',
      'Credentials: failed: The sign-in ended.',
      '  → Sign in.',
      'Account: not checked: nothing to ask with',
      'Price: passed: $0.15 in',
      '',
    ].join('\n'),
  );
});
