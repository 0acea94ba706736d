import { describe, expect, it } from 'vitest';
import { resolve } from '../../src/engine/refs.ts';
import type { OwnFiles } from '../../src/own-files.ts';
import { renderFile, type FileSpec } from '../../src/render.ts';
import { allNodes } from '../../src/steps/index.ts';
import { taskdef, taskdefFile, taskRoleArns } from '../../src/steps/taskdef.ts';
import { readTaskDefinition } from '../../src/task-definition-file.ts';
import { conform } from '../../src/taskdef/conform.ts';
import type { Setup } from '../../src/setup.ts';
import { PLACE, setupOf, specOf } from './helpers.ts';

/** The file as it would be committed, with what AWS gives made up. */
function committed(setup: Setup): Record<string, unknown> {
  const file = resolve(taskdefFile(setup), ({ $ref, attr }) => `${$ref}.${attr}`) as FileSpec;
  return JSON.parse(renderFile(file)) as Record<string, unknown>;
}

function own(definition: Record<string, unknown>, imageTrigger = true): OwnFiles {
  const { own: taskdef, problems } = readTaskDefinition(JSON.stringify(definition), {
    file: 'taskdef.json',
    place: PLACE,
    family: 'x',
    logGroup: '/ecs/ecs-codepipeline',
    ourRoles: { executionRoleArn: 'ecs-codepipeline-execution-ap-northeast-2', taskRoleArn: 'ecs-codepipeline-task-ap-northeast-2' },
    hasExecutionRole: false,
    imageTrigger,
    sandbox: false,
  });
  expect(problems).toEqual([]);
  return { taskdef };
}

const ids = (setup: Setup): readonly string[] => taskdef.resources(setup).map(({ id }) => id);

const OWN = {
  family: 'orders',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '512',
  memory: '1024',
  runtimePlatform: { cpuArchitecture: 'ARM64' },
  containerDefinitions: [
    { name: 'api', image: '<IMAGE1_NAME>', portMappings: [{ containerPort: 8080 }], secrets: [{ name: 'DB', valueFrom: '/orders/db' }] },
    { name: 'agent', image: 'public.ecr.aws/x/agent:1', essential: false },
  ],
};

describe('taskdef.json of the wizard', () => {
  it("holds the tutorial's values, and the placeholder of the pipeline as its image", () => {
    expect(committed(setupOf())).toEqual({
      executionRoleArn: 'execution-role.arn',
      taskRoleArn: 'task-role.arn',
      containerDefinitions: [
        {
          name: 'nginx-website',
          image: '<IMAGE1_NAME>',
          essential: true,
          portMappings: [{ hostPort: 80, protocol: 'tcp', containerPort: 80 }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': 'log-group.name', 'awslogs-region': 'ap-northeast-2', 'awslogs-stream-prefix': 'nginx-website' },
          },
        },
      ],
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' },
      family: 'ecs-taskdef',
    });
  });

  it('names the image itself when only files start the pipeline', () => {
    expect(committed(setupOf({ 'pipeline.triggers': 'files' }))).toMatchObject({ containerDefinitions: [{ image: 'image.uri' }] });
  });

  it('is what `aws ecs register-task-definition --cli-input-json` takes', () => {
    const file = committed(setupOf({ 'taskdef.cpu': 1024, 'taskdef.memory': 4096, 'taskdef.port': 3000, 'taskdef.architecture': 'ARM64' }));
    expect(conform(file, 'taskdef.json')).toEqual({ data: file, changes: [], problems: [] });
  });

  it('and the first revision come from one object, but for the image', () => {
    const setup = setupOf({ app: 'shop', 'taskdef.port': 3000 });
    const nodes = allNodes(setup);
    const spec = specOf(nodes, 'task-definition') as { definition: Record<string, unknown>; image: string; container: string };
    const { image: _, ...container } = (committed(setup)['containerDefinitions'] as Record<string, unknown>[])[0] ?? {};
    const plain = JSON.parse(JSON.stringify(spec.definition).replaceAll(/<([a-z-]+\.[a-z]+)>/gi, '$1')) as unknown;
    expect(plain).toEqual({ ...committed(setup), containerDefinitions: [container] });
    expect(spec).toMatchObject({ family: 'shop-taskdef', container: 'shop', image: '<image.uri>' });
  });

  it('names a role of the user where one was said, which is then not made', () => {
    const setup = setupOf({ 'taskdef.executionRole': 'ecsTaskExecutionRole', 'taskdef.taskRole': 'arn:aws:iam::111122223333:role/app/x' });
    expect(committed(setup)).toMatchObject({
      executionRoleArn: 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
      taskRoleArn: 'arn:aws:iam::111122223333:role/app/x',
    });
    expect(ids(setup)).toEqual(['log-group', 'taskdef-file', 'task-definition']);
    expect(taskRoleArns(setup)).toEqual(['arn:aws:iam::111122223333:role/ecsTaskExecutionRole', 'arn:aws:iam::111122223333:role/app/x']);
  });
});

describe("taskdef.json of the user's", () => {
  it('is committed and registered as it is, with our execution role where it names none', () => {
    const setup = setupOf({}, { files: own(OWN) });
    const role = 'arn:aws:iam::111122223333:role/ecs-codepipeline-execution-ap-northeast-2';
    expect(committed(setup)).toEqual({ ...OWN, executionRoleArn: role });
    expect(ids(setup)).toEqual(['execution-role', 'taskdef-file', 'task-definition']);
    expect(specOf(allNodes(setup), 'task-definition')).toMatchObject({
      family: 'orders',
      container: 'api',
      image: '<image.uri>',
      definition: {
        executionRoleArn: '<execution-role.arn>',
        containerDefinitions: [{ name: 'api', secrets: OWN.containerDefinitions[0]?.secrets }, OWN.containerDefinitions[1]],
      },
    });
    expect(taskRoleArns(setup)).toEqual([role]);
  });

  it('gives its port, container and architecture to everything else', () => {
    const nodes = allNodes(setupOf({}, { files: own(OWN) }));
    expect(specOf(nodes, 'task-security-group')).toMatchObject({ ingress: [{ port: 8080 }] });
    expect(specOf(nodes, 'target-group-blue')).toMatchObject({ port: 8080 });
    expect(specOf(nodes, 'image')).toMatchObject({ architecture: 'ARM64' });
    expect(specOf(nodes, 'service')).toMatchObject({
      request: { loadBalancers: [{ containerName: 'api', containerPort: 8080 }] },
      task: { cpu: 512, memory: 1024, architecture: 'ARM64' },
    });
  });

  it('lets our execution role read the secrets that it names', () => {
    expect(specOf(allNodes(setupOf({}, { files: own(OWN) })), 'execution-role')).toMatchObject({
      policy: { Statement: [{ Action: 'ssm:GetParameters', Resource: ['arn:aws:ssm:ap-northeast-2:111122223333:parameter/orders/db'] }] },
    });
  });

  it('keeps our roles and our log group alive when it began as the file that we wrote', () => {
    const role = (use: string): string => `arn:aws:iam::111122223333:role/ecs-codepipeline-${use}-ap-northeast-2`;
    const written = {
      ...committed(setupOf()),
      executionRoleArn: role('execution'),
      taskRoleArn: role('task'),
      containerDefinitions: [
        {
          name: 'nginx-website',
          image: '<IMAGE1_NAME>',
          portMappings: [{ containerPort: 80 }],
          environment: [{ name: 'EDITED', value: 'yes' }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/ecs/ecs-codepipeline', 'awslogs-region': 'ap-northeast-2', 'awslogs-stream-prefix': 'x' },
          },
        },
      ],
    };
    const setup = setupOf({}, { files: own(written) });
    expect(ids(setup)).toEqual(['execution-role', 'task-role', 'log-group', 'taskdef-file', 'task-definition']);
    expect(committed(setup)).toEqual(written);
  });

  it('starts with the image that it names when only files start the pipeline', () => {
    const named = { ...OWN, containerDefinitions: [{ name: 'api', image: 'nginx:1.27', portMappings: [{ containerPort: 80 }] }] };
    const setup = setupOf({ 'pipeline.triggers': 'files' }, { files: own(named, false) });
    expect(committed(setup)).toMatchObject({ containerDefinitions: [{ image: 'nginx:1.27' }] });
    expect(specOf(allNodes(setup), 'task-definition')).toMatchObject({ image: 'nginx:1.27' });
  });

  it('gets our image in the place of its placeholder when only files start the pipeline', () => {
    const setup = setupOf({ 'pipeline.triggers': 'files' }, { files: own(OWN, false) });
    expect(committed(setup)).toMatchObject({ containerDefinitions: [{ image: 'image.uri' }, { image: 'public.ecr.aws/x/agent:1' }] });
  });

  it('may use the image in several containers', () => {
    const worker = { name: 'worker', image: '<IMAGE1_NAME>', essential: false };
    const setup = setupOf({}, { files: own({ ...OWN, containerDefinitions: [...OWN.containerDefinitions, worker] }) });
    const { definition } = specOf(allNodes(setup), 'task-definition') as { definition: { containerDefinitions: object[] } };
    expect(definition.containerDefinitions.map(container => 'image' in container)).toEqual([false, true, false]);
    expect(committed(setup)).toMatchObject({ containerDefinitions: [{ image: '<IMAGE1_NAME>' }, {}, { image: '<IMAGE1_NAME>' }] });
  });
});

describe('the task role', () => {
  const actions = [
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ];

  it('may talk to Systems Manager only where commands are run inside of tasks', () => {
    expect(specOf(allNodes(setupOf()), 'task-role')).not.toHaveProperty('policy');
    expect(specOf(allNodes(setupOf({ 'service.exec': true })), 'task-role')).toMatchObject({
      policy: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
    });
  });

  it('is made for that also where the own task definition names none', () => {
    const without = setupOf({}, { files: own(OWN) });
    const withExec = setupOf({ 'service.exec': true }, { files: own(OWN) });
    expect(ids(without)).not.toContain('task-role');
    expect(ids(withExec)).toContain('task-role');
    expect(committed(withExec)).toMatchObject({ taskRoleArn: expect.stringMatching(/:role\/ecs-codepipeline-task-/) });
  });
});
