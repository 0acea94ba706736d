import { DeleteService$, type DeleteServiceRequest, type DeleteServiceResponse } from '@aws-sdk/client-ecs';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { invalidParameter, serviceNotFound } from './faults.ts';
import { clusterOf, findService } from './find.ts';
import { scheduleSoon } from './schedule-soon.ts';
import { toService } from './view-service.ts';

/** The service drains: it is INACTIVE once its last task has stopped. */
export const deleteService = operation(DeleteService$, (world: World, input: DeleteServiceRequest): DeleteServiceResponse => {
  const cluster = clusterOf(world, input.cluster);
  const service = findService(world, cluster.name, input.service ?? '');
  if (!service || service.status === 'INACTIVE') throw serviceNotFound();
  if (!input.force && service.status === 'ACTIVE') {
    if (service.desiredCount > 0) throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
    if (service.taskSets.length > 1) throw invalidParameter('The service cannot be stopped while deployments are active.');
  }
  service.status = 'DRAINING';
  service.desiredCount = 0;
  for (const set of service.taskSets) set.status = 'DRAINING';
  scheduleSoon(world, service.arn);
  return { service: toService(world, service, ['TAGS']) };
});
