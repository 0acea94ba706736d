import {
  PlatformTaskDefinitionIncompatibilityException$,
  RunTask$,
  type RunTaskRequest,
  type RunTaskResponse,
  type Tag,
} from '@aws-sdk/client-ecs';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { completedNetwork } from './create-service.ts';
import { clientException, invalidParameter } from './faults.ts';
import { clusterOf, taskDefinitionOf } from './find.ts';
import { launchTask } from './launch-task.ts';
import { placementRefusal, type PlacementRefusal } from './placement-refusal.ts';
import { checkNetworkConfiguration, checkPlatformVersion } from './service-rules.ts';
import type { ClusterRecord, TaskDefinitionRecord, TaskRecord } from './state.ts';
import { checkTags, tagsOf } from './tags.ts';
import { toTask } from './view-task.ts';

export const runTask = operation(RunTask$, (world: World, input: RunTaskRequest): RunTaskResponse => {
  const cluster = clusterOf(world, input.cluster);
  const definition = taskDefinitionOf(world, input.taskDefinition);
  const { count = 1 } = input;
  if (count < 1 || count > 10) throw invalidParameter('Count must be between 1 and 10.');
  checkTags(input.tags);
  checkPlatformVersion(input.platformVersion);
  checkNetworkConfiguration(world, definition, input.networkConfiguration);
  if (!definition.compatibilities?.includes('FARGATE')) {
    throw fault(PlatformTaskDefinitionIncompatibilityException$, 'Task definition does not support launch_type FARGATE.');
  }
  const tasks: TaskRecord[] = [];
  let refusal: PlacementRefusal | undefined;
  while (tasks.length < count && !(refusal = placementRefusal(world, definition))) tasks.push(run(world, cluster, definition, input));
  if (refusal?.kind === 'quota' && tasks.length === 0) throw clientException(`${refusal.reason}.`);
  return { tasks: tasks.map(task => toTask(world, task, ['TAGS'])), failures: refusal ? [{ reason: refusal.reason }] : [] };
});

const run = (world: World, cluster: ClusterRecord, definition: TaskDefinitionRecord, input: RunTaskRequest) =>
  launchTask(world, {
    clusterName: cluster.name,
    definition,
    placement: {
      taskDefinition: definition.taskDefinitionArn,
      loadBalancers: [],
      networkConfiguration: completedNetwork(input.networkConfiguration),
      launchType: 'FARGATE',
      platformVersion: input.platformVersion ?? 'LATEST',
    },
    group: input.group ?? `family:${definition.family}`,
    startedBy: input.startedBy,
    targets: [],
    tags: taskTags(world, definition, input),
    overrides: input.overrides,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
  });

const taskTags = (world: World, definition: TaskDefinitionRecord, input: RunTaskRequest): Tag[] => [
  ...(input.propagateTags === 'TASK_DEFINITION' ? tagsOf(world, definition.taskDefinitionArn) : []),
  ...(input.tags ?? []),
];
