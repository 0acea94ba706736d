import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { MakeId, Place } from './default-vpc.ts';
import { addSecurityGroup, allowAll } from './security-group.ts';
import type { Ec2State, RouteTableRecord, VpcRecord } from './state.ts';

const BOTH_WAYS = [false, true];

/** Everything is let through, and what no rule names is not. */
const defaultEntries = (): NetworkAclEntry[] =>
  BOTH_WAYS.flatMap(Egress => [
    { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'allow' as const, RuleNumber: 100 },
    { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'deny' as const, RuleNumber: 32_767 },
  ]);

/** Makes a VPC with what AWS gives to each: main route table, default network ACL, default security group. */
export function addVpc(
  state: Ec2State,
  { account, region }: Place,
  { cidrBlock, isDefault }: { readonly cidrBlock: string; readonly isDefault: boolean },
  makeId: MakeId,
): { readonly vpc: VpcRecord; readonly mainRouteTable: RouteTableRecord } {
  const VpcId = makeId('vpc', 'vpc');
  const vpc: VpcRecord = {
    VpcId,
    CidrBlock: cidrBlock,
    CidrBlockAssociationSet: [
      { AssociationId: makeId('vpc-cidr-assoc', 'vpc'), CidrBlock: cidrBlock, CidrBlockState: { State: 'associated' } },
    ],
    DhcpOptionsId: makeId('dopt', 'dopt'),
    InstanceTenancy: 'default',
    IsDefault: isDefault,
    OwnerId: account,
    State: 'available',
    Tags: [],
    dnsSupport: true,
    dnsHostnames: isDefault,
    addressMetrics: false,
  };
  state.vpcs[VpcId] = vpc;
  const mainRouteTable = addRouteTable(state, vpc, makeId, 'main');
  const RouteTableAssociationId = makeId('rtbassoc', 'main');
  mainRouteTable.Associations.push({
    Main: true,
    RouteTableAssociationId,
    RouteTableId: mainRouteTable.RouteTableId,
    AssociationState: { State: 'associated' },
  });
  const NetworkAclId = makeId('acl', 'default');
  state.networkAcls[NetworkAclId] = {
    NetworkAclId,
    VpcId,
    OwnerId: account,
    IsDefault: true,
    Entries: defaultEntries(),
    Associations: [],
    Tags: [],
  };
  const group = addSecurityGroup(
    state,
    { account, region },
    vpc,
    { name: 'default', description: 'default VPC security group', tags: [] },
    makeId,
  );
  allowAll(state, group, { fromItself: true }, makeId);
  return { vpc, mainRouteTable };
}

/** Makes a route table, which knows the way inside its VPC. */
export function addRouteTable(state: Ec2State, vpc: VpcRecord, makeId: MakeId, seed = ''): RouteTableRecord {
  const RouteTableId = makeId('rtb', seed);
  const table: RouteTableRecord = {
    RouteTableId,
    VpcId: vpc.VpcId,
    OwnerId: vpc.OwnerId ?? '',
    Associations: [],
    Routes: [{ DestinationCidrBlock: vpc.CidrBlock, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' }],
    Tags: [],
  };
  state.routeTables[RouteTableId] = table;
  return table;
}
