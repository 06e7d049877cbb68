import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The certificate of a company that inspects traffic: it stands for `bedrock.test` and for AWS's hosts in
 * us-east-1 and eu-north-1, and is trusted only where NODE_EXTRA_CA_CERTS names its file.
 */
export function privateCertificate(repository: string): {
  readonly file: string;
  readonly key: string;
  readonly cert: string;
} {
  const folder = join(repository, 'test/support/certificate');
  const file = join(folder, 'private-cert.pem');
  const key = readFileSync(join(folder, 'private-key.pem'), 'utf8');
  return { file, key, cert: readFileSync(file, 'utf8') };
}
