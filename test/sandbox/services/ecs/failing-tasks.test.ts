import { CreateLogGroupCommand, DeleteLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateServiceCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RunTaskCommand,
  type RegisterTaskDefinitionCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { DetachRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { pushImage, pushIndex } from '../../../helpers/push-image.ts';
import { allow } from '../../../helpers/release.ts';
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

/** Gives the execution role these rights instead of those of the managed policy. */
async function allowOnly(stage: Stage, ...actions: readonly string[]): Promise<void> {
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  await stage.iam.send(new DetachRolePolicyCommand({ RoleName: 'execution', PolicyArn }));
  await allow(stage, 'execution', [{ Action: actions, Resource: '*' }]);
}

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf';
const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1';

const withSecret = (stage: Stage, valueFrom: string): Partial<RegisterTaskDefinitionCommandInput> => ({
  containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, secrets: [{ name: 'KEY', valueFrom }] })),
});

const UNABLE = 'ResourceInitializationError: unable to pull secrets or registry auth:';
const REFUSED = 'https response error StatusCode: 400, RequestID: [-0-9a-f]{36}, api error';
const USER = 'User: arn:aws:sts::111122223333:assumed-role/execution/[0-9a-f]{32} is not authorized to perform:';

interface Mishap {
  readonly title: string;
  readonly actions?: readonly string[];
  readonly changes: (stage: Stage) => Partial<RegisterTaskDefinitionCommandInput>;
  readonly assignPublicIp?: 'DISABLED';
  /** Pattern of the whole reason. */
  readonly reason: string;
}

const mishaps: readonly Mishap[] = [
  {
    title: 'a parameter that is not there',
    actions: [...LOGS, 'ssm:GetParameters'],
    changes: stage => withSecret(stage, '/web/key'),
    reason: `${UNABLE} execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time\\(s\\): invalid ssm parameters: /web/key`,
  },
  {
    title: 'a parameter that its role may not read',
    changes: stage => withSecret(stage, '/web/key'),
    reason: `${UNABLE} execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time\\(s\\): operation error SSM: GetParameters, ${REFUSED} AccessDeniedException: ${USER} ssm:GetParameters on resource: arn:aws:ssm:us-east-1:111122223333:parameter/web/key because no identity-based policy allows the ssm:GetParameters action`,
  },
  {
    title: 'a secret that is not there',
    actions: [...LOGS, 'secretsmanager:GetSecretValue'],
    changes: stage => withSecret(stage, `${SECRET}:password::`),
    reason: `${UNABLE} execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time\\(s\\): failed to fetch secret ${SECRET} from secrets manager: operation error Secrets Manager: GetSecretValue, ${REFUSED} ResourceNotFoundException: Secrets Manager can't find the specified secret\\.`,
  },
  {
    title: 'a secret that it cannot reach',
    changes: stage => withSecret(stage, SECRET),
    assignPublicIp: 'DISABLED',
    reason: `${UNABLE} unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager\\. Check your task network configuration\\. .* context deadline exceeded`,
  },
  {
    title: 'a registry that it cannot reach',
    changes: stage => withImage(stage, ECR),
    assignPublicIp: 'DISABLED',
    reason: `${UNABLE} The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR\\. Check your task network configuration\\. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api\\.ecr\\.us-east-1\\.amazonaws\\.com/": dial tcp [.0-9]+:443: i/o timeout`,
  },
  {
    title: 'logs that it cannot reach',
    changes: () => ({}),
    assignPublicIp: 'DISABLED',
    reason:
      'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition\\. There is a connection issue between the task and Amazon CloudWatch\\. Check your network configuration\\. : signal: killed',
  },
  {
    title: 'logs that its role may not write',
    actions: ['ecr:*'],
    changes: () => ({}),
    reason: `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: ${USER} logs:CreateLogStream on resource: arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream:web/web/[0-9a-f]{32} because no identity-based policy allows the logs:CreateLogStream action : exit status 1`,
  },
  {
    title: 'an image that its role may not pull',
    actions: [...LOGS, 'ecr:GetAuthorizationToken'],
    changes: stage => withImage(stage, ECR),
    reason: `CannotPullContainerError: pull image manifest has been retried 1 time\\(s\\): failed to resolve ref ${ECR}: pulling from host 111122223333\\.dkr\\.ecr\\.us-east-1\\.amazonaws\\.com failed with status code \\[manifests\\]: 403 Forbidden`,
  },
  {
    title: 'an image that was never pushed',
    changes: stage => withImage(stage, ECR),
    reason: `CannotPullContainerError: pull image manifest has been retried 7 time\\(s\\): failed to resolve ref ${ECR}: ${ECR}: not found`,
  },
];

test.each(mishaps)('a task does not start for $title', async ({ actions, changes, assignPublicIp, reason }) => {
  const stage = await startStage();
  if (actions) await allowOnly(stage, ...actions);
  const task = await firstStopped(stage, changes(stage), assignPublicIp);
  expect(task).toMatchObject({
    stopCode: 'TaskFailedToStart',
    stoppedReason: expect.stringMatching(new RegExp(`^${reason}$`)),
    containers: [{ reason: task.stoppedReason }],
  });
  expect((await describe(stage)).events?.map(event => event.message)).toContain(
    `(service web) was unable to place a task. Reason: ${task.stoppedReason?.replace(/\.$/, '')}.`,
  );
});

test('an image that is larger than the ephemeral storage cannot be unpacked', async () => {
  const stage = await startStage();
  const image = await pushImage(stage.sandbox, 'web', { labels: { 'sandbox.disk-gib': '30' } });
  const task = await firstStopped(stage, withImage(stage, image));
  expect(task.stoppedReason).toMatch(
    /^CannotPullContainerError: ref pull has been retried 1 time\(s\): .*: no space left on device: unknown$/,
  );
  const taskDefinition = await register(stage, { ...withImage(stage, image), ephemeralStorage: { sizeInGiB: 40 } });
  const { networkConfiguration } = webService(stage, '', taskDefinition);
  const run = await stage.ecs.send(new RunTaskCommand({ cluster: 'demo', taskDefinition, launchType: 'FARGATE', networkConfiguration }));
  await stage.time.advance(60);
  const { tasks } = await stage.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: [run.tasks?.[0]?.taskArn ?? ''] }));
  expect(tasks).toMatchObject([{ lastStatus: 'RUNNING' }]);
});

test.each([
  ['a damaged layer', { layer: Buffer.from('1f8b0800000000000000ffffffff', 'hex') }, 'failed to extract layer: .*'],
  ['a config that is no JSON', { config: '<config>' }, 'failed to unmarshal the config of the image'],
  ['a config of another form', { config: '{"config":{"Env":"A=1"}}' }, 'failed to unmarshal the config of the image'],
])('an image with %s cannot be pulled', async (_what, wanted, reason) => {
  const stage = await startStage();
  const task = await firstStopped(stage, withImage(stage, await pushImage(stage.sandbox, 'web', wanted)));
  expect(task.stoppedReason).toMatch(new RegExp(`^CannotPullContainerError: ref pull has been retried 1 time\\(s\\): ${reason}`));
});

test('more vCPUs than the account may use are not given', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const taskDefinition = await register(stage, { cpu: '4096', memory: '8192' });
  const input = webService(stage, front.blue, taskDefinition, { desiredCount: 2 });
  await stage.ecs.send(new CreateServiceCommand(input));
  await stage.time.advance(120);
  expect(await describe(stage)).toMatchObject({ runningCount: 1, pendingCount: 0 });
  const QUOTA = "You've reached the limit on the number of vCPUs you can run concurrently.";
  expect((await describe(stage)).events?.map(event => event.message)).toContain(
    `(service web) was unable to place a task. Reason: ${QUOTA}`,
  );
  const { networkConfiguration } = input;
  await expect(
    stage.ecs.send(new RunTaskCommand({ cluster: 'demo', taskDefinition, launchType: 'FARGATE', networkConfiguration })),
  ).rejects.toMatchObject({ name: 'ClientException', message: QUOTA });
});
