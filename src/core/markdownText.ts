/**
 * The text as Markdown that shows it as it is, in a `MarkdownString` with theme icons: what a server
 * sent is no markup, no link and no icon. An icon is looked for after Markdown has taken its
 * backslashes, so it needs one that survives.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&:@]/g, '\\$&')
    .replaceAll('$', String.raw`\\$`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
