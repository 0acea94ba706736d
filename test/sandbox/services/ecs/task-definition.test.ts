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
    ['cpu 300', { cpu: '300' }, /cpu/],
    ['256 with 4096', { memory: '4096' }, /^No Fargate configuration exists for given values\.$/],
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
