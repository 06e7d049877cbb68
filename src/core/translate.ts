/** Turns an English message with `{name}` placeholders into the person's language; the host hands in `vscode.l10n.t`. */
export type Translate = (message: string, args?: Record<string, string | number>) => string;

/** English as it stands, for tests and tools that have no editor around them. */
export const inEnglish: Translate = (message, args = {}) =>
  message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
