import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { readSettings, section } from '../settings.ts';

/** Whether runs that begin now are recorded: a switch of this workspace beside the setting. */
export interface PrivateMode extends vscode.Disposable {
  readonly isOn: boolean;
  /** Whether the setting says so: the switch cannot turn that off. */
  readonly isSet: boolean;
  readonly setSwitch: (isOn: boolean) => Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

const switchKey = 'privateMode';

/** For `when` clauses. */
const contextKey = 'bedrockTiers.privateMode';

/** The switch outlives a reload: a window that comes back must not begin to record by itself. */
export function createPrivateMode(memento: vscode.Memento): PrivateMode {
  const changed = new vscode.EventEmitter<void>();
  const isSet = () => readSettings().history.privateMode;
  const isOn = () => isSet() || memento.get<unknown>(switchKey) === true;
  const tell = () => {
    void vscode.commands.executeCommand('setContext', contextKey, isOn());
    changed.fire();
  };
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.history.privateMode`)) tell();
  });
  if (isOn()) tell();
  return {
    get isOn() {
      return isOn();
    },
    get isSet() {
      return isSet();
    },
    setSwitch: async (on) => {
      await memento.update(switchKey, on || undefined);
      tell();
    },
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(changed, settings).dispose(),
  };
}

/** Whether what a person types may get to the disk: in Private Mode, or where only figures are kept, it may not. */
export function mayKeepTexts({ privateMode }: Pick<Host, 'privateMode'>): boolean {
  return !privateMode.isOn && readSettings().history.keepTexts;
}

/** Turns Private Mode on or off for this workspace and says what that means. */
export async function togglePrivateMode({ privateMode }: Pick<Host, 'privateMode'>): Promise<void> {
  const { t } = vscode.l10n;
  if (privateMode.isSet) {
    const open = t('Open Settings');
    const said = t('The setting history.privateMode keeps Private Mode on.');
    if ((await vscode.window.showInformationMessage(said, open)) === open)
      await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        `${section}.history.privateMode`,
      );
    return;
  }
  await privateMode.setSwitch(!privateMode.isOn);
  void vscode.window.showInformationMessage(
    privateMode.isOn
      ? t('Private Mode is on: runs that begin now are in no history, and gone with the window.')
      : t('Private Mode is off: runs are recorded in the history again.'),
  );
}
