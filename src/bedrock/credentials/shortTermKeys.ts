import { getToken } from '@aws/bedrock-token-generator/dist/getToken.js';
import { isFresh, renewalTime } from './awsCredentials.ts';
import type { AwsCredentials } from './awsCredentials.ts';

/** The longest life that AWS gives a short-term key, s; it ends earlier with the credentials that it is made of. */
const longestLifeSeconds = 43_200;

/** A short-term key that was made here. */
interface ShortTermKey {
  readonly credentials: AwsCredentials;
  readonly token: string;
  readonly renewAt: Date | null;
}

/** Short-term API keys by region, each kept until shortly before its end or until the credentials are others. */
export function createShortTermKeys(wallClock: () => Date): {
  readonly get: (credentials: AwsCredentials, region: string) => Promise<string>;
} {
  const kept = new Map<string, ShortTermKey>();
  return {
    get: async (credentials, region) => {
      const found = kept.get(region);
      if (found?.credentials === credentials && isFresh(found.renewAt, wallClock()))
        return found.token;
      const made = await makeKey(credentials, region, wallClock());
      kept.set(region, made);
      return made.token;
    },
  };
}

async function makeKey(
  credentials: AwsCredentials,
  region: string,
  now: Date,
): Promise<ShortTermKey> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const token = await getToken({
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === null ? {} : { sessionToken }),
    },
    region,
    expiresInSeconds: longestLifeSeconds,
  });
  const ownEnd = now.getTime() + longestLifeSeconds * 1000;
  const end = Math.min(ownEnd, credentials.expiresAt?.getTime() ?? ownEnd);
  return { credentials, token, renewAt: renewalTime(new Date(end), now) };
}
