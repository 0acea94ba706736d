import {
  InvalidInputException$,
  InvalidLoadBalancerInfoException$,
  InvalidRoleException$,
  type ComputePlatform,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import { fault } from '../../fault.ts';
import { arn, type World } from '../../world.ts';
import { isAssumable } from '../iam/authorize.ts';
import { findConfig } from './deployment-config.ts';
import { checkCommon, checkEcsGroup } from './ecs-group.ts';

/** An application made without `computePlatform` is a trap: AWS complains about the load balancer first. */
function checkServerGroup(world: World, group: DeploymentGroupInfo): void {
  const balancer = group.loadBalancerInfo;
  const none = (balancer?.elbInfoList ?? []).length + (balancer?.targetGroupInfoList ?? []).length === 0;
  if (group.deploymentStyle?.deploymentOption === 'WITH_TRAFFIC_CONTROL' && none) {
    throw fault(
      InvalidLoadBalancerInfoException$,
      'The specification for load balancing in the deployment group is invalid. The deploymentOption value is set to WITH_TRAFFIC_CONTROL, but either no load balancer was specified in elbInfoList or no target group was specified in targetGroupInfoList.',
    );
  }
  if ((group.ecsServices ?? []).length > 0) {
    throw fault(InvalidInputException$, 'Should not specify ECS services parameter for Server deployment group');
  }
  findConfig(world, group.deploymentConfigName);
}

/**
 * What CodeDeploy names as the source when it assumes a role.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html
 */
export const sourceOf = (world: World, { applicationName, deploymentGroupName }: DeploymentGroupInfo) => ({
  'aws:SourceArn': arn(world, 'codedeploy', `deploymentgroup:${applicationName}/${deploymentGroupName}`),
});

/** Refuses what AWS refuses when a deployment group is made or changed. */
export function checkGroup(world: World, platform: ComputePlatform, group: DeploymentGroupInfo): void {
  if (!isAssumable(world, group.serviceRoleArn ?? '', 'codedeploy.amazonaws.com', sourceOf(world, group))) {
    throw fault(InvalidRoleException$, 'Cannot assume role provided.');
  }
  checkCommon(group);
  if (platform === 'ECS') checkEcsGroup(world, group);
  else checkServerGroup(world, group);
}

/** The configuration a group gets when it names none. */
export const DEFAULT_CONFIG: Readonly<Record<string, string>> = {
  ECS: 'CodeDeployDefault.ECSAllAtOnce',
  Lambda: 'CodeDeployDefault.LambdaAllAtOnce',
  Server: 'CodeDeployDefault.OneAtATime',
};
