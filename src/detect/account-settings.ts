import type { Profiles } from '../aws/profiles.ts';
import { detection, type Detection } from './detection.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface AccountSettings {
  readonly detections: readonly Detection[];
  /** The profiles to choose from; undefined where the environment has chosen already, or there is nothing to choose. None is taken unasked. */
  readonly profiles: readonly string[] | undefined;
}

/** Variables with which the SDK finds credentials without a profile. */
const CREDENTIALS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** Profile and region as the user's AWS configuration gives them. */
export function detectAccountSettings(environment: Environment, profiles: Profiles): AccountSettings {
  const names = Object.keys(profiles).sort();
  const isChosen = CREDENTIALS.some(name => environment[name]);
  const variable = ['AWS_REGION', 'AWS_DEFAULT_REGION'].find(name => environment[name]);
  const inUse = environment['AWS_PROFILE'] ?? 'default';
  const regions = names.flatMap(name => {
    const value = profiles[name]?.['region'];
    const when: Detection['when'] = ({ profile }) => (profile === '' ? inUse : profile) === name;
    return value === undefined ? [] : [detection('region', { value, source: `~/.aws/config: ${name}` }, { when, transient: true })];
  });
  return {
    detections: [
      ...(variable === undefined
        ? []
        : [detection('region', { value: environment[variable] ?? '', source: variable }, { transient: true })]),
      ...regions,
    ],
    profiles: isChosen || names.every(name => name === 'default') ? undefined : names,
  };
}
