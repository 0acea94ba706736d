import {
  RegisterTaskDefinition$,
  type Attribute,
  type ContainerDefinition,
  type RegisterTaskDefinitionRequest,
  type RegisterTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import { operation, type Call } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { lookUpRoleByArn } from '../iam/role.ts';
import { ecrRepositoryOf } from './ecr-image.ts';
import { clientException } from './faults.ts';
import type { TaskDefinitionRecord } from './state.ts';
import { checkTags, tagNew } from './tags.ts';
import { checkTaskDefinition } from './task-definition-rules.ts';

export const registerTaskDefinition = operation(
  RegisterTaskDefinition$,
  (world: World, input: RegisterTaskDefinitionRequest, call: Call): RegisterTaskDefinitionResponse => {
    checkTaskDefinition(input, image => ecrRepositoryOf(world, image) !== undefined);
    checkTags(input.tags);
    for (const role of [input.taskRoleArn, input.executionRoleArn]) {
      if (role !== undefined && !lookUpRoleByArn(world, role)) throw clientException('Role is not valid');
    }
    const record = recordOf(world, input, call.caller);
    world.state.ecs.revisions[record.family] = record.revision;
    world.state.ecs.taskDefinitions[`${record.family}:${record.revision}`] = record;
    tagNew(world, record.taskDefinitionArn, input.tags);
    return { taskDefinition: record, ...(input.tags && { tags: input.tags }) };
  },
);

function recordOf(world: World, { tags: _tags, ...input }: RegisterTaskDefinitionRequest, caller: string): TaskDefinitionRecord {
  const family = input.family ?? '';
  const revision = (world.state.ecs.revisions[family] ?? 0) + 1;
  const fargate = input.requiresCompatibilities?.includes('FARGATE') || (input.networkMode === 'awsvpc' && input.cpu && input.memory);
  return {
    ...input,
    taskDefinitionArn: arn(world, 'ecs', `task-definition/${family}:${revision}`),
    family,
    revision,
    status: 'ACTIVE',
    containerDefinitions: (input.containerDefinitions ?? []).map(completed),
    volumes: input.volumes ?? [],
    placementConstraints: input.placementConstraints ?? [],
    networkMode: input.networkMode ?? 'bridge',
    compatibilities: fargate ? ['EC2', 'FARGATE'] : ['EC2'],
    requiresAttributes: attributesOf(input),
    registeredAt: world.clock.now(),
    registeredBy: caller,
  };
}

/** A container with the defaults that AWS fills in. */
const completed = (container: ContainerDefinition): ContainerDefinition => ({
  cpu: 0,
  essential: true,
  environment: [],
  mountPoints: [],
  volumesFrom: [],
  systemControls: [],
  ...container,
  portMappings: (container.portMappings ?? []).map(mapping => ({
    ...mapping,
    hostPort: mapping.hostPort || mapping.containerPort,
    protocol: mapping.protocol ?? 'tcp',
  })),
});

function attributesOf(input: RegisterTaskDefinitionRequest): Attribute[] {
  const awslogs = input.containerDefinitions?.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
  const names = [
    ...(awslogs ? ['com.amazonaws.ecs.capability.logging-driver.awslogs', 'ecs.capability.execution-role-awslogs'] : []),
    ...(input.executionRoleArn ? ['ecs.capability.execution-role-ecr-pull'] : []),
    ...(input.taskRoleArn ? ['com.amazonaws.ecs.capability.task-iam-role'] : []),
    ...(input.networkMode === 'awsvpc' ? ['ecs.capability.task-eni'] : []),
    'com.amazonaws.ecs.capability.docker-remote-api.1.18',
  ];
  return names.map(name => ({ name }));
}
