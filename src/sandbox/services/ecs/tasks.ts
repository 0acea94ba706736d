import {
  DescribeTasks$,
  ListTasks$,
  StopTask$,
  type DescribeTasksRequest,
  type DescribeTasksResponse,
  type ListTasksRequest,
  type ListTasksResponse,
  type StopTaskRequest,
  type StopTaskResponse,
} from '@aws-sdk/client-ecs';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { invalidParameter, serviceNotFound } from './faults.ts';
import { clusterOf, findService, findTask } from './find.ts';
import { page } from './page.ts';
import { stopTask as endTask } from './task-lifecycle.ts';
import { toTask } from './view-task.ts';

export const listTasks = operation(ListTasks$, (world: World, input: ListTasksRequest): ListTasksResponse => {
  const cluster = clusterOf(world, input.cluster);
  const { desiredStatus = 'RUNNING', family, serviceName, startedBy, launchType } = input;
  if (startedBy && (family || serviceName)) throw invalidParameter('startedBy cannot be combined with family or serviceName.');
  const service = serviceName === undefined ? undefined : findService(world, cluster.name, serviceName);
  if (serviceName !== undefined && !service) throw serviceNotFound();
  const found = Object.values(world.state.ecs.tasks).filter(
    task =>
      task.clusterName === cluster.name &&
      // AWS takes PENDING and finds nothing: ECS never sets the desired status of a task to that.
      task.desiredStatus === desiredStatus &&
      (!service || task.serviceArn === service.arn) &&
      (!family || task.taskDefinitionArn.includes(`:task-definition/${family}:`)) &&
      (!startedBy || task.startedBy === startedBy) &&
      (!launchType || task.launchType === launchType) &&
      !input.containerInstance,
  );
  const { items, next } = page(found, input.nextToken, input.maxResults);
  return { taskArns: items.map(task => task.arn), ...(next && { nextToken: next }) };
});

export const describeTasks = operation(DescribeTasks$, (world: World, input: DescribeTasksRequest): DescribeTasksResponse => {
  const cluster = clusterOf(world, input.cluster);
  const asked = input.tasks ?? [];
  if (asked.length === 0) throw invalidParameter('Tasks cannot be empty.');
  if (asked.length > 100) throw invalidParameter('Tasks cannot contain more than 100 items.');
  return {
    tasks: asked.flatMap(reference => findTask(world, cluster, reference) ?? []).map(task => toTask(world, task, input.include)),
    failures: asked
      .filter(reference => !findTask(world, cluster, reference))
      .map(reference => ({
        arn: reference.startsWith('arn:') ? reference : arn(world, 'ecs', `task/${cluster.name}/${reference}`),
        reason: 'MISSING',
      })),
  };
});

export const stopTask = operation(StopTask$, (world: World, input: StopTaskRequest): StopTaskResponse => {
  const task = findTask(world, clusterOf(world, input.cluster), input.task ?? '');
  if (!task) throw invalidParameter('The referenced task was not found.');
  endTask(world, task, 'UserInitiated', input.reason ?? 'Task stopped by user');
  return { task: toTask(world, task) };
});
