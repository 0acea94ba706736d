import {
  DeploymentConfigDoesNotExistException$,
  type ComputePlatform,
  type DeploymentConfigInfo,
  type TrafficRoutingConfig,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import type { World } from '../../world.ts';

const linear = (linearPercentage: number, linearInterval: number): TrafficRoutingConfig => ({
  type: 'TimeBasedLinear',
  timeBasedLinear: { linearPercentage, linearInterval },
});

const canary = (canaryPercentage: number, canaryInterval: number): TrafficRoutingConfig => ({
  type: 'TimeBasedCanary',
  timeBasedCanary: { canaryPercentage, canaryInterval },
});

/** When AWS says it made its own configurations. */
const CREATED = new Date('2018-11-27T00:00:00Z');

const builtIn = (computePlatform: ComputePlatform, name: string, rest: Partial<DeploymentConfigInfo>): DeploymentConfigInfo => ({
  deploymentConfigId: `00000000-0000-0000-0000-${Buffer.from(name).toString('hex').slice(-12)}`,
  deploymentConfigName: `CodeDeployDefault.${name}`,
  computePlatform,
  createTime: CREATED,
  ...rest,
});

const routed = (platform: 'ECS' | 'Lambda', name: string, trafficRoutingConfig: TrafficRoutingConfig): DeploymentConfigInfo =>
  builtIn(platform, `${platform}${name}`, { trafficRoutingConfig });

const BUILT_IN: readonly DeploymentConfigInfo[] = [
  builtIn('Server', 'OneAtATime', { minimumHealthyHosts: { type: 'HOST_COUNT', value: 99 } }),
  builtIn('Server', 'HalfAtATime', { minimumHealthyHosts: { type: 'FLEET_PERCENT', value: 50 } }),
  builtIn('Server', 'AllAtOnce', { minimumHealthyHosts: { type: 'HOST_COUNT', value: 0 } }),
  routed('ECS', 'AllAtOnce', { type: 'AllAtOnce' }),
  routed('ECS', 'Linear10PercentEvery1Minutes', linear(10, 1)),
  routed('ECS', 'Linear10PercentEvery3Minutes', linear(10, 3)),
  routed('ECS', 'Canary10Percent5Minutes', canary(10, 5)),
  routed('ECS', 'Canary10Percent15Minutes', canary(10, 15)),
  routed('Lambda', 'AllAtOnce', { type: 'AllAtOnce' }),
  routed('Lambda', 'Linear10PercentEvery1Minute', linear(10, 1)),
  routed('Lambda', 'Linear10PercentEvery2Minutes', linear(10, 2)),
  routed('Lambda', 'Linear10PercentEvery3Minutes', linear(10, 3)),
  routed('Lambda', 'Linear10PercentEvery10Minutes', linear(10, 10)),
  routed('Lambda', 'Canary10Percent5Minutes', canary(10, 5)),
  routed('Lambda', 'Canary10Percent10Minutes', canary(10, 10)),
  routed('Lambda', 'Canary10Percent15Minutes', canary(10, 15)),
  routed('Lambda', 'Canary10Percent30Minutes', canary(10, 30)),
];

/** AWS's configurations and those made by hand. */
export const allConfigs = (world: World): DeploymentConfigInfo[] => [...BUILT_IN, ...Object.values(world.state.codedeploy.configs)];

/** The deployment configuration of this name, or AWS's refusal. */
export function findConfig(world: World, name: string | undefined): DeploymentConfigInfo {
  const config = allConfigs(world).find(candidate => candidate.deploymentConfigName === name);
  if (config === undefined) throw fault(DeploymentConfigDoesNotExistException$, `No Deployment Configuration found for name: ${name}`);
  return config;
}
