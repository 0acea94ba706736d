import type { CreateServiceRequest, DeploymentConfiguration, LoadBalancer, NetworkConfiguration } from '@aws-sdk/client-ecs';
import { PlatformUnknownException$, UnsupportedFeatureException$ } from '@aws-sdk/client-ecs';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { loadBalancersOf } from '../elbv2/association.ts';
import { checkStrategy } from './capacity-providers.ts';
import { invalidParameter } from './faults.ts';
import { checkNetwork, vpcOf } from './network.ts';
import type { ClusterRecord, DeploymentControllerName, TaskDefinitionRecord } from './state.ts';

/** Refuses a service that AWS would refuse. */
export function checkService(
  world: World,
  cluster: ClusterRecord,
  controller: DeploymentControllerName,
  definition: TaskDefinitionRecord | undefined,
  input: CreateServiceRequest,
): void {
  checkBasics(cluster, input);
  checkController(controller, input);
  checkPlatformVersion(input.platformVersion);
  if (!definition) return;
  checkNetworkConfiguration(world, definition, input.networkConfiguration);
  checkLoadBalancers(world, definition, input.networkConfiguration, input.loadBalancers ?? []);
  const runsOnFargate =
    input.launchType === 'FARGATE' || input.capacityProviderStrategy?.some(item => item.capacityProvider?.startsWith('FARGATE'));
  if (runsOnFargate && !definition.compatibilities?.includes('FARGATE')) {
    throw invalidParameter('Task definition does not support launch_type FARGATE.');
  }
  if (!runsOnFargate && cluster.defaultCapacityProviderStrategy.length === 0) {
    throw fault(UnsupportedFeatureException$, 'The sandbox runs tasks on Fargate only: it has no container instances.');
  }
}

const PLATFORM_VERSIONS = ['LATEST', '1.4.0', '1.3.0'];

/** Refuses a platform version that Fargate does not have. */
export function checkPlatformVersion(version = 'LATEST'): void {
  if (!PLATFORM_VERSIONS.includes(version)) throw fault(PlatformUnknownException$, 'The specified platform version does not exist.');
}

function checkBasics(cluster: ClusterRecord, input: CreateServiceRequest): void {
  const { serviceName = '', launchType, capacityProviderStrategy, desiredCount, schedulingStrategy, clientToken } = input;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(serviceName)) throw invalidParameter('Service name contains invalid characters.');
  if ((clientToken?.length ?? 0) > 36) throw invalidParameter('clientToken can be at most 36 characters.');
  if (launchType && capacityProviderStrategy?.length)
    throw invalidParameter('Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.');
  checkStrategy([...cluster.capacityProviders], capacityProviderStrategy);
  if (schedulingStrategy === 'DAEMON') {
    throw fault(UnsupportedFeatureException$, 'The scheduling strategy DAEMON is not supported on Fargate.');
  }
  if (desiredCount === undefined) throw invalidParameter('desiredCount cannot be null when schedulingStrategy is REPLICA.');
  if (desiredCount < 0 || desiredCount > 5000) throw invalidParameter('desiredCount must be between 0 and 5000.');
  if (input.healthCheckGracePeriodSeconds !== undefined && !input.loadBalancers?.length) {
    throw invalidParameter('Health check grace period is only valid for services configured to use load balancers.');
  }
  if (input.role) throw invalidParameter('You cannot specify an IAM role for services that require a service linked role.');
}

function checkController(controller: DeploymentControllerName, input: CreateServiceRequest): void {
  const { loadBalancers = [], deploymentConfiguration } = input;
  if (controller === 'EXTERNAL') {
    if (loadBalancers.length > 0) throw invalidParameter('LoadBalancers must be empty or null.');
    if (input.taskDefinition) throw invalidParameter('TaskDefinition must be null for services using the EXTERNAL deployment controller.');
    if (input.launchType) throw invalidParameter('LaunchType must be null for services using the EXTERNAL deployment controller.');
    return;
  }
  if (controller === 'CODE_DEPLOY') {
    if (loadBalancers.length !== 1)
      throw invalidParameter('Exactly one load balancer is required for services using the CODE_DEPLOY deployment controller.');
    if (input.serviceConnectConfiguration?.enabled)
      throw invalidParameter('Service Connect is not supported for services using the CODE_DEPLOY deployment controller.');
  }
  checkDeploymentConfiguration(controller, deploymentConfiguration);
}

/** Refuses what the deployment controller cannot do, and what the sandbox does not: ECS's own blue/green. */
export function checkDeploymentConfiguration(
  controller: DeploymentControllerName,
  configuration: DeploymentConfiguration | undefined,
): void {
  if (!configuration) return;
  const { strategy = 'ROLLING', deploymentCircuitBreaker, alarms } = configuration;
  if (controller === 'CODE_DEPLOY') {
    if (deploymentCircuitBreaker?.enable)
      throw invalidParameter('Deployment circuit breaker feature can only be used with ECS deployment controller.');
    if (alarms?.enable) throw invalidParameter('Deployment alarms can only be used with ECS deployment controller.');
    if (configuration.strategy) throw invalidParameter('Deployment strategy can only be used with ECS deployment controller.');
  }
  if (strategy !== 'ROLLING')
    throw fault(
      UnsupportedFeatureException$,
      `The sandbox does not emulate the deployment strategy ${strategy} of the ECS deployment controller.`,
    );
}

/** Refuses an awsvpc task without a network, or one in a network that is not there. */
export function checkNetworkConfiguration(world: World, definition: TaskDefinitionRecord, network: NetworkConfiguration | undefined): void {
  const vpc = network?.awsvpcConfiguration;
  if (definition.networkMode !== 'awsvpc') {
    throw fault(UnsupportedFeatureException$, `The sandbox runs tasks with network mode awsvpc only, not ${definition.networkMode}.`);
  }
  if (!vpc) throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  checkNetwork(world, vpc.subnets ?? [], vpc.securityGroups ?? []);
}

/** Refuses load balancers that do not fit the task definition, or whose target group is behind no listener. */
export function checkLoadBalancers(
  world: World,
  definition: TaskDefinitionRecord,
  network: NetworkConfiguration | undefined,
  loadBalancers: readonly LoadBalancer[],
): void {
  for (const { targetGroupArn, containerName, containerPort, loadBalancerName } of loadBalancers) {
    if (loadBalancerName) throw fault(UnsupportedFeatureException$, 'The sandbox has no Classic Load Balancers.');
    if (!targetGroupArn) throw invalidParameter('targetGroupArn must not be blank.');
    const group = world.state.elbv2.targetGroups[targetGroupArn];
    if (!group) throw invalidParameter(`The specified target group does not exist. Specify a valid target group and try again.`);
    const container = definition.containerDefinitions.find(({ name }) => name === containerName);
    if (!container) throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    if (!container.portMappings?.some(mapping => mapping.containerPort === containerPort)) {
      throw invalidParameter(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
    if (group.targetType !== 'ip') {
      throw invalidParameter(
        `The provided target group ${targetGroupArn} has target type ${group.targetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
      );
    }
    if (group.vpcId !== vpcOf(world, network?.awsvpcConfiguration?.subnets ?? [])) {
      throw invalidParameter(`The target group ${targetGroupArn} is not in the VPC of the subnets of the service.`);
    }
    if (loadBalancersOf(world, targetGroupArn).length === 0) {
      throw invalidParameter(`The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`);
    }
  }
}
