import { describe, expect, it } from 'vitest';
import { needsOf, refsIn } from '../../src/engine/refs.ts';
import type { Node } from '../../src/engine/types.ts';
import { QUESTIONS } from '../../src/questions.ts';
import { KINDS } from '../../src/resources/index.ts';
import { ALL_STEPS, allNodes, nodesOf, STEPS } from '../../src/steps/index.ts';
import { setupOf } from './helpers.ts';

const IDS = [
  'source-repository',
  'image-repository',
  'image',
  'execution-role',
  'task-role',
  'log-group',
  'taskdef-file',
  'task-definition',
  'network',
  'load-balancer-security-group',
  'task-security-group',
  'load-balancer',
  'target-group-blue',
  'target-group-green',
  'production-listener',
  'test-listener',
  'appspec-file',
  'commit',
  'ecs-service-linked-role',
  'cluster',
  'service-file',
  'service',
  'codedeploy-role',
  'codedeploy-application',
  'error-alarm',
  'deployment-group',
  'artifact-bucket',
  'pipeline-role',
  'events-role',
  'pipeline',
  'files-rule',
  'image-rule',
];

const FORMS = [
  { form: 'files and image', nodes: allNodes(setupOf()) },
  { form: 'files only', nodes: allNodes(setupOf({ 'pipeline.triggers': 'files' })) },
  { form: 'roles of the user', nodes: allNodes(setupOf({ 'taskdef.executionRole': 'mine', 'taskdef.taskRole': 'mine-too' })) },
  { form: 'the longest names', nodes: allNodes(setupOf({ app: 'a-very-long-app-name' }, { env: 'a-long-environment-x' })) },
];

/** A node all of whose needs are met, again and again; what is left over has a cycle in it. */
function leftOver(nodes: readonly Node[]): readonly string[] {
  const done = new Set<string>();
  for (const _ of nodes) for (const node of nodes) if (needsOf(node.spec).every(id => done.has(id))) done.add(node.id);
  return nodes.map(({ id }) => id).filter(id => !done.has(id));
}

describe('the list of wanted things', () => {
  it('has stable ids in the order of the pages', () => {
    expect(allNodes(setupOf()).map(({ id }) => id)).toEqual(IDS);
  });

  it.each(FORMS)('has each id once, no cycle, and leads nowhere outside of it: $form', ({ nodes }) => {
    const byId = new Map(nodes.map(node => [node.id, node]));
    expect(byId.size).toBe(nodes.length);
    const lost = nodes.flatMap(({ id, spec }) =>
      refsIn(spec)
        .filter(({ $ref, attr }) => byId.get($ref)?.kind.outputs.includes(attr) !== true)
        .map(({ $ref, attr }) => `${id} -> ${$ref}.${attr}`),
    );
    expect(lost).toEqual([]);
    expect(leftOver(nodes)).toEqual([]);
  });

  it.each(FORMS)('refers only to the same page or earlier ones: $form', ({ nodes }) => {
    const page = (wanted: string): number => STEPS.findIndex(({ name }) => name === nodes.find(({ id }) => id === wanted)?.step);
    const forward = nodes.flatMap(({ id, spec }) =>
      needsOf(spec)
        .filter(need => page(need) > page(id))
        .map(need => `${id} -> ${need}`),
    );
    expect(forward).toEqual([]);
  });

  it.each(FORMS)('is made of known kinds, each under its page: $form', ({ nodes }) => {
    for (const { kind } of nodes) expect(KINDS.get(kind.type)).toBe(kind);
    expect(STEPS.flatMap(({ name }) => nodes.filter(({ step }) => step === name))).toEqual(nodes);
  });

  it('is the same for the same answers, and split by page', () => {
    const setup = setupOf({ app: 'shop' });
    expect(allNodes(setup)).toEqual(allNodes(setupOf({ app: 'shop' })));
    expect(nodesOf('codedeploy', setup).map(({ id }) => id)).toEqual([
      'codedeploy-role',
      'codedeploy-application',
      'error-alarm',
      'deployment-group',
    ]);
    expect(nodesOf('init', setup)).toEqual([]);
  });

  it('asks every question on one page', () => {
    expect(ALL_STEPS.flatMap(({ questions }) => questions)).toEqual(QUESTIONS);
  });

  it('knows where the user says the name of each thing that cannot be renamed', () => {
    const lasting = allNodes(setupOf()).filter(({ kind }) => kind.irreplaceable === true);
    const keys = new Set<string>(QUESTIONS.map(({ key }) => key));
    expect(lasting.length).toBeGreaterThan(8);
    for (const { id, kind, spec, settings = {} } of lasting) {
      const said = kind.identity.filter(field => needsOf((spec as Readonly<Record<string, unknown>>)[field]).length === 0);
      expect({ id, unsaid: said.filter(field => settings[field] === undefined) }).toEqual({ id, unsaid: [] });
      expect({ id, unknown: Object.values(settings).filter(key => !keys.has(String(key))) }).toEqual({ id, unknown: [] });
    }
  });

  it('has names that differ between environments, so that two never collide', () => {
    const named = (env: string): Map<string, unknown> =>
      new Map(
        allNodes(setupOf({}, { env })).flatMap(({ id, spec }) =>
          'name' in spec && typeof spec.name === 'string' ? [[id, spec.name] as const] : [],
        ),
      );
    const [one, other] = [named('default'), named('prod')];
    expect(one.size).toBeGreaterThan(20);
    expect([...one].filter(([id, name]) => other.get(id) === name)).toEqual([]);
  });
});

// https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html and the services' own pages
describe('names', () => {
  const LIMITS: Readonly<Record<string, readonly [max: number, pattern: RegExp]>> = {
    'codecommit.repository': [100, /^[\w.-]+$/],
    'ecr.repository': [256, /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/],
    'iam.role': [64, /^[\w+=,.@-]+$/],
    'logs.log-group': [512, /^[\w./#-]+$/],
    'ec2.security-group': [255, /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/],
    'elbv2.load-balancer': [32, /^(?!internal-)[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/],
    'elbv2.target-group': [32, /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/],
    'ecs.cluster': [255, /^[\w-]+$/],
    'ecs.service': [255, /^[\w-]+$/],
    'codedeploy.application': [100, /^.+$/],
    'codedeploy.deployment-group': [100, /^.+$/],
    's3.bucket': [63, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/],
    'codepipeline.pipeline': [100, /^[A-Za-z0-9.@_-]+$/],
    'events.rule': [64, /^[\w.-]+$/],
  };

  it.each(['default', 'prod', 'a-long-environment-x'])('are within what AWS allows, with the longest app in %s', env => {
    const nodes = allNodes(
      setupOf({ app: 'a-very-long-app-name' }, { env, place: { account: '111122223333', region: 'ap-southeast-2', partition: 'aws' } }),
    );
    const named = nodes.filter(({ kind }) => kind.type in LIMITS);
    expect(new Set(named.map(({ kind }) => kind.type)).size).toBe(Object.keys(LIMITS).length);
    const tooLong = named.filter(({ kind, spec }) => {
      const name = 'name' in spec && typeof spec.name === 'string' ? spec.name : '';
      const [max, pattern] = LIMITS[kind.type] ?? [0, /^$/];
      return name.length > max || !pattern.test(name);
    });
    expect(tooLong.map(({ id, spec }) => [id, spec])).toEqual([]);
  });
});
