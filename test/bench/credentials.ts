// What authorising a request adds to the time to its first byte: for each source of credentials in a
// fresh process, whose first request loads and resolves them, and in the same process afterwards;
// against node-fetch with a constant header, in turns.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { respondJson, startFaultServer } from '../support/faultServer.ts';
import type { Exchange } from '../support/faultServer.ts';
import { respondAssumedRole } from '../support/stsAnswers.ts';
import { root } from '../vscode/paths.ts';
import { median, pairedRatio, type Figure } from './figure.ts';
import { benchCache } from './productionBuild.ts';

/** Fresh processes for each source, after one that warms the machine's caches. */
const rounds = 9;

/** What a probe measured, ms. */
interface Probe {
  readonly cold: number;
  readonly warm: readonly number[];
  /** The floor's, each measured before the warm one at its place. */
  readonly floor: readonly number[];
}

/** A source by the profile that has it, and what its first and its later requests may take, by the floor. */
interface Source {
  readonly name: string;
  readonly profile: string | null;
  readonly coldLimit: number;
  readonly warmLimit: number;
}

const sources: readonly Source[] = [
  { name: 'stored key', profile: null, coldLimit: 1.8, warmLimit: 1.4 },
  { name: 'profile with keys', profile: 'keys', coldLimit: 3, warmLimit: 2.2 },
  { name: 'SSO', profile: 'sso', coldLimit: 4, warmLimit: 2.2 },
  { name: 'assumed role', profile: 'role', coldLimit: 4, warmLimit: 2.2 },
  { name: 'credential_process', profile: 'process', coldLimit: 3.5, warmLimit: 2.2 },
];

const later = '2099-01-01T00:00:00Z';
const role = { key: 'ASIAROLE', secret: 'secret', token: 'token', expiration: later };

export async function measureCredentials(): Promise<Figure[]> {
  const server = await startFaultServer(respond);
  const home = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  writeFiles(home);
  const script = await buildProbe();
  const origin = new URL(server.baseUrl).origin;
  const probe = (profile: string | null | undefined) =>
    runProbe(script, { home, origin, baseUrl: server.baseUrl, profile });
  const floors: number[] = [];
  const probes = new Map<Source, Probe[]>(sources.map((source) => [source, []]));
  for (let round = -1; round < rounds; round++) {
    const floor = await probe(undefined);
    if (round >= 0) floors.push(floor.cold);
    for (const [source, measured] of probes) {
      const sample = await probe(source.profile);
      if (round >= 0) measured.push(sample);
    }
  }
  await server.close();
  rmSync(home, { recursive: true, force: true });
  return [...probes].flatMap(([source, measured]) => figuresOf(source, measured, floors));
}

function figuresOf(source: Source, probes: readonly Probe[], floors: readonly number[]): Figure[] {
  const cold = probes.map((probe) => probe.cold);
  const warm = probes.flatMap((probe) => probe.warm);
  const floor = probes.flatMap((probe) => probe.floor);
  return [
    figureOf(`first byte, cold, ${source.name}`, cold, floors, source.coldLimit),
    figureOf(`first byte, warm, ${source.name}`, warm, floor, source.warmLimit),
  ];
}

function figureOf(
  name: string,
  values: readonly number[],
  floors: readonly number[],
  limit: number,
): Figure {
  const ratio = pairedRatio(values, floors);
  return {
    name,
    value: median(values),
    unit: 'ms',
    baseline: { name: 'node-fetch', value: median(floors), ratio },
    target: `≤ ${limit}×`,
    isMet: ratio <= limit,
  };
}

/** The probe as the extension ships its code: minified, split, loaded on demand. */
async function buildProbe(): Promise<string> {
  const outdir = join(benchCache, 'credentials');
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  await build({
    entryPoints: [join(import.meta.dirname, 'credentialProbe.ts')],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    splitting: true,
    outdir,
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  return join(outdir, 'credentialProbe.js');
}

/** Runs a probe in a fresh process with nothing of this one's environment; `undefined`: the floor. */
async function runProbe(
  script: string,
  setting: {
    readonly home: string;
    readonly origin: string;
    readonly baseUrl: string;
    readonly profile: string | null | undefined;
  },
): Promise<Probe> {
  const { home, origin, baseUrl, profile } = setting;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, baseUrl, profile === undefined ? 'floor' : 'source', profile ?? ''],
    {
      env: {
        HOME: home,
        AWS_CONFIG_FILE: join(home, 'config'),
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ENDPOINT_URL_STS: origin,
        AWS_ENDPOINT_URL_SSO: origin,
      },
    },
  );
  const measured: Probe = JSON.parse(stdout);
  return measured;
}

/** Answers prompts, the SSO portal and STS, as fast as it can. */
function respond(exchange: Exchange): void | Promise<void> {
  const { url, rawBody } = exchange.request;
  if (rawBody.startsWith('Action=') || rawBody.includes('AssumeRole'))
    return respondAssumedRole(role)(exchange);
  if (!url.startsWith('/federation')) return respondJson(200, { id: 'bench' })(exchange);
  const roleCredentials = {
    accessKeyId: role.key,
    secretAccessKey: role.secret,
    sessionToken: role.token,
    expiration: Date.parse(later),
  };
  return respondJson(200, { roleCredentials })(exchange);
}

function writeFiles(home: string): void {
  const credentials = join(home, 'credentials.json');
  writeFileSync(
    credentials,
    JSON.stringify({ Version: 1, AccessKeyId: 'AKIDPROCESS', SecretAccessKey: 'secret' }),
  );
  writeFileSync(
    join(home, 'config'),
    `[profile keys]
aws_access_key_id = AKIDKEYS
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/dev
source_profile = keys
[profile process]
credential_process = /bin/cat ${credentials}
[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
`,
  );
  const cache = join(home, '.aws/sso/cache');
  mkdirSync(cache, { recursive: true });
  const name = createHash('sha1').update('corp').digest('hex');
  const token = { accessToken: 'token', expiresAt: later };
  writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
}
