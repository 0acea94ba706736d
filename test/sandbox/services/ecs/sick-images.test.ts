import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateServiceCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type RegisterTaskDefinitionCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand, type TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { pushImage } from '../../../../src/image/push-image.ts';
import { resolveImage } from '../../../../src/sandbox/services/ecr/resolve-image.ts';
import { imageSandbox } from '../../../helpers/image-aws.ts';
import { createFront, describe, register, startStage, webService, webTask, type Stage } from '../../../helpers/stage.ts';

const definitionOf = (
  stage: Stage,
  image: string,
  changes: Partial<RegisterTaskDefinitionCommandInput> = {},
): Partial<RegisterTaskDefinitionCommandInput> => ({
  containerDefinitions: webTask(stage).containerDefinitions?.map(container => ({ ...container, image })),
  ...changes,
});

/** A service that runs one of the images that come with the sandbox. */
async function startService(image: string, changes: Partial<RegisterTaskDefinitionCommandInput> = {}, healthCheckGracePeriodSeconds = 0) {
  const stage = await startStage();
  const front = await createFront(stage);
  const definition = await register(stage, definitionOf(stage, image, changes));
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, definition, { healthCheckGracePeriodSeconds })));
  return { ...stage, front };
}

async function stoppedTasks(stage: Stage): Promise<Task[]> {
  const { taskArns = [] } = await stage.ecs.send(new ListTasksCommand({ cluster: 'demo', serviceName: 'web', desiredStatus: 'STOPPED' }));
  if (taskArns.length === 0) return [];
  return (await stage.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }))).tasks ?? [];
}

const messages = async (stage: Stage): Promise<string[]> => (await describe(stage)).events?.map(event => event.message ?? '') ?? [];

async function targetHealth(stage: Stage, TargetGroupArn: string): Promise<TargetHealth | undefined> {
  const { TargetHealthDescriptions } = await stage.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return TargetHealthDescriptions?.find(({ TargetHealth: health }) => health?.State !== 'draining')?.TargetHealth;
}

const logged = async (stage: Stage): Promise<string[]> =>
  ((await stage.logs.send(new FilterLogEventsCommand({ logGroupName: '/ecs/web' }))).events ?? []).map(({ message = '' }) => message);

const ESSENTIAL = { stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' };

test.each([
  ['crash-at-start', { exitCode: 1 }, /^Error: connect ECONNREFUSED/m],
  ['out-of-memory', { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }, /^$/],
  ['wrong-architecture', { exitCode: 255 }, /^exec \/docker-entrypoint\.sh: exec format error$/m],
])('sandbox/%s ends again and again', async (name, container, line) => {
  const stage = await startService(`sandbox/${name}:latest`);
  await stage.time.advance(900);
  const stopped = await stoppedTasks(stage);
  expect(stopped.length).toBeGreaterThan(2);
  expect(stopped.length).toBeLessThan(9);
  for (const task of stopped) expect(task).toMatchObject({ ...ESSENTIAL, containers: [container] });
  expect(await messages(stage)).toContain(
    '(service web) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  );
  expect((await logged(stage)).join('\n')).toMatch(line);
});

test('sandbox/out-of-memory runs where it has the memory that it needs', async () => {
  const stage = await startService('sandbox/out-of-memory', { memory: '2048' });
  await stage.time.advance(200);
  expect(await stoppedTasks(stage)).toEqual([]);
  expect((await describe(stage)).taskSets).toMatchObject([{ stabilityStatus: 'STEADY_STATE' }]);
});

test('sandbox/never-healthy runs, and is replaced because it answers health checks with 500', async () => {
  const stage = await startService('sandbox/never-healthy', {}, 60);
  await stage.time.advance(42 + 50);
  expect(await targetHealth(stage, stage.front.blue)).toEqual({
    State: 'unhealthy',
    Reason: 'Target.ResponseCodeMismatch',
    Description: 'Health checks failed with these codes: [500]',
  });
  await stage.time.advance(60);
  const [task] = await stoppedTasks(stage);
  expect(task).toMatchObject({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: `Task failed ELB health checks in (target-group ${stage.front.blue})`,
  });
  const id = task?.taskArn?.split('/').at(-1);
  const set = (await describe(stage)).taskSets?.[0]?.id;
  const events = await messages(stage);
  expect(events).toContain(
    `(service web, taskSet ${set}) (task ${id}) (port 80) is unhealthy in (target-group ${stage.front.blue}) due to (reason Health checks failed with these codes: [500]).`,
  );
  expect(events).toContain(`(service web, taskSet ${set}) registered 1 targets in (target-group ${stage.front.blue})`);
  expect(events).toContain(`(service web) deregistered 1 targets in (target-group ${stage.front.blue})`);
});

test('sandbox/slow-start listens late, and gets through with a grace period', async () => {
  const { front, ...stage } = await startService('sandbox/slow-start', {}, 120);
  await stage.time.advance(42 + 40);
  expect(await targetHealth(stage, front.blue)).toMatchObject({ State: 'unhealthy', Reason: 'Target.FailedHealthChecks' });
  await stage.time.advance(60);
  expect(await targetHealth(stage, front.blue)).toMatchObject({ State: 'healthy' });
  expect(await stoppedTasks(stage)).toEqual([]);
});

test('START_SECONDS of the container says how late sandbox/slow-start listens; too late, and it is replaced', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const environment = [{ name: 'START_SECONDS', value: '600' }];
  const containerDefinitions = definitionOf(stage, 'sandbox/slow-start').containerDefinitions?.map(one => ({ ...one, environment }));
  const definition = await register(stage, { containerDefinitions });
  await stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, definition, { healthCheckGracePeriodSeconds: 120 })));
  await stage.time.advance(42 + 130);
  expect(await stoppedTasks(stage)).toMatchObject([{ stoppedReason: `Task failed ELB health checks in (target-group ${front.blue})` }]);
});

test('sandbox/wrong-architecture:arm64 is only for arm64', async () => {
  const stage = await startService('sandbox/wrong-architecture:arm64');
  await stage.time.advance(60);
  expect(await stoppedTasks(stage)).toMatchObject([
    {
      stopCode: 'TaskFailedToStart',
      stoppedReason:
        "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'",
    },
  ]);
});

test.each(['crash-at-start', 'never-healthy', 'errors-after-shift', 'slow-start', 'out-of-memory', 'wrong-architecture'])(
  'sandbox/%s is as sick in a repository of the account',
  async name => {
    const { sandbox, aws, ...to } = await imageSandbox();
    const source = { type: 'registry', reference: `sandbox/${name}:latest` } as const;
    await pushImage(aws, { ...to, source, architecture: 'X86_64', tags: ['v1'] });
    const image = await resolveImage(sandbox.world(), `${to.repositoryUri}:v1`);
    const original = await resolveImage(sandbox.world(), `sandbox/${name}`);
    expect(Object.keys(image?.labels ?? {}).filter(label => label.startsWith('sandbox.'))).not.toEqual([]);
    expect(image?.labels).toEqual(original?.labels);
    expect(image?.environment).toEqual(original?.environment);
  },
);
