// Money as whole numbers of tiny units: binary fractions would drift, and sums of many runs show it.

/** Decimals that are kept of a price per million tokens, USD: AWS prints ten of a price per thousand, and the rules add two. */
const priceDecimals = 9;

/** Decimals that are kept of a count of tokens: forecasts work with means. */
const tokenDecimals = 6;

/** Decimals that a cost may have: those of a price per token. */
const usdDecimals = 15;

/** What tokens cost at prices per million; the nearest number to the exact sum. USD. */
export function usdOfTokens(
  items: readonly (readonly [tokens: number, usdPerMillion: number])[],
): number {
  const exact = items.reduce(
    (sum, [tokens, price]) => sum + toUnits(tokens, tokenDecimals) * toUnits(price, priceDecimals),
    0n,
  );
  // A price per million is one per token with six decimals more.
  return fromUnits(exact, tokenDecimals + priceDecimals + 6);
}

/** A price times a factor, rounded to the decimals that are kept. USD per million tokens. */
export function scalePrice(usdPerMillion: number, factor: number): number {
  const exact = toUnits(usdPerMillion, priceDecimals) * toUnits(factor, priceDecimals);
  return fromUnits(divideRounded(exact, 10n ** BigInt(priceDecimals)), priceDecimals);
}

/** The sum of costs as if each were exact: nothing is rounded but the result. USD. */
export function sumUsd(costs: readonly number[]): number {
  if (!costs.every(Number.isFinite)) return costs.reduce((sum, cost) => sum + cost, 0);
  return fromUnits(
    costs.reduce((sum, cost) => sum + toUnits(cost, usdDecimals), 0n),
    usdDecimals,
  );
}

/** The decimal that a number prints as, in units of 10⁻ᵈ. */
function toUnits(value: number, decimals: number): bigint {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent) - fraction.length + decimals;
  const digits = BigInt(whole + fraction);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, 10n ** BigInt(-shift));
}

function fromUnits(units: bigint, decimals: number): number {
  return Number(`${units}e-${decimals}`);
}

function divideRounded(value: bigint, by: bigint): bigint {
  const half = value < 0n ? -by / 2n : by / 2n;
  return (value + half) / by;
}
