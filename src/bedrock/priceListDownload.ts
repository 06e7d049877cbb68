import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import fetchOverNodeHttp, { FetchError } from 'node-fetch';
import type { Response } from 'node-fetch';
import { assemblePriceList } from '../core/priceList/assemble.ts';
import type { PriceList } from '../core/priceList/assemble.ts';
import type { Reading } from '../core/priceList/priceRow.ts';
import { checkRegion, PriceListError } from './priceListError.ts';
import { createPriceListParser } from './priceListParser.ts';
import { withoutProxySignIn } from './proxySignIn.ts';

/** How far a download is; `totalBytes` is `null` where the server does not say. */
export interface PriceListProgress {
  readonly offer: string;
  readonly bytes: number;
  readonly totalBytes: number | null;
}

/** What a download may take. */
export interface PriceListLimits {
  /** Of one list, sent or unpacked. */
  readonly bytes: number;
  /** ms until the first byte, and between two pieces. */
  readonly silenceMs: number;
  /** ms of one list in all. */
  readonly totalMs: number;
}

/** What to download and how. */
export interface PriceListRequest {
  readonly region: string;
  readonly userAgent: string;
  /** Where AWS publishes its lists; another place is for tests. */
  readonly baseUrl?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PriceListProgress) => void;
  readonly limits?: Partial<PriceListLimits>;
}

const publicBaseUrl = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';

/** Amazon's and the open-weight models; then those of the Marketplace, which not every region has. */
const mainOffer = 'AmazonBedrock';
const marketplaceOffer = 'AmazonBedrockFoundationModels';

/** The largest list of 2026 has 1.4 MB. */
const usualLimits: PriceListLimits = { bytes: 64_000_000, silenceMs: 30_000, totalMs: 600_000 };

interface OfferPrices {
  readonly publicationDate: string;
  readonly readings: readonly Reading[];
}

/** Reads AWS's public price list of a region, without credentials; rejects with a PriceListError. */
export async function downloadPriceList(request: PriceListRequest): Promise<PriceList> {
  checkRegion(request.region);
  const main = await downloadOffer(mainOffer, request);
  const marketplace = await downloadOffer(marketplaceOffer, request).catch((error: unknown) => {
    if (error instanceof MissingOffer) return null;
    throw error;
  });
  const offers: readonly OfferPrices[] = marketplace === null ? [main] : [main, marketplace];
  const list = assemblePriceList(
    offers.flatMap(({ readings }) => readings),
    {
      region: request.region,
      publicationDate:
        offers
          .map((offer) => offer.publicationDate)
          .toSorted()
          .at(-1) ?? '',
      offers: marketplace === null ? [mainOffer] : [mainOffer, marketplaceOffer],
    },
  );
  if (list.entries.length > 0) return list;
  throw new PriceListError('notPriceList', 'No price of this list was understood.');
}

/** The region has no such list: S3 answers 403 for what is not there. */
class MissingOffer extends PriceListError {}

async function downloadOffer(offer: string, request: PriceListRequest): Promise<OfferPrices> {
  const limits = { ...usualLimits, ...request.limits };
  const parser = createPriceListParser(offer, request.region);
  const watch = watchDownload(limits, request.signal);
  let hasResponded = false;
  try {
    const response = await fetchOverNodeHttp(urlOf(offer, request), {
      headers: { 'user-agent': request.userAgent, 'accept-encoding': 'gzip' },
      // Unpacked here, so that progress counts what is sent.
      compress: false,
      redirect: 'error',
      signal: watch.signal,
    });
    checkStatus(response, offer);
    hasResponded = true;
    const totalBytes = lengthOf(response);
    checkSize(totalBytes ?? 0, limits);
    let unpacked = 0;
    const arrived = (bytes: number) => {
      watch.arrived();
      checkSize(bytes, limits);
      request.onProgress?.({ offer, bytes, totalBytes });
    };
    for await (const bytes of unpack(response, arrived)) {
      unpacked += bytes.length;
      checkSize(unpacked, limits);
      parser.write(bytes);
    }
    return parser.finish();
  } catch (error) {
    throw toPriceListError(error, {
      hasResponded,
      isCancelled: request.signal?.aborted === true,
      isLate: watch.isLate(),
    });
  } finally {
    watch.stop();
  }
}

function urlOf(offer: string, { baseUrl, region }: PriceListRequest): string {
  return `${baseUrl ?? publicBaseUrl}/${offer}/current/${region}/index.json`;
}

function checkStatus({ ok, status }: Response, offer: string): void {
  if (ok) return;
  const message = `The server answered ${status} for the price list of ${offer}.`;
  const isMissing = offer === marketplaceOffer && (status === 403 || status === 404);
  throw isMissing ? new MissingOffer('status', message) : new PriceListError('status', message);
}

function lengthOf({ headers }: Response): number | null {
  const length = Number(headers.get('content-length') ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : null;
}

function checkSize(bytes: number, limits: PriceListLimits): void {
  if (bytes <= limits.bytes) return;
  const megabytes = Math.round(limits.bytes / 1e6);
  throw new PriceListError('tooLarge', `The price list is larger than ${megabytes} MB.`);
}

/** The body's bytes, unpacked; `arrived` is told how many were sent so far. */
function unpack(
  { body, headers }: Response,
  arrived: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  if (body === null) throw new PriceListError('cutOff', 'The server sent no price list.');
  const sent = countBytes(body, arrived);
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding === 'identity') return sent;
  if (encoding !== 'gzip') {
    throw new PriceListError('notJson', `The price list came in an unknown encoding: ${encoding}.`);
  }
  const gunzip: Readable & NodeJS.WritableStream = createGunzip();
  // An error on either side ends the other and comes out of the iteration.
  return pipeline(sent, gunzip, () => {});
}

async function* countBytes(
  body: NodeJS.ReadableStream,
  arrived: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    bytes += chunk.length;
    arrived(bytes);
    yield chunk;
  }
}

/** Gives up when nothing comes or all takes too long, and when the caller does. */
function watchDownload(limits: PriceListLimits, caller: AbortSignal | undefined) {
  const over = new AbortController();
  let isLate = false;
  const giveUp = () => {
    isLate = true;
    over.abort();
  };
  const cancel = () => over.abort();
  if (caller?.aborted) cancel();
  caller?.addEventListener('abort', cancel);
  const silence = setTimeout(giveUp, limits.silenceMs);
  const total = setTimeout(giveUp, limits.totalMs);
  return {
    signal: over.signal,
    arrived: () => silence.refresh(),
    isLate: () => isLate,
    stop: () => {
      caller?.removeEventListener('abort', cancel);
      clearTimeout(silence);
      clearTimeout(total);
      // Whatever is still under way is of no use.
      over.abort();
    },
  };
}

function toPriceListError(
  error: unknown,
  what: { readonly hasResponded: boolean; readonly isCancelled: boolean; readonly isLate: boolean },
): PriceListError {
  if (error instanceof PriceListError) return error;
  const because = { cause: error };
  if (what.isCancelled)
    return new PriceListError('cancelled', 'The download was cancelled.', because);
  if (what.isLate) return new PriceListError('timeout', 'The price list took too long.', because);
  if (error instanceof FetchError && error.type === 'no-redirect') {
    return new PriceListError('redirect', 'The price list was redirected elsewhere.', because);
  }
  const message = withoutProxySignIn(error instanceof Error ? error.message : String(error));
  if (!what.hasResponded) return new PriceListError('network', message, because);
  if (codeOf(error) === 'Z_DATA_ERROR') {
    return new PriceListError('notJson', 'The price list cannot be unpacked.', because);
  }
  return new PriceListError('cutOff', 'The price list ended before its end.', because);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
