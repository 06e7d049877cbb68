import { analyseComparison } from '../core/comparison/analyseComparison.ts';
import { blockOrder } from '../core/comparison/blockOrder.ts';
import { blocksLeft, nextBlock } from '../core/comparison/blocks.ts';
import { isQuickLook, patienceOf, type Comparison } from '../core/comparison/comparison.ts';
import { callMessages, draftCall, warmUpBlock } from '../core/comparison/comparisonCall.ts';
import { reduceComparison, type ComparisonEvent } from '../core/comparison/comparisonReducer.ts';
import { gapsMs, mostChains } from '../core/comparison/forecast.ts';
import { isRefused } from '../core/comparison/refusal.ts';
import { exceedsBudget, type PlannedCall } from '../core/comparison/spending.ts';
import type { Run, RunEvent } from '../core/run.ts';
import { newRun } from '../core/runReducer.ts';
import type { Tier } from '../core/tier.ts';
import type { ComparisonParts, LiveComparison } from './liveComparison.ts';

/** Why no further call is sent at once, although the plan has some. */
type Ending = 'stopped' | 'interrupted';

/** One execution of a comparison, from its start to its end or interruption. */
export class Execution implements LiveComparison {
  readonly #parts: ComparisonParts;
  readonly #finished = Promise.withResolvers<Comparison>();
  /** Ends the gaps between calls: nothing more is sent. */
  readonly #noMore = new AbortController();
  /** The limit is reached: blocks that are on end, and none is begun. */
  readonly #noNewBlock = new AbortController();
  /** Cancels the calls that are on. */
  readonly #cancel = new AbortController();
  /** The models whose calls are under way. */
  readonly #chains = new Set<string>();
  /** The models whose calls were refused for good. */
  readonly #refused = new Set<string>();
  readonly #running = new Set<string>();
  /** The calls of the blocks that are on which are still to be sent, by model. */
  readonly #rest = new Map<string, readonly PlannedCall[]>();
  #comparison: Comparison;
  #ending: Ending | null = null;
  #isOver = false;
  /** Settled by `resume`; there is one while the comparison is paused. */
  #pause: PromiseWithResolvers<void> | null = null;

  constructor(comparison: Comparison, parts: ComparisonParts) {
    this.#comparison = comparison;
    this.#parts = parts;
  }

  get current(): Comparison {
    return this.#comparison;
  }

  get finished(): Promise<Comparison> {
    return this.#finished.promise;
  }

  start(): void {
    this.#setStatus('running');
    this.#startChains();
  }

  pause(): void {
    if (this.#ending !== null || this.#isOver || this.#pause !== null) return;
    this.#pause = Promise.withResolvers();
    this.#setStatus('paused');
  }

  resume(): void {
    if (this.#ending !== null || this.#isOver || this.#pause === null) return;
    this.#setStatus('running');
    this.#release();
  }

  stop(): Promise<Comparison> {
    if (!this.#isOver) {
      this.#sendNoMore('stopped');
      this.#cancel.abort();
    }
    return this.finished;
  }

  addBlocks(n: number): void {
    const { plan } = this.#comparison;
    if (this.#ending !== null || this.#isOver || isQuickLook(plan)) return;
    this.#fold({ type: 'plan', plan: { ...plan, repeats: plan.repeats + n } });
    this.#save();
    this.#startChains();
  }

  interrupt(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sendNoMore('interrupted');
    for (const id of this.#running) this.#parts.runner.interrupt(id, 'The comparison was closed.');
    this.#setStatus('interrupted');
    this.#finished.resolve(this.#comparison);
  }

  /** Models wait for their turn where there are more than may be called side by side. */
  #startChains(): void {
    const { plan } = this.#comparison;
    const most = isQuickLook(plan) ? plan.models.length : mostChains;
    for (const model of plan.models) {
      if (this.#noNewBlock.signal.aborted || this.#chains.size >= most) break;
      const isDue = !this.#refused.has(model) && blocksLeft(this.#comparison, model) > 0;
      if (isDue && !this.#chains.has(model)) void this.#runChain(model);
    }
    if (this.#chains.size === 0) this.#end();
  }

  async #runChain(model: string): Promise<void> {
    this.#chains.add(model);
    try {
      if (isQuickLook(this.#comparison.plan)) await this.#callAtOnce(model);
      else await this.#callInTurn(model);
      this.#chains.delete(model);
      this.#rest.delete(model);
      this.#startChains();
    } catch (error) {
      // A mistake of ours or of a listener: what was measured is kept, and who waits is told.
      this.#finished.reject(error);
      this.interrupt();
    }
  }

  /** A model's calls, one after the other: a warm-up block, whose figures are discarded, and what is missing. */
  async #callInTurn(model: string): Promise<void> {
    const calls: Run[] = [];
    let block = warmUpBlock;
    while (blocksLeft(this.#comparison, model) > 0) {
      const order = blockOrder(this.#comparison.plan, model, block);
      for (const [index, tier] of order.entries()) {
        const { signal } = index === 0 ? this.#noNewBlock : this.#noMore;
        if (calls.length > 0) await this.#parts.wait(this.#gapMs(), signal);
        while (this.#pause !== null) await this.#pause.promise;
        if (!this.#maySend(model, order.slice(index))) return;
        calls.push(await this.#send(model, tier, block));
        if (!isRefused(calls)) continue;
        this.#refused.add(model);
        return;
      }
      if (this.#ending === null && block !== warmUpBlock) this.#analyse(false);
      block = nextBlock(this.#comparison, model);
    }
  }

  /** A quick look: one call per tier, all at once. */
  async #callAtOnce(model: string): Promise<void> {
    const block = nextBlock(this.#comparison, model);
    const order = blockOrder(this.#comparison.plan, model, block);
    const calls = order.flatMap((tier, index) =>
      this.#maySend(model, order.slice(index)) ? [this.#send(model, tier, block)] : [],
    );
    await Promise.all(calls);
  }

  /**
   * Whether the first of these calls may be sent, the rest of its block. A block that does not fit
   * the limit as a whole is not begun: half of it would be paid for nothing.
   */
  #maySend(model: string, tiers: readonly Tier[]): boolean {
    if (this.#ending !== null) return false;
    const { plan } = this.#comparison;
    const isNewBlock = tiers.length === plan.tiers.length;
    if (isNewBlock && this.#noNewBlock.signal.aborted) return false;
    const calls = tiers.map((tier) => ({ model, tier }));
    this.#rest.set(model, calls);
    const planned = [...this.#rest.values()].flat();
    if (exceedsBudget(this.#comparison, planned, this.#parts.forecasts)) {
      this.#rest.delete(model);
      this.#noNewBlock.abort();
      return false;
    }
    this.#rest.set(model, calls.slice(1));
    return true;
  }

  async #send(model: string, tier: Tier, block: number): Promise<Run> {
    const { runner, clock, newId, patience, resolveEndpoint } = this.#parts;
    const startedAt = clock.wallClock().toISOString();
    const draft = draftCall(this.#comparison, { id: newId(), startedAt, model, tier, block });
    this.#fold({ type: 'runAdded', run: newRun(draft) });
    this.#running.add(draft.id);
    const started = runner.start(
      {
        draft,
        messages: callMessages(draft),
        // A call that was given up counts as long as the comparison says that it was waited for.
        patience: { ...patience(tier), ...this.#comparison.patience[tier] },
        resolveEndpoint,
        mayRetry: false,
      },
      {
        signal: this.#cancel.signal,
        onEvent: (event) => this.#onRunEvent(draft.id, event),
      },
    );
    const run = await started.finished;
    this.#running.delete(draft.id);
    return run;
  }

  #onRunEvent(runId: string, event: RunEvent): void {
    this.#fold({ type: 'run', runId, event });
    // The runner was disposed of: the window closes.
    if (event.type === 'failed' && event.failure.reason === 'interrupted') this.interrupt();
    // Somebody cancelled this call by itself: what else is on may end, and none takes its place.
    if (event.type === 'cancelled' && this.#ending === null) this.#sendNoMore('stopped');
  }

  #gapMs(): number {
    const [least, most] = gapsMs[this.#comparison.plan.spread ? 'spread' : 'usual'];
    return least + (most - least) * this.#parts.random();
  }

  #sendNoMore(ending: Ending): void {
    this.#ending = ending;
    this.#noNewBlock.abort();
    this.#noMore.abort();
    this.#release();
  }

  #release(): void {
    this.#pause?.resolve();
    this.#pause = null;
  }

  /** No call is on and none will be sent: what was measured is judged. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#fold({ type: 'status', status: this.#lastStatus() });
    this.#analyse(true);
    this.#finished.resolve(this.#comparison);
  }

  #lastStatus(): Comparison['status'] {
    if (this.#ending !== null) return this.#ending;
    if (this.#noNewBlock.signal.aborted) return 'overBudget';
    return this.#refused.size > 0 ? 'stopped' : 'finished';
  }

  #analyse(finished: boolean): void {
    const { plan, runs, looks } = this.#comparison;
    const options = { patienceOf: patienceOf(this.#comparison), finished };
    const { results, looks: taken, warnings } = analyseComparison(plan, runs, looks, options);
    this.#fold({ type: 'analysed', analysis: { results, looks: taken, warnings } });
    this.#save();
  }

  #setStatus(status: Comparison['status']): void {
    if (this.#comparison.status !== status) this.#fold({ type: 'status', status });
    this.#save();
  }

  #fold(event: ComparisonEvent): void {
    this.#comparison = reduceComparison(this.#comparison, event);
    this.#parts.onEvent(this.#comparison, event);
  }

  #save(): void {
    try {
      this.#parts.save(this.#comparison);
    } catch (error) {
      this.#parts.onSaveFailed(error);
    }
  }
}
