/** Regions of the AWS profiles, by name, as the config files had them when they were last read. */
let regions: ReadonlyMap<string, string> = new Map();

/** The region that a profile names; `null` where it names none, or before the files were read. */
export function regionOfProfile(chosen: string): string | null {
  return regions.get(chosen || process.env['AWS_PROFILE'] || 'default') ?? null;
}

/** Reads the profiles' regions, to be called before settings are read for a run; only if nothing else names the region. */
export async function readProfileRegions(regionSetting: string): Promise<void> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  if (regionSetting || AWS_REGION || AWS_DEFAULT_REGION) return;
  const { hasConfigFiles } = await import('../../bedrock/credentials/configFiles.ts');
  regions = new Map();
  if (!(await hasConfigFiles())) return;
  const { listProfiles } = await import('../../bedrock/credentials/profiles.ts');
  const profiles = await listProfiles();
  regions = new Map(profiles.flatMap(({ name, region }) => (region ? [[name, region]] : [])));
}
