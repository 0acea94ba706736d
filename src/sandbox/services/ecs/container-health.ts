import type { HealthCheck } from '@aws-sdk/client-ecs';
import { get } from 'node:http';
import type { World } from '../../world.ts';
import { runningContainer, type ContainerData } from './container-timers.ts';
import { findTaskDefinition } from './find.ts';
import { scheduleSoon } from './schedule-soon.ts';
import type { TaskRecord } from './state.ts';

const TIMER = 'ecs.container-health';

const definitionOf = (world: World, task: TaskRecord, name: string): HealthCheck | undefined =>
  findTaskDefinition(world, task.taskDefinitionArn)?.containerDefinitions.find(container => container.name === name)?.healthCheck;

const intervalOf = ({ interval = 30 }: HealthCheck): number => interval;

/** Begins the health checks that the containers of a task have in their definitions. */
export function startContainerChecks(world: World, task: TaskRecord): void {
  for (const container of task.containers) {
    const check = definitionOf(world, task, container.name);
    if (!check) continue;
    container.health = { status: 'UNKNOWN', failures: 0 };
    world.clock.after(intervalOf(check), TIMER, { taskArn: task.arn, container: container.name } satisfies ContainerData);
  }
}

/** Checks a container once and sets the timer for the next time. Failures of the start period do not count. */
export async function checkContainer(world: World, data: ContainerData): Promise<void> {
  const { task, container } = runningContainer(world, data) ?? {};
  const check = task && container && definitionOf(world, task, container.name);
  if (!check || !container.health) return;
  const passed = await passes(world, task, check);
  if (!runningContainer(world, data)) return;
  const before = container.health;
  const counts = before.status === 'HEALTHY' || ageSeconds(world, task) >= (check.startPeriod ?? 0);
  const failures = passed ? 0 : before.failures + (counts ? 1 : 0);
  const status = passed ? 'HEALTHY' : failures >= (check.retries ?? 3) ? 'UNHEALTHY' : before.status;
  container.health = { status, failures };
  if (status !== before.status) scheduleSoon(world, task.serviceArn);
  world.clock.after(intervalOf(check), TIMER, data);
}

/** For how long the containers of a task have been running, in AWS time. */
const ageSeconds = (world: World, { startedAt }: TaskRecord): number =>
  ((world.clock.now().getTime() - (startedAt?.getTime() ?? 0)) * world.clock.speed) / 1000;

/** A check that asks a web server of the container is sent to it; any other command, the sandbox runs none, counts as passed. */
async function passes(world: World, task: TaskRecord, { command = [] }: HealthCheck): Promise<boolean> {
  const [, port = '80', path = '/'] =
    /http:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[^\s"'|;)]*)?/.exec(command.join(' ')) ?? [];
  if (!command.join(' ').includes('http://')) return true;
  const localPort = world.runtime.tasks.get(task.arn)?.ports.get(Number(port));
  return localPort !== undefined && (await statusOf(localPort, path)) < 400;
}

const FAILED = 599;

/** A local server that has not answered by then never will. */
const PATIENCE_MILLISECONDS = 5000;

const statusOf = (port: number, path: string): Promise<number> =>
  new Promise(resolve => {
    const headers = { 'user-agent': 'ECS-HealthCheck' };
    const request = get({ host: '127.0.0.1', port, path, agent: false, timeout: PATIENCE_MILLISECONDS, headers }, response => {
      response.resume();
      resolve(response.statusCode ?? FAILED);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(FAILED));
  });
