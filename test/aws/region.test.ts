import { afterEach, expect, it, vi } from 'vitest';
import { chooseRegion } from '../../src/aws/region.ts';
import { becomeUser } from './aws-files.ts';

afterEach(() => void vi.unstubAllEnvs());

const config = '[default]\nregion = eu-north-1\n[profile work]\nregion = eu-west-1\n[sso-session work]\nregion = us-west-2\n';

it.each([
  ['the option before everything', { region: 'ap-south-1' }, { AWS_REGION: 'us-west-1' }, { region: 'ap-south-1', source: '--region' }],
  [
    'AWS_REGION before AWS_DEFAULT_REGION',
    {},
    { AWS_REGION: 'us-west-1', AWS_DEFAULT_REGION: 'us-east-2' },
    { region: 'us-west-1', source: 'AWS_REGION' },
  ],
  [
    'AWS_DEFAULT_REGION, which the SDK does not know',
    {},
    { AWS_DEFAULT_REGION: 'us-east-2' },
    { region: 'us-east-2', source: 'AWS_DEFAULT_REGION' },
  ],
  ['the region of the named profile', { profile: 'work' }, {}, { region: 'eu-west-1', source: 'profile' }],
  ['the region of the profile in AWS_PROFILE', {}, { AWS_PROFILE: 'work' }, { region: 'eu-west-1', source: 'profile' }],
  ['the region of the default profile', {}, {}, { region: 'eu-north-1', source: 'profile' }],
  ['nothing for a profile without one', { profile: 'other' }, {}, undefined],
])('chooses %s', async (_what, options, environment, choice) => {
  await becomeUser({ config }, environment);
  expect(await chooseRegion(options)).toEqual(choice);
});
