import type {
  NetworkAclAssociation,
  NetworkAclEntry,
  NetworkInterface,
  Route,
  RouteTableAssociation,
  SecurityGroupRule,
  Subnet,
  Tag,
  Vpc,
} from '@aws-sdk/client-ec2';
import { emptyNetwork, makeDefaultVpc } from './default-vpc.ts';
import { stableId } from './ids.ts';

interface Tagged {
  Tags: Tag[];
}

export interface VpcRecord extends Vpc, Tagged {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly IsDefault: boolean;
  Tags: Tag[];
  dnsSupport: boolean;
  dnsHostnames: boolean;
  addressMetrics: boolean;
}

export interface SubnetRecord extends Subnet, Tagged {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZone: string;
  readonly AvailabilityZoneId: string;
  readonly DefaultForAz: boolean;
  MapPublicIpOnLaunch: boolean;
  Tags: Tag[];
}

export interface InternetGatewayRecord extends Tagged {
  readonly InternetGatewayId: string;
  readonly OwnerId: string;
  /** The API says `available` here, though the model's enum does not. */
  Attachments: { readonly State: 'available'; readonly VpcId: string }[];
}

interface AssociationRecord extends RouteTableAssociation {
  readonly RouteTableAssociationId: string;
  readonly RouteTableId: string;
  readonly Main: boolean;
}

export interface RouteTableRecord extends Tagged {
  readonly RouteTableId: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  Associations: AssociationRecord[];
  Routes: Route[];
}

export interface NetworkAclRecord extends Tagged {
  readonly NetworkAclId: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly IsDefault: boolean;
  readonly Entries: NetworkAclEntry[];
  Associations: NetworkAclAssociation[];
}

/** Its rules are records of their own, as AWS has it since 2021. */
export interface SecurityGroupRecord extends Tagged {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly Description: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly SecurityGroupArn: string;
}

export interface SecurityGroupRuleRecord extends SecurityGroupRule, Tagged {
  readonly SecurityGroupRuleId: string;
  readonly GroupId: string;
  readonly IsEgress: boolean;
  /** `tcp`, `udp`, `icmp`, `-1` or a number. */
  readonly IpProtocol: string;
  readonly FromPort: number;
  readonly ToPort: number;
  Tags: Tag[];
}

export interface NetworkInterfaceRecord extends NetworkInterface, Tagged {
  readonly NetworkInterfaceId: string;
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly PrivateIpAddress: string;
  readonly Groups: { readonly GroupId: string; readonly GroupName: string }[];
  readonly publicIp: string | undefined;
}

/** What the ec2 service of the sandbox remembers. Plain data: strings, numbers, Dates, Uint8Arrays, arrays and records. All by id. */
export interface Ec2State {
  readonly vpcs: Record<string, VpcRecord>;
  readonly subnets: Record<string, SubnetRecord>;
  readonly internetGateways: Record<string, InternetGatewayRecord>;
  readonly routeTables: Record<string, RouteTableRecord>;
  readonly networkAcls: Record<string, NetworkAclRecord>;
  readonly securityGroups: Record<string, SecurityGroupRecord>;
  readonly securityGroupRules: Record<string, SecurityGroupRuleRecord>;
  readonly networkInterfaces: Record<string, NetworkInterfaceRecord>;
}

/** A new account has a default VPC in each region. Its ids depend on account and region alone, so that a reset brings the same ones back. */
export function emptyEc2State(region: string, account: string): Ec2State {
  const state = emptyNetwork();
  makeDefaultVpc(state, { region, account }, (prefix, seed) => stableId(prefix, `${account}/${region}/${seed}`));
  return state;
}
