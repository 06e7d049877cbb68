// npm run test:desktop: the in-host tests in a desktop VS Code, which is downloaded on first use.
import { runTests } from '@vscode/test-electron';
import { join } from 'node:path';
import { privateCertificate } from '../support/privateCertificate.ts';
import { build } from './build.ts';
import { noAws } from './noAws.ts';
import { cache, root } from './paths.ts';
import { newWorkspace } from './workspace.ts';

await build({ tests: true });
await runTests({
  cachePath: cache,
  extensionDevelopmentPath: root,
  extensionTestsPath: join(root, 'dist/test/host/index.cjs'),
  extensionTestsEnv: { ...noAws, NODE_EXTRA_CA_CERTS: privateCertificate(root).file },
  launchArgs: [await newWorkspace(), '--disable-workspace-trust', '--disable-extensions'],
});
