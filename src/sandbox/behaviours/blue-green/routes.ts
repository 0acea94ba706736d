import type { DeploymentGroupInfo, TargetGroupPairInfo } from '@aws-sdk/client-codedeploy';

const pairOf = (group: DeploymentGroupInfo): TargetGroupPairInfo | undefined => group.loadBalancerInfo?.targetGroupPairInfoList?.[0];

export const productionListener = (group: DeploymentGroupInfo): string => pairOf(group)?.prodTrafficRoute?.listenerArns?.[0] ?? '';

export const testListener = (group: DeploymentGroupInfo): string | undefined => pairOf(group)?.testTrafficRoute?.listenerArns?.[0];

/** Names of the two target groups; which of them is blue changes with every release. */
export const targetGroupPair = (group: DeploymentGroupInfo): string[] => (pairOf(group)?.targetGroups ?? []).map(({ name }) => name ?? '');
