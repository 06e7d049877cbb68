/** P(Z > z) of the standard normal distribution for z ≥ 0, to about 15 decimals (Marsaglia 2004). */
export function normalTail(z: number): number {
  // The series loses all digits beyond; 1e-19 is no p that anybody reads.
  if (z > 9) return 0;
  let term = z;
  let series = z;
  for (let odd = 3; term > 1e-17 * series; odd += 2) {
    term *= (z * z) / odd;
    series += term;
  }
  return Math.max(0, 0.5 - (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
}
