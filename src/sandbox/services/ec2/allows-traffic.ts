import type { World } from '../../world.ts';
import { containsBlock, parseBlock } from './cidr.ts';
import { rulesOf } from './security-group.ts';
import type { Ec2State, SecurityGroupRuleRecord } from './state.ts';

const isForPort = ({ IpProtocol, FromPort, ToPort }: SecurityGroupRuleRecord, port: number): boolean =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort);

/** A range stands for a group if it covers the whole VPC: where in it the group's interfaces are is not asked. */
function covers(state: Ec2State, cidr: string, groupIds: readonly string[]): boolean {
  const range = parseBlock(cidr);
  const vpcs = new Set(groupIds.map(id => state.securityGroups[id]?.VpcId));
  const blocks = [...vpcs].map(id => parseBlock((id === undefined ? undefined : state.vpcs[id]?.CidrBlock) ?? ''));
  return range !== undefined && blocks.length > 0 && blocks.every(block => block !== undefined && containsBlock(range, block));
}

function lets(state: Ec2State, rule: SecurityGroupRuleRecord, peers: readonly string[]): boolean {
  if (rule.ReferencedGroupInfo) return peers.includes(rule.ReferencedGroupInfo.GroupId ?? '');
  return rule.CidrIpv4 !== undefined && covers(state, rule.CidrIpv4, peers);
}

/** Whether security groups let a TCP connection through: out of the groups of the one end, and into the groups of the other, at a port. */
export function allowsTraffic(world: World, fromGroupIds: readonly string[], toGroupIds: readonly string[], port: number): boolean {
  const state = world.state.ec2;
  const someRule = (groups: readonly string[], isEgress: boolean, peers: readonly string[]) =>
    groups.flatMap(id => rulesOf(state, id)).some(rule => rule.IsEgress === isEgress && isForPort(rule, port) && lets(state, rule, peers));
  return someRule(fromGroupIds, true, toGroupIds) && someRule(toGroupIds, false, fromGroupIds);
}
