import type * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { InstructionInput } from './instructionInput.ts';
import type { Prompting } from './promptSelection.ts';
import { ResponsePanel } from './responsePanel.ts';

/** The input and the panel that prompts pass through. */
export function createPrompting(host: Host): Prompting & vscode.Disposable {
  const input = new InstructionInput(host);
  const panel = new ResponsePanel(host, { host, input });
  return {
    host,
    input,
    panel,
    dispose: () => {
      input.dispose();
      panel.dispose();
    },
  };
}
