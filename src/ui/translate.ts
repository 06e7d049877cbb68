import * as vscode from 'vscode';
import type { Translate } from '../core/translate.ts';

/** The editor's translations in the form that core takes. */
export const translate: Translate = (message, args = {}) => vscode.l10n.t(message, args);
