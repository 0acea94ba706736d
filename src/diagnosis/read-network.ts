import { DescribeSecurityGroupsCommand, type IpPermission } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsVpcConfiguration, Service } from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import { describeNetwork } from '../resources/network-facts.ts';
import type { Setup } from '../setup.ts';
import type { NetworkEvidence } from './evidence.ts';

/**
 * The subnets of a service with their routes, and whether its security groups let its load balancer in. What an AppSpec says of the network
 * counts before what the service says; the task set that it was for may be gone.
 */
export async function readNetwork(aws: Aws, setup: Setup, service: Service, appspec = ''): Promise<NetworkEvidence> {
  const said = networkIn(appspec);
  const { subnets = [], securityGroups = [], assignPublicIp } = { ...networkOf(service), ...said };
  const targetGroup = targetGroupOf(service);
  const [{ candidates }, balancerGroups] = await Promise.all([
    describeNetwork(aws, undefined, subnets),
    targetGroup === undefined ? [] : balancerGroupsOf(aws, targetGroup),
  ]);
  return {
    publicIp: assignPublicIp === 'ENABLED',
    routes: Object.fromEntries(candidates.map(({ id, route }) => [id, route])),
    groups: securityGroups,
    letsIn: await letsIn(aws, securityGroups, balancerGroups, setup.app.port),
  };
}

/** JSON or YAML, whichever it is. */
function networkIn(appspec: string): Partial<AwsVpcConfiguration> {
  const assignPublicIp = /AssignPublicIp"?\s*:\s*"?'?(ENABLED|DISABLED)/.exec(appspec)?.[1];
  const subnets = [...new Set(appspec.match(/\bsubnet-[0-9a-f]+/g))];
  const securityGroups = [...new Set(appspec.match(/\bsg-[0-9a-f]+/g))];
  return {
    ...(assignPublicIp === 'ENABLED' || assignPublicIp === 'DISABLED' ? { assignPublicIp } : {}),
    ...(subnets.length > 0 && { subnets }),
    ...(securityGroups.length > 0 && { securityGroups }),
  };
}

/** A CODE_DEPLOY service keeps its network where the task sets are. */
const networkOf = ({ networkConfiguration, taskSets }: Service) =>
  taskSets?.find(({ status }) => status === 'PRIMARY')?.networkConfiguration?.awsvpcConfiguration ??
  networkConfiguration?.awsvpcConfiguration ?? { subnets: [] };

const targetGroupOf = ({ taskSets, loadBalancers }: Service): string | undefined =>
  (taskSets?.[0]?.loadBalancers ?? loadBalancers)?.[0]?.targetGroupArn;

/** The security groups of the load balancer behind which a target group is. */
async function balancerGroupsOf(aws: Aws, targetGroupArn: string): Promise<readonly string[]> {
  const { TargetGroups } = await aws.elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }));
  const LoadBalancerArns = TargetGroups?.[0]?.LoadBalancerArns ?? [];
  if (LoadBalancerArns.length === 0) return [];
  const { LoadBalancers } = await aws.elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns }));
  return LoadBalancers?.[0]?.SecurityGroups ?? [];
}

/** Whether one of the groups lets members of the others in. Undefined where only addresses are named: whose those are is not known here. */
export async function letsIn(aws: Aws, groups: readonly string[], members: readonly string[], port: number): Promise<boolean | undefined> {
  if (groups.length === 0 || members.length === 0) return undefined;
  const { SecurityGroups = [] } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [...groups] }));
  const rules = SecurityGroups.flatMap(({ IpPermissions = [] }) => IpPermissions).filter(rule => isFor(rule, port));
  if (rules.some(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.some(({ GroupId = '' }) => members.includes(GroupId)))) return true;
  return rules.some(
    ({ IpRanges = [], Ipv6Ranges = [], PrefixListIds = [] }) => IpRanges.length + Ipv6Ranges.length + PrefixListIds.length > 0,
  )
    ? undefined
    : false;
}

const isFor = ({ IpProtocol, FromPort = 0, ToPort = 65_535 }: IpPermission, port: number): boolean =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort);
