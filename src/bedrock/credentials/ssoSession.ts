import { getSSOTokenFromFile } from '@smithy/shared-ini-file-loader';
import * as z from 'zod';
import type { SsoSignIn } from './profiles.ts';

/** How a sign-in of IAM Identity Center stands, as the cache in ~/.aws/sso/cache has it. */
export interface SignInState {
  /** `null`: nobody has signed in. */
  readonly expiresAt: Date | null;
  /** Whether it can be renewed without the person. */
  readonly isRenewable: boolean;
}

// Of the tokens in the file only their presence is read here.
const cachedToken = z.object({
  accessToken: z.string().min(1),
  expiresAt: z.coerce.date(),
  refreshToken: z.string().optional(),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  registrationExpiresAt: z.coerce.date().optional(),
});

const nobody: SignInState = { expiresAt: null, isRenewable: false };

/** Looks up a sign-in in the cache that the AWS CLI writes. */
export async function signInState(signIn: SsoSignIn, now: Date): Promise<SignInState> {
  const found: unknown = await getSSOTokenFromFile(signIn.session ?? signIn.startUrl).catch(
    () => null,
  );
  const { data: token } = cachedToken.safeParse(found);
  if (token === undefined) return nobody;
  const { expiresAt, refreshToken, clientId, clientSecret, registrationExpiresAt } = token;
  const isRenewable =
    signIn.session !== null &&
    Boolean(refreshToken && clientId && clientSecret) &&
    (registrationExpiresAt === undefined || registrationExpiresAt > now);
  return { expiresAt, isRenewable };
}

/** Whether requests can be signed by it without the person's signing in again. */
export function isSignedIn({ expiresAt, isRenewable }: SignInState, now: Date): boolean {
  return expiresAt !== null && (isRenewable || expiresAt > now);
}
