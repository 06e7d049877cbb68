/** Prices that nobody has looked at for so long are said to be old. ms. */
const oldAfterMs = 60 * 24 * 60 * 60 * 1000;

/**
 * Whether prices are old: published long ago, and not fetched since; a list that was fetched lately is
 * AWS's current one, whatever its date. Dates are ISO 8601.
 */
export function arePricesOld(asOf: string, fetchedAt: string | null, now: Date): boolean {
  const newest = Math.max(Date.parse(asOf), fetchedAt === null ? 0 : Date.parse(fetchedAt));
  return now.getTime() - newest > oldAfterMs;
}
