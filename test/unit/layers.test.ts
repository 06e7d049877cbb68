// Holds the arrows of the structure: which folder may import which, and which packages.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** Project folders and packages that a folder may import; its own files always. */
const allowed: Readonly<
  Record<string, { folders: readonly string[]; packages: readonly string[] }>
> = {
  'src/core': { folders: [], packages: [] },
  'src/protocol': { folders: ['src/core'], packages: [] },
  'src/bedrock': {
    folders: ['src/core'],
    packages: [
      'openai',
      'node-fetch',
      'zod',
      '@streamparser/json',
      '@aws-sdk/credential-providers',
      '@aws/bedrock-token-generator',
      '@smithy/shared-ini-file-loader',
      '@smithy/signature-v4',
      'node:',
    ],
  },
  'src/prompts': { folders: ['src/core'], packages: ['gpt-tokenizer'] },
  'src/runs': { folders: ['src/core'], packages: [] },
  'src/history': { folders: ['src/core'], packages: ['comlink', 'zod', 'node:'] },
  'src/simulator': { folders: ['src/core'], packages: ['zod', 'node:'] },
  'src/ui': {
    folders: [
      'src/prompts',
      'src/core',
      'src/bedrock',
      'src/runs',
      'src/history',
      'src/simulator',
      'src/protocol',
    ],
    packages: ['vscode', 'vscode-messenger', 'zod', 'node:'],
  },
  'src/extension.ts': { folders: ['src/ui'], packages: ['vscode'] },
  media: {
    folders: ['src/protocol', 'src/core'],
    packages: [
      'preact',
      'marked',
      'dompurify',
      'highlight.js',
      'vscode-messenger-webview',
      'vscode-messenger-common',
      '@vscode/codicons',
      '@observablehq/plot',
      'diff',
    ],
  },
};

const files = globSync('{src,media}/**/*.{ts,tsx}', { cwd: root });

for (const file of files) {
  test(`${file} imports only what its layer may`, () => {
    const layer = layerOf(file);
    const rule = allowed[layer];
    assert.ok(rule, `no layer is known for ${file}`);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) {
        const target = layerOf(relative(root, join(root, dirname(file), specifier)));
        assert.ok(
          target === layer || rule.folders.includes(target),
          `${layer} must not import ${target} (${specifier})`,
        );
      } else {
        assert.ok(
          isAllowedPackage(specifier, rule.packages),
          `${layer} must not import ${specifier}`,
        );
      }
    }
  });
}

// Lint knows of static imports only.
test('node modules that VS Code patches for proxies are imported by default', () => {
  for (const file of files) {
    assert.doesNotMatch(read(file), /import(\(| \* as \w+ from )'(node:)?https?'/, file);
  }
});

test('zod is imported whole: the named import bundles every locale', () => {
  for (const file of files) assert.doesNotMatch(read(file), /import \{[^}]*\} from 'zod'/, file);
});

test('activate stays short and only composes', () => {
  const lines = read('src/extension.ts').split('\n');
  const start = lines.findIndex((line) => line.includes('function activate'));
  const end = lines.findIndex((line, index) => index > start && line === '}');
  assert.ok(end - start <= 40);
});

function layerOf(file: string): string {
  if (file.startsWith('media/')) return 'media';
  if (file === 'src/extension.ts') return file;
  return file.split('/').slice(0, 2).join('/');
}

function importsOf(file: string): string[] {
  const source = read(file);
  const matches = source.matchAll(
    /^(?:import|export)\b[^;']*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...matches].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
}

function isAllowedPackage(specifier: string, packages: readonly string[]): boolean {
  return packages.some((name) =>
    name.endsWith(':')
      ? specifier.startsWith(name)
      : specifier === name || specifier.startsWith(`${name}/`),
  );
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
