import type { Aws } from '../aws/aws.ts';
import type { Kind } from '../engine/types.ts';
import { checkSubnets, pickSubnets } from './network-choice.ts';
import { describeNetwork } from './network-facts.ts';

export interface NetworkSpec {
  /** Without it, the VPC of the given subnets, or the default VPC of the region. */
  readonly vpc?: string;
  /** Without them, one fit subnet in each of two availability zones. */
  readonly subnets?: readonly string[];
  /** What the load balancer is: an internet-facing one needs public subnets. */
  readonly scheme: 'internet-facing' | 'internal';
}

export type NetworkOutputs = {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Tasks in public subnets reach the registry only with an address of their own. */
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
};

/** The VPC and the subnets to build in. They are found, never made and never changed. */
export const network: Kind<NetworkSpec, NetworkOutputs, Aws> = {
  type: 'ec2.network',
  outputs: ['vpcId', 'subnetIds', 'assignPublicIp'],
  identity: [],
  found: true,
  permissions: { read: ['ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeRouteTables'], write: [] },

  read: async (aws, spec, known) => ({ outputs: await choose(aws, spec, known), actual: {}, owner: aws.owner }),
  ensure: async (aws, spec, live) => live?.outputs ?? choose(aws, spec),
  async remove() {},
};

async function choose(aws: Aws, { vpc, subnets, scheme }: NetworkSpec, known?: NetworkOutputs): Promise<NetworkOutputs> {
  const { vpcId, candidates } = await describeNetwork(aws, vpc, subnets);
  const request = { vpcId, scheme, region: aws.region };
  const chosen = subnets === undefined ? pickSubnets(request, candidates, known?.subnetIds) : checkSubnets(request, candidates, subnets);
  const isPublic = chosen.some(({ route }) => route === 'public');
  return { vpcId, subnetIds: chosen.map(({ id }) => id), assignPublicIp: isPublic ? 'ENABLED' : 'DISABLED' };
}
