import { UnsupportedFeatureException$, UpdateService$, type UpdateServiceRequest, type UpdateServiceResponse } from '@aws-sdk/client-ecs';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { completedNetwork } from './create-service.ts';
import { invalidParameter } from './faults.ts';
import { serviceOf, taskDefinitionOf } from './find.ts';
import { scheduleSoon } from './schedule-soon.ts';
import { checkDeploymentConfiguration, checkLoadBalancers, checkNetworkConfiguration, checkPlatformVersion } from './service-rules.ts';
import type { ServiceRecord } from './state.ts';
import { addTaskSet } from './task-sets.ts';
import { toService } from './view-service.ts';

export const updateService = operation(UpdateService$, (world: World, input: UpdateServiceRequest): UpdateServiceResponse => {
  const service = serviceOf(world, input.cluster, input.service);
  if (input.deploymentController && input.deploymentController.type !== service.controller) {
    throw fault(UnsupportedFeatureException$, 'The sandbox does not emulate a change of the deployment controller.');
  }
  if (service.controller !== 'ECS') refuseDeployments(service, input);
  if (input.desiredCount !== undefined && input.desiredCount < 0) throw invalidParameter('desiredCount must be between 0 and 5000.');
  checkDeploymentConfiguration(service.controller, input.deploymentConfiguration);
  checkPlatformVersion(input.platformVersion);
  if (input.healthCheckGracePeriodSeconds !== undefined && service.loadBalancers.length === 0 && !input.loadBalancers?.length) {
    throw invalidParameter('Health check grace period is only valid for services configured to use load balancers.');
  }
  if (service.controller === 'ECS') deploy(world, service, input);
  change(service, input);
  scheduleSoon(world, service.arn);
  return { service: toService(world, service, ['TAGS']) };
});

/** What belongs to the deployment system, not to UpdateService. */
function refuseDeployments(service: ServiceRecord, input: UpdateServiceRequest): void {
  const tool = service.controller === 'CODE_DEPLOY' ? 'AWS CodeDeploy' : 'your deployment system';
  const refuse = (what: string): never => {
    throw invalidParameter(
      `Unable to update ${what} on services with a ${service.controller} deployment controller. Use ${tool} to trigger a new deployment.`,
    );
  };
  if (input.taskDefinition) refuse('task definition');
  if (input.networkConfiguration) refuse('network parameters');
  if (input.platformVersion) refuse('platform version');
  if (input.loadBalancers) refuse('load balancers');
  if (input.capacityProviderStrategy) refuse('capacity provider strategy');
  if (input.forceNewDeployment) refuse('force new deployment');
}

function change(service: ServiceRecord, input: UpdateServiceRequest): void {
  service.desiredCount = input.desiredCount ?? service.desiredCount;
  service.deploymentConfiguration = { ...service.deploymentConfiguration, ...input.deploymentConfiguration };
  service.healthCheckGracePeriodSeconds = input.healthCheckGracePeriodSeconds ?? service.healthCheckGracePeriodSeconds;
  service.availabilityZoneRebalancing = input.availabilityZoneRebalancing ?? service.availabilityZoneRebalancing;
  service.enableECSManagedTags = input.enableECSManagedTags ?? service.enableECSManagedTags;
  service.enableExecuteCommand = input.enableExecuteCommand ?? service.enableExecuteCommand;
  service.propagateTags = input.propagateTags ?? service.propagateTags;
}

/** A rolling deployment, if the input asks for something new. */
function deploy(world: World, service: ServiceRecord, input: UpdateServiceRequest): void {
  const definition = taskDefinitionOf(world, input.taskDefinition ?? service.taskDefinition);
  const networkConfiguration = input.networkConfiguration ? completedNetwork(input.networkConfiguration) : service.networkConfiguration;
  const loadBalancers = input.loadBalancers ?? service.loadBalancers;
  checkNetworkConfiguration(world, definition, networkConfiguration);
  checkLoadBalancers(world, definition, networkConfiguration, loadBalancers);
  const wanted = {
    taskDefinition: definition.taskDefinitionArn,
    networkConfiguration,
    loadBalancers,
    platformVersion: input.platformVersion ?? service.platformVersion,
    ...(input.capacityProviderStrategy && { capacityProviderStrategy: input.capacityProviderStrategy, launchType: undefined }),
  };
  const changed = Object.entries(wanted).some(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(service[key as keyof ServiceRecord]),
  );
  if (!changed && !input.forceNewDeployment) return;
  Object.assign(service, wanted);
  for (const set of service.taskSets) {
    if (set.status === 'PRIMARY') set.status = 'ACTIVE';
  }
  addTaskSet(world, service, 'PRIMARY', { startedBy: 'ecs-svc' });
}
