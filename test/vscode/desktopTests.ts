// npm run test:desktop: the in-host tests in a desktop VS Code, which is downloaded on first use.
import { runTests } from '@vscode/test-electron';
import { join } from 'node:path';
import { build } from './build.ts';
import { cache, root } from './paths.ts';
import { newWorkspace } from './workspace.ts';

await build({ tests: true });
await runTests({
  cachePath: cache,
  extensionDevelopmentPath: root,
  extensionTestsPath: join(root, 'dist/test/host/index.cjs'),
  launchArgs: [await newWorkspace(), '--disable-workspace-trust', '--disable-extensions'],
});
