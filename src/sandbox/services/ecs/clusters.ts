import {
  ClusterContainsServicesException$,
  ClusterContainsTasksException$,
  CreateCluster$,
  DeleteCluster$,
  DescribeClusters$,
  ListClusters$,
  PutClusterCapacityProviders$,
  UpdateCluster$,
  UpdateClusterSettings$,
  type Cluster,
  type ClusterSetting,
  type CreateClusterRequest,
  type CreateClusterResponse,
  type DeleteClusterRequest,
  type DeleteClusterResponse,
  type DescribeClustersRequest,
  type DescribeClustersResponse,
  type ListClustersRequest,
  type ListClustersResponse,
  type PutClusterCapacityProvidersRequest,
  type PutClusterCapacityProvidersResponse,
  type UpdateClusterRequest,
  type UpdateClusterResponse,
  type UpdateClusterSettingsRequest,
  type UpdateClusterSettingsResponse,
} from '@aws-sdk/client-ecs';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { checkCapacityProviders, checkStrategy } from './capacity-providers.ts';
import { invalidParameter } from './faults.ts';
import { clusterOf, findCluster } from './find.ts';
import { isPending, isRunning } from './find-task.ts';
import { page } from './page.ts';
import { ensureServiceLinkedRole } from '../iam/service-linked-role.ts';
import type { ClusterRecord } from './state.ts';
import { checkTags, tagNew, tagsOf } from './tags.ts';

export const createCluster = operation(CreateCluster$, (world: World, input: CreateClusterRequest): CreateClusterResponse => {
  const name = input.clusterName ?? 'default';
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw invalidParameter('Cluster name contains invalid characters.');
  const present = findCluster(world, name);
  if (present?.status === 'ACTIVE') return { cluster: toCluster(world, present, ['SETTINGS', 'TAGS']) };
  checkTags(input.tags);
  checkCapacityProviders(input.capacityProviders);
  checkStrategy(input.capacityProviders ?? [], input.defaultCapacityProviderStrategy);
  ensureServiceLinkedRole(world, 'ecs.amazonaws.com');
  const cluster: ClusterRecord = {
    arn: arn(world, 'ecs', `cluster/${name}`),
    name,
    status: 'ACTIVE',
    settings: settingsOf(input.settings),
    capacityProviders: input.capacityProviders ?? [],
    defaultCapacityProviderStrategy: input.defaultCapacityProviderStrategy ?? [],
  };
  world.state.ecs.clusters[name] = cluster;
  delete world.state.ecs.tags[cluster.arn];
  tagNew(world, cluster.arn, input.tags);
  return { cluster: toCluster(world, cluster, ['SETTINGS', 'TAGS']) };
});

function settingsOf(settings: readonly ClusterSetting[] | undefined): ClusterSetting[] {
  for (const { name, value = '' } of settings ?? []) {
    if (name !== 'containerInsights' || !['enabled', 'disabled', 'enhanced'].includes(value))
      throw invalidParameter(`Invalid setting ${name}: ${value}`);
  }
  return settings?.length ? [...settings] : [{ name: 'containerInsights', value: 'disabled' }];
}

export const describeClusters = operation(DescribeClusters$, (world: World, input: DescribeClustersRequest): DescribeClustersResponse => {
  const asked = input.clusters?.length ? input.clusters : ['default'];
  return {
    clusters: asked.flatMap(name => findCluster(world, name) ?? []).map(cluster => toCluster(world, cluster, input.include ?? [])),
    failures: asked
      .filter(name => !findCluster(world, name))
      .map(name => ({ arn: name.startsWith('arn:') ? name : arn(world, 'ecs', `cluster/${name}`), reason: 'MISSING' })),
  };
});

export const listClusters = operation(ListClusters$, (world: World, input: ListClustersRequest): ListClustersResponse => {
  const active = Object.values(world.state.ecs.clusters).filter(cluster => cluster.status === 'ACTIVE');
  const { items, next } = page(active, input.nextToken, input.maxResults);
  return { clusterArns: items.map(cluster => cluster.arn), ...(next && { nextToken: next }) };
});

export const updateCluster = operation(UpdateCluster$, (world: World, input: UpdateClusterRequest): UpdateClusterResponse => {
  const cluster = clusterOf(world, input.cluster);
  if (input.settings) cluster.settings = settingsOf(input.settings);
  return { cluster: toCluster(world, cluster, ['SETTINGS']) };
});

export const updateClusterSettings = operation(
  UpdateClusterSettings$,
  (world: World, input: UpdateClusterSettingsRequest): UpdateClusterSettingsResponse => {
    const cluster = clusterOf(world, input.cluster);
    cluster.settings = settingsOf(input.settings);
    return { cluster: toCluster(world, cluster, ['SETTINGS']) };
  },
);

export const putClusterCapacityProviders = operation(
  PutClusterCapacityProviders$,
  (world: World, input: PutClusterCapacityProvidersRequest): PutClusterCapacityProvidersResponse => {
    const cluster = clusterOf(world, input.cluster);
    checkCapacityProviders(input.capacityProviders);
    checkStrategy(input.capacityProviders ?? [], input.defaultCapacityProviderStrategy);
    cluster.capacityProviders = [...(input.capacityProviders ?? [])];
    cluster.defaultCapacityProviderStrategy = [...(input.defaultCapacityProviderStrategy ?? [])];
    return { cluster: toCluster(world, cluster, ['SETTINGS']) };
  },
);

export const deleteCluster = operation(DeleteCluster$, (world: World, input: DeleteClusterRequest): DeleteClusterResponse => {
  const cluster = clusterOf(world, input.cluster);
  const { services, tasks } = world.state.ecs;
  if (Object.values(services).some(service => service.clusterName === cluster.name && service.status === 'ACTIVE')) {
    throw fault(ClusterContainsServicesException$, 'The Cluster cannot be deleted while Services are active.');
  }
  if (Object.values(tasks).some(task => task.clusterName === cluster.name && task.lastStatus !== 'STOPPED')) {
    throw fault(ClusterContainsTasksException$, 'The Cluster cannot be deleted while Tasks are active.');
  }
  cluster.status = 'INACTIVE';
  return { cluster: toCluster(world, cluster, []) };
});

function toCluster(world: World, cluster: ClusterRecord, include: readonly string[]): Cluster {
  const tasks = Object.values(world.state.ecs.tasks).filter(task => task.clusterName === cluster.name);
  const services = Object.values(world.state.ecs.services).filter(service => service.clusterName === cluster.name);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: services.filter(service => service.status === 'ACTIVE').length,
    statistics: [],
    tags: include.includes('TAGS') ? tagsOf(world, cluster.arn) : [],
    settings: include.includes('SETTINGS') ? cluster.settings : [],
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultCapacityProviderStrategy,
  };
}
