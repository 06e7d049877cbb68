import type { NotificationType } from './message.ts';

/** The places of an answer's code block that a person can act on. */
export interface CodeBlockAction {
  readonly runId: string;
  readonly code: string;
  readonly languageId: string | null;
}

/** Panel to host. */
export const copyCode: NotificationType<CodeBlockAction> = { method: 'copyCode' };
/** Panel to host. */
export const insertCode: NotificationType<CodeBlockAction> = { method: 'insertCode' };
/** Panel to host: shows a diff against the selection that was sent, then replaces it. */
export const replaceSelection: NotificationType<CodeBlockAction> = { method: 'replaceSelection' };
/** Panel to host: a link of an answer was clicked; the editor asks before it opens it. */
export const openLink: NotificationType<{ readonly href: string }> = { method: 'openLink' };
