/** What the page's thread did while a text streamed. */
export interface MarkdownStreaming {
  /** Tasks over 50 ms, ms. */
  readonly longTasks: readonly number[];
  /** Work per frame, ms. */
  readonly frames: readonly number[];
}

/** What the page offers to the bench. */
export interface MarkdownPage {
  readonly stream: (
    text: string,
    ms: number,
    mode: 'product' | 'full',
  ) => Promise<MarkdownStreaming>;
  readonly isFullParse: (text: string) => boolean;
}
