import * as vscode from 'vscode';

type Answer = (...args: readonly never[]) => unknown;

/** Does the work while functions of the window answer as a person would. */
export async function answering(
  answers: Readonly<Partial<Record<keyof typeof vscode.window, Answer>>>,
  work: () => Promise<void>,
): Promise<void> {
  const real = Object.fromEntries(
    Object.entries(vscode.window).filter(([name]) => name in answers),
  );
  const promised = Object.entries(answers).map(([name, answer]) => [
    name,
    (...args: never[]) => Promise.resolve(answer(...args)),
  ]);
  Object.assign(vscode.window, Object.fromEntries(promised));
  try {
    await work();
  } finally {
    Object.assign(vscode.window, real);
  }
}

/** Does the work while quick picks take a typed text and are accepted, once shown. */
export async function typingIntoQuickPick(typed: string, work: () => Promise<void>): Promise<void> {
  const real = vscode.window.createQuickPick;
  Object.assign(vscode.window, {
    createQuickPick: () => {
      const changed = new vscode.EventEmitter<string>();
      const accepted = new vscode.EventEmitter<void>();
      const hidden = new vscode.EventEmitter<void>();
      const picker = {
        items: [],
        selectedItems: [],
        value: '',
        onDidChangeValue: changed.event,
        onDidAccept: accepted.event,
        onDidHide: hidden.event,
        show: () => {
          picker.value = typed;
          changed.fire(typed);
          accepted.fire();
        },
        hide: () => hidden.fire(),
        dispose: () => undefined,
      };
      return picker;
    },
  });
  try {
    await work();
  } finally {
    Object.assign(vscode.window, { createQuickPick: real });
  }
}
