import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/resolve-config.ts';
import { state } from '../../src/rules.ts';
import { addressOf } from '../../src/state/address.ts';

const { config } = resolveConfig({}, { env: 'default', sandbox: false, region: 'us-east-1' });

describe('the place of a state', () => {
  it.each([
    ['s3://team-state', { bucket: 'team-state', prefix: '' }],
    ['s3://team-state/', { bucket: 'team-state', prefix: '' }],
    ['s3://team-state/shop', { bucket: 'team-state', prefix: 'shop' }],
    ['s3://team.state/a/b-c_d/', { bucket: 'team.state', prefix: 'a/b-c_d' }],
  ])('%s is in a bucket', (text, address) => {
    expect(state(text, config)).toBeUndefined();
    expect(addressOf(text)).toEqual(address);
  });

  it('is the project where nothing is said', () => {
    expect(config.state).toBe('local');
    expect(state('local', config)).toBeUndefined();
    expect(addressOf('local')).toBeUndefined();
  });

  it.each([
    '',
    'here',
    's3://',
    's3://Team',
    's3://ab',
    's3://team-state//x',
    's3://team-state/a b',
    'gs://team-state/x',
    'https://team-state',
  ])('%j is none', text => expect(state(text, config)).toMatchObject({ rule: 'state' }));

  it('of a rehearsal is always the project', () => {
    const rehearsal = resolveConfig({ state: 's3://team-state/shop' }, { env: 'default', sandbox: true, region: 'us-east-1' });
    expect(rehearsal.config.state).toBe('local');
  });
});
