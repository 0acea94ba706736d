import type { World } from '../../world.ts';
import { findTaskDefinition } from './find.ts';
import type { TaskRecord } from './state.ts';
import { writeLog } from '../logs/write-log.ts';

/** Where a container's output goes: `PREFIX/CONTAINER/TASK` in its log group; undefined without awslogs. */
export function logStreamOf(
  world: World,
  task: TaskRecord,
  container: string,
): { readonly group: string; readonly stream: string } | undefined {
  const definition = findTaskDefinition(world, task.taskDefinitionArn)?.containerDefinitions.find(({ name }) => name === container);
  const log = definition?.logConfiguration;
  const group = log?.logDriver === 'awslogs' ? log.options?.['awslogs-group'] : undefined;
  return group === undefined ? undefined : { group, stream: `${log?.options?.['awslogs-stream-prefix']}/${container}/${task.id}` };
}

/** A line of a container's output. It is lost if the log group was deleted while the task runs, as on AWS. */
export function logLine(world: World, task: TaskRecord, container: string, line: string): void {
  const log = logStreamOf(world, task, container);
  if (log && world.state.logs.groups[log.group]) writeLog(world, log.group, log.stream, line);
}
