import * as vscode from 'vscode';

/** A format that can be chosen. */
export interface FormatChoice<F extends string> {
  readonly format: F;
  readonly label: string;
  /** What it is good for. */
  readonly purpose: string;
}

interface FormatItem<F extends string> extends vscode.QuickPickItem {
  readonly format: F;
}

/** One question: the format, with a button that leaves prompts and answers out. */
export function pickExportFormat<F extends string>(
  title: string,
  formats: readonly FormatChoice<F>[],
): Promise<{ readonly format: F; readonly withoutTexts: boolean } | undefined> {
  const { t } = vscode.l10n;
  const picker = vscode.window.createQuickPick<FormatItem<F>>();
  picker.title = title;
  picker.placeholder = t('Choose a format');
  let withoutTexts = false;
  const show = () => {
    picker.items = formats.map(({ format, label, purpose }) => ({
      label,
      description: withoutTexts ? t('without prompts and answers') : t('with prompts and answers'),
      detail: purpose,
      format,
    }));
    picker.buttons = [
      {
        iconPath: new vscode.ThemeIcon(withoutTexts ? 'eye' : 'eye-closed'),
        tooltip: withoutTexts
          ? t('Include prompts and answers')
          : t('Leave prompts and answers out'),
      },
    ];
  };
  show();
  return new Promise((resolve) => {
    picker.onDidTriggerButton(() => {
      withoutTexts = !withoutTexts;
      show();
    });
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      resolve(item && { format: item.format, withoutTexts });
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** Asks for the file that an export goes to, first in the workspace. */
export async function askForExportFile(
  name: string,
  ending: string,
  label: string,
): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const file = `${name}.${ending}`;
  return vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, file) }),
    filters: { [label]: [ending] },
  });
}

/** A file's name, without where it lies. */
export function fileName({ path }: vscode.Uri): string {
  return path.split('/').at(-1) ?? path;
}
