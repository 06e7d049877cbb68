/**
 * Why a price list was not taken: the region has no such name; no connection; a status that is no
 * success; a redirect; an end before the end; no JSON; JSON that is no price list; too large; too
 * slow; cancelled; a kept file that is broken.
 */
export type PriceListErrorReason =
  | 'region'
  | 'network'
  | 'status'
  | 'redirect'
  | 'cutOff'
  | 'notJson'
  | 'notPriceList'
  | 'tooLarge'
  | 'timeout'
  | 'cancelled'
  | 'brokenFile';

/** A price list that was not taken, in plain words; what was there before stays as it is. */
export class PriceListError extends Error {
  readonly reason: PriceListErrorReason;

  constructor(reason: PriceListErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PriceListError';
    this.reason = reason;
  }
}

/** Refuses what is no region's name before it stands in a URL or in a file's name. */
export function checkRegion(region: string): void {
  if (/^[a-z0-9-]{1,40}$/.test(region)) return;
  throw new PriceListError('region', `'${region}' is not the name of a region.`);
}
