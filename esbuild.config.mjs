// Builds the extension host's code, the webviews and, with --tests, the in-host tests into dist/.
import { context } from 'esbuild';
import { existsSync, rmSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const withTests = process.argv.includes('--tests');

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  logOverride: { 'import-is-undefined': 'error' },
  metafile: true,
};

/** The extension host: ES modules, split so that activation loads only what it needs. */
const host = {
  ...shared,
  entryPoints: {
    extension: 'src/extension.ts',
    historyProcess: 'src/history/background/backgroundProcess.ts',
  },
  outdir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: ['vscode'],
  // AWS's packages have no `exports`, and their CommonJS files `require` what an ES module cannot.
  mainFields: ['module', 'main'],
};

/** The webviews: one style sheet each, and one script that has all the response panel ever needs. */
const webviews = {
  ...shared,
  entryPoints: { response: 'media/response/main.tsx' },
  outdir: 'dist/media',
  format: 'esm',
  platform: 'browser',
  target: 'es2024',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

/** The comparison panel, split so that charts and diffs load when they are first shown. */
const comparisonWebview = {
  ...webviews,
  entryPoints: { comparison: 'media/comparison/main.tsx' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
};

/** The pages that answer questions of the history, split so that a page is there before its charts. */
const historyWebviews = {
  ...webviews,
  entryPoints: {
    insights: 'media/insights/main.tsx',
    whatIf: 'media/whatIf/main.tsx',
    sideBySide: 'media/sideBySide/main.tsx',
  },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
};

/** Tests that run inside the editor's extension host. */
const hostTests = {
  ...shared,
  entryPoints: { index: 'test/host/index.ts' },
  outdir: 'dist/test/host',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  external: ['vscode', 'mocha'],
};

if (!watch) rmSync('dist', { recursive: true, force: true });
const builds = [
  host,
  webviews,
  comparisonWebview,
  historyWebviews,
  ...(withTests && existsSync('test/host/index.ts') ? [hostTests] : []),
];
for (const options of builds) {
  const build = await context(options);
  if (watch) {
    await build.watch();
    continue;
  }
  await build.rebuild();
  await build.dispose();
}
