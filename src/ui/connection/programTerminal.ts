import { spawn } from 'node:child_process';
import * as vscode from 'vscode';

/** How a program in a terminal ended: its exit code, or why it never ran; `closed`: the person closed the terminal. */
export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'failed'; readonly error: NodeJS.ErrnoException }
  | { readonly kind: 'closed' };

const controlC = '\u0003';

/**
 * Runs a program in a terminal of its own, without a shell: nothing in an argument is ever a command.
 * Ctrl+C and closing the terminal end it, and so does the signal.
 */
export function runInTerminal(
  [program, ...args]: readonly [string, ...string[]],
  { name, signal }: { readonly name: string; readonly signal: AbortSignal },
): Promise<ProgramEnd> {
  const output = new vscode.EventEmitter<string>();
  const stopped = new AbortController();
  return new Promise((resolve) => {
    const start = () => {
      output.fire(`$ ${[program, ...args].join(' ')}\r\n`);
      const child = spawn(program, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        signal: AbortSignal.any([signal, stopped.signal]),
      });
      const show = (text: unknown) => output.fire(String(text).replaceAll(/\r?\n/g, '\r\n'));
      child.stdout.setEncoding('utf8').on('data', show);
      child.stderr.setEncoding('utf8').on('data', show);
      child.once('error', (error) => {
        if (!stopped.signal.aborted) output.fire(`${error.message}\r\n`);
        resolve(stopped.signal.aborted ? { kind: 'closed' } : { kind: 'failed', error });
      });
      child.once('close', (code) => {
        resolve({ kind: 'exited', code: code ?? 1 });
        // What went well needs no reading.
        if (code === 0) terminal.dispose();
      });
    };
    const terminal = vscode.window.createTerminal({
      name,
      iconPath: new vscode.ThemeIcon('key'),
      pty: {
        onDidWrite: output.event,
        open: start,
        close: () => {
          stopped.abort();
          output.dispose();
          resolve({ kind: 'closed' });
        },
        handleInput: (typed: string) => {
          if (typed === controlC) stopped.abort();
        },
      },
    });
    terminal.show();
  });
}
