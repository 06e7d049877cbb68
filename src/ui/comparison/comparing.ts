import type { Comparing } from './compareTiers.ts';
import { createComparisonPanels } from './comparisonPanels.ts';
import type { Host } from '../host.ts';

/** The parts that comparisons pass through. */
export async function createComparing(host: Host): Promise<Comparing> {
  const comparisons = await host.comparisons();
  return { host, comparisons, panels: createComparisonPanels(host, comparisons) };
}
