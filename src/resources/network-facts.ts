import { DescribeRouteTablesCommand, DescribeSubnetsCommand, DescribeVpcsCommand, type RouteTable, type Subnet } from '@aws-sdk/client-ec2';
import type { Aws } from '../aws/aws.ts';
import { UserError } from '../errors.ts';
import { required } from './required.ts';

/** Where a subnet's traffic to the internet goes: an internet gateway, something that keeps it private (NAT), or nowhere. */
export type Route = 'public' | 'private' | 'none';

/** A subnet, as far as it matters to a load balancer and to tasks. */
export interface Candidate {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  /** The same zone under the name that means the same in every account: `apne2-az1`. */
  readonly zoneId: string;
  readonly isAvailable: boolean;
  readonly isDefault: boolean;
  readonly route: Route;
}

export interface Network {
  readonly vpcId: string;
  /** The given subnets that exist, in whatever VPC, else all of the VPC. */
  readonly candidates: readonly Candidate[];
}

/** Reads the VPC to build in, its subnets and their routes. */
export async function describeNetwork(aws: Aws, vpc: string | undefined, subnets: readonly string[] | undefined): Promise<Network> {
  const given = subnets && (await findSubnets(aws, 'subnet-id', subnets));
  const vpcId = await findVpc(aws, vpc ?? given?.[0]?.VpcId);
  const [found, routeTables] = await Promise.all([given ?? findSubnets(aws, 'vpc-id', [vpcId]), findRouteTables(aws, vpcId)]);
  return { vpcId, candidates: found.map(subnet => candidateOf(subnet, routeTables)) };
}

async function findVpc(aws: Aws, wanted: string | undefined): Promise<string> {
  const filter = wanted === undefined ? { Name: 'is-default', Values: ['true'] } : { Name: 'vpc-id', Values: [wanted] };
  const { Vpcs } = await aws.ec2.send(new DescribeVpcsCommand({ Filters: [filter] }));
  const vpcId = Vpcs?.[0]?.VpcId;
  if (vpcId !== undefined) return vpcId;
  const { region } = aws;
  throw wanted === undefined ? new UserError('noDefaultVpc', { region }) : new UserError('unknownVpc', { vpc: wanted, region });
}

// A filter leaves out what does not exist; asking by id would fail on the first unknown one.
async function findSubnets(aws: Aws, filter: 'subnet-id' | 'vpc-id', values: readonly string[]): Promise<readonly Subnet[]> {
  const { Subnets = [] } = await aws.ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: filter, Values: [...values] }] }));
  return Subnets;
}

async function findRouteTables(aws: Aws, vpcId: string): Promise<readonly RouteTable[]> {
  const { RouteTables = [] } = await aws.ec2.send(new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  return RouteTables;
}

function candidateOf(subnet: Subnet, routeTables: readonly RouteTable[]): Candidate {
  const id = required(subnet.SubnetId, 'SubnetId');
  return {
    id,
    vpcId: subnet.VpcId ?? '',
    zone: subnet.AvailabilityZone ?? '',
    zoneId: subnet.AvailabilityZoneId ?? '',
    isAvailable: subnet.State === 'available',
    isDefault: subnet.DefaultForAz ?? false,
    route: routeOf(id, routeTables),
  };
}

/** A subnet uses the table that is associated with it, else the main one of the VPC. */
function routeOf(subnetId: string, tables: readonly RouteTable[]): Route {
  const associated = tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnetId));
  const table = associated ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main === true));
  const out = table?.Routes?.find(route => route.DestinationCidrBlock === '0.0.0.0/0' && route.State !== 'blackhole');
  if (out === undefined) return 'none';
  return out.GatewayId?.startsWith('igw-') === true ? 'public' : 'private';
}
