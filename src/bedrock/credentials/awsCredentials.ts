/** Credentials of an AWS identity. They sign requests and go nowhere else; only the session token leaves, in its header. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  /** `null`: they do not end by themselves. */
  readonly expiresAt: Date | null;
}

/** Credentials and keys are renewed this long before their end, as AWS's own SDKs do. ms. */
export const renewBeforeMs = 5 * 60_000;

/** Whether something with an end may still be used for a request. */
export function isFresh({ expiresAt }: { readonly expiresAt: Date | null }, now: Date): boolean {
  return expiresAt === null || expiresAt.getTime() - now.getTime() > renewBeforeMs;
}
