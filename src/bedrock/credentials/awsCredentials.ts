/** Credentials of an AWS identity. They sign requests and go nowhere else; only the session token leaves, in its header. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  /** `null`: they do not end by themselves. */
  readonly expiresAt: Date | null;
}

/** Credentials and keys are renewed this long before their end, as AWS's own SDKs do. ms. */
const renewBeforeMs = 5 * 60_000;

/**
 * When to ask anew for what was got at `now`; `null`: never. What came with little time left is kept
 * for half of it: asking at once again would bring the same.
 */
export function renewalTime(expiresAt: Date | null, now: Date): Date | null {
  if (expiresAt === null) return null;
  const end = expiresAt.getTime();
  return new Date(end - Math.min(renewBeforeMs, (end - now.getTime()) / 2));
}

/** Whether something with such a time may still be used for a request. */
export function isFresh(renewAt: Date | null, now: Date): boolean {
  return renewAt === null || now < renewAt;
}
