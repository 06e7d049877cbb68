const words =
  'request answer token stream tier latency queue model price cache region retry limit burst window'.split(
    ' ',
  );

/** A long answer of the usual kinds of blocks, of about `length` characters, always the same. */
export function mixedDocument(length: number): string {
  return (
    repeated(length, (at) => section(at).join('\n\n') + '\n\n') +
    '[docs]: https://example.com/docs\n'
  );
}

/** One list without a blank line in it, every third item with a nested one. */
export function longList(length: number): string {
  return repeated(length, (at) => {
    const item = `- **${word(at)}**: ${sentence(at, 12)}\n`;
    return at % 3 === 0 ? `${item}  - ${sentence(at + 5, 6)}\n  - \`${word(at + 2)}()\`\n` : item;
  });
}

/** One table. */
export function longTable(length: number): string {
  const head = '| name | tier | note |\n|---|---|--:|\n';
  return (
    head + repeated(length, (at) => `| \`${word(at)}\` | ${word(at + 1)} | ${sentence(at, 5)} |\n`)
  );
}

function section(at: number): string[] {
  return [
    `## ${word(at)} and ${word(at + 3)}`,
    `${sentence(at, 30)} See the [docs] or \`${word(at)}\`, and **${sentence(at + 1, 3)}**.`,
    [0, 1, 2, 3].map((item) => `- ${sentence(at + item, 9)}`).join('\n'),
    `\`\`\`ts\n${repeated(500, (line) => `const ${word(line)} = measure('${word(at + line)}', ${line});\n`)}\`\`\``,
    `| figure | value |\n|---|--:|\n${[0, 1, 2].map((row) => `| ${word(at + row)} | ${at * 7 + row} |`).join('\n')}`,
    `> ${sentence(at + 2, 14)}`,
    `1. ${sentence(at, 8)}\n\n2. ${sentence(at + 4, 8)}`,
    sentence(at + 6, 40),
  ];
}

function sentence(at: number, length: number): string {
  return Array.from({ length }, (_, index) => word(at * 3 + index * 7)).join(' ') + '.';
}

function word(at: number): string {
  return words[at % words.length] ?? '';
}

function repeated(length: number, part: (at: number) => string): string {
  let text = '';
  for (let at = 0; text.length < length; at++) text += part(at);
  return text;
}
