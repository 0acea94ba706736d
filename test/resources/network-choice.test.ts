import { describe, expect, it } from 'vitest';
import { checkSubnets, pickSubnets, type NetworkRequest } from '../../src/resources/network-choice.ts';
import type { Candidate } from '../../src/resources/network-facts.ts';

const request: NetworkRequest = { vpcId: 'vpc-1', region: 'ap-northeast-2', scheme: 'internet-facing' };
const internal: NetworkRequest = { ...request, scheme: 'internal' };

const subnet = (id: string, letter: string, fields: Partial<Candidate> = {}): Candidate => ({
  id,
  vpcId: 'vpc-1',
  zone: `ap-northeast-2${letter}`,
  zoneId: `apne2-az${letter}`,
  isAvailable: true,
  isDefault: false,
  route: 'public',
  ...fields,
});

const idsOf = (candidates: readonly Candidate[]) => candidates.map(({ id }) => id);

describe('subnets that the user named', () => {
  it('are taken in their order', () => {
    const candidates = [subnet('a', 'a'), subnet('b', 'b'), subnet('c', 'c')];
    expect(idsOf(checkSubnets(request, candidates, ['c', 'a']))).toEqual(['c', 'a']);
  });

  it('are refused with everything that is wrong with any of them', () => {
    const candidates = [
      subnet('elsewhere', 'a', { vpcId: 'vpc-2' }),
      subnet('pending', 'a', { isAvailable: false }),
      subnet('private', 'a', { route: 'private' }),
      subnet('closed', 'a', { route: 'none' }),
    ];
    expect(() => checkSubnets(request, candidates, ['none', 'elsewhere', 'pending', 'private', 'closed'])).toThrow(
      expect.objectContaining({
        code: 'subnetsUnfit',
        facts: {
          vpc: 'vpc-1',
          problems: [
            { subnet: 'none', fault: 'unknown' },
            { subnet: 'elsewhere', fault: 'otherVpc' },
            { subnet: 'pending', fault: 'notAvailable' },
            { subnet: 'private', fault: 'notPublic' },
            { subnet: 'closed', fault: 'noRouteOut' },
          ],
          zones: ['ap-northeast-2a'],
        },
      }),
    );
  });

  it('are refused when all are in one zone', () => {
    expect(() => checkSubnets(request, [subnet('a', 'a'), subnet('b', 'a')], ['a', 'b'])).toThrow(
      expect.objectContaining({ facts: { vpc: 'vpc-1', problems: [], zones: ['ap-northeast-2a'] } }),
    );
  });

  it('may be private for an internal load balancer', () => {
    const candidates = [subnet('a', 'a', { route: 'private' }), subnet('b', 'b', { route: 'private' })];
    expect(idsOf(checkSubnets(internal, candidates, ['a', 'b']))).toEqual(['a', 'b']);
  });
});

describe('subnets that are chosen', () => {
  const cases: readonly [string, NetworkRequest, readonly Candidate[], readonly string[]][] = [
    ['are one each in two zones', request, [subnet('a2', 'a'), subnet('a1', 'a'), subnet('c', 'c'), subnet('b', 'b')], ['a1', 'b']],
    [
      'are the default ones of the VPC first',
      request,
      [subnet('a', 'a'), subnet('b', 'b'), subnet('c', 'c', { isDefault: true }), subnet('d', 'd', { isDefault: true })],
      ['c', 'd'],
    ],
    [
      'are public for an internet-facing load balancer',
      request,
      [subnet('a', 'a', { route: 'private' }), subnet('b', 'b'), subnet('c', 'c', { route: 'none' }), subnet('d', 'd')],
      ['b', 'd'],
    ],
    [
      'are private for an internal one where there are such',
      internal,
      [subnet('a', 'a'), subnet('b', 'b'), subnet('c', 'c', { route: 'private' }), subnet('d', 'd', { route: 'private' })],
      ['c', 'd'],
    ],
    ['are public for an internal one where there are no others', internal, [subnet('a', 'a'), subnet('b', 'b')], ['a', 'b']],
    [
      'are in no local zone',
      request,
      [subnet('local', 'a', { zone: 'ap-northeast-2-icn-1a', isDefault: true }), subnet('b', 'b'), subnet('c', 'c')],
      ['b', 'c'],
    ],
    [
      'are in no zone without Fargate',
      { ...request, region: 'ap-northeast-1' },
      ['a', 'c', 'd'].map((letter, i) =>
        subnet(letter, letter, { zone: `ap-northeast-1${letter}`, zoneId: `apne1-az${['3', '1', '2'][i]}` }),
      ),
      ['c', 'd'],
    ],
  ];

  it.each(cases)('%s', (_title, asked, candidates, expected) => {
    expect(idsOf(pickSubnets(asked, candidates, undefined))).toEqual(expected);
  });

  it('stay those of the last time as long as they are fit', () => {
    const candidates = [subnet('a', 'a'), subnet('b', 'b'), subnet('c', 'c'), subnet('d', 'd')];
    expect(idsOf(pickSubnets(request, candidates, ['d', 'c']))).toEqual(['d', 'c']);
    expect(idsOf(pickSubnets(request, candidates, ['d', 'gone']))).toEqual(['a', 'b']);
  });

  it('are refused where fewer than two zones have any', () => {
    expect(() => pickSubnets(request, [subnet('a', 'a'), subnet('b', 'b', { route: 'none' })], undefined)).toThrow(
      expect.objectContaining({
        code: 'noFitSubnets',
        facts: { vpc: 'vpc-1', scheme: 'internet-facing', zones: ['ap-northeast-2a'] },
      }),
    );
  });
});
