// The VSIX, installed into a clean editor, does the main job.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import * as z from 'zod';
import { startEditor } from '../vscode/editor.ts';
import { expect } from '../vscode/expect.ts';
import { root } from '../vscode/paths.ts';
import { openWindow } from '../vscode/window.ts';
import { newWorkspace } from '../vscode/workspace.ts';
import { zipEntries } from '../support/zipEntries.ts';
import {
  ended,
  openInput,
  panel,
  selectLines,
  selectLinesInView,
  send,
  startDemo,
} from './demo.ts';

let vsix: string;

before(async () => {
  await promisify(execFile)('npm', ['run', 'package'], { cwd: root });
  const manifest = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  vsix = join(root, `${manifest.name}-${manifest.version}.vsix`);
});

test('the package holds what runs and nothing else, in at most 3 MB', async () => {
  const expected =
    /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt|media\/icon\.(png|svg)|media\/pictures\/(response|comparison)\.png|media\/walkthrough\/\w+\.md|dist\/(extension|historyProcess)\.js|dist\/chunks\/[\w-]+\.js|dist\/media\/((response|comparison|insights|whatIf|sideBySide)\.(js|css)|chunks\/[\w-]+\.js|codicon\.ttf)))$/;
  assert.deepEqual(
    zipEntries(vsix).filter((name) => !expected.test(name)),
    [],
  );
  const { size } = await stat(vsix);
  assert.ok(size <= 3 * 1_048_576, `${size} bytes`);
});

test('in a trusted folder', async () => {
  const demo = await startDemo({ extension: vsix });
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  const frame = await send(demo.window, 'Explain');
  await ended(frame);
  await expect(frame.locator('main')).toContainText(/simulated answer/i);
  await demo.close();
});

test('in Restricted Mode, where the folder’s settings cannot move the prompt', async () => {
  const demo = await startDemo({ extension: vsix, trust: false });
  await mkdir(join(demo.workspace, '.vscode'));
  await writeFile(
    join(demo.workspace, '.vscode/settings.json'),
    JSON.stringify({ 'bedrockTiers.region': 'eu-central-1', 'bedrockTiers.endpoint': 'runtime' }),
  );
  await demo.window.reload();
  await demo.window.statusBarItem('gpt-oss-120b (demo)').waitFor();
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  const frame = await send(demo.window, 'Explain');
  await ended(frame);
  await frame.locator('summary', { hasText: 'Details' }).click();
  await expect(frame.locator('.details')).toContainText(/Region\s+us-east-1/, {
    useInnerText: true,
  });
  await demo.close();
});

test('in a virtual workspace, whose files are on no disk', async () => {
  const workspace = join(await newWorkspace(), 'virtual.code-workspace');
  await writeFile(workspace, JSON.stringify({ folders: [{ uri: 'memory:/', name: 'Memory' }] }));
  const editor = await startEditor({
    extension: vsix,
    otherExtensions: [join(root, 'test/support/memoryFiles')],
    workspace,
    settings: { 'bedrockTiers.endpoint': 'demo' },
  });
  const window = await openWindow(editor);
  await window.statusBarItem('gpt-oss-120b').waitFor();
  // The editor searches no files there: the file is opened from the explorer.
  await window.page.getByRole('treeitem', { name: 'total.py' }).dblclick();
  await window.tab('total.py').waitFor();
  await selectLinesInView(window, 1, 2);
  const frame = await send(window, 'Write documentation comments');
  await ended(frame);
  const block = frame.getByRole('group', { name: /Code/ }).first();
  const [firstLine = ''] = (await block.locator('pre').innerText()).split('\n');
  await block.getByRole('button', { name: /Replace Selection/ }).click();
  await window
    .notification('Replace the selection in total.py')
    .getByRole('button', { name: 'Replace' })
    .click();
  await window.tab('total.py ↔ proposed').waitFor({ state: 'detached' });
  await window.page.getByRole('treeitem', { name: 'total.py' }).dblclick();
  await window.page.keyboard.press('Control+S');
  await window.page.locator('.tab.active:not(.dirty)', { hasText: 'total.py' }).waitFor();
  await expect(window.page.locator('.editor-group-container.active .view-lines')).toContainText(
    firstLine,
  );
  await window.close();
  await editor.stop();
});

test('in a window without a folder', async () => {
  const editor = await startEditor({
    extension: vsix,
    settings: { 'bedrockTiers.endpoint': 'demo' },
  });
  const window = await openWindow(editor);
  await window.statusBarItem('gpt-oss-120b').waitFor();
  await window.page.locator('.editor-group-container').dblclick();
  await window.page.locator('.editor-group-container.active .view-lines').first().click();
  await window.page.keyboard.type('total = 1 + 1');
  await window.page.keyboard.press('Control+A');
  await openInput(window, 'Explain');
  await window.page.keyboard.press('Enter');
  await ended(await panel(window));
  await window.close();
  await editor.stop();
});
