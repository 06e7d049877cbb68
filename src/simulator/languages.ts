/** How a language writes a comment that stands on lines of its own. */
interface CommentStyle {
  readonly open: string | null;
  readonly line: string;
  readonly close: string | null;
}

/** What the script knows of a language. */
export interface Language {
  readonly label: string;
  /** `null`: the language has no comments. */
  readonly comment: CommentStyle | null;
}

const docBlock: CommentStyle = { open: '/**', line: ' * ', close: ' */' };
const markup: CommentStyle = { open: '<!--', line: '  ', close: '-->' };

function lines(line: string): CommentStyle {
  return { open: null, line, close: null };
}

/** By the identifiers of VS Code, which stand in the fence, and a few that people type. */
const languages: Readonly<Record<string, Language>> = {
  typescript: { label: 'TypeScript', comment: docBlock },
  typescriptreact: { label: 'TypeScript', comment: docBlock },
  ts: { label: 'TypeScript', comment: docBlock },
  javascript: { label: 'JavaScript', comment: docBlock },
  javascriptreact: { label: 'JavaScript', comment: docBlock },
  js: { label: 'JavaScript', comment: docBlock },
  java: { label: 'Java', comment: docBlock },
  kotlin: { label: 'Kotlin', comment: docBlock },
  scala: { label: 'Scala', comment: docBlock },
  php: { label: 'PHP', comment: docBlock },
  c: { label: 'C', comment: docBlock },
  cpp: { label: 'C++', comment: docBlock },
  css: { label: 'CSS', comment: docBlock },
  scss: { label: 'SCSS', comment: docBlock },
  csharp: { label: 'C#', comment: lines('/// ') },
  rust: { label: 'Rust', comment: lines('/// ') },
  swift: { label: 'Swift', comment: lines('/// ') },
  go: { label: 'Go', comment: lines('// ') },
  jsonc: { label: 'JSON', comment: lines('// ') },
  json: { label: 'JSON', comment: null },
  plaintext: { label: 'plain text', comment: null },
  python: { label: 'Python', comment: lines('# ') },
  py: { label: 'Python', comment: lines('# ') },
  ruby: { label: 'Ruby', comment: lines('# ') },
  shellscript: { label: 'shell', comment: lines('# ') },
  sh: { label: 'shell', comment: lines('# ') },
  bash: { label: 'shell', comment: lines('# ') },
  powershell: { label: 'PowerShell', comment: lines('# ') },
  perl: { label: 'Perl', comment: lines('# ') },
  r: { label: 'R', comment: lines('# ') },
  yaml: { label: 'YAML', comment: lines('# ') },
  toml: { label: 'TOML', comment: lines('# ') },
  dockerfile: { label: 'Dockerfile', comment: lines('# ') },
  makefile: { label: 'Makefile', comment: lines('# ') },
  terraform: { label: 'Terraform', comment: lines('# ') },
  sql: { label: 'SQL', comment: lines('-- ') },
  lua: { label: 'Lua', comment: lines('-- ') },
  haskell: { label: 'Haskell', comment: lines('-- ') },
  clojure: { label: 'Clojure', comment: lines(';; ') },
  ini: { label: 'INI', comment: lines('; ') },
  latex: { label: 'LaTeX', comment: lines('% ') },
  html: { label: 'HTML', comment: markup },
  xml: { label: 'XML', comment: markup },
  vue: { label: 'Vue', comment: markup },
  markdown: { label: 'Markdown', comment: markup },
};

/** The language of a fence's info string; an unknown one keeps its name and gets `//`, none is text. */
export function languageOf(id: string): Language {
  if (id === '') return { label: 'text', comment: null };
  const known = Object.hasOwn(languages, id) ? languages[id] : undefined;
  return known ?? { label: id, comment: lines('// ') };
}

/** The text as a comment, indented as the code that it stands before; empty where the language has none. */
export function commentIn(language: Language, text: readonly string[], code: string): string {
  if (language.comment === null) return '';
  const { open, line, close } = language.comment;
  const indent = /^[ \t]*/.exec(code)?.[0] ?? '';
  return [open, ...text.map((words) => line + words), close]
    .filter((words) => words !== null)
    .map((words) => `${indent}${words}\n`)
    .join('');
}
