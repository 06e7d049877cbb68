/** A duration that is only expected, good to about a tenth: `40 s`, `4 min`, `1 h 20 min`. */
export function formatRoughly(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 95) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rounded = Math.round(minutes / 10) * 10;
  return `${Math.floor(rounded / 60)} h ${rounded % 60} min`;
}
