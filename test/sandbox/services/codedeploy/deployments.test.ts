import {
  BatchGetDeploymentsCommand,
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  GetDeploymentGroupCommand,
  ListDeploymentTargetsCommand,
  ListDeploymentsCommand,
  SkipWaitTimeForInstanceTerminationCommand,
  StopDeploymentCommand,
  UpdateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { DescribeTargetGroupsCommand, ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import {
  allow,
  appSpec,
  createGroup,
  deploy,
  eventsOf,
  getDeployment,
  getTarget,
  groupInput,
  hasShifted,
  hasShiftedPart,
  isOver,
  isReady,
  startRelease,
  until,
  weights,
  type Release,
} from '../../../helpers/release.ts';
import { addressOf, describe as describeService, register, webTask } from '../../../helpers/stage.ts';

const sample = (release: Release, version: string): Promise<string> =>
  register(release, {
    containerDefinitions: webTask(release).containerDefinitions?.map(container => ({
      ...container,
      image: `${new URL(release.sandbox.endpoint).host}/sandbox/sample:${version}`,
    })),
  });

const page = async (release: Release, listenerArn: string): Promise<string> => (await fetch(addressOf(release, listenerArn))).text();

const SUCCEEDED = {
  BeforeInstall: 'Succeeded',
  Install: 'Succeeded',
  AfterInstall: 'Succeeded',
  AllowTestTraffic: 'Succeeded',
  AfterAllowTestTraffic: 'Succeeded',
  BeforeAllowTraffic: 'Succeeded',
  AllowTraffic: 'Succeeded',
  AfterAllowTraffic: 'Succeeded',
};

test('a deployment moves test traffic, then all production traffic, and ends when the old tasks are gone', async () => {
  const release = await startRelease();
  await createGroup(release);
  const before = await page(release, release.front.production);
  const id = await deploy(release, await sample(release, 'v2'));
  expect(id).toMatch(/^d-[A-Z0-9]{9}$/);
  await expect(release.codedeploy.send(new ListDeploymentTargetsCommand({ deploymentId: id }))).rejects.toMatchObject({
    name: 'DeploymentNotStartedException',
  });

  const waiting = await until(release, id, hasShifted, 600);
  expect(waiting).toMatchObject({ status: 'InProgress', creator: 'user', computePlatform: 'ECS' });
  expect(await weights(release, release.front.production)).toEqual({ 'demo-green': 100, 'demo-blue': 0 });
  expect(await weights(release, release.front.test)).toEqual({ 'demo-green': 1 });
  expect(await page(release, release.front.production)).not.toBe(before);
  const during = await getTarget(release, id);
  expect(eventsOf(during)).toEqual(SUCCEEDED);
  expect(during).toMatchObject({
    status: 'InProgress',
    targetArn: 'arn:aws:ecs:us-east-1:111122223333:service/demo/web',
    taskSetsInfo: [
      { taskSetLabel: 'Blue', status: 'ACTIVE', trafficWeight: 0, runningCount: 1, targetGroup: { name: 'demo-blue' } },
      { taskSetLabel: 'Green', status: 'PRIMARY', trafficWeight: 100, runningCount: 1, targetGroup: { name: 'demo-green' } },
    ],
  });

  const done = await until(release, id, isOver, 600);
  expect(done.status).toBe('Succeeded');
  expect((await describeService(release)).taskSets).toMatchObject([{ status: 'PRIMARY', startedBy: 'CODE_DEPLOY', externalId: id }]);
  const { deploymentGroupInfo } = await release.codedeploy.send(
    new GetDeploymentGroupCommand({ applicationName: 'web', deploymentGroupName: 'web' }),
  );
  expect(deploymentGroupInfo?.lastSuccessfulDeployment?.deploymentId).toBe(id);
});

test('blue is where the primary task set is, so colours change places with every release', async () => {
  const release = await startRelease();
  await createGroup(release);
  for (const [version, live, idle] of [
    ['v1', 'demo-green', 'demo-blue'],
    ['v2', 'demo-blue', 'demo-green'],
  ] as const) {
    const id = await deploy(release, await sample(release, version));
    await until(release, id, hasShifted, 900);
    await release.codedeploy.send(new ContinueDeploymentCommand({ deploymentId: id, deploymentWaitType: 'TERMINATION_WAIT' }));
    expect((await until(release, id, isOver, 120)).status).toBe('Succeeded');
    expect(await weights(release, release.front.production)).toEqual({ [live]: 100, [idle]: 0 });
    expect(await weights(release, release.front.test)).toEqual({ [live]: 1 });
  }
});

test('to end the wait again and again does not keep the original task set alive', async () => {
  const release = await startRelease();
  await createGroup(release);
  const id = await deploy(release, await sample(release, 'v2'));
  await until(release, id, hasShifted, 600);
  const goOn = { deploymentId: id, deploymentWaitType: 'TERMINATION_WAIT' } as const;
  for (let seconds = 0; seconds < 60; seconds += 3) {
    await release.codedeploy.send(new ContinueDeploymentCommand(goOn)).catch(() => undefined);
    await release.time.advance(3);
  }
  await expect(release.codedeploy.send(new ContinueDeploymentCommand(goOn))).rejects.toMatchObject({
    name: 'DeploymentAlreadyCompletedException',
  });
});

test('a canary gives green its part first and the rest when the interval is over', async () => {
  const release = await startRelease();
  await createGroup(release, { deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes' });
  const id = await deploy(release, await sample(release, 'v2'));
  await until(release, id, hasShiftedPart, 600);
  expect(await weights(release, release.front.production)).toEqual({ 'demo-green': 10, 'demo-blue': 90 });
  expect(eventsOf(await getTarget(release, id))).toMatchObject({
    BeforeAllowTraffic: 'Succeeded',
    AllowTraffic: 'InProgress',
    AfterAllowTraffic: 'Pending',
  });
  await release.time.advance(298);
  expect((await getTarget(release, id)).taskSetsInfo?.map(set => set.trafficWeight)).toEqual([90, 10]);
  await release.time.advance(3);
  expect(await weights(release, release.front.production)).toEqual({ 'demo-green': 100, 'demo-blue': 0 });
});

test('a linear shift adds the same part at every interval', async () => {
  const release = await startRelease();
  await createGroup(release, { deploymentConfigName: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes' });
  const id = await deploy(release, await sample(release, 'v2'));
  const green = async (): Promise<number | undefined> => (await getTarget(release, id)).taskSetsInfo?.[1]?.trafficWeight;
  await until(release, id, hasShiftedPart, 600);
  const seen = [];
  for (let minute = 0; minute < 10; minute += 1) {
    seen.push(await green());
    await release.time.advance(60);
  }
  expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
});

test('a stop with rollback leads traffic back in a deployment of its own', async () => {
  const release = await startRelease();
  await createGroup(release);
  const id = await deploy(release, await sample(release, 'v2'));
  await until(release, id, hasShifted, 600);
  const old = (await getTarget(release, id)).taskSetsInfo?.[0]?.identifer;
  const stopped = await release.codedeploy.send(new StopDeploymentCommand({ deploymentId: id, autoRollbackEnabled: true }));
  expect(stopped).toMatchObject({
    status: 'Succeeded',
    statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
  });
  const info = await getDeployment(release, id);
  expect(info).toMatchObject({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } });
  const rollbackId = info.rollbackInfo?.rollbackDeploymentId ?? '';
  expect(info.rollbackInfo?.rollbackMessage).toBe(
    `Deployment ${id} terminated. Automatic rollback is triggered with a DeploymentId ${rollbackId}.`,
  );
  const rolledBack = await until(release, rollbackId, isOver, 300);
  expect(rolledBack).toMatchObject({
    status: 'Succeeded',
    creator: 'codeDeployRollback',
    deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
    rollbackInfo: {
      rollbackTriggeringDeploymentId: id,
      rollbackMessage: `Deployment ${rollbackId} is triggered to roll back deployment ${id}.`,
    },
  });
  expect(await weights(release, release.front.production)).toEqual({ 'demo-green': 0, 'demo-blue': 100 });
  expect(await weights(release, release.front.test)).toEqual({ 'demo-blue': 1 });
  expect((await describeService(release)).taskSets).toMatchObject([{ id: old, status: 'PRIMARY' }]);
  const { deployments } = await release.codedeploy.send(new ListDeploymentsCommand({ applicationName: 'web', deploymentGroupName: 'web' }));
  expect(deployments).toEqual([rollbackId, id]);
  await expect(release.codedeploy.send(new StopDeploymentCommand({ deploymentId: id }))).rejects.toMatchObject({
    name: 'DeploymentAlreadyCompletedException',
  });
});

test('a stop without rollback leaves all as it is, and the next deployment clears up', async () => {
  const release = await startRelease();
  await createGroup(release, {
    deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
    autoRollbackConfiguration: { enabled: false },
  });
  const id = await deploy(release, await sample(release, 'v2'));
  await until(release, id, hasShiftedPart, 600);
  await release.codedeploy.send(new StopDeploymentCommand({ deploymentId: id, autoRollbackEnabled: false }));
  await release.time.advance(600);
  expect((await getDeployment(release, id)).rollbackInfo).toBeUndefined();
  expect(await weights(release, release.front.production)).toEqual({ 'demo-green': 10, 'demo-blue': 90 });
  expect((await describeService(release)).taskSets).toHaveLength(2);
  const next = await deploy(release, await sample(release, 'v2'));
  expect((await until(release, next, isOver, 1800)).status).toBe('Succeeded');
  expect((await describeService(release)).taskSets).toMatchObject([{ externalId: next }]);
});

test('a replacement that never gets healthy fails after an hour and is rolled back', async () => {
  const release = await startRelease();
  await createGroup(release);
  const broken = await register(release, {
    containerDefinitions: webTask(release).containerDefinitions?.map(container => ({
      ...container,
      image: 'public.ecr.aws/nobody/nothing:1',
    })),
  });
  const id = await deploy(release, broken);
  await release.time.advance(3590);
  expect((await getDeployment(release, id)).status).toBe('InProgress');
  const info = await until(release, id, isOver, 60);
  expect(info).toMatchObject({
    status: 'Failed',
    errorInformation: {
      code: 'TIMEOUT',
      message: 'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
    },
  });
  expect(eventsOf(await getTarget(release, id))).toMatchObject({
    BeforeInstall: 'Succeeded',
    Install: 'Failed',
    AfterInstall: 'Skipped',
    AllowTraffic: 'Skipped',
  });
  const rollback = await until(release, info.rollbackInfo?.rollbackDeploymentId ?? '', isOver, 300);
  expect(rollback.status).toBe('Succeeded');
  expect((await describeService(release)).taskSets).toMatchObject([{ status: 'PRIMARY', runningCount: 1 }]);
});

test('a deployment that waits for an answer is ready, goes on when told, and is stopped when nobody tells it', async () => {
  const release = await startRelease();
  const ready = { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 10 } as const;
  const terminate = { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 } as const;
  await createGroup(release, {
    blueGreenDeploymentConfiguration: { deploymentReadyOption: ready, terminateBlueInstancesOnDeploymentSuccess: terminate },
  });
  const continueDeployment = (deploymentId: string) =>
    release.codedeploy.send(new ContinueDeploymentCommand({ deploymentId, deploymentWaitType: 'READY_WAIT' }));
  const first = await deploy(release, await sample(release, 'v2'));
  await expect(continueDeployment(first)).rejects.toMatchObject({ name: 'DeploymentIsNotInReadyStateException' });
  await until(release, first, isReady, 600);
  expect(await getTarget(release, first)).toMatchObject({ status: 'Ready' });
  expect(eventsOf(await getTarget(release, first))).toMatchObject({ AfterAllowTestTraffic: 'Succeeded', BeforeAllowTraffic: 'Pending' });
  expect((await weights(release, release.front.production))['demo-green'] ?? 0).toBe(0);
  await continueDeployment(first);
  expect((await until(release, first, isOver, 300)).status).toBe('Succeeded');
  await expect(continueDeployment(first)).rejects.toMatchObject({ name: 'DeploymentAlreadyCompletedException' });

  const second = await deploy(release, await sample(release, 'v1'));
  await until(release, second, isReady, 600);
  expect(await until(release, second, isOver, 601)).toMatchObject({
    status: 'Stopped',
    errorInformation: {
      message: 'The deployment timed out while waiting for a notification to continue. This time out period is 10 minutes.',
    },
  });
});

test('a group runs one deployment at a time, its termination wait included', async () => {
  const release = await startRelease();
  await createGroup(release);
  const taskDefinition = await sample(release, 'v2');
  const id = await deploy(release, taskDefinition);
  const refusal = {
    name: 'DeploymentLimitExceededException',
    message: `The Deployment Group 'web' already has an active Deployment '${id}'`,
  };
  await expect(deploy(release, taskDefinition)).rejects.toMatchObject(refusal);
  await until(release, id, hasShifted, 600);
  await expect(deploy(release, taskDefinition)).rejects.toMatchObject(refusal);
  await release.codedeploy.send(new SkipWaitTimeForInstanceTerminationCommand({ deploymentId: id }));
  await until(release, id, isOver, 120);
  const next = await deploy(release, taskDefinition);
  const batch = (...deploymentIds: string[]) => release.codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds }));
  expect((await batch(next, id)).deploymentsInfo).toMatchObject([
    { deploymentId: next, status: expect.stringMatching(/^(?:Created|InProgress)$/) },
    { deploymentId: id, status: 'Succeeded' },
  ]);
  await expect(batch(...Array.from({ length: 26 }, () => id))).rejects.toMatchObject({ name: 'BatchLimitExceededException' });
});

test('a deployment fails when the production listener does not lead to the primary task set', async () => {
  const release = await startRelease();
  await createGroup(release, { autoRollbackConfiguration: { enabled: false } });
  const { TargetGroups } = await release.elb.send(new DescribeTargetGroupsCommand({ Names: ['demo-green'] }));
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn;
  await release.elb.send(
    new ModifyListenerCommand({ ListenerArn: release.front.production, DefaultActions: [{ Type: 'forward', TargetGroupArn }] }),
  );
  const id = await deploy(release, await sample(release, 'v2'));
  expect(await until(release, id, isOver, 900)).toMatchObject({
    status: 'Failed',
    errorInformation: {
      code: 'ELASTIC_LOAD_BALANCING_INVALID',
      message: 'The ELB could not be updated due to the following error: Primary taskset target group must be behind listener',
    },
  });
});

test.each([
  ['ecs:CreateTaskSet', 'AmazonECS'],
  ['iam:PassRole', 'AmazonECS'],
  ['elasticloadbalancing:ModifyListener', 'AmazonElasticLoadBalancing'],
  ['ecs:UpdateServicePrimaryTaskSet', 'AmazonECS'],
  ['ecs:DeleteTaskSet', 'AmazonECS'],
])('a service role without %s fails the deployment', async (action, service) => {
  const release = await startRelease();
  const needed = [
    'ecs:DescribeServices',
    'ecs:CreateTaskSet',
    'ecs:UpdateServicePrimaryTaskSet',
    'ecs:DeleteTaskSet',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:ModifyListener',
    'iam:PassRole',
  ];
  await createGroup(release, { autoRollbackConfiguration: { enabled: false } });
  await release.iam.send(
    new DetachRolePolicyCommand({ RoleName: 'codedeploy', PolicyArn: 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS' }),
  );
  await allow(release, 'codedeploy', [{ Action: needed.filter(name => name !== action), Resource: '*' }]);
  const info = await until(release, await deploy(release, await sample(release, 'v2')), isOver, 1800);
  expect(info.errorInformation?.code).toBe('IAM_ROLE_PERMISSIONS');
  expect(info.errorInformation?.message).toContain(
    `does not give you permission to perform operations in the following AWS service: ${service}.`,
  );
});

test('a service that is scaled up or restarts is waited for, five minutes at most', async () => {
  const release = await startRelease();
  await createGroup(release, { autoRollbackConfiguration: { enabled: false } });
  const service = Object.values(release.sandbox.world().state.ecs.services)[0];
  const primary = service?.taskSets[0];
  if (primary === undefined) throw new Error('no primary task set');
  primary.steady = false;
  const id = await deploy(release, await sample(release, 'v2'));
  await release.time.advance(200);
  expect(eventsOf(await getTarget(release, id))['BeforeInstall']).toBe('Pending');
  expect(await until(release, id, isOver, 200)).toMatchObject({ status: 'Failed', errorInformation: { code: 'INVALID_ECS_SERVICE' } });
});

test('a lifecycle hook fails: the sandbox has no functions', async () => {
  const release = await startRelease();
  await createGroup(release, { autoRollbackConfiguration: { enabled: false } });
  const content = `${appSpec(await sample(release, 'v2'))}Hooks:\n  - BeforeAllowTraffic: check\n`;
  const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content } };
  const { deploymentId = '' } = await release.codedeploy.send(
    new CreateDeploymentCommand({ applicationName: 'web', deploymentGroupName: 'web', revision }),
  );
  expect(await until(release, deploymentId, isOver, 900)).toMatchObject({ errorInformation: { code: 'HOOK_EXECUTION_FAILURE' } });
  const failed = (await getTarget(release, deploymentId)).lifecycleEvents?.find(event => event.status === 'Failed');
  expect(failed).toMatchObject({
    lifecycleEventName: 'BeforeAllowTraffic',
    diagnostics: { message: expect.stringContaining('arn:aws:lambda:us-east-1:111122223333:function:check') },
  });
});

test('a role that may not call functions fails at the first hook', async () => {
  const release = await startRelease();
  await createGroup(release, { autoRollbackConfiguration: { enabled: false } });
  await release.iam.send(
    new DetachRolePolicyCommand({ RoleName: 'codedeploy', PolicyArn: 'arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS' }),
  );
  await allow(release, 'codedeploy', [{ Action: 'ecs:*', Resource: '*' }]);
  const content = `${appSpec(await sample(release, 'v2'))}Hooks:\n  - BeforeInstall: check\n`;
  const revision = { revisionType: 'AppSpecContent' as const, appSpecContent: { content } };
  const { deploymentId = '' } = await release.codedeploy.send(
    new CreateDeploymentCommand({ applicationName: 'web', deploymentGroupName: 'web', revision }),
  );
  const { errorInformation } = await until(release, deploymentId, isOver, 900);
  expect(errorInformation?.code).toBe('IAM_ROLE_PERMISSIONS');
  expect(errorInformation?.message).toContain(
    `The IAM role ${release.codeDeployRoleArn} does not give you permission to perform operations in the following AWS service: AWSLambda.`,
  );
});

test('without a test listener there are no test events', async () => {
  const release = await startRelease();
  const pair = groupInput(release).loadBalancerInfo?.targetGroupPairInfoList?.[0];
  await createGroup(release, {
    loadBalancerInfo: { targetGroupPairInfoList: [{ targetGroups: pair?.targetGroups, prodTrafficRoute: pair?.prodTrafficRoute }] },
  });
  const id = await deploy(release, await sample(release, 'v2'));
  expect((await until(release, id, isOver, 1800)).status).toBe('Succeeded');
  expect(Object.keys(eventsOf(await getTarget(release, id)))).toEqual([
    'BeforeInstall',
    'Install',
    'AfterInstall',
    'BeforeAllowTraffic',
    'AllowTraffic',
    'AfterAllowTraffic',
  ]);
});

test('changes to the group do not touch a deployment under way', async () => {
  const release = await startRelease();
  await createGroup(release);
  const id = await deploy(release, await sample(release, 'v2'));
  const changes = {
    applicationName: 'web',
    currentDeploymentGroupName: 'web',
    deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
  };
  await release.codedeploy.send(new UpdateDeploymentGroupCommand(changes));
  const info = await until(release, id, isOver, 900);
  expect(info).toMatchObject({ status: 'Succeeded', deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce' });
});
