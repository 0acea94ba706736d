import { arn, type World } from '../../world.ts';
import { clientException, clusterNotFound, invalidParameter, serviceNotActive, serviceNotFound } from './faults.ts';
import type { ClusterRecord, ServiceRecord, TaskDefinitionRecord, TaskRecord } from './state.ts';

const lastPart = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

/** The cluster of this name or ARN, deleted ones included, if there is one. */
export const findCluster = (world: World, nameOrArn = 'default'): ClusterRecord | undefined =>
  world.state.ecs.clusters[lastPart(nameOrArn)];

/** The active cluster of this name or ARN, or AWS's refusal. */
export function clusterOf(world: World, nameOrArn: string | undefined): ClusterRecord {
  const cluster = findCluster(world, nameOrArn);
  if (!cluster) throw clusterNotFound();
  if (cluster.status !== 'ACTIVE') throw clusterNotFound('The referenced cluster was inactive.');
  return cluster;
}

export const serviceArn = (world: World, cluster: string, name: string): string => arn(world, 'ecs', `service/${cluster}/${name}`);

/** The service of this name or ARN in a cluster, deleted ones included, if there is one. */
export const findService = (world: World, cluster: string | undefined, nameOrArn: string): ServiceRecord | undefined =>
  world.state.ecs.services[serviceArn(world, lastPart(cluster ?? 'default'), lastPart(nameOrArn))];

/** The active service of this name or ARN, or AWS's refusal. */
export function serviceOf(world: World, cluster: string | undefined, nameOrArn: string | undefined): ServiceRecord {
  const service = findService(world, clusterOf(world, cluster).name, nameOrArn ?? '');
  if (!service) throw serviceNotFound();
  if (service.status !== 'ACTIVE') throw serviceNotActive();
  return service;
}

/** The task definition that `family`, `family:revision` or an ARN names, if there is one. A family stands for its newest active revision. */
export function findTaskDefinition(world: World, reference: string): TaskDefinitionRecord | undefined {
  const { taskDefinitions } = world.state.ecs;
  const name = lastPart(reference);
  if (name.includes(':')) return taskDefinitions[name];
  return Object.values(taskDefinitions)
    .filter(definition => definition.family === name && definition.status === 'ACTIVE')
    .sort((a, b) => b.revision - a.revision)[0];
}

/** The task definition to run, or AWS's refusal. */
export function taskDefinitionOf(world: World, reference: string | undefined): TaskDefinitionRecord {
  if (!reference) throw clientException('TaskDefinition can not be blank.');
  const revision = /:([^:]*)$/.exec(lastPart(reference))?.[1];
  if (revision !== undefined && !/^\d+$/.test(revision)) throw invalidParameter(`Invalid revision number. Number: ${revision}`);
  const definition = findTaskDefinition(world, reference);
  if (!definition) throw clientException('TaskDefinition not found.');
  if (definition.status !== 'ACTIVE') throw clientException('TaskDefinition is inactive');
  return definition;
}

/** The task of this id or ARN in a cluster, if it is still known. */
export const findTask = (world: World, cluster: ClusterRecord, idOrArn: string): TaskRecord | undefined =>
  world.state.ecs.tasks[arn(world, 'ecs', `task/${cluster.name}/${lastPart(idOrArn)}`)];
