import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import scala from 'highlight.js/lib/languages/scala';
import scss from 'highlight.js/lib/languages/scss';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const grammars = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  makefile,
  markdown,
  php,
  powershell,
  python,
  ruby,
  rust,
  scala,
  scss,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};
for (const [name, grammar] of Object.entries(grammars)) hljs.registerLanguage(name, grammar);
hljs.registerAliases(['hcl', 'terraform', 'tf'], { languageName: 'ini' });
hljs.registerAliases(['vue', 'svelte'], { languageName: 'xml' });

/** VS Code's language ids for names of fences that differ from them. */
const languageIds: Readonly<Record<string, string>> = {
  bash: 'shellscript',
  cs: 'csharp',
  'c++': 'cpp',
  docker: 'dockerfile',
  golang: 'go',
  js: 'javascript',
  jsx: 'javascriptreact',
  kt: 'kotlin',
  md: 'markdown',
  ps1: 'powershell',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'shellscript',
  shell: 'shellscript',
  ts: 'typescript',
  tsx: 'typescriptreact',
  yml: 'yaml',
  zsh: 'shellscript',
};

/** The first word of a fence's info string, which names the language; `null` where it names none. */
export function languageOf(info: string): string | null {
  const name = /^[\w+#.-]{1,30}/.exec(info.trim())?.[0].toLowerCase();
  return name ?? null;
}

/** The language id that VS Code has for a fence's language. */
export function languageIdOf(language: string | null): string | null {
  if (language === null) return null;
  return Object.hasOwn(languageIds, language) ? (languageIds[language] ?? null) : language;
}

/** Code as highlighted HTML, escaped by the highlighter; `null` where the language is not known. */
export function highlight(code: string, language: string | null): string | null {
  const name = language === null ? null : grammarName(language);
  if (name === null) return null;
  return hljs.highlight(code, { language: name, ignoreIllegals: true }).value;
}

function grammarName(language: string): string | null {
  if (hljs.getLanguage(language)) return language;
  // VS Code's own ids, which a selection comes with.
  if (language === 'shellscript') return 'bash';
  if (language === 'typescriptreact') return 'typescript';
  if (language === 'javascriptreact') return 'javascript';
  if (language === 'jsonc') return 'json';
  return null;
}
