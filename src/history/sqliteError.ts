// Primary result codes, https://www.sqlite.org/rescode.html; the extended ones add higher bits.
const busy = 5;
const corrupt = 11;
const notADatabase = 26;

/** Whether another connection's lock is in the way. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busy;
}

/** Whether the file itself is no (whole) database. */
export function isDamaged(error: unknown): boolean {
  const code = primaryCode(error);
  return code === corrupt || code === notADatabase;
}

function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode % 256 : null;
}
