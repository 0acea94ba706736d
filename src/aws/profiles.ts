import { parseKnownFiles } from '@smithy/core/config';

export type Profiles = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** The profiles in the user's AWS config and credentials files; none where there are no files. */
export const readProfiles = async (): Promise<Profiles> => {
  const found = await parseKnownFiles({ ignoreCache: true });
  // The parser keeps `[sso-session x]` and `[services x]` beside the profiles, with the two words joined.
  return Object.fromEntries(Object.entries(found).filter(([name]) => !/^(sso-session|services)\./.test(name)));
};

/** The profile that the environment names. */
export const profileFromEnvironment = (): string | undefined => process.env['AWS_PROFILE'] || undefined;
