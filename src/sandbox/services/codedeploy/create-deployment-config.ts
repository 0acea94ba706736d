import { randomUUID } from 'node:crypto';
import {
  CreateDeploymentConfig$,
  DeploymentConfigAlreadyExistsException$,
  DeploymentConfigLimitExceededException$,
  InvalidDeploymentConfigNameException$,
  InvalidMinimumHealthyHostValueException$,
  InvalidTrafficRoutingConfigurationException$,
  type CreateDeploymentConfigInput,
  type CreateDeploymentConfigOutput,
  type TrafficRoutingConfig,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { allConfigs } from './deployment-config.ts';

const between = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= least && value <= most;

/** Two days in minutes, the longest interval. */
const LONGEST_INTERVAL = 2880;

function checkRouting(routing: TrafficRoutingConfig | undefined): TrafficRoutingConfig {
  const invalid = (message: string): Error => fault(InvalidTrafficRoutingConfigurationException$, message);
  if (routing?.type === undefined) throw invalid('The traffic routing configuration must have a type.');
  const { canaryPercentage, canaryInterval } = routing.timeBasedCanary ?? {};
  const { linearPercentage, linearInterval } = routing.timeBasedLinear ?? {};
  if (routing.type === 'TimeBasedCanary' && !(between(canaryPercentage, 1, 99) && between(canaryInterval, 1, LONGEST_INTERVAL))) {
    throw invalid('The time based canary configuration is not valid.');
  }
  if (routing.type === 'TimeBasedLinear' && !(between(linearPercentage, 1, 99) && between(linearInterval, 1, LONGEST_INTERVAL))) {
    throw invalid('The time based linear configuration is not valid.');
  }
  return routing;
}

export const createDeploymentConfig = operation(
  CreateDeploymentConfig$,
  (world, input: CreateDeploymentConfigInput): CreateDeploymentConfigOutput => {
    const name = input.deploymentConfigName ?? '';
    if (!/^[\w+=,.@-]{1,100}$/.test(name) || name.startsWith('CodeDeployDefault.')) {
      throw fault(InvalidDeploymentConfigNameException$, `The deployment configuration name is not valid: ${name}`);
    }
    if (allConfigs(world).some(config => config.deploymentConfigName === name)) {
      throw fault(DeploymentConfigAlreadyExistsException$, `Deployment Configuration already exists: ${name}`);
    }
    if (Object.keys(world.state.codedeploy.configs).length >= 50) {
      throw fault(DeploymentConfigLimitExceededException$, 'The maximum number of custom deployment configurations is 50.');
    }
    const computePlatform = input.computePlatform ?? 'Server';
    if (computePlatform !== 'Server' && input.minimumHealthyHosts !== undefined) {
      throw fault(
        InvalidMinimumHealthyHostValueException$,
        `For the ${computePlatform} compute platform, minimumHealthyHosts cannot be specified.`,
      );
    }
    if (computePlatform === 'Server' && input.minimumHealthyHosts === undefined) {
      throw fault(InvalidMinimumHealthyHostValueException$, 'The minimum healthy hosts value must be specified.');
    }
    const deploymentConfigId = randomUUID();
    world.state.codedeploy.configs[name] = {
      deploymentConfigId,
      deploymentConfigName: name,
      computePlatform,
      createTime: world.clock.now(),
      ...(computePlatform === 'Server'
        ? { minimumHealthyHosts: input.minimumHealthyHosts }
        : { trafficRoutingConfig: checkRouting(input.trafficRoutingConfig) }),
    };
    return { deploymentConfigId };
  },
);
