// Holds package.json and the code together.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const manifest = z
  .object({
    main: z.string(),
    icon: z.string(),
    extensionKind: z.array(z.string()),
    engines: z.object({ vscode: z.string() }),
    devDependencies: z.record(z.string(), z.string()),
    capabilities: z.object({
      untrustedWorkspaces: z.object({ restrictedConfigurations: z.array(z.string()) }),
    }),
    contributes: z.object({
      commands: z.array(
        z.object({
          command: z.string(),
          title: z.string(),
          category: z.string(),
          icon: z.string().optional(),
        }),
      ),
      menus: z.record(
        z.string(),
        z.array(z.object({ command: z.string(), when: z.string().optional() })),
      ),
      keybindings: z.array(z.object({ command: z.string(), key: z.string() })),
      viewsContainers: z.object({ activitybar: z.array(z.object({ icon: z.string() })) }),
      configuration: z.object({
        properties: z.record(
          z.string(),
          z.object({
            default: z.unknown(),
            scope: z.string(),
            markdownDescription: z.string().min(10),
            order: z.number(),
          }),
        ),
      }),
    }),
  })
  .parse(JSON.parse(read('package.json')));

const { commands, menus, keybindings, configuration } = manifest.contributes;
const commandNames = commands.map(({ command }) => command);
const settings = configuration.properties;

test('every command of the manifest is registered, and the other way round', () => {
  const sources = globSync('src/ui/**/*.ts', { cwd: root }).map(read).join('');
  const tables = sources.matchAll(
    /export function (?:commandTable|\w+CommandTable)\([^]*?return \{([^]*?)\n {2}\};/g,
  );
  const registered = [...tables]
    .flatMap(([, table = '']) => [...table.matchAll(/^ {4}(\w+):/gm)])
    .map(([, name]) => `bedrockTiers.${name}`);
  assert.deepEqual(registered.toSorted(), commandNames.toSorted());
});

test('commands have the category, a title and none is there twice', () => {
  assert.equal(new Set(commandNames).size, commandNames.length);
  for (const { category, title } of commands) {
    assert.equal(category, 'Bedrock Tiers');
    assert.match(title, /^[A-Z]/);
  }
});

test('menus and keybindings name commands that exist', () => {
  const named = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
  for (const command of named) assert.ok(commandNames.includes(command), command);
});

test('every setting that the code reads is in the manifest, and the other way round', () => {
  const source = read('src/ui/settings.ts');
  const reads = [...source.matchAll(/(?:text|number|optional|list|flag)\(values, '([\w.]+)'/g)];
  const names = new Set(reads.map(([, name]) => `bedrockTiers.${name}`));
  assert.deepEqual([...names].toSorted(), Object.keys(settings).toSorted());
});

test('settings have a default and a scope, and those that could redirect prompts are out of a workspace’s reach', () => {
  for (const [name, setting] of Object.entries(settings)) {
    assert.notEqual(setting.default, undefined, name);
  }
  assert.equal(settings['bedrockTiers.endpoint']?.scope, 'machine');
  assert.equal(settings['bedrockTiers.endpointUrl']?.scope, 'machine');
  assert.equal(settings['bedrockTiers.prices.listUrl']?.scope, 'machine');
  for (const name of ['region', 'profile', 'shortTermKey'])
    assert.equal(settings[`bedrockTiers.${name}`]?.scope, 'machine-overridable');
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
    'bedrockTiers.endpoint',
    'bedrockTiers.endpointUrl',
    'bedrockTiers.region',
    'bedrockTiers.profile',
    'bedrockTiers.shortTermKey',
    'bedrockTiers.prices.listUrl',
    'bedrockTiers.history.folder',
  ]);
  assert.equal(settings['bedrockTiers.history.folder']?.scope, 'machine');
  for (const name of ['keepTexts', 'keepDays', 'maxRuns', 'maxMegabytes'])
    assert.equal(settings[`bedrockTiers.history.${name}`]?.scope, 'application', name);
});

test('the README lists every setting with its default', () => {
  const readme = read('README.md');
  for (const [name, setting] of Object.entries(settings)) {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    assert.ok(row, `${name} is not in the README`);
    const given = z
      .union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.never())])
      .parse(setting.default);
    const isEmpty = given === '' || given === null || Array.isArray(given);
    const value = isEmpty ? 'empty' : `\`${given}\``;
    if (name !== 'bedrockTiers.systemPrompt')
      assert.ok(row.includes(`| ${value} |`), `${name}: ${row}`);
  }
});

test('the typings are those of the editor that is asked for', () => {
  assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
});

test('the files that the manifest names exist', () => {
  for (const path of [
    manifest.icon,
    ...manifest.contributes.viewsContainers.activitybar.map(({ icon }) => icon),
  ]) {
    assert.ok(existsSync(join(root, path)), path);
  }
  assert.equal(manifest.main, './dist/extension.js');
});

test('user-visible strings of the interface go through vscode.l10n.t', () => {
  const shown =
    /\.(?:showErrorMessage|showWarningMessage|showInformationMessage|setStatusBarMessage)\(\s*['"`]/;
  for (const file of globSync('src/ui/**/*.ts', { cwd: root }))
    assert.doesNotMatch(read(file), shown, file);
});
