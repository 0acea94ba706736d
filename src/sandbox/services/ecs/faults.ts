import {
  ClientException$,
  ClusterNotFoundException$,
  InvalidParameterException$,
  ServiceNotActiveException$,
  ServiceNotFoundException$,
  TaskSetNotFoundException$,
} from '@aws-sdk/client-ecs';
import { fault, type Fault } from '../../fault.ts';

export const clientException = (message: string): Fault => fault(ClientException$, message);
export const invalidParameter = (message: string): Fault => fault(InvalidParameterException$, message);
export const clusterNotFound = (message = 'Cluster not found.'): Fault => fault(ClusterNotFoundException$, message);
export const serviceNotFound = (): Fault => fault(ServiceNotFoundException$, 'Service not found.');
export const serviceNotActive = (): Fault => fault(ServiceNotActiveException$, 'Service was not ACTIVE.');
export const taskSetNotFound = (): Fault => fault(TaskSetNotFoundException$, 'TaskSet not found.');
