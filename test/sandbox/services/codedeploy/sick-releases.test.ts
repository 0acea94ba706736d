import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateDeploymentCommand, StopDeploymentCommand, type DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { AuthorizeSecurityGroupIngressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand, type TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import {
  appSpec,
  createGroup,
  deploy,
  eventsOf,
  getDeployment,
  getTarget,
  hasShifted,
  hasShiftedPart,
  isOver,
  startRelease,
  until,
  weights,
  type Release,
} from '../../../helpers/release.ts';
import { clientConfig } from '../../../helpers/sandbox.ts';
import { addressOf, describe as describeService, register, webTask } from '../../../helpers/stage.ts';

const taskOf = (release: Release, changes: Partial<ContainerDefinition>): Promise<string> =>
  register(release, { containerDefinitions: webTask(release).containerDefinitions?.map(container => ({ ...container, ...changes })) });

async function deployContent(release: Release, content: string): Promise<string> {
  const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content } };
  const names = { applicationName: 'web', deploymentGroupName: 'web' };
  return (await release.codedeploy.send(new CreateDeploymentCommand({ ...names, revision }))).deploymentId ?? '';
}

const status = async (release: Release, listenerArn: string): Promise<number> => (await fetch(addressOf(release, listenerArn))).status;

const TIMEOUT =
  'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.';

async function greenHealth(release: Release): Promise<TargetHealth[]> {
  const { TargetHealthDescriptions } = await release.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: release.front.green }));
  return (TargetHealthDescriptions ?? []).flatMap(({ TargetHealth: health }) => health ?? []);
}

test('an image that is well until users come answers them with errors, to the joy of alarms only', async () => {
  const release = await startRelease();
  await createGroup(release, { deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes' });
  const id = await deploy(release, await taskOf(release, { image: 'sandbox/errors-after-shift' }));
  await until(release, id, deployment =>
    deployment.events.some(event => event.lifecycleEventName === 'AfterAllowTestTraffic' && event.status === 'Succeeded'),
  );
  expect(await status(release, release.front.test)).toBe(200);
  await until(release, id, hasShiftedPart);
  const answers = await Promise.all(Array.from({ length: 150 }, () => status(release, release.front.production)));
  expect(new Set(answers)).toEqual(new Set([200, 500]));
  await release.time.advance(120);
  expect(await greenHealth(release)).toMatchObject([{ State: 'healthy' }]);
  await release.codedeploy.send(new StopDeploymentCommand({ deploymentId: id, autoRollbackEnabled: true }));
  const rollback = (await getDeployment(release, id)).rollbackInfo?.rollbackDeploymentId ?? '';
  expect((await until(release, rollback, isOver, 300)).status).toBe('Succeeded');
  expect(await status(release, release.front.production)).toBe(200);
});

test('an alarm on the errors of the target groups stops such a release and leads traffic back', async () => {
  const release = await startRelease();
  const cloudwatch = new CloudWatchClient(clientConfig(release.sandbox));
  const dimensionOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Dimensions: [
        { Name: 'TargetGroup', Value: dimensionOf(release.front.green) },
        { Name: 'LoadBalancer', Value: dimensionOf(release.front.balancer).replace('loadbalancer/', '') },
      ],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    }),
  );
  await createGroup(release, {
    deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
    alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }] },
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
  });
  const id = await deploy(release, await taskOf(release, { image: 'sandbox/errors-after-shift' }));
  await until(release, id, hasShiftedPart);
  await Promise.all(Array.from({ length: 150 }, () => status(release, release.front.production)));
  const stopped = await until(release, id, isOver, 300);
  expect(stopped).toMatchObject({
    status: 'Stopped',
    errorInformation: {
      code: 'ALARM_ACTIVE',
      message:
        'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <errors>',
    },
  });
  expect(eventsOf(await getTarget(release, id))).toMatchObject({ AllowTraffic: 'Failed', AfterAllowTraffic: 'Skipped' });
  const rollback = stopped.rollbackInfo?.rollbackDeploymentId ?? '';
  expect((await until(release, rollback, isOver, 300)).status).toBe('Succeeded');
  const answers = await Promise.all(Array.from({ length: 50 }, () => status(release, release.front.production)));
  expect(new Set(answers)).toEqual(new Set([200]));
});

test('nothing but an alarm stops a release that errs after its shift', async () => {
  const release = await startRelease();
  await createGroup(release);
  const id = await deploy(release, await taskOf(release, { image: 'sandbox/errors-after-shift' }));
  await until(release, id, hasShifted);
  expect(await status(release, release.front.production)).toBe(500);
  expect((await until(release, id, isOver, 900)).status).toBe('Succeeded');
  expect(await status(release, release.front.production)).toBe(500);
});

interface Sickness {
  readonly title: string;
  readonly changes: Partial<ContainerDefinition>;
  readonly arrange?: (release: Release) => Promise<unknown>;
  /** What the events of the service say. */
  readonly event: RegExp;
  readonly health?: Partial<TargetHealth>;
}

const closePort = async (release: Release): Promise<void> => {
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: release.balancerGroup }] }];
  await release.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: release.taskGroup, IpPermissions }));
};

const sicknesses: readonly Sickness[] = [
  {
    title: 'crashes at its start',
    changes: { image: 'sandbox/crash-at-start:latest' },
    event: /is unable to consistently start tasks successfully/,
  },
  {
    title: 'is never healthy',
    changes: { image: 'sandbox/never-healthy' },
    event: /is unhealthy in \(target-group .+\/demo-green\/.+\) due to \(reason Health checks failed with these codes: \[500\]\)\.$/,
    health: { State: 'unhealthy', Reason: 'Target.ResponseCodeMismatch' },
  },
  {
    title: 'is not there',
    changes: { image: 'sandbox/sample:v9' },
    event: /was unable to place a task\. Reason: CannotPullContainerError: .*sample:v9: not found\.$/,
  },
  {
    title: 'is for another architecture',
    changes: { image: 'sandbox/wrong-architecture' },
    event: /is unable to consistently start tasks/,
  },
  {
    title: 'listens on another port',
    changes: { image: 'sandbox/nginx', portMappings: [{ containerPort: 80 }, { containerPort: 81 }] },
    event: /\(port 81\) is unhealthy in \(target-group .+\) due to \(reason Health checks failed\)\.$/,
    health: { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' },
    arrange: async release => {
      const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 81, ToPort: 81, UserIdGroupPairs: [{ GroupId: release.balancerGroup }] }];
      await release.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: release.taskGroup, IpPermissions }));
    },
  },
  {
    title: 'cannot be reached by the load balancer',
    changes: { portMappings: [{ containerPort: 80 }, { containerPort: 81 }] },
    event: /\(port 81\) is unhealthy in \(target-group .+\) due to \(reason Request timed out\)\.$/,
    health: { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
  },
];

test.each(sicknesses)('a release whose container $title times out and is rolled back', async ({ changes, arrange, event, health }) => {
  const release = await startRelease();
  await createGroup(release);
  await arrange?.(release);
  const taskDefinition = await taskOf(release, changes);
  const port = changes.portMappings?.at(-1)?.containerPort ?? 80;
  const content = appSpec(taskDefinition).replace('ContainerPort: 80', `ContainerPort: ${port}`);
  const id = await deployContent(release, content);
  const seen: TargetHealth[] = [];
  await release.time.advanceUntil(async () => {
    seen.push(...(await greenHealth(release)).filter(({ State }) => State === 'unhealthy'));
    return seen.length > 0;
  }, 600);
  expect(seen[0] ?? {}).toMatchObject(health ?? {});
  const failed: DeploymentInfo = await until(release, id, isOver, 3700);
  expect(failed).toMatchObject({ status: 'Failed', errorInformation: { code: 'TIMEOUT', message: TIMEOUT } });
  expect(eventsOf(await getTarget(release, id))).toMatchObject({ BeforeInstall: 'Succeeded', Install: 'Failed', AllowTraffic: 'Skipped' });
  expect((await describeService(release)).events?.map(({ message }) => message)).toContainEqual(expect.stringMatching(event));
  const rollback = failed.rollbackInfo?.rollbackDeploymentId ?? '';
  expect(failed.rollbackInfo?.rollbackMessage).toContain(rollback);
  expect((await until(release, rollback, isOver, 300)).status).toBe('Succeeded');
  expect(await status(release, release.front.production)).toBe(200);
  expect((await weights(release, release.front.production))['demo-blue']).toBe(100);
});

test.each([
  [
    'a container that is not there',
    (spec: string) => spec.replace('ContainerName: web', 'ContainerName: app'),
    'The container app does not exist in the task definition.',
  ],
  [
    'a port that is not mapped',
    (spec: string) => spec.replace('ContainerPort: 80', 'ContainerPort: 443'),
    'The container web did not have a container port 443 defined.',
  ],
  [
    'an image for a task definition',
    (spec: string) => spec.replace(/TaskDefinition: .*/, 'TaskDefinition: nginx:latest'),
    'Invalid revision number. Number: latest',
  ],
  [
    'a placeholder that nobody filled in',
    (spec: string) => spec.replace(/TaskDefinition: .*/, 'TaskDefinition: <TASK_DEFINITION>'),
    'TaskDefinition not found.',
  ],
])('an AppSpec with %s fails the deployment with the words of ECS', async (_, spoil, message) => {
  const release = await startRelease();
  await createGroup(release, { autoRollbackConfiguration: { enabled: false } });
  const content = spoil(appSpec(await taskOf(release, {})));
  const { errorInformation } = await until(release, await deployContent(release, content), isOver, 900);
  expect(errorInformation?.code).toBe('ECS_UPDATE_ERROR');
  expect(errorInformation?.message).toMatch(
    new RegExp(
      `^The ECS service cannot be updated due to an unexpected error: ${message.replace(/[.]/g, '\\.')} \\(Service: AmazonECS; Status Code: 400; Error Code: \\w+Exception; Request ID: [-0-9a-f]{36}; Proxy: null\\)\\. Check your ECS service status\\.$`,
    ),
  );
});

test('a security group that is closed later makes running tasks unhealthy', async () => {
  const release = await startRelease();
  await closePort(release);
  await release.time.advanceUntil(
    async () => ((await describeService(release)).events ?? []).some(({ message }) => message?.includes('Request timed out')),
    300,
  );
  expect((await describeService(release)).events?.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/\(port 80\) is unhealthy in \(target-group .+\/demo-blue\/.+\) due to \(reason Request timed out\)\.$/),
  );
});
