import {
  CreateServiceCommand,
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  ListTagsForResourceCommand,
  RegisterTaskDefinitionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type ContainerDefinition,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { beforeAll, describe, expect, test } from 'vitest';
import { IMAGE, createFront, register, startStage, webService, webTask, type Stage } from '../../../helpers/stage.ts';

test('a registered task definition gets the next revision and the defaults that AWS fills in', async () => {
  const stage = await startStage();
  await register(stage);
  const { taskDefinition, tags } = await stage.ecs.send(
    new RegisterTaskDefinitionCommand(webTask(stage, { tags: [{ key: 'a', value: '1' }] })),
  );
  expect(taskDefinition).toMatchObject({
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:2',
    revision: 2,
    status: 'ACTIVE',
    compatibilities: ['EC2', 'FARGATE'],
    volumes: [],
    registeredBy: 'arn:aws:iam::111122223333:user/sandbox',
  });
  expect(taskDefinition?.containerDefinitions?.[0]).toMatchObject({
    cpu: 0,
    essential: true,
    environment: [],
    portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
  });
  expect(tags).toEqual([{ key: 'a', value: '1' }]);
});

test('a task definition is found by family, revision and ARN, and tells its tags when asked', async () => {
  const stage = await startStage();
  await register(stage);
  const arn = await register(stage, { tags: [{ key: 'a', value: '1' }] });
  const read = async (taskDefinition: string) =>
    (await stage.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }))).taskDefinition?.revision;
  expect(await read('web')).toBe(2);
  expect(await read('web:1')).toBe(1);
  expect(await read(arn)).toBe(2);
  const { tags } = await stage.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web', include: ['TAGS'] }));
  expect(tags).toEqual([{ key: 'a', value: '1' }]);
  await expect(read('other')).rejects.toMatchObject({ name: 'ClientException', message: 'Unable to describe task definition.' });

  await stage.ecs.send(new TagResourceCommand({ resourceArn: arn, tags: [{ key: 'b', value: '2' }] }));
  await stage.ecs.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['a'] }));
  expect((await stage.ecs.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags).toEqual([{ key: 'b', value: '2' }]);
});

test('a deregistered revision is INACTIVE, cannot be run, and is gone a while after it is deleted', async () => {
  const stage = await startStage();
  const front = await createFront(stage);
  const [first, second] = [await register(stage), await register(stage)];
  const list = async (status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS') =>
    (await stage.ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: 'web', status, sort: 'DESC' }))).taskDefinitionArns;
  expect(await list('ACTIVE')).toEqual([second, first]);
  await expect(stage.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web' }))).rejects.toMatchObject({
    name: 'ClientException',
  });
  await stage.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: first }));
  expect(await list('INACTIVE')).toEqual([first]);
  await expect(stage.ecs.send(new CreateServiceCommand(webService(stage, front.blue, first)))).rejects.toMatchObject({
    name: 'ClientException',
    message: 'TaskDefinition is inactive',
  });
  const { taskDefinitions, failures } = await stage.ecs.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: [first, second] }));
  expect(taskDefinitions).toMatchObject([{ status: 'DELETE_IN_PROGRESS' }]);
  expect(failures).toMatchObject([{ arn: second }]);
  await stage.time.advance(60);
  expect(await list('DELETE_IN_PROGRESS')).toEqual([]);
  expect(await register(stage)).toMatch(/web:3$/);
  const families = async (status: 'ACTIVE' | 'INACTIVE') =>
    (await stage.ecs.send(new ListTaskDefinitionFamiliesCommand({ familyPrefix: 'w', status }))).families;
  expect(await families('ACTIVE')).toEqual(['web']);
  expect(await families('INACTIVE')).toEqual([]);
});

describe('RegisterTaskDefinition', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });

  const container = (changes: Partial<ContainerDefinition>): Partial<RegisterTaskDefinitionCommandInput> => ({
    containerDefinitions: [{ name: 'web', image: IMAGE, ...changes }],
  });
  const awslogs = (options: Record<string, string>) => container({ logConfiguration: { logDriver: 'awslogs', options } });
  const full = { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1' };
  const twice = [
    { name: 'a', image: IMAGE, portMappings: [{ containerPort: 80 }] },
    { name: 'b', image: IMAGE, portMappings: [{ containerPort: 80 }] },
  ];
  const refused: readonly [string, Partial<RegisterTaskDefinitionCommandInput>, RegExp][] = [
    ['a placeholder as image', container({ image: '<IMAGE1_NAME>' }), /^Container\.image contains invalid characters\.$/],
    ['no image', container({ image: '' }), /^Container\.image should not be null or empty\.$/],
    ['a bad container name', container({ name: 'a b' }), /Container\.name/],
    ['no container', { containerDefinitions: [] }, /Container list cannot be empty/],
    ['cpu 300', { cpu: '300' }, /^Invalid 'cpu' setting for task\. For more information, see the Troubleshooting section of /],
    ['256 with 4096', { memory: '4 GB' }, /^No Fargate configuration exists for given values: 256 CPU, 4096 memory\. /],
    ['no memory', { memory: undefined }, /^Fargate requires that 'memory' be defined at the task level\.$/],
    ['bridge networking', { networkMode: 'bridge' }, /^Fargate only supports network mode 'awsvpc'\.$/],
    [
      'awslogs without execution role',
      { executionRoleArn: undefined, ...awslogs({ ...full, 'awslogs-stream-prefix': 'x' }) },
      /^Fargate requires task definition to have execution role ARN to support log driver awslogs\.$/,
    ],
    [
      'an ECR image without execution role',
      { executionRoleArn: undefined, ...container({ image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1' }) },
      /execution role ARN to support ECR images/,
    ],
    ['awslogs without group', awslogs({ 'awslogs-region': 'us-east-1' }), /^Log driver awslogs requires options/],
    ['awslogs without prefix', awslogs(full), /awslogs-stream-prefix/],
    [
      'another host port',
      container({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
      /^When networkMode=awsvpc, the host ports and container ports in port mappings must match\.$/,
    ],
    ['two containers on one port', { containerDefinitions: twice }, /must be unique/],
    ['two containers of one name', { containerDefinitions: [twice[0] ?? {}, { ...twice[0], portMappings: [] }] }, /unique/],
    ['no essential container', container({ essential: false }), /essential container/],
    ['a role that is no ARN', { executionRoleArn: 'execution' }, /^Role is not valid$/],
    ['a role that is not there', { taskRoleArn: 'arn:aws:iam::111122223333:role/none' }, /^Role is not valid$/],
    ['a privileged container', container({ privileged: true }), /privileged/],
    [
      'eleven containers',
      { containerDefinitions: Array.from({ length: 11 }, (_, n) => ({ name: `c${n}`, image: IMAGE })) },
      /10 containers/,
    ],
    [
      'more than 64 KiB',
      container({ environment: [{ name: 'TEXT', value: 'x'.repeat(65_536) }] }),
      /^Actual length: '\d+'\. Max allowed length is '65536' bytes\.$/,
    ],
    [
      'secrets without execution role',
      { executionRoleArn: undefined, ...container({ secrets: [{ name: 'KEY', valueFrom: '/key' }] }) },
      /^When you are specifying container secrets, you must also specify a value for 'executionRoleArn'\./,
    ],
    [
      'a secret with the name of a variable',
      container({ environment: [{ name: 'KEY', value: '1' }], secrets: [{ name: 'KEY', valueFrom: '/key' }] }),
      /^The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'KEY'\.$/,
    ],
    ['a health check that is no command', container({ healthCheck: { command: ['curl', 'localhost'] } }), /^Health check command/],
    [
      'a health check every second',
      container({ healthCheck: { command: ['CMD', 'true'], interval: 1 } }),
      /interval must be between 5 and 300/,
    ],
    ['eleven retries', container({ healthCheck: { command: ['CMD', 'true'], retries: 11 } }), /retries must be between 1 and 10/],
    ['a slow stop', container({ stopTimeout: 121 }), /stop timeout of less than 120 seconds/],
    ['less memory than is reserved', container({ memory: 128, memoryReservation: 256 }), /'memory' must be greater than or equal/],
    ['more memory than the task has', container({ memory: 1024 }), /greater than the memory of the task/],
    ['more cpu than the task has', container({ cpu: 512 }), /greater than the cpu of the task/],
    ['a mount of nothing', container({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }), /^Unknown volume 'data'\.$/],
    ['too little ephemeral storage', { ephemeralStorage: { sizeInGiB: 20 } }, /between 21 and 200 GiB/],
    [
      'Windows on ARM64',
      { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      /ARM64 is not supported/,
    ],
    [
      'a wait for the end of an essential container',
      {
        containerDefinitions: [
          { name: 'a', image: IMAGE },
          { name: 'b', image: IMAGE, dependsOn: [{ containerName: 'a', condition: 'SUCCESS' }] },
        ],
      },
      /cannot be an essential container$/,
    ],
    [
      'containers that wait for each other',
      {
        containerDefinitions: [
          { name: 'a', image: IMAGE, dependsOn: [{ containerName: 'b', condition: 'START' }] },
          { name: 'b', image: IMAGE, dependsOn: [{ containerName: 'a', condition: 'START' }] },
        ],
      },
      /^Container dependsOn contains a cycle$/,
    ],
  ];
  test.each(refused)('refuses %s', async (_, changes, message) => {
    await expect(stage.ecs.send(new RegisterTaskDefinitionCommand(webTask(stage, changes)))).rejects.toMatchObject({
      name: 'ClientException',
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['512', '4096'],
    ['.25 vCPU', '0.5 GB'],
    ['16384', '122880'],
    ['8192', '20480'],
  ])('takes cpu %s with memory %s', async (cpu, memory) => {
    const { taskDefinition } = await stage.ecs.send(new RegisterTaskDefinitionCommand(webTask(stage, { cpu, memory })));
    expect(taskDefinition?.status).toBe('ACTIVE');
  });
});
