import type { ServiceRecord, TaskRecord, TaskSetRecord } from '../services/ecs/state.ts';
import type { World } from '../world.ts';
import type { Thing } from './thing.ts';

const taskThing = (task: TaskRecord): Thing => ({
  sort: 'task',
  name: task.id,
  status: task.lastStatus,
  detail: task.stoppedReason ?? task.containers.map(({ image }) => image).join(', '),
});

function taskSetThing(world: World, service: ServiceRecord, set: TaskSetRecord): Thing {
  const tasks = Object.values(world.state.ecs.tasks).filter(task => task.serviceArn === service.arn && task.taskSetId === set.id);
  return {
    sort: service.controller === 'ECS' ? 'deployment' : 'task set',
    name: set.id,
    status: set.status,
    detail: `${set.taskDefinition.split('/').at(-1)}${set.steady ? ', steady' : ''}`,
    parts: tasks.map(taskThing),
  };
}

/** Clusters with their services, task sets and tasks; task definitions. */
export function ecsThings(world: World): readonly Thing[] {
  const { clusters, services, tasks, taskDefinitions } = world.state.ecs;
  const clusterThings = Object.values(clusters).map((cluster): Thing => ({
    sort: 'cluster',
    name: cluster.name,
    status: cluster.status,
    parts: [
      ...Object.values(services)
        .filter(({ clusterName }) => clusterName === cluster.name)
        .map((service): Thing => ({
          sort: 'service',
          name: service.name,
          status: service.status,
          detail: `${service.desiredCount} desired, ${service.controller}`,
          parts: service.taskSets.map(set => taskSetThing(world, service, set)),
        })),
      ...Object.values(tasks)
        .filter(({ clusterName, serviceArn }) => clusterName === cluster.name && serviceArn === undefined)
        .map(taskThing),
    ],
  }));
  const definitions = Object.values(taskDefinitions).map(({ family, revision, status }): Thing => ({
    sort: 'task definition',
    name: `${family}:${revision}`,
    status,
  }));
  return [...clusterThings, ...definitions];
}
