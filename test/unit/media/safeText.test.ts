import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasBidiControls, splitAtBidiControls } from '../../../media/shared/bidi.ts';
import { HeadingOutline } from '../../../media/shared/headingOutline.ts';
import { escapeForeignHtml, isHarmlessHtml, safeAddress } from '../../../media/shared/safeText.ts';

test('only tags that style text pass, and only without attributes', () => {
  assert.equal(escapeForeignHtml('a<br>b <SUB>c</SUB>'), 'a<br>b <SUB>c</SUB>');
  assert.equal(escapeForeignHtml('<b onclick=x>'), '&lt;b onclick=x&gt;');
  assert.equal(escapeForeignHtml('<script>x'), '&lt;script&gt;x');
  assert.equal(escapeForeignHtml('<img src=x <b>'), '&lt;img src=x <b>');
  assert.ok(isHarmlessHtml('x<br/>y'));
  assert.ok(!isHarmlessHtml('<div>'));
  assert.ok(!isHarmlessHtml('<b'));
});

test('links lead to http, https and mailto only', () => {
  assert.equal(safeAddress('https://a.example/b c'), 'https://a.example/b%20c');
  assert.equal(safeAddress('mailto:a@b.example'), 'mailto:a@b.example');
  for (const href of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'command:workbench.action.quit',
    'vscode://x',
    'file:///etc/passwd',
    '//evil.example',
    'readme.md',
    '',
  ]) {
    assert.equal(safeAddress(href), null, href);
  }
});

test('characters that reorder text get their names', () => {
  assert.ok(hasBidiControls('a\u202Eb'));
  assert.ok(!hasBidiControls('שלום and hello'));
  assert.deepEqual(splitAtBidiControls('a\u202Eb\u2066'), ['a', 'U+202E', 'b', 'U+2066', '']);
});

test('headings get levels without gaps', () => {
  const outline = new HeadingOutline(3);
  const depths = [4, 6, 6, 4, 3, 5, 1, 2];
  assert.deepEqual(
    depths.map((depth) => outline.next(depth)),
    [3, 4, 4, 3, 3, 4, 3, 4],
  );
});
