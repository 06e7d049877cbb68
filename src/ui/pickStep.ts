import * as vscode from 'vscode';

/** What one step of a choice shows. */
export interface PickStep<T extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  /** What is offered for the text that is typed. Called again whenever it changes. */
  readonly items: (typed: string) => readonly T[] | Promise<readonly T[]>;
  /** Whether there is a step before this one. */
  readonly canGoBack: boolean;
  /** Waits so long after a key before it asks for items, ms. Default 0. */
  readonly debounceMs?: number;
  readonly value?: string;
  /** Of a button of an item; `true` ends the step as if the item were chosen. */
  readonly onButton?: (item: T) => void;
}

/** How a step ended: with an item and what was typed, or back to the step before. */
export type PickEnd<T> = { readonly item: T; readonly typed: string } | 'back';

/** Shows one step; `undefined` if the person leaves. Items come in the order given, whatever is typed. */
export function pickStep<T extends vscode.QuickPickItem>(
  step: PickStep<T>,
): Promise<PickEnd<T> | undefined> {
  const picker = vscode.window.createQuickPick<T>();
  picker.title = step.title;
  picker.placeholder = step.placeholder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.value = step.value ?? '';
  if (step.canGoBack) picker.buttons = [vscode.QuickInputButtons.Back];
  // Not in the typings, but long in the editor: without it a matching label moves before the first item.
  Object.assign(picker, { sortByLabel: false });
  const show = askLatest(picker, step.items);
  let waiting: NodeJS.Timeout | undefined;
  picker.onDidChangeValue(() => {
    clearTimeout(waiting);
    if (step.debounceMs === undefined) return show();
    picker.busy = true;
    waiting = setTimeout(show, step.debounceMs);
  });
  show();
  return new Promise((resolve) => {
    const end = (how: PickEnd<T> | undefined) => {
      resolve(how);
      picker.hide();
    };
    picker.onDidTriggerButton(() => end('back'));
    picker.onDidTriggerItemButton(({ item }) => {
      step.onButton?.(item);
      show();
    });
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      if (item !== undefined) end({ item, typed: picker.value.trim() });
    });
    picker.onDidHide(() => {
      clearTimeout(waiting);
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** Shows the answer to the last question only; of those that were superseded none is shown. */
function askLatest<T extends vscode.QuickPickItem>(
  picker: vscode.QuickPick<T>,
  ask: PickStep<T>['items'],
): () => void {
  let asked = 0;
  const isLast = (question: number) => question === asked;
  return () => {
    const question = ++asked;
    const answer = ask(picker.value.trim());
    if (!(answer instanceof Promise)) {
      picker.items = answer;
      return;
    }
    picker.busy = true;
    const showItems = (items: readonly T[]) => {
      if (!isLast(question)) return;
      picker.items = items;
      picker.busy = false;
    };
    answer.then(showItems, (error: unknown) => {
      if (!isLast(question)) return;
      picker.placeholder = error instanceof Error ? error.message : String(error);
      picker.busy = false;
    });
  };
}
