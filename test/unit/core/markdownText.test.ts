import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Marked } from 'marked';
import { escapeMarkdown } from '../../../src/core/markdownText.ts';

test('whatever a server sends shows as it is', () => {
  const texts = [
    '**bold** _it_ `code` ~~gone~~',
    '[link](command:workbench.action.quit) ![image](https://example.com/x.png)',
    '<img src=x onerror=alert(1)> &lt; &amp;',
    'https://example.com and me@example.com',
    '# heading',
    '- list',
    '1. list',
    '| a | b |',
    '\\*',
  ];
  for (const text of texts) {
    const html = new Marked().parse(`x ${escapeMarkdown(text)}`, { async: false });
    const shown = html
      .replaceAll(/<\/?p>/g, '')
      .trim()
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    assert.equal(shown, `x ${text}`);
  }
});

test('lines become one: a heading or a table needs its own', () => {
  assert.equal(escapeMarkdown('flex\n\n# Title\n'), String.raw`flex \# Title`);
});

test('an icon keeps a backslash, which the editor takes', () => {
  const html = new Marked().parse(escapeMarkdown('$(bug)'), { async: false });
  assert.equal(html.trim(), String.raw`<p>\$(bug)</p>`);
});
