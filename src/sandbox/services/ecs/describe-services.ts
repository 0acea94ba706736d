import {
  DescribeServices$,
  ListServices$,
  type DescribeServicesRequest,
  type DescribeServicesResponse,
  type ListServicesRequest,
  type ListServicesResponse,
} from '@aws-sdk/client-ecs';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { invalidParameter } from './faults.ts';
import { clusterOf, findService, serviceArn } from './find.ts';
import { page } from './page.ts';
import { toService } from './view-service.ts';

export const describeServices = operation(DescribeServices$, (world: World, input: DescribeServicesRequest): DescribeServicesResponse => {
  const cluster = clusterOf(world, input.cluster);
  const asked = input.services ?? [];
  if (asked.length === 0) throw invalidParameter('Services cannot be empty.');
  if (asked.length > 10) throw invalidParameter('Services cannot contain more than 10 items.');
  return {
    services: asked.flatMap(name => findService(world, cluster.name, name) ?? []).map(service => toService(world, service, input.include)),
    failures: asked
      .filter(name => !findService(world, cluster.name, name))
      .map(name => ({ arn: name.startsWith('arn:') ? name : serviceArn(world, cluster.name, name), reason: 'MISSING' })),
  };
});

export const listServices = operation(ListServices$, (world: World, input: ListServicesRequest): ListServicesResponse => {
  const cluster = clusterOf(world, input.cluster);
  const found = Object.values(world.state.ecs.services).filter(
    service =>
      service.clusterName === cluster.name &&
      service.status !== 'INACTIVE' &&
      (input.launchType === undefined || service.launchType === input.launchType),
  );
  const { items, next } = page(found, input.nextToken, input.maxResults ?? 10);
  return { serviceArns: items.map(service => service.arn), ...(next && { nextToken: next }) };
});
