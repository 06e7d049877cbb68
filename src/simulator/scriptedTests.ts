import { commentIn, languageOf } from './languages.ts';

type Template = (name: string) => string;

const nodeTest: Template = (name) => `import { test } from 'node:test';
import assert from 'node:assert/strict';

test('${name} answers a typical call', () => {
  assert.notEqual(${name}(/* a typical value */), undefined);
});

test('${name} refuses an empty value', () => {
  assert.throws(() => ${name}(/* an empty value */));
});`;

const pytest: Template = (name) => `import pytest


def test_${name}_typical():
    assert ${name}(...) is not None  # a typical value


def test_${name}_empty():
    with pytest.raises(ValueError):
        ${name}(...)  # an empty value`;

const goTest: Template = (name) => `func Test${capitalised(name)}(t *testing.T) {
\tgot := ${name}( /* a typical value */ )
\tif got == nil {
\t\tt.Fatal("${name}: no result")
\t}
}`;

const rustTest: Template = (name) => `#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ${name}_typical() {
        assert!(${name}(/* a typical value */).is_ok());
    }
}`;

const jUnit: Template = (name) => `@Test
void ${name}AnswersATypicalCall() {
    assertNotNull(${name}(/* a typical value */));
}`;

const templates: Readonly<Record<string, Template>> = {
  typescript: nodeTest,
  typescriptreact: nodeTest,
  ts: nodeTest,
  javascript: nodeTest,
  javascriptreact: nodeTest,
  js: nodeTest,
  python: pytest,
  py: pytest,
  go: goTest,
  rust: rustTest,
  java: jUnit,
};

/** Tests that call `name`, in the language of the selection; only a comment where there is no template. */
export function scriptedTests(languageId: string, name: string): string {
  const template = Object.hasOwn(templates, languageId) ? templates[languageId] : undefined;
  if (template) return template(name);
  const cases = [`test ${name} with a typical value`, `test ${name} with an empty value`];
  return commentIn(languageOf(languageId), cases, '').trimEnd() || cases.join('\n');
}

function capitalised(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
