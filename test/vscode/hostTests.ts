// npm run test:host: runs a module's run() inside the extension host of a fresh editor.
import { join, resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import { launchChromium } from '../support/browser.ts';
import { build } from './build.ts';
import { startEditor } from './editor.ts';
import { privateCertificate } from '../support/privateCertificate.ts';
import { root } from './paths.ts';
import { noAws } from './noAws.ts';
import { newWorkspace } from './workspace.ts';

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    /** A CommonJS or ES module that exports `run()`; the project's own tests by default. */
    tests: { type: 'string', default: join(root, 'dist/test/host/index.cjs') },
    /** `--no-folder` opens an empty window. */
    folder: { type: 'boolean', default: true },
    /** `--no-trust` opens the folder in Restricted Mode. */
    trust: { type: 'boolean', default: true },
    /** Minutes after which the run counts as hung. */
    patience: { type: 'string', default: '10' },
  },
});

/** What the workbench says of itself, between the tests' own lines. */
const ofWorkbench = new RegExp(
  [
    '^Resolv(ing|ed) connection token',
    '^Creating a socket',
    '^Creation of workbench contribution',
    '^Updating additional builtin extensions',
    '^Ignoring fetching additional builtin extensions',
    '^\\[(reconnection-grace-time|Service Worker|AgentHost:remote|AccountPolicyGate)\\]',
    'out/vs/code/browser/workbench/workbench\\.js',
  ].join('|'),
);

await build({ tests: true });
const workspace = options.folder ? await newWorkspace() : undefined;
const editor = await startEditor({
  tests: resolve(options.tests),
  env: { ...noAws, NODE_EXTRA_CA_CERTS: privateCertificate(root).file },
  workspace,
  trust: options.trust,
});
const browser = await launchChromium();
process.exitCode = await runInPage().catch((error: unknown) => {
  console.error(error);
  return 1;
});
await browser.close();
await editor.stop();

/** Opens the editor; resolves with the tests' exit code, which the page reports at their end. */
async function runInPage(): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const { promise: exitCode, resolve: finish } = Promise.withResolvers<number>();
  const { promise: broken, reject: giveUp } = Promise.withResolvers<never>();
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const line = format(...args);
    if (ofWorkbench.test(line)) return;
    if (type === 'error') console.error(line);
    else console.log(line);
  });
  await page.exposeFunction('codeAutomationExit', finish);
  page.once('crash', () => giveUp(new Error('The page crashed')));
  void editor.ended.then(() => giveUp(new Error('The editor ended')));
  const timer = setTimeout(
    () => giveUp(new Error(`The tests took more than ${options.patience} minutes`)),
    Number(options.patience) * 60_000,
  );
  try {
    await page.goto(editor.url);
    return await Promise.race([exitCode, broken]);
  } finally {
    clearTimeout(timer);
  }
}
