import { profileFromEnvironment, readProfiles } from './profiles.ts';

type RegionSource = '--region' | 'AWS_REGION' | 'AWS_DEFAULT_REGION' | 'profile';

interface RegionChoice {
  readonly region: string;
  /** Where it was found, so that it can be shown. */
  readonly source: RegionSource;
}

/** The region to work in. The SDK does not know AWS_DEFAULT_REGION, which the AWS CLI reads; here both count. */
export async function chooseRegion(options: {
  region?: string | undefined;
  profile?: string | undefined;
}): Promise<RegionChoice | undefined> {
  const environment = process.env;
  if (options.region) return { region: options.region, source: '--region' };
  if (environment['AWS_REGION']) return { region: environment['AWS_REGION'], source: 'AWS_REGION' };
  if (environment['AWS_DEFAULT_REGION']) return { region: environment['AWS_DEFAULT_REGION'], source: 'AWS_DEFAULT_REGION' };
  const profiles = await readProfiles();
  const region = profiles[options.profile ?? profileFromEnvironment() ?? 'default']?.['region'];
  return region ? { region, source: 'profile' } : undefined;
}
