// npm start: VS Code in the browser with the extension in it, the demo endpoint and sample files.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { build } from './build.ts';
import { startEditor } from './editor.ts';
import { editorVersion, fetchEditor } from './fetchEditor.ts';
import { openBrowser } from './openBrowser.ts';
import { cache, sampleFile } from './paths.ts';
import { ensureWorkspace } from './workspace.ts';

console.log('Building the extension…');
await build({ tests: false });
await fetchEditor();

console.log(`Starting VS Code ${editorVersion}…`);
const dataDir = join(cache, 'start');
const workspace = await ensureWorkspace(join(dataDir, 'workspace'));
const editor = await startEditor({
  dataDir,
  workspace,
  file: join(workspace, sampleFile),
  settings: { 'bedrockTiers.endpoint': 'demo' },
  token: randomBytes(16).toString('hex'),
  // The browser keeps the editor's state by address: the same port keeps it between starts.
  port: '8737-8799',
});

console.log(`
VS Code with Bedrock Tiers is at

  ${editor.url}

The demo endpoint is chosen: no AWS account is needed and nothing is sent. Ctrl+C stops it.`);
openBrowser(editor.url);
await editor.ended;
