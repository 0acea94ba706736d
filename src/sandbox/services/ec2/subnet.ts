import { parseBlock } from './cidr.ts';
import type { MakeId, Place } from './default-vpc.ts';
import type { Ec2State, SubnetRecord, VpcRecord } from './state.ts';
import { zonesOf } from './zones.ts';

/** The first four addresses of a subnet and the last one are AWS's own. */
const RESERVED_ADDRESSES = 5;

interface WantedSubnet {
  readonly cidrBlock: string;
  readonly zoneName: string;
  readonly isDefault: boolean;
}

/** Makes a subnet, under the default network ACL of its VPC. */
export function addSubnet(state: Ec2State, { region, account }: Place, vpc: VpcRecord, wanted: WantedSubnet, makeId: MakeId): SubnetRecord {
  const SubnetId = makeId('subnet', wanted.zoneName);
  const subnet: SubnetRecord = {
    SubnetId,
    SubnetArn: `arn:aws:ec2:${region}:${account}:subnet/${SubnetId}`,
    VpcId: vpc.VpcId,
    CidrBlock: wanted.cidrBlock,
    AvailabilityZone: wanted.zoneName,
    AvailabilityZoneId: zonesOf(region).find(({ name }) => name === wanted.zoneName)?.id ?? '',
    AssignIpv6AddressOnCreation: false,
    DefaultForAz: wanted.isDefault,
    EnableDns64: false,
    Ipv6CidrBlockAssociationSet: [],
    Ipv6Native: false,
    MapCustomerOwnedIpOnLaunch: false,
    MapPublicIpOnLaunch: wanted.isDefault,
    OwnerId: account,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    State: 'available',
    Tags: [],
  };
  state.subnets[SubnetId] = subnet;
  const acl = Object.values(state.networkAcls).find(({ VpcId, IsDefault }) => VpcId === vpc.VpcId && IsDefault);
  acl?.Associations.push({
    NetworkAclAssociationId: makeId('aclassoc', wanted.zoneName),
    NetworkAclId: acl.NetworkAclId,
    SubnetId,
  });
  return subnet;
}

/** Addresses of a subnet that nothing uses. */
export function freeAddresses(state: Ec2State, subnet: SubnetRecord): number {
  const used = Object.values(state.networkInterfaces).filter(({ SubnetId }) => SubnetId === subnet.SubnetId).length;
  return (parseBlock(subnet.CidrBlock)?.size ?? 0) - RESERVED_ADDRESSES - used;
}
