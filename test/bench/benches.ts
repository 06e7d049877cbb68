import type { Figure } from './figure.ts';

/** The benches by name, in the order in which they run; a bench is loaded in its own process. */
export const benches = {
  activation: async () => (await import('./activation.ts')).measureActivation(),
  code: async () => (await import('./startupCode.ts')).measureStartupCode(),
  ttft: async () => (await import('./ttft.ts')).measureTtft(),
  credentials: async () => (await import('./credentials.ts')).measureCredentials(),
  paint: async () => (await import('./paint.ts')).measurePaint(),
  markdown: async () => (await import('./markdown.ts')).measureMarkdown(),
  history: async () => (await import('./history.ts')).measureHistory(),
  largeHistory: async () => (await import('./largeHistory.ts')).measureLargeHistory(),
  historyEditor: async () => (await import('./historyEditor.ts')).measureHistoryInEditor(),
  historyTransfer: async () => (await import('./historyTransfer.ts')).measureHistoryTransfer(),
  tokens: async () => (await import('./tokens.ts')).measureTokens(),
  priceList: async () => (await import('./priceList.ts')).measurePriceList(),
  comparison: async () => (await import('./comparison.ts')).measureComparison(),
  comparisonPage: async () => (await import('./comparisonPage.ts')).measureComparisonPage(),
  memory: async () => (await import('./memory.ts')).measureMemory(),
} satisfies Record<string, () => Promise<Figure[]>>;

export type BenchName = keyof typeof benches;

export function isBenchName(name: string): name is BenchName {
  return name in benches;
}
