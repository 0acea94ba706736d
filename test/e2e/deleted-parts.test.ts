import { CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import {
  CodePipelineClient,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import {
  DeleteListenerCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  RemoveTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/errors.ts';
import { applicationName, deploymentGroupName } from '../../src/naming.ts';
import { emptyProject, runWizard, type Run } from '../helpers/cli.ts';
import { clientConfig } from '../helpers/client-config.ts';

const TIMEOUT = 180_000;
const UNATTENDED = ['--sandbox', '--yes', '--non-interactive', '--json'];

interface Told {
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

describe('a new version whose way somebody has broken', () => {
  let folder: string;
  let config: ReturnType<typeof clientConfig>;
  const wizard = (...args: readonly string[]): Promise<Run> => runWizard(folder, [...args, ...UNATTENDED]);
  const errorsOf = ({ result }: Run): readonly Told[] => (result?.['errors'] ?? []) as readonly Told[];
  const deployments = async (): Promise<number> => {
    const place = {
      applicationName: applicationName('shop', 'shop-service'),
      deploymentGroupName: deploymentGroupName('shop', 'shop-service'),
    };
    return (await new CodeDeployClient(config).send(new ListDeploymentsCommand(place))).deployments?.length ?? 0;
  };

  beforeAll(async () => {
    folder = await emptyProject();
    await wizard('init', '--app', 'shop', '--codedeploy-termination-wait', '0');
    const { result } = await runWizard(folder, ['sandbox', 'status', '--json']);
    config = clientConfig({ endpoint: String(result?.['endpoint']), region: 'ap-northeast-2' });
    await wizard('release', '--image', 'sandbox/sample:v2', '--wait', 'complete');
  }, TIMEOUT);

  it('is refused while a stage of the pipeline is closed', { timeout: TIMEOUT }, async () => {
    const pipelines = new CodePipelineClient(config);
    const { pipelines: [found] = [] } = await pipelines.send(new ListPipelinesCommand({}));
    const pipeline = found?.name;
    const stage = { pipelineName: pipeline, stageName: 'Deploy', transitionType: 'Inbound' as const };
    await pipelines.send(new DisableStageTransitionCommand({ ...stage, reason: 'no releases before the holidays' }));
    const run = await wizard('release', '--image', 'sandbox/sample:v1');
    await pipelines.send(new EnableStageTransitionCommand(stage));
    expect([run.code, errorsOf(run)]).toEqual([
      EXIT.refused,
      [
        expect.objectContaining({
          code: 'stageClosed',
          facts: { pipeline, stage: 'Deploy', reason: 'no releases before the holidays' },
        }),
      ],
    ]);
    expect(run.events.map(({ type }) => type)).not.toContain('pushed');
  });

  it('is refused, by release and by rollback, naming all that is deleted, until init has made it again', { timeout: TIMEOUT }, async () => {
    const elb = new ElasticLoadBalancingV2Client(config);
    const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: ['shop'] }));
    const { Listeners } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn }));
    const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
    const arnOf = (end: string) => TargetGroups.find(({ TargetGroupName }) => TargetGroupName?.endsWith(end))?.TargetGroupArn;
    // Only its mark is gone from the one that serves.
    await elb.send(new RemoveTagsCommand({ ResourceArns: [arnOf('blue') ?? ''], TagKeys: ['ecs-greenblue:app'] }));
    await elb.send(new DeleteListenerCommand({ ListenerArn: Listeners?.find(({ Port }) => Port === 8080)?.ListenerArn }));
    const toBlue = [{ Type: 'forward', TargetGroupArn: arnOf('blue') }] as const;
    const production = Listeners?.find(({ Port }) => Port === 80)?.ListenerArn;
    await elb.send(new ModifyListenerCommand({ ListenerArn: production, DefaultActions: [...toBlue] }));
    await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: arnOf('green') }));
    await new CloudWatchLogsClient(config).send(new DeleteLogGroupCommand({ logGroupName: '/ecs/shop' }));
    const before = await deployments();
    const gone = {
      code: 'partsGone',
      facts: {
        parts: expect.stringMatching(
          /^(?=.*logs\.log-group \/ecs\/shop)(?=.*elbv2\.target-group \S*green)(?=.*elbv2\.listener \S*8080)(?!.*blue)/,
        ),
      },
    };
    const release = await wizard('release', '--image', 'sandbox/sample:v1');
    expect(release.code).toBe(EXIT.config);
    expect(errorsOf(release)).toMatchObject([gone]);
    expect(release.events.map(({ type }) => type)).not.toContain('pushed');
    const rollback = await wizard('rollback');
    expect([rollback.code, await deployments()]).toEqual([EXIT.config, before]);
    expect(errorsOf(rollback)).toMatchObject([gone]);

    expect((await wizard('init')).result).toMatchObject({ ok: true });
    expect((await wizard('rollback')).result).toMatchObject({ ok: true, way: 'deployed' });
  });
});
