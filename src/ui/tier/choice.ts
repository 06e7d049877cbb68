import * as vscode from 'vscode';
import type { Tier } from '../../core/tier.ts';
import { readSettings, section } from '../settings.ts';

const tierKey = 'tier';
const modelKey = 'model';

/** The tier and the model that this workspace has chosen; the settings give the start. */
export class Choice implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #configuration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  readonly #choseTier = new vscode.EventEmitter<void>();
  /** The person chose a tier. */
  readonly onDidChooseTier = this.#choseTier.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#configuration = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section)) this.#changed.fire();
    });
  }

  get tier(): Tier {
    return this.#memento.get<string>(tierKey) ?? readSettings().defaultTier;
  }

  get model(): string {
    return this.#memento.get<string>(modelKey) ?? readSettings().model;
  }

  async setTier(tier: Tier): Promise<void> {
    await this.#memento.update(tierKey, tier);
    this.#changed.fire();
    this.#choseTier.fire();
  }

  async setModel(model: string): Promise<void> {
    await this.#memento.update(modelKey, model);
    this.#changed.fire();
  }

  dispose(): void {
    this.#configuration.dispose();
    this.#changed.dispose();
    this.#choseTier.dispose();
  }
}
