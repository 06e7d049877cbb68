import type * as vscode from 'vscode';

const key = 'unfinishedComparisons';

/** The comparisons of this workspace that have begun and are not over, oldest first. */
export interface UnfinishedComparisons {
  readonly ids: readonly string[];
  readonly add: (id: string) => void;
  readonly remove: (id: string) => void;
}

/** Keeps them where activation may look without opening the history. */
export function unfinishedComparisons(memento: vscode.Memento): UnfinishedComparisons {
  const read = () => memento.get<readonly string[]>(key, []);
  const without = (id: string) => read().filter((other) => other !== id);
  const write = (ids: readonly string[]) =>
    void memento.update(key, ids.length === 0 ? undefined : ids);
  return {
    get ids() {
      return read();
    },
    add: (id) => write([...without(id), id]),
    remove: (id) => write(without(id)),
  };
}
