import type { World } from '../../world.ts';
import { recordMetric } from './record-metric.ts';

/** Percent of what a task may use. The sandbox's tasks share one process, so there is nothing to measure: these are what an idle web server shows. */
const FIGURES = { CPUUtilization: 2, MemoryUtilization: 8 };

/** Records made-up figures of the services of ECS that have running tasks, for alarms and scaling policies to look at. */
export function recordServiceFigures(world: World): void {
  const running = new Map<string, number>();
  for (const { serviceArn = '', lastStatus } of Object.values(world.state.ecs.tasks)) {
    if (lastStatus === 'RUNNING') running.set(serviceArn, (running.get(serviceArn) ?? 0) + 1);
  }
  for (const [arn, count] of running) {
    const service = world.state.ecs.services[arn];
    if (!service) continue;
    const dimensions = { ClusterName: service.clusterName, ServiceName: service.name };
    for (const [name, value] of Object.entries(FIGURES)) {
      recordMetric(world, { namespace: 'AWS/ECS', name, dimensions, unit: 'Percent', value, count });
    }
  }
}
