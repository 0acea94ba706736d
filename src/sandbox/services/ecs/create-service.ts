import { CreateService$, type CreateServiceRequest, type CreateServiceResponse } from '@aws-sdk/client-ecs';
import { operation, type Call } from '../../operation.ts';
import type { World } from '../../world.ts';
import { ensureServiceLinkedRole } from '../iam/service-linked-role.ts';
import { invalidParameter } from './faults.ts';
import { clusterOf, findService, serviceArn, taskDefinitionOf } from './find.ts';
import { scheduleSoon } from './schedule-soon.ts';
import { checkService } from './service-rules.ts';
import type { ClusterRecord, DeploymentControllerName, ServiceRecord, TaskDefinitionRecord } from './state.ts';
import { checkTags, tagNew } from './tags.ts';
import { addTaskSet } from './task-sets.ts';
import { toService } from './view-service.ts';

/** The scheduler looks at a new service after a moment. */
const FIRST_LOOK_SECONDS = 2;

export const createService = operation(CreateService$, (world: World, input: CreateServiceRequest, call: Call): CreateServiceResponse => {
  const cluster = clusterOf(world, input.cluster);
  const repeated = repetition(world, cluster, input);
  if (repeated) return { service: toService(world, repeated, ['TAGS']) };
  const controller = input.deploymentController?.type ?? 'ECS';
  const definition = controller === 'EXTERNAL' ? undefined : taskDefinitionOf(world, input.taskDefinition);
  checkService(world, cluster, controller, definition, input);
  checkTags(input.tags);
  ensureServiceLinkedRole(world, 'ecs.amazonaws.com');
  const service = serviceFrom(world, cluster, controller, definition, input, call.caller);
  world.state.ecs.services[service.arn] = service;
  delete world.state.ecs.tags[service.arn];
  tagNew(world, service.arn, input.tags);
  if (controller !== 'EXTERNAL') addTaskSet(world, service, 'PRIMARY', { startedBy: 'ecs-svc' });
  scheduleSoon(world, service.arn, FIRST_LOOK_SECONDS);
  return { service: toService(world, service, ['TAGS']) };
});

/** The service that an identical call with the same client token made; a name that is taken otherwise is refused. */
function repetition(world: World, cluster: ClusterRecord, input: CreateServiceRequest): ServiceRecord | undefined {
  const present = findService(world, cluster.name, input.serviceName ?? '');
  if (!present || present.status === 'INACTIVE') return undefined;
  if (present.status === 'DRAINING') throw invalidParameter('Unable to Start a service that is still Draining.');
  if (input.clientToken && input.clientToken === present.clientToken && requestOf(input) === present.request) return present;
  throw invalidParameter('Creation of service was not idempotent.');
}

const requestOf = (input: CreateServiceRequest): string => JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)));

function serviceFrom(
  world: World,
  cluster: ClusterRecord,
  controller: DeploymentControllerName,
  definition: TaskDefinitionRecord | undefined,
  input: CreateServiceRequest,
  caller: string,
): ServiceRecord {
  const name = input.serviceName ?? '';
  const ownStrategy = input.capacityProviderStrategy?.length ? input.capacityProviderStrategy : undefined;
  const strategy = ownStrategy ?? (input.launchType ? undefined : cluster.defaultCapacityProviderStrategy);
  return {
    arn: serviceArn(world, cluster.name, name),
    name,
    clusterName: cluster.name,
    createdAt: world.clock.now(),
    createdBy: caller,
    clientToken: input.clientToken,
    request: requestOf(input),
    controller,
    status: 'ACTIVE',
    desiredCount: input.desiredCount ?? 0,
    taskDefinition: definition?.taskDefinitionArn ?? '',
    loadBalancers: (input.loadBalancers ?? []).map(({ targetGroupArn, containerName, containerPort }) => ({
      targetGroupArn,
      containerName,
      containerPort,
    })),
    networkConfiguration: completedNetwork(input.networkConfiguration),
    launchType: input.launchType,
    capacityProviderStrategy: strategy,
    platformVersion: input.platformVersion ?? 'LATEST',
    deploymentConfiguration: completedConfiguration(controller, input.deploymentConfiguration),
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? 'ENABLED',
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    propagateTags: input.propagateTags ?? 'NONE',
    events: [],
    taskSets: [],
  };
}

/** A network configuration with AWS's defaults. */
export function completedNetwork(network: CreateServiceRequest['networkConfiguration']): CreateServiceRequest['networkConfiguration'] {
  const vpc = network?.awsvpcConfiguration;
  return (
    vpc && {
      awsvpcConfiguration: {
        subnets: vpc.subnets,
        securityGroups: vpc.securityGroups ?? [],
        assignPublicIp: vpc.assignPublicIp ?? 'DISABLED',
      },
    }
  );
}

/** A deployment configuration with AWS's defaults. */
const completedConfiguration = (
  controller: DeploymentControllerName,
  configuration: CreateServiceRequest['deploymentConfiguration'],
): NonNullable<CreateServiceRequest['deploymentConfiguration']> => ({
  ...(controller === 'ECS' && { deploymentCircuitBreaker: { enable: false, rollback: false } }),
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  ...(controller === 'ECS' && { strategy: 'ROLLING' as const, bakeTimeInMinutes: 0 }),
  ...configuration,
});
