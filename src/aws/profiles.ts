import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

export type Profiles = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** Where the SDK looks. https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html */
const FILES = [
  { variable: 'AWS_CONFIG_FILE', name: 'config' },
  { variable: 'AWS_SHARED_CREDENTIALS_FILE', name: 'credentials' },
];

/** The profiles in the user's AWS config and credentials files; none where there are no files. */
export const readProfiles = async (): Promise<Profiles> => {
  const files = FILES.map(({ variable, name }) => process.env[variable] ?? join(homedir(), '.aws', name));
  // Most rehearsals have neither, and the SDK's parser takes a while to load.
  if (!files.some(file => existsSync(file))) return {};
  const { parseKnownFiles } = await import('@smithy/core/config');
  const found = await parseKnownFiles({ ignoreCache: true });
  // The parser keeps `[sso-session x]` and `[services x]` beside the profiles, with the two words joined.
  return Object.fromEntries(Object.entries(found).filter(([name]) => !/^(sso-session|services)\./.test(name)));
};

/** The profile that the environment names. */
export const profileFromEnvironment = (): string | undefined => process.env['AWS_PROFILE'] || undefined;

/** The profile in use, the one given or that of the environment, among those on this machine; refused where it is none of them. */
export async function knownProfile(given: string | undefined): Promise<{ readonly profile: string | undefined; readonly known: Profiles }> {
  const profile = given ?? profileFromEnvironment();
  const known = await readProfiles();
  if (profile === undefined || Object.hasOwn(known, profile)) return { profile, known };
  throw new UserError('profileUnknown', { profile, profiles: Object.keys(known).sort().join(', ') });
}
