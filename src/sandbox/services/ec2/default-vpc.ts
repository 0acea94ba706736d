import { newId } from './ids.ts';
import type { Ec2State, RouteTableRecord, SubnetRecord, VpcRecord } from './state.ts';
import { addSubnet } from './subnet.ts';
import { addVpc } from './vpc.ts';
import { zonesOf } from './zones.ts';

/** Where a network is. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

/** Makes the id of a part of the network; `seed` tells the parts of one network apart. */
export type MakeId = (prefix: string, seed: string) => string;

export const randomId: MakeId = prefix => newId(prefix);

const DEFAULT_CIDR = '172.31.0.0/16';

export const emptyNetwork = (): Ec2State => ({
  vpcs: {},
  subnets: {},
  internetGateways: {},
  routeTables: {},
  networkAcls: {},
  securityGroups: {},
  securityGroupRules: {},
  networkInterfaces: {},
});

/** The default VPC of a region: a public subnet in each zone, an internet gateway, and the way to it. */
export function makeDefaultVpc(state: Ec2State, place: Place, makeId: MakeId): VpcRecord {
  const { vpc, mainRouteTable } = addVpc(state, place, { cidrBlock: DEFAULT_CIDR, isDefault: true }, makeId);
  addInternetAccess(state, place, mainRouteTable, makeId);
  for (const zone of zonesOf(place.region)) makeDefaultSubnet(state, place, vpc, zone.name, makeId);
  return vpc;
}

function addInternetAccess(state: Ec2State, place: Place, routeTable: RouteTableRecord, makeId: MakeId): void {
  const InternetGatewayId = makeId('igw', 'default');
  state.internetGateways[InternetGatewayId] = {
    InternetGatewayId,
    OwnerId: place.account,
    Attachments: [{ State: 'available', VpcId: routeTable.VpcId }],
    Tags: [],
  };
  routeTable.Routes.push({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId, Origin: 'CreateRoute', State: 'active' });
}

/** The default subnet of a zone: the zones take /20 blocks in their order. */
export function makeDefaultSubnet(state: Ec2State, place: Place, vpc: VpcRecord, zoneName: string, makeId: MakeId): SubnetRecord {
  const index = zonesOf(place.region).findIndex(({ name }) => name === zoneName);
  const wanted = { cidrBlock: `172.31.${index * 16}.0/20`, zoneName, isDefault: true };
  return addSubnet(state, place, vpc, wanted, makeId);
}
