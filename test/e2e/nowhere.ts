import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Demo } from './demo.ts';

/** From the next load on, every frame of the page keeps the messages that it gets. */
export async function recordMessages({ window }: Demo): Promise<void> {
  await window.page.context().addInitScript(() => {
    const messages: string[] = [];
    Object.assign(globalThis, { recordedMessages: messages });
    addEventListener('message', ({ data }) => messages.push(JSON.stringify(data) ?? ''));
  });
  await window.reload();
  await window.statusBarItem('gpt-oss-120b').waitFor();
}

/**
 * Fails where a secret stands in what the window shows or was told, in any file of the editor's (its
 * settings, logs, history) but one of these names, or in its output; or the prompt in a log.
 */
export async function assertNowhere(
  demo: Demo,
  secrets: readonly string[],
  promptWord: string,
  exceptIn: readonly string[] = [],
): Promise<void> {
  const { dataDir } = demo.editor;
  const texts = await shownTexts(demo, promptWord);
  for (const secret of secrets) {
    const shown = texts.filter((text) => text.includes(secret));
    const files = filesWith(dataDir, secret).filter(
      (file) => !exceptIn.some((name) => file.endsWith(name)),
    );
    assert.deepEqual([...shown.map((text) => around(text, secret)), ...files], []);
    assert.ok(!demo.editor.output().includes(secret));
  }
  const logs = join(dataDir, 'data/logs');
  assert.notDeepEqual(filesWith(logs, 'bedrock'), [], 'there are logs');
  assert.deepEqual(filesWith(logs, promptWord), []);
  assert.ok(!demo.editor.output().includes(promptWord));
}

/** What all frames show and were told. */
async function shownTexts({ window }: Demo, promptWord: string): Promise<string[]> {
  const texts = await Promise.all(
    window.page.frames().map((frame) =>
      frame
        .evaluate(() => {
          const messages: unknown = Reflect.get(globalThis, 'recordedMessages');
          return `${document.documentElement.outerHTML}\n${JSON.stringify(messages)}`;
        })
        // A frame that goes away meanwhile shows nothing.
        .catch(() => ''),
    ),
  );
  assert.ok(
    texts.some((text) => text.includes(promptWord)),
    'the messages were recorded',
  );
  return texts;
}

function around(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 200), at + 200);
}

/** The files below a folder that hold the text, in one byte or two per character. Links, such as the one to the extension, are not followed. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesWith(path, text);
    return entry.isFile() && isFileWith(path, text) ? [path] : [];
  });
}

function isFileWith(file: string, text: string): boolean {
  try {
    const bytes = readFileSync(file);
    return bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le');
  } catch {
    // It was removed meanwhile.
    return false;
  }
}
