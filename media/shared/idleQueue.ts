/** Runs work that can wait when the browser has nothing else to do, one piece at a time. */
export class IdleQueue {
  private readonly waiting = new Set<() => void>();
  private isScheduled = false;

  /** Adds work; the same function waits only once. */
  add(work: () => void): void {
    this.waiting.add(work);
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.size === 0) return;
    this.isScheduled = true;
    requestIdleCallback(() => this.runOne(), { timeout: 300 });
  }

  private runOne(): void {
    this.isScheduled = false;
    const [work] = this.waiting;
    if (!work) return;
    this.waiting.delete(work);
    work();
    this.schedule();
  }
}
