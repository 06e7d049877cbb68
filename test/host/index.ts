import type { MochaOptions } from 'mocha';

/** The files of the suite; a new one is added here. */
const files = [
  () => import('./smoke.test.ts'),
  () => import('./prompt.test.ts'),
  () => import('./api.test.ts'),
  () => import('./endpoints.test.ts'),
  () => import('./comparison.test.ts'),
  () => import('./prices.test.ts'),
  () => import('./historyView.test.ts'),
  () => import('./credentials.test.ts'),
  () => import('./historyFilters.test.ts'),
  () => import('./historyRecording.test.ts'),
  () => import('./historyTransfer.test.ts'),
  () => import('./historyPages.test.ts'),
  () => import('./proxies.test.ts'),
];

/** Runs the suite inside the extension host; the editor calls it. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const options: MochaOptions = { ui: 'bdd', color: false, timeout: 20_000 };
  const mocha = new Mocha(options);
  // Defines describe, it and the hooks, which the files need while they load.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of files) await load();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failed) => {
      console.log(`${runner.stats?.passes ?? 0} passed, ${failed} failed`);
      if (failed > 0) reject(new Error(`${failed} tests failed`));
      else resolve();
    });
  });
}
