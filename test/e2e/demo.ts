import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { startEditor } from '../vscode/editor.ts';
import type { Editor, EditorOptions } from '../vscode/editor.ts';
import { openWindow } from '../vscode/window.ts';
import type { EditorWindow, WindowOptions } from '../vscode/window.ts';
import { newWorkspace } from '../vscode/workspace.ts';
import { noAws } from '../vscode/noAws.ts';

/** An editor with the sample workspace and a window on it. */
export interface Demo {
  readonly editor: Editor;
  readonly window: EditorWindow;
  readonly workspace: string;
  readonly close: () => Promise<void>;
}

/** Starts an editor on the demo endpoint unless the settings say otherwise. */
export async function startDemo(
  options: Pick<
    EditorOptions,
    'settings' | 'env' | 'extension' | 'trust' | 'dataDir' | 'logLevel'
  > &
    WindowOptions = {},
): Promise<Demo> {
  const workspace = await newWorkspace();
  const editor = await startEditor({
    workspace,
    ...options,
    env: { ...noAws, ...options.env },
    settings: { 'bedrockTiers.endpoint': 'demo', ...options.settings },
  });
  const window = await openWindow(editor, options);
  await window.statusBarItem('gpt-oss-120b').waitFor();
  return {
    editor,
    window,
    workspace,
    close: async () => {
      await window.close();
      await editor.stop();
    },
  };
}

/** Opens a sample file and selects lines, from the start of the first to the end of the last, counted from 1. */
export async function selectLines(
  window: EditorWindow,
  file: string,
  first: number,
  last: number,
): Promise<void> {
  await window.openFile(file);
  await selectLinesInView(window, first, last);
}

/** Selects lines of the open file, from the start of the first to the end of the last, counted from 1. */
export async function selectLinesInView(
  window: EditorWindow,
  first: number,
  last: number,
): Promise<void> {
  const { keyboard } = window.page;
  await window.page.locator('.editor-group-container.active .view-lines').first().click();
  await keyboard.press('Control+Home');
  for (let line = 1; line < first; line++) await keyboard.press('ArrowDown');
  await keyboard.down('Shift');
  for (let line = first; line < last; line++) await keyboard.press('ArrowDown');
  await keyboard.press('End');
  await keyboard.up('Shift');
}

/** Opens the prompt input on the selection by its keybinding, with an instruction if given. */
export async function openInput(window: EditorWindow, instruction?: string): Promise<void> {
  const { page, quickInput } = window;
  const row = quickInput.getByRole('option').filter({ hasText: 'Send what I typed' });
  await window.tryAgain(async (timeout) => {
    await page.keyboard.press('Control+Alt+Enter');
    await row.waitFor({ timeout });
    if (instruction !== undefined)
      await quickInput.locator('input[type=text]').fill(instruction, { timeout });
    // Back to the text: its selection stays, which Escape would end.
  }, 'Control+1');
}

/** Sends the selection with a typed instruction; resolves with the panel's frame. */
export async function send(window: EditorWindow, instruction: string): Promise<Frame> {
  await openInput(window, instruction);
  // In the input, wherever the focus is by now.
  await window.quickInput.locator('input[type=text]').press('Enter');
  return panel(window);
}

/** The response panel's frame. */
export function panel(window: EditorWindow): Promise<Frame> {
  return window.webviewFrame('.follow-up');
}

/** Waits for the shown run's end in a status. */
export async function ended(frame: Frame, status = 'succeeded'): Promise<void> {
  await frame.waitForSelector(`[data-status=${status}]`);
}

/** Chooses a tier by the status bar. */
export async function chooseTier(window: EditorWindow, label: string): Promise<void> {
  await window.statusBarItem('gpt-oss-120b').click();
  await window.pick(label);
  await window.statusBarItem(label).waitFor();
}

/** The text of a sample file's path in a workspace. */
export function fileIn({ workspace }: Demo, name: string): string {
  return join(workspace, name);
}

/** Changes a setting of the person or of the machine in the editor's own page for settings, while it runs. */
export async function changeSetting(
  window: EditorWindow,
  level: 'User' | 'Remote',
  name: string,
  value: string,
): Promise<void> {
  await window.runCommand(`Preferences: Open ${level} Settings`);
  const settings = window.page.locator('.settings-editor');
  await settings.locator('.search-container .view-lines').click();
  await window.page.keyboard.press('Control+A');
  await window.page.keyboard.insertText(`@id:${name}`);
  await settings.locator(`[data-key="${name}"] input`).fill(value);
}

/** A row of the History view. */
export function historyRow(window: EditorWindow, name: RegExp): Locator {
  const tree = window.page.getByRole('tree', { name: /History/ });
  return tree.getByRole('treeitem', { name }).first();
}
