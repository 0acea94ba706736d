import { GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { targetGroupName } from '../release/live.ts';
import type { Setup } from '../setup.ts';
import type { ListenerEvidence } from './evidence.ts';

/** The production listener of the group, and the target group that it should point at. */
export async function readListener(aws: Aws, { config }: Setup, service: Service | undefined): Promise<ListenerEvidence | undefined> {
  const { application: applicationName, group: deploymentGroupName } = config.codedeploy;
  const { deploymentGroupInfo } = await aws.codedeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
  const arn = deploymentGroupInfo?.loadBalancerInfo?.targetGroupPairInfoList?.[0]?.prodTrafficRoute?.listenerArns?.[0];
  const serving = service?.taskSets?.find(({ status }) => status === 'PRIMARY')?.loadBalancers?.[0]?.targetGroupArn;
  return arn === undefined || serving === undefined ? undefined : { arn, servingGroup: targetGroupName(serving), servingGroupArn: serving };
}
