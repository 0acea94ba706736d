import { CreatePipelineCommand, GetPipelineCommand, StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { connect } from '../../src/aws/connect.ts';
import type { Answers } from '../../src/config.ts';
import type { Node } from '../../src/engine/types.ts';
import { recentExecutions } from '../../src/release/execution.ts';
import { resolveConfig } from '../../src/resolve-config.ts';
import { createSetup } from '../../src/setup.ts';
import { allNodes } from '../../src/steps/index.ts';
import { createGroup, pipelineOf, preparePipeline, startRelease, weights, type Release } from '../helpers/release.ts';
import { setUp, type SetUp } from '../helpers/set-up.ts';
import { describe as serviceOf } from '../helpers/stage.ts';
import { whileTimePasses } from '../release/stage.ts';
import { problemsIn } from '../../src/problems.ts';

const TIMEOUT = 120_000;

/** A set-up made by hand as in the tutorial, with names of its own. */
let release: Release;
let nodes: readonly Node[];
let wizard: SetUp;

beforeAll(async () => {
  release = await startRelease();
  await createGroup(release);
  const pipeline = pipelineOf(await preparePipeline(release));
  await release.codepipeline.send(new CreatePipelineCommand({ pipeline }));
  await release.time.advanceUntil(hasReleased, 1800);
  const { endpoint, region } = release.sandbox;
  const aws = await connect({ app: 'shop', env: 'default', endpoint, region, sandbox: true, pace: 0.001 });
  wizard = setUp(aws);
  nodes = nodesOf(aws);
}, TIMEOUT);

/** The settings that name it. */
function nodesOf(aws: Aws, changes: Answers = {}): readonly Node[] {
  const { region } = aws;
  const { config } = resolveConfig(
    {
      app: 'shop',
      region,
      'source.repository': 'web',
      'image.type': 'registry',
      'image.from': 'sandbox/sample:v1',
      'ecr.repository': 'web',
      'ecr.tag': 'latest',
      'taskdef.family': 'web',
      'taskdef.container': 'web',
      'taskdef.executionRole': 'execution',
      'alb.name': 'demo',
      'alb.blueTargetGroup': 'demo-blue',
      'alb.greenTargetGroup': 'demo-green',
      'service.cluster': 'demo',
      'service.name': 'web',
      'codedeploy.application': 'web',
      'codedeploy.group': 'web',
      'pipeline.name': 'web',
      ...changes,
    },
    // A rehearsal would not look at roles of the account.
    { env: 'default', sandbox: false, region },
  );
  return allNodes(createSetup(config, aws));
}

const hasReleased = (): boolean => {
  const executions = release.sandbox.world().state.codepipeline.pipelines['web']?.executions ?? [];
  return executions.length > 0 && executions.every(({ status }) => status !== 'InProgress');
};

const BY_HAND = [
  'source-repository',
  'image-repository',
  'load-balancer',
  'target-group-blue',
  'target-group-green',
  'production-listener',
  'test-listener',
  'cluster',
  'task-definition',
  'service',
  'codedeploy-application',
  'deployment-group',
  'pipeline',
];

describe('a set-up that was made by hand', () => {
  it('is refused as a whole, each thing by its name', async () => {
    const problems = await wizard.plan(nodes).then(() => [], problemsIn);
    expect(problems).toHaveLength(BY_HAND.length);
    for (const problem of problems) expect(problem).toMatchObject({ code: 'foreign' });
  });

  it('is not taken over with other target groups than the service has: the first release would fail', async () => {
    const others = nodesOf(wizard.aws, { 'alb.blueTargetGroup': 'shop-blue', 'alb.greenTargetGroup': 'shop-green' });
    const problems = await wizard.plan(others, { adopt: true }).then(() => [], problemsIn);
    expect(problems).toMatchObject([{ code: 'irreplaceable', facts: { node: 'service', fields: 'targetGroups: demo-green' } }]);
  });

  it('is taken over and completed: nothing is made anew, no traffic moves', { timeout: TIMEOUT }, async () => {
    const before = { weights: await weights(release, release.front.production), service: await serviceOf(release) };
    const done = await whileTimePasses(release, wizard.up(nodes, { adopt: true }));
    expect(BY_HAND.map(id => [id, done[id]?.[0]])).toEqual(BY_HAND.map(id => [id, 'update']));
    expect(Object.values(done).every(([action]) => action === 'create' || action === 'update')).toBe(true);
    const after = { weights: await weights(release, release.front.production), service: await serviceOf(release) };
    expect(after.weights).toEqual(before.weights);
    for (const member of ['serviceArn', 'createdAt', 'desiredCount'] as const)
      expect(after.service[member]).toEqual(before.service[member]);
    expect(after.service.taskSets?.[0]?.taskDefinition).toBe(before.service.taskSets?.[0]?.taskDefinition);
    // The tasks that serve go on to be reached.
    await release.time.advance(300);
    expect((await serviceOf(release)).taskSets).toEqual(after.service.taskSets);
    expect(await wizard.plan(nodes)).toEqual({});
  });

  it('is known as taken over also when the state is lost', { timeout: TIMEOUT }, async () => {
    wizard.lose();
    expect(await wizard.plan(nodes)).toEqual({});
    await whileTimePasses(release, wizard.up(nodes));
    const adopted = Object.entries(wizard.state().entries).filter(([, entry]) => entry.adopted === true);
    expect(adopted.map(([id]) => id).sort()).toEqual([...BY_HAND].sort());
  });

  it('can be released afterwards', { timeout: TIMEOUT }, async () => {
    const before = await weights(release, release.front.production);
    const { pipelineExecutionId } = await release.codepipeline.send(new StartPipelineExecutionCommand({ name: 'web' }));
    expect(await release.time.advanceUntil(hasReleased, 3600)).toBe(true);
    const [execution] = await recentExecutions(wizard.aws, 'web');
    expect(execution).toMatchObject({ pipelineExecutionId, status: 'Succeeded' });
    expect(await weights(release, release.front.production)).not.toEqual(before);
  });

  it('works on without the wizard once that is removed, unless told to remove it too', { timeout: TIMEOUT }, async () => {
    wizard.lose();
    const removed = await whileTimePasses(release, wizard.down(nodes));
    expect(Object.keys(removed).sort()).toEqual(['events-role', 'files-rule', 'image-rule']);
    const { pipeline } = await release.codepipeline.send(new GetPipelineCommand({ name: 'web' }));
    const RoleName = pipeline?.roleArn?.split('/').at(-1) ?? '';
    expect((await release.iam.send(new GetRoleCommand({ RoleName }))).Role?.RoleName).toBe('shop-pipeline-us-east-1');
    const all = await whileTimePasses(release, wizard.down(nodes, { adopted: true }));
    expect(Object.keys(all)).toEqual(expect.arrayContaining(BY_HAND));
    const { LoadBalancers } = await release.elb.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toEqual([]);
  });
});
