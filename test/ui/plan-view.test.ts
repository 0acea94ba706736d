import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../src/engine/refs.ts';
import type { Change } from '../../src/engine/types.ts';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { countActions, hasChanges, legend, nameOf, planLines } from '../../src/ui/plan-view.ts';

const plain = new Chalk({ level: 0 });

const change = (more: Partial<Change>): Change => ({
  id: 'cluster',
  type: 'ecs.cluster',
  step: 'service',
  action: 'create',
  fields: [],
  needs: [],
  spec: { name: 'shop' },
  ...more,
});

const kept = change({ id: 'kept', action: 'keep' });
const found = change({ id: 'network', type: 'ec2.network', action: 'keep', found: true, spec: {}, outputs: { vpcId: 'vpc-1' } });

const lines = (changes: readonly Change[], width?: number): readonly string[] => planLines({ changes }, LANGUAGES.en, plain, width);

describe('planLines', () => {
  it('marks what is made, changed, replaced, removed and only looked up, and leaves out what stays', () => {
    expect(
      lines([
        change({}),
        change({ id: 'b', action: 'update', type: 'ecs.service', spec: { service: 'web' } }),
        change({ id: 'c', action: 'replace', type: 'elbv2.listener', spec: { port: 80 } }),
        change({ id: 'd', action: 'delete', type: 's3.bucket', spec: undefined, outputs: { name: 'old' } }),
        kept,
        found,
      ]),
    ).toEqual([
      '  +    ecs.cluster     shop',
      '  ~    ecs.service     web',
      '  -/+  elbv2.listener  80',
      '  -    s3.bucket       old',
      '  ?    ec2.network     vpc-1',
    ]);
  });

  it('shows the old and the new value of what changes, and says what is known only later', () => {
    const fields = [
      { field: 'cpu', from: 256, to: 512 },
      { field: 'arn', from: 'arn:old', to: UNKNOWN },
      { field: 'subnets', from: ['a', 'c'], to: ['a', UNKNOWN] },
      { field: 'tag', from: undefined, to: 'x' },
    ];
    expect(lines([change({ action: 'update', fields })])).toEqual([
      '  ~  ecs.cluster  shop',
      '      ~ cpu: 256 -> 512',
      '      ~ arn: arn:old -> (known after apply)',
      '      ~ subnets',
      '        - c',
      '        + (known after apply)',
      '      + tag: x',
    ]);
  });

  it('goes into what is nested: by name into lists, and into policies that are texts', () => {
    const definition = (image: string, ...more: readonly object[]) => ({
      family: 'shop',
      containers: [
        { name: 'web', image, environment: [{ name: 'A', value: '1' }, ...more] },
        { name: 'log', image: 'x' },
      ],
    });
    const policy = (...Action: string[]) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'Read', Action, Resource: '*' }] });
    const fields = [
      { field: 'definition', from: definition('v1'), to: definition('v2', { name: 'B', value: '2' }) },
      { field: 'policy', from: policy('s3:Get', 's3:List'), to: policy('s3:Get') },
    ];
    expect(lines([change({ action: 'update', fields })])).toEqual([
      '  ~  ecs.cluster  shop',
      '      ~ definition',
      '        ~ containers',
      '          ~ web',
      '            ~ image: v1 -> v2',
      '            ~ environment',
      '              + B: {"name":"B","value":"2"}',
      '      ~ policy',
      '        ~ Statement',
      '          ~ Read',
      '            ~ Action',
      '              - s3:List',
    ]);
  });

  it('shows a list as a whole when only its order is another one', () => {
    const fields = [{ field: 'order', from: ['a', 'b'], to: ['b', 'a'] }];
    expect(lines([change({ action: 'update', fields })])[1]).toBe('      ~ order: ["a","b"] -> ["b","a"]');
  });

  it('has a legend of the marks that occur', () => {
    const changes = [change({}), change({ id: 'b', action: 'replace' }), kept, found];
    expect(legend({ changes }, LANGUAGES.en)).toBe('+ create   -/+ replace   ? found, and used');
  });

  it('shows no values of what is made or removed', () => {
    const fields = [{ field: 'cpu', from: undefined, to: 512 }];
    expect(lines([change({ fields }), change({ action: 'delete', fields })])).toHaveLength(2);
  });

  it('keeps within the terminal', () => {
    const long = change({ spec: { name: 'a'.repeat(80) }, action: 'update', fields: [{ field: 'x', from: 'b'.repeat(80), to: 'c' }] });
    expect(lines([long], 40).map(line => line.length)).toEqual([16, 40, 40, 18, 40]);
  });

  it('gives a name whole on a line of its own where the row has no room for it', () => {
    const role = change({ type: 'iam.role', spec: { name: 'shop-execution-ap-northeast-2' } });
    expect(lines([change({}), role], 40)).toEqual(['  +  ecs.cluster  shop', '  +  iam.role', '      shop-execution-ap-northeast-2']);
    expect(lines([role], 24)).toEqual(['  +  iam.role', '      shop-execution-ap-', '      northeast-2']);
  });

  it('lets no value steer the terminal', () => {
    const fields = [{ field: 'x', from: '\u001b[2J', to: 'a\rb' }];
    expect(lines([change({ spec: { name: 'a\u001b[31m' }, action: 'update', fields })])).toEqual([
      '  ~  ecs.cluster  a',
      '      ~ x:  -> ab',
    ]);
  });

  it('paints what is made green and what is lost red', () => {
    const colour = new Chalk({ level: 1 });
    const painted = ['create', 'update', 'delete', 'replace'] as const;
    expect(painted.map(action => planLines({ changes: [change({ action })] }, LANGUAGES.en, colour)[0]?.slice(0, 5))).toEqual(
      [32, 33, 31, 31].map(code => `\u001b[${code}m`),
    );
  });
});

describe('nameOf', () => {
  it.each([
    { what: 'its name', given: { spec: { name: 'shop', port: 80 } }, expected: 'shop' },
    { what: 'its path', given: { spec: { path: 'taskdef.json' } }, expected: 'taskdef.json' },
    { what: 'its port', given: { spec: { port: 80 } }, expected: '80' },
    { what: 'an image by repository and tag', given: { type: 'ecr.image', spec: { repository: 'shop', tag: 'v1' } }, expected: 'shop:v1' },
    {
      what: 'an image of a repository that is still to be made',
      given: { type: 'ecr.image', spec: { repository: UNKNOWN, tag: 'v1' }, of: 'shop' },
      expected: 'shop:v1',
    },
    {
      what: 'an image that is to go, as AWS says',
      given: { type: 'ecr.image', spec: undefined, outputs: { uri: '1.dkr.ecr.x.amazonaws.com/team/shop@sha256:ab', tag: 'v1' } },
      expected: 'team/shop:v1',
    },
    {
      what: 'a commit by repository and branch',
      given: { type: 'codecommit.commit', spec: { repository: UNKNOWN, branch: 'main' }, of: 'shop' },
      expected: 'shop@main',
    },
    {
      what: 'a listener by load balancer and port',
      given: { type: 'elbv2.listener', spec: { loadBalancerArn: 'arn:aws:elasticloadbalancing:x:1:loadbalancer/app/shop/50dc', port: 80 } },
      expected: 'shop:80',
    },
    {
      what: 'a listener of a load balancer that is still to be made',
      given: { type: 'elbv2.listener', spec: { loadBalancerArn: UNKNOWN, port: 80 }, of: 'shop' },
      expected: 'shop:80',
    },
    { what: 'what AWS says, when there is no spec', given: { spec: undefined, outputs: { name: 'shop' } }, expected: 'shop' },
    { what: 'the node, when the name is not known yet', given: { spec: { name: UNKNOWN } }, expected: 'cluster' },
    { what: 'the node, when there is no name', given: { spec: {} }, expected: 'cluster' },
  ])('is $what', ({ given, expected }) => {
    expect(nameOf(change(given))).toBe(expected);
  });
});

describe('a plan', () => {
  it('has changes when something is to be done', () => {
    expect([[kept, found], [kept, change({})], []].map(changes => hasChanges({ changes }))).toEqual([false, true, false]);
  });

  it('is counted by action, without what is only looked up', () => {
    const changes = [change({}), change({}), change({ action: 'delete' }), kept, found];
    expect(countActions({ changes })).toEqual({ create: 2, update: 0, replace: 0, delete: 1, keep: 1 });
  });
});
