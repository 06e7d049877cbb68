// What If and Runs Side by Side in a browser of its own: three themes, three widths, what axe finds in
// each, and pictures of all of them in .vscode-test/pictures/.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { showSideBySide } from '../../src/protocol/sideBySide.ts';
import { showWhatIf } from '../../src/protocol/whatIf.ts';
import { aSideBySideState, aWhatIfState, sideBySideRuns } from '../support/historyPageStates.ts';
import {
  axeFindings,
  overflowOf,
  type PanelPage,
  type PanelServer,
  servePanel,
  themeNames,
} from '../support/panelPage.ts';
import { cache } from '../vscode/paths.ts';

const pictures = join(cache, 'pictures');
const widths = [300, 800, 1400];
const servers = new Map<string, PanelServer>();

before(async () => {
  await mkdir(pictures, { recursive: true });
  for (const name of ['whatIf', 'sideBySide']) servers.set(name, await servePanel(name));
});
after(async () => {
  for (const server of servers.values()) await server.close();
});

const four = sideBySideRuns([
  {},
  { instruction: 'Explain it to a child', slept: true },
  { simulated: true },
  {
    status: 'failed',
    failure: { reason: 'throttled', message: 'Too many requests.' },
    usage: null,
  },
]);

const pages: Readonly<Record<string, { name: string; show: (panel: PanelPage) => Promise<void> }>> =
  {
    whatIf: { name: 'whatIf', show: ({ send }) => send(showWhatIf, aWhatIfState()) },
    whatIfSimulated: { name: 'whatIf', show: ({ send }) => send(showWhatIf, aWhatIfState(true)) },
    sideBySide: {
      name: 'sideBySide',
      show: async ({ page, send }) => {
        await send(showSideBySide, aSideBySideState());
        await page.locator('.diff ins').first().waitFor();
      },
    },
    sideBySideFour: {
      name: 'sideBySide',
      show: ({ send }) => send(showSideBySide, aSideBySideState(four)),
    },
  };

for (const [state, { name, show }] of Object.entries(pages)) {
  for (const theme of themeNames) {
    test(`${state} in the ${theme} theme: nothing overflows, axe finds nothing, nothing is refused`, async () => {
      const panel = await servers.get(name)?.open({ theme });
      assert.ok(panel);
      await show(panel);
      for (const width of widths) {
        await panel.page.setViewportSize({ width, height: 900 });
        const path = join(pictures, `${state}-${theme}-${width}.png`);
        await panel.page.screenshot({ path, fullPage: true });
        assert.ok((await overflowOf(panel.page)) <= 0, `too wide at ${width} px`);
        assert.deepEqual(await axeFindings(panel.page), [], `${width} px`);
      }
      assert.deepEqual(await panel.refusals(), []);
      await panel.page.close();
    });
  }
}
