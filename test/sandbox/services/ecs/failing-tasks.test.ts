import { CreateLogGroupCommand, DeleteLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateServiceCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type RegisterTaskDefinitionCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { DetachRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { pushImage, pushIndex } from '../../../helpers/push-image.ts';
import { createFront, describe, register, startStage, webService, webTask, type Stage } from '../../../helpers/stage.ts';

/** Lets a service start and tells how its first task ended. */
async function firstStopped(
  stage: Stage,
  changes: Partial<RegisterTaskDefinitionCommandInput> = {},
  assignPublicIp: 'ENABLED' | 'DISABLED' = 'ENABLED',
): Promise<Task> {
  const front = await createFront(stage);
  const networkConfiguration = { awsvpcConfiguration: { subnets: stage.subnets, securityGroups: [stage.taskGroup], assignPublicIp } };
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, await register(stage, changes), { networkConfiguration })));
  await stage.time.advance(120);
  const { taskArns = [] } = await stage.ecs.send(new ListTasksCommand({ cluster: 'demo', serviceName: 'web', desiredStatus: 'STOPPED' }));
  const { tasks = [] } = await stage.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }));
  const [first] = tasks.sort((a, b) => Number(a.createdAt) - Number(b.createdAt));
  if (!first) throw new Error('no task has stopped');
  return first;
}

const withImage = (stage: Stage, image: string): Partial<RegisterTaskDefinitionCommandInput> => ({
  containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, image })),
});

test('an image that is not there cannot be pulled', async () => {
  const stage = await startStage();
  const task = await firstStopped(stage, withImage(stage, 'public.ecr.aws/nobody/nothing:1'));
  expect(task).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref public.ecr.aws/nobody/nothing:1: public.ecr.aws/nobody/nothing:1: not found',
    containers: [{ lastStatus: 'STOPPED', reason: expect.stringContaining('CannotPullContainerError') }],
  });
  expect(task.containers?.[0]?.exitCode).toBeUndefined();
  expect((await describe(stage)).taskSets).toMatchObject([{ stabilityStatus: 'STABILIZING', runningCount: 0 }]);
});

test('an execution role that ECS cannot take on fails the task and is named in the events', async () => {
  const stage = await startStage();
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  await stage.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'execution', PolicyDocument }));
  const task = await firstStopped(stage);
  expect(task.stoppedReason).toMatch(
    /^ECS was unable to assume the role 'arn:aws:iam::111122223333:role\/execution' that was provided for this task\./,
  );
  expect((await describe(stage)).events?.map(event => event.message)).toContainEqual(
    expect.stringContaining('failed to launch a task with (error ECS was unable to assume'),
  );
});

test('an execution role without rights cannot fetch from ECR', async () => {
  const stage = await startStage();
  await stage.iam.send(
    new DetachRolePolicyCommand({
      RoleName: 'execution',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
    }),
  );
  const task = await firstStopped(stage, withImage(stage, '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1'));
  expect(task.stoppedReason).toMatch(
    /^ResourceInitializationError: unable to pull secrets or registry auth: .*AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role\/execution\/[0-9a-f]{32} is not authorized to perform: ecr:GetAuthorizationToken on resource: \*/,
  );
});

test('a task without a way out cannot pull', async () => {
  const stage = await startStage();
  const task = await firstStopped(
    stage,
    { containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, logConfiguration: undefined })) },
    'DISABLED',
  );
  expect(task.stoppedReason).toMatch(/^CannotPullContainerError: .* i\/o timeout$/);
});

test('a missing log group stops the task before it runs, and a new one heals it', async () => {
  const stage = await startStage();
  await stage.logs.send(new DeleteLogGroupCommand({ logGroupName: '/ecs/web' }));
  const task = await firstStopped(stage);
  expect(task.stoppedReason).toBe(
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1',
  );
  await stage.logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/web' }));
  await stage.time.advance(300);
  expect(await describe(stage)).toMatchObject({ runningCount: 1, taskSets: [{ stabilityStatus: 'STEADY_STATE' }] });
});

test('an image for another architecture exits at once with an exec format error', async () => {
  const stage = await startStage();
  const amd64 = await pushImage(stage.sandbox, 'web', { architecture: 'amd64' });
  const task = await firstStopped(stage, {
    ...withImage(stage, amd64),
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
  });
  expect(task).toMatchObject({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ exitCode: 255 }],
  });
  const { events } = await stage.logs.send(new FilterLogEventsCommand({ logGroupName: '/ecs/web' }));
  expect(events?.[0]?.message).toBe('exec /docker-entrypoint.sh: exec format error');
});

test('an image of several architectures without that of the task cannot be pulled', async () => {
  const stage = await startStage();
  const task = await firstStopped(stage, withImage(stage, await pushIndex(stage.sandbox, 'web', [{ architecture: 'arm64' }])));
  expect(task).toMatchObject({
    stopCode: 'TaskFailedToStart',
    stoppedReason:
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
  });
});

test('an image whose container ends by itself is started again, later and later', async () => {
  const stage = await startStage();
  const image = await pushImage(stage.sandbox, 'web', { labels: { 'sandbox.exit-code': '3' } });
  const task = await firstStopped(stage, withImage(stage, image));
  expect(task).toMatchObject({ stopCode: 'EssentialContainerExited', containers: [{ exitCode: 3 }] });
  await stage.time.advance(600);
  expect((await describe(stage)).events?.map(event => event.message)).toContain(
    '(service web) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  );
});
