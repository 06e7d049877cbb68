import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { tierSupport } from '../../core/catalogue/tierSupport.ts';
import { builtInInstructions } from '../../core/instructions.ts';
import { shortModelName } from '../../core/modelId.ts';
import { nextTier, tierLabel } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import { mayKeepTexts } from '../history/privateMode.ts';
import type { Host } from '../host.ts';
import { describeSource } from './promptSource.ts';
import type { PromptSource } from './promptSource.ts';
import { readSettings } from '../settings.ts';
import { translate } from '../translate.ts';

/** What the person typed or chose, and the tier that they left the input with. */
export interface TypedInstruction {
  readonly instruction: string;
  readonly tier: Tier;
  /** Whether the tier was changed in the input. */
  readonly tierChanged: boolean;
}

interface InstructionItem extends vscode.QuickPickItem {
  /** What is sent; absent for 'Send what I typed'. */
  readonly instruction?: string;
  readonly incomplete?: boolean;
}

const draftKey = 'promptDraft';
const recentCount = 8;
const contextKey = 'bedrockTiers.promptInputVisible';

type InputHost = Pick<Host, 'context' | 'history' | 'choice' | 'log' | 'catalogue' | 'privateMode'>;

/** The one input of 'Prompt with Selection'. Escape keeps what was typed as the next time's draft. */
export class InstructionInput implements vscode.Disposable {
  readonly #host: InputHost;
  readonly #cycle = new vscode.EventEmitter<void>();
  /** The draft of this window, also where it may not get to the disk. */
  #heldDraft: string | null = null;

  constructor(host: InputHost) {
    this.#host = host;
  }

  /** Moves the open input to the next tier. */
  cycleTier(): void {
    this.#cycle.fire();
  }

  /** Asks for an instruction; `undefined` if the person thought better of it. */
  async ask(options: {
    readonly source: PromptSource;
    readonly model: string;
    readonly tier: Tier;
    /** Text to begin with, instead of the draft. */
    readonly value?: string | undefined;
  }): Promise<TypedInstruction | undefined> {
    const [recent, catalogue] = await Promise.all([
      this.#recentInstructions(),
      this.#host.catalogue(),
    ]);
    const picker = vscode.window.createQuickPick<InstructionItem>();
    const tiers = servedTiers(catalogue, options.model);
    let { tier } = options;
    const showTier = () => {
      picker.title = titleOf(options.source, tier, options.model, tiers.includes(tier));
      picker.buttons = [cycleButton(nextTier(tier, tiers))];
    };
    const changeTier = () => {
      tier = nextTier(tier, tiers);
      showTier();
    };
    showTier();
    picker.value = options.value ?? this.#draft;
    picker.placeholder = vscode.l10n.t('What should the model do? Type it, or choose below');
    picker.ignoreFocusOut = true;
    // Not in the typings, but long in the editor: without it a matching label moves before the first item.
    Object.assign(picker, { sortByLabel: false });
    const showItems = () => {
      picker.items = itemsFor(picker.value, recent);
    };
    showItems();
    await vscode.commands.executeCommand('setContext', contextKey, true);
    return new Promise((resolve) => {
      const cycling = this.#cycle.event(changeTier);
      picker.onDidTriggerButton(changeTier);
      picker.onDidChangeValue(showItems);
      picker.onDidAccept(() => {
        const item = picker.activeItems[0];
        const instruction = item?.instruction ?? picker.value.trim();
        if (item?.incomplete || instruction === '') {
          picker.value = item?.instruction ?? '';
          showItems();
          return;
        }
        resolve({ instruction, tier, tierChanged: tier !== options.tier });
        picker.value = '';
        picker.hide();
      });
      picker.onDidHide(() => {
        resolve(undefined);
        cycling.dispose();
        this.#keepDraft(picker.value);
        picker.dispose();
      });
      picker.show();
    });
  }

  dispose(): void {
    this.#cycle.dispose();
  }

  get #draft(): string {
    return this.#heldDraft ?? this.#host.context.workspaceState.get<string>(draftKey) ?? '';
  }

  #keepDraft(draft: string): void {
    this.#heldDraft = draft;
    const kept = mayKeepTexts(this.#host) ? draft : '';
    void this.#host.context.workspaceState.update(draftKey, kept || undefined);
    void vscode.commands.executeCommand('setContext', contextKey, false);
  }

  /** Without a history there are no recent instructions, but the prompt can still be sent. */
  async #recentInstructions(): Promise<readonly string[]> {
    try {
      return (await this.#host.history()).recentInstructions(recentCount);
    } catch (error) {
      this.#host.log.error('Recent instructions could not be read', error);
      return [];
    }
  }
}

/** All items are always shown and filtered here: the first must stay first, whatever is typed. */
function itemsFor(value: string, recent: readonly string[]): InstructionItem[] {
  const { t } = vscode.l10n;
  const typed = value.trim();
  const matches = (text: string) => text.toLowerCase().includes(typed.toLowerCase());
  const builtIn = builtInInstructions(translate)
    .filter(({ label, instruction }) => matches(label) || matches(instruction))
    .map(({ label, instruction, incomplete }): InstructionItem => ({
      label: `$(lightbulb) ${label}`,
      detail: instruction,
      instruction,
      incomplete: incomplete ?? false,
      alwaysShow: true,
    }));
  const recentItems = recent.filter(matches).map((instruction): InstructionItem => ({
    label: `$(history) ${oneLine(instruction)}`,
    instruction,
    alwaysShow: true,
  }));
  return [
    {
      label: `$(send) ${t('Send what I typed')}`,
      description: typed === '' ? t('nothing typed yet') : oneLine(typed),
      alwaysShow: true,
    },
    ...section(t('Recent'), recentItems),
    ...section(t('Built in'), builtIn),
  ];
}

function section(label: string, items: readonly InstructionItem[]): readonly InstructionItem[] {
  if (items.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function titleOf(source: PromptSource, tier: Tier, model: string, isServed: boolean): string {
  const label = tierLabel(tier, translate);
  const shown = isServed ? label : vscode.l10n.t('{tier} (not served)', { tier: label });
  return [shown, shortModelName(model), describeSource(source)].join(' · ');
}

/** The tiers to go through: all but those that the model is known not to serve. */
function servedTiers(catalogue: Catalogue, model: string): readonly Tier[] {
  return tierSupport(catalogue, model, readSettings().region, translate)
    .filter(({ served }) => served !== 'no')
    .map(({ tier }) => tier);
}

function cycleButton(next: Tier): vscode.QuickInputButton {
  return {
    iconPath: new vscode.ThemeIcon('layers'),
    tooltip: vscode.l10n.t('Send on {tier} instead (Alt+T)', { tier: tierLabel(next, translate) }),
  };
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
