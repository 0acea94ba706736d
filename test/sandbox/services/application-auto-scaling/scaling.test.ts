import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { recordMetric } from '../../../../src/sandbox/services/cloudwatch/record-metric.ts';
import { clientConfig } from '../../../helpers/sandbox.ts';
import { createRunningService, startStage } from '../../../helpers/stage.ts';

const WEB = { ServiceNamespace: 'ecs', ResourceId: 'service/demo/web', ScalableDimension: 'ecs:service:DesiredCount' } as const;
const OF_WEB = { ServiceNamespace: 'ecs', ResourceId: 'service/demo/web' } as const;

async function start(bounds: { MinCapacity: number; MaxCapacity: number } = { MinCapacity: 1, MaxCapacity: 5 }) {
  const stage = await startStage();
  await createRunningService(stage);
  const client = new ApplicationAutoScalingClient(clientConfig(stage.sandbox));
  const cloudwatch = new CloudWatchClient(clientConfig(stage.sandbox));
  const register = (changes: object = {}) => client.send(new RegisterScalableTargetCommand({ ...WEB, ...bounds, ...changes }));
  const { ScalableTargetARN } = await register();
  const desired = (): number | undefined =>
    Object.values(stage.sandbox.world().state.ecs.services).find(({ name }) => name === 'web')?.desiredCount;
  const activities = async () => (await client.send(new DescribeScalingActivitiesCommand(OF_WEB))).ScalingActivities ?? [];
  return { ...stage, client, cloudwatch, register, desired, activities, arn: ScalableTargetARN ?? '' };
}

const addTasks = (count: number) =>
  new PutScalingPolicyCommand({
    ...WEB,
    PolicyName: 'out',
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      Cooldown: 60,
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: count }],
    },
  });

test('a registered service is brought within its bounds at once, by a role of its own', async () => {
  const { client, iam, time, desired, activities, arn, register } = await start({ MinCapacity: 3, MaxCapacity: 5 });
  expect(desired()).toBe(3);
  expect(await activities()).toMatchObject([
    { Description: 'Setting desired count to 3.', Cause: 'minimum capacity was set to 3', StatusCode: 'InProgress' },
  ]);
  await time.advance(300);
  expect(await activities()).toMatchObject([
    { StatusCode: 'Successful', StatusMessage: 'Successfully set desired count to 3. Change successfully fulfilled by ecs.' },
  ]);
  await register({ MinCapacity: 1, MaxCapacity: 2 });
  expect(desired()).toBe(2);
  const { ScalableTargets } = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }));
  expect(ScalableTargets).toMatchObject([{ ...WEB, MinCapacity: 1, MaxCapacity: 2, ScalableTargetARN: arn }]);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForApplicationAutoScaling_ECSService' }));
  expect(ScalableTargets?.[0]?.RoleARN).toBe(Role?.Arn);
});

test('what is no service, and bounds that cross, are refused', async () => {
  const { register } = await start();
  await expect(register({ ResourceId: 'service/demo/none' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: "ECS service doesn't exist: service/demo/none",
  });
  await expect(register({ MinCapacity: 6 })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(register({ ResourceId: 'demo/web' })).rejects.toMatchObject({
    message: 'Unsupported service namespace, resource type or scalable dimension',
  });
});

test('a step policy scales when its alarm says so, within the bounds and with a cooldown', async () => {
  const { client, cloudwatch, time, desired, activities } = await start({ MinCapacity: 1, MaxCapacity: 4 });
  const before = desired() ?? 0;
  const { PolicyARN = '' } = await client.send(addTasks(1));
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'busy',
      Namespace: 'Test',
      MetricName: 'Load',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      AlarmActions: [PolicyARN],
    }),
  );
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'busy', StateValue: 'ALARM', StateReason: 'trial' }));
  await time.advance(1);
  expect(desired()).toBe(before + 1);
  expect((await activities())[0]?.Cause).toBe('monitor alarm busy in state ALARM triggered policy out');
  // The alarm stays, and so it goes on, minute by minute, up to the most.
  await time.advance(600);
  expect(desired()).toBe(4);
});

test('target tracking makes two alarms with the names of AWS, follows the load, and takes its alarms along', async () => {
  const { client, cloudwatch, time, sandbox, desired } = await start({ MinCapacity: 1, MaxCapacity: 8 });
  const { Alarms = [], PolicyARN } = await client.send(
    new PutScalingPolicyCommand({
      ...WEB,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        ScaleInCooldown: 60,
        ScaleOutCooldown: 600,
      },
    }),
  );
  expect(Alarms.map(({ AlarmName }) => AlarmName)).toEqual([
    expect.stringMatching(/^TargetTracking-service\/demo\/web-AlarmHigh-[0-9a-f-]{36}$/),
    expect.stringMatching(/^TargetTracking-service\/demo\/web-AlarmLow-[0-9a-f-]{36}$/),
  ]);
  const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms[0]).toMatchObject({ Threshold: 50, EvaluationPeriods: 3, AlarmActions: [PolicyARN], MetricName: 'CPUUtilization' });
  const before = desired() ?? 0;
  const dimensions = { ClusterName: 'demo', ServiceName: 'web' };
  for (let minute = 0; minute < 4; minute += 1) {
    recordMetric(sandbox.world(), { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions, unit: 'Percent', value: 100, count: 99 });
    await time.advance(60);
  }
  expect(desired()).toBe(before * 2);
  // Idle again: fifteen quiet minutes later it scales in.
  await time.advance(3600);
  expect(desired()).toBe(1);
  const { ScalingPolicies } = await client.send(new DescribeScalingPoliciesCommand(OF_WEB));
  expect(ScalingPolicies?.[0]?.Alarms).toHaveLength(2);
  await client.send(new DeleteScalingPolicyCommand({ ...WEB, PolicyName: 'cpu' }));
  expect((await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
});

test('scheduled actions change the bounds, once or at a rate', async () => {
  const { client, time, desired, register } = await start({ MinCapacity: 1, MaxCapacity: 5 });
  const soon = new Date(time.now().getTime() + 120_000).toISOString().slice(0, 19);
  await client.send(
    new PutScheduledActionCommand({
      ...WEB,
      ScheduledActionName: 'up',
      Schedule: `at(${soon})`,
      ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 6 },
    }),
  );
  await client.send(
    new PutScheduledActionCommand({
      ...WEB,
      ScheduledActionName: 'down',
      Schedule: 'rate(1 hour)',
      ScalableTargetAction: { MaxCapacity: 2 },
    }),
  );
  await time.advance(130);
  expect(desired()).toBe(4);
  await time.advance(3600);
  expect(desired()).toBe(2);
  const { ScheduledActions } = await client.send(new DescribeScheduledActionsCommand(OF_WEB));
  expect(ScheduledActions?.map(({ ScheduledActionName }) => ScheduledActionName)).toEqual(['down']);
  const remove = () => client.send(new DeleteScheduledActionCommand({ ...WEB, ScheduledActionName: 'down' }));
  await remove();
  await register({ MinCapacity: 1, MaxCapacity: 9 });
  await time.advance(3600);
  expect((await client.send(new DescribeScalableTargetsCommand(OF_WEB))).ScalableTargets).toMatchObject([{ MaxCapacity: 9 }]);
  await expect(remove()).rejects.toMatchObject({ name: 'ObjectNotFoundException' });
  const broken = client.send(
    new PutScheduledActionCommand({ ...WEB, ScheduledActionName: 'x', Schedule: 'sometimes', ScalableTargetAction: { MinCapacity: 1 } }),
  );
  await expect(broken).rejects.toMatchObject({ name: 'ValidationException', message: 'Invalid schedule expression: sometimes' });
});

test('a target carries tags, and takes its policies along when it goes', async () => {
  const { client, arn } = await start();
  await client.send(new TagResourceCommand({ ResourceARN: arn, Tags: { team: 'web', env: 'test' } }));
  await client.send(new UntagResourceCommand({ ResourceARN: arn, TagKeys: ['env', 'none'] }));
  expect((await client.send(new ListTagsForResourceCommand({ ResourceARN: arn }))).Tags).toEqual({ team: 'web' });
  await client.send(addTasks(1));
  await client.send(new DeregisterScalableTargetCommand(WEB));
  expect((await client.send(new DescribeScalingPoliciesCommand(OF_WEB))).ScalingPolicies).toEqual([]);
  await expect(client.send(addTasks(1))).rejects.toMatchObject({
    name: 'ObjectNotFoundException',
    message:
      'No scalable target registered for service namespace: ecs, resource ID: service/demo/web, scalable dimension: ecs:service:DesiredCount',
  });
});
