import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../support/browser.ts';
import type { Editor } from './editor.ts';
import { expect, patience } from './expect.ts';
import { cache } from './paths.ts';

/** How a window is shown. */
export interface WindowOptions {
  viewport?: { width: number; height: number };
  /** A browser to share between windows; by default each window has its own. */
  browser?: Browser;
}

/** Opens the editor in a browser; resolves once the workbench is shown. */
export async function openWindow(
  editor: Editor,
  { viewport = { width: 1280, height: 800 }, browser }: WindowOptions = {},
): Promise<EditorWindow> {
  const own = browser ? undefined : await launchChromium();
  const context = await (browser ?? own)!.newContext({ viewport });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const window = new EditorWindow(page, async () => {
    await context.close();
    await own?.close();
  });
  await page.goto(editor.url);
  await window.ready();
  return window;
}

/** A window of the editor, used as a person uses it. */
export class EditorWindow {
  readonly page: Page;
  /** Closes the window, and the browser when it is the window's own. */
  readonly close: () => Promise<void>;

  constructor(page: Page, close: () => Promise<void>) {
    this.page = page;
    this.close = close;
  }

  /** Loads the window again, as changed settings and a stopped extension host need. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Resolves once the workbench is shown; extensions may still be starting. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
  }

  /** Runs a command of the palette by its full title, such as "Bedrock Tiers: Show History". */
  async runCommand(title: string): Promise<void> {
    await this.pickFrom('F1', title, `>${title}`);
  }

  /** Opens a file of the workspace by its path, in the first group, and waits for its text. */
  async openFile(path: string): Promise<void> {
    await this.tryAgain(async (timeout) => {
      // A webview that still loads, or was just moved, keeps keys for itself.
      await this.page.evaluate(() => {
        const { activeElement } = document;
        if (activeElement instanceof HTMLIFrameElement) activeElement.blur();
      });
      await this.page.keyboard.press('Control+1');
      // The focus leaves a webview in its own time, and a quick pick that loses it closes.
      await this.page.waitForFunction(
        () => document.activeElement?.tagName !== 'IFRAME',
        undefined,
        { timeout },
      );
    });
    await this.pickFrom('Control+P', path.split('/').at(-1) ?? path, path);
    await this.tab(path).waitFor();
    await this.page
      .locator('.editor-group-container.active .monaco-editor .view-line')
      .first()
      .waitFor();
  }

  /** Chooses an entry of the open quick pick by its label, after typing `text` if given. */
  async pick(label: string, text?: string, timeout = patience): Promise<void> {
    if (text !== undefined) {
      await this.quickInput.locator('input[type=text]').fill(text, { timeout });
    }
    await this.quickPickEntry(label).click({ timeout });
    // Else the hint of what is under it by then may cover what is looked for next.
    await this.page.mouse.move(0, 0);
  }

  /** Opens a quick pick and chooses from it. */
  private async pickFrom(keys: string, label: string, text: string): Promise<void> {
    await this.tryAgain(async (timeout) => {
      await this.page.keyboard.press(keys);
      await this.pick(label, text, timeout);
    }, 'Escape');
  }

  /**
   * Does what needs a quick pick or a menu to stay open; again, after a key, where something took
   * the focus, which closes them: the editor for settings does half a second after a change. Each
   * attempt has longer, for a busy machine.
   */
  async tryAgain(attempt: (timeout: number) => Promise<void>, before?: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await attempt(Math.min(patience, 1_500 * 2 ** tries));
        return;
      } catch (error) {
        if (tries === 5) throw error;
        if (before !== undefined) await this.page.keyboard.press(before);
      }
    }
  }

  /** The quick pick or input box at the top of the window. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** An entry of the open quick pick with exactly this label. */
  quickPickEntry(label: string): Locator {
    const text = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.quickInput.getByRole('option').filter({ has: text }).first();
  }

  /** Chooses from the context menu of something. */
  async chooseFromMenu(of: Locator, name: string): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name, exact: true });
    await this.tryAgain(async (timeout) => {
      await of.click({ button: 'right', timeout });
      await entry.click({ timeout });
      // In its first 100 ms a menu takes a click for the end of the one that opened it, and stays
      // (VS Code 1.139, base/browser/ui/menu/menu.ts).
      await expect(async () => {
        if (await entry.isVisible()) await entry.click({ timeout: 1_000 });
        await entry.waitFor({ state: 'detached', timeout: 1_000 });
      }).toPass({ timeout });
    }, 'Escape');
  }

  /** The tab of an open editor. */
  tab(path: string): Locator {
    return this.page.getByRole('tab', { name: path.split('/').at(-1) ?? path }).first();
  }

  /** An item of the status bar that holds this text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** A notification that holds this text, as a toast or, once that was there for a while, in the list of all. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text });
  }

  /** The webview that holds an element, however late it appears. */
  async webviewFrame(selector: string): Promise<Frame> {
    const { page } = this;
    const { promise, resolve, reject } = Promise.withResolvers<Frame>();
    const given = setTimeout(() => reject(new Error(`No webview holds ${selector}`)), patience);
    let isOver = false;
    const look = (frame: Frame) => {
      if (isOver) return;
      frame.waitForSelector(selector, { state: 'attached', timeout: patience }).then(
        () => resolve(frame),
        // A frame that is still there was written anew under the search.
        () => isOver || frame.isDetached() || setImmediate(look, frame),
      );
    };
    page.on('frameattached', look);
    for (const frame of page.frames()) look(frame);
    try {
      return await promise;
    } catch (error) {
      throw new Error(await this.#shown(), { cause: error });
    } finally {
      // Else a search in a frame without it goes on for ever, and the process with it.
      isOver = true;
      clearTimeout(given);
      page.off('frameattached', look);
    }
  }

  /** What the window and its webviews show, for the message of a failed test. */
  async #shown(): Promise<string> {
    const texts = this.page.frames().map(async (frame) => {
      const text = await frame.innerText('body', { timeout: 1_000 }).catch(String);
      return `${frame.url().slice(0, 80)}: ${text.replaceAll(/\s+/g, ' ').slice(0, 600)}`;
    });
    return (await Promise.all(texts)).join('\n');
  }

  /** Saves a picture of the window as .vscode-test/pictures/NAME.png and returns its path. */
  async screenshot(name: string): Promise<string> {
    const pictures = join(cache, 'pictures');
    await mkdir(pictures, { recursive: true });
    const path = join(pictures, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }
}
