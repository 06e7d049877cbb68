/** The shapes of a plan's tiers, by their place: told apart without colour. The names are Plot's. */
export const tierShapes = [
  { symbol: 'circle', path: 'M4.5,0A4.5,4.5,0,1,1,-4.5,0A4.5,4.5,0,1,1,4.5,0' },
  { symbol: 'square', path: 'M-4,-4H4V4H-4Z' },
  { symbol: 'triangle', path: 'M0,-5.2L4.6,3.4H-4.6Z' },
  { symbol: 'diamond', path: 'M0,-5.4L4,0L0,5.4L-4,0Z' },
  {
    symbol: 'star',
    path: 'M0,-5.5L1.3,-1.7L5.3,-1.7L2,0.7L3.2,4.5L0,2.2L-3.2,4.5L-2,0.7L-5.3,-1.7L-1.3,-1.7Z',
  },
] as const;

/** The class that gives a tier's shape its colour. */
export function tierClass(index: number): string {
  return `tier-colour tier-${index % tierShapes.length}`;
}

/** The colour of a tier, from the style sheet. */
export function tierColour(index: number): string {
  return `var(--tier-${index % tierShapes.length})`;
}
