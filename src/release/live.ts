import { DescribeTaskDefinitionCommand, type TaskSet } from '@aws-sdk/client-ecs';
import { DescribeListenersCommand, type Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws/aws.ts';
import { forwardedGroups } from '../aws/forwarded-groups.ts';
import { readService } from './read-service.ts';

/** Where to look for the version that serves. */
export interface ServiceAddress {
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
}

/** One set of tasks of the service: a version. */
export interface Version {
  readonly taskSetId: string;
  readonly primary: boolean;
  /** Name of the target group that its tasks are registered in. */
  readonly targetGroup: string;
  readonly taskDefinition: string;
  readonly image: string;
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
  readonly since: string | undefined;
}

/**
 * The versions of a CODE_DEPLOY service, the primary one first. `deployments` of such a service is empty:
 * the truth is in its task sets. Undefined when there is no such service.
 */
export async function readVersions(aws: Aws, address: ServiceAddress): Promise<readonly Version[] | undefined> {
  const service = await readService(aws, address.cluster, address.service);
  if (!service) return undefined;
  const versions = await Promise.all((service.taskSets ?? []).map(taskSet => version(aws, taskSet, address.container)));
  return versions.sort((a, b) => Number(b.primary) - Number(a.primary));
}

async function version(aws: Aws, taskSet: TaskSet, container: string): Promise<Version> {
  const targetGroupArn = taskSet.loadBalancers?.[0]?.targetGroupArn ?? '';
  return {
    taskSetId: taskSet.id ?? '',
    primary: taskSet.status === 'PRIMARY',
    targetGroup: targetGroupName(targetGroupArn),
    taskDefinition: taskSet.taskDefinition ?? '',
    image: await imageOf(aws, taskSet.taskDefinition, container),
    desired: taskSet.computedDesiredCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    running: taskSet.runningCount ?? 0,
    since: taskSet.createdAt?.toISOString(),
  };
}

async function imageOf(aws: Aws, taskDefinition: string | undefined, container: string): Promise<string> {
  if (!taskDefinition) return '';
  const described = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const containers = described.taskDefinition?.containerDefinitions ?? [];
  return (containers.find(one => one.name === container) ?? containers[0])?.image ?? '';
}

/** `arn:…:targetgroup/NAME/ID` → NAME. */
export const targetGroupName = (arn: string): string => arn.split('/')[1] ?? '';

/** Part of the traffic that goes to a target group, in percent of the listener's weights. */
export interface Weight {
  readonly targetGroup: string;
  readonly percent: number;
}

/** How a listener divides its traffic. */
export async function readWeights(aws: Aws, listenerArn: string): Promise<readonly Weight[]> {
  const described = await aws.elbv2.send(new DescribeListenersCommand({ ListenerArns: [listenerArn] }));
  return weightsOf(described.Listeners?.[0]?.DefaultActions ?? []);
}

/** The weights in a listener's default actions, in percent. */
export function weightsOf(actions: readonly Action[]): readonly Weight[] {
  const groups = forwardedGroups(actions);
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  return groups
    .map(({ arn, weight }) => ({ targetGroup: targetGroupName(arn), percent: total === 0 ? 0 : (weight / total) * 100 }))
    .filter(weight => weight.percent > 0);
}
