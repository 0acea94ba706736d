import { randomBytes } from 'node:crypto';
import { Fault } from '../../fault.ts';
import type { World } from '../../world.ts';
import { parseBlock, toAddress } from './cidr.ts';
import { invalidParameter } from './faults.ts';
import { findSecurityGroup } from './find-security-group.ts';
import { findSubnet } from './find-subnet.ts';
import { newId } from './ids.ts';
import type { Ec2State, SubnetRecord } from './state.ts';

export interface WantedInterface {
  readonly subnetId: string;
  /** Without any, the default group of the VPC. */
  readonly securityGroupIds?: readonly string[];
  /** `ELB app/NAME/ID`, or the ARN of an attachment: by it people find out whose it is. */
  readonly description: string;
  /** The service that made it: `amazon-elb`. */
  readonly requesterId?: string;
  readonly publicIp?: boolean;
}

/** A network interface, as its user needs it. */
export interface CreatedInterface {
  readonly networkInterfaceId: string;
  readonly attachmentId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly privateIp: string;
  readonly privateDnsName: string;
  readonly publicIp: string | undefined;
  readonly macAddress: string;
  readonly securityGroupIds: readonly string[];
}

/** Security groups of one interface. */
const GROUP_QUOTA = 5;
/** The network's own address and the three after it are AWS's. */
const FIRST_FREE = 4;

function firstFree(block: string, from: number, used: ReadonlySet<string | undefined>): string | undefined {
  const { first, size } = parseBlock(block) ?? { first: 0, size: 0 };
  for (let offset = from; offset < size - 1; offset++) {
    const address = toAddress(first + offset);
    if (!used.has(address)) return address;
  }
  return undefined;
}

function freeAddress(state: Ec2State, { SubnetId, CidrBlock }: SubnetRecord): string {
  const neighbours = Object.values(state.networkInterfaces).filter(eni => eni.SubnetId === SubnetId);
  const address = firstFree(CidrBlock, FIRST_FREE, new Set(neighbours.map(({ PrivateIpAddress }) => PrivateIpAddress)));
  if (address !== undefined) return address;
  throw new Fault('InsufficientFreeAddressesInSubnet', 'The specified subnet does not have enough free addresses to satisfy the request.');
}

/** Addresses that no real host has: 198.18.0.0/15 is set apart for benchmarks (RFC 2544). */
function freePublicAddress(state: Ec2State): string {
  const address = firstFree('198.18.0.0/15', 1, new Set(Object.values(state.networkInterfaces).map(({ publicIp }) => publicIp)));
  if (address !== undefined) return address;
  throw new Fault('AddressLimitExceeded', 'The maximum number of addresses has been reached.');
}

function groupsOf(world: World, subnet: SubnetRecord, ids: readonly string[] | undefined) {
  const usual = Object.values(world.state.ec2.securityGroups).find(
    ({ VpcId, GroupName }) => VpcId === subnet.VpcId && GroupName === 'default',
  );
  const groups = ids?.length ? [...new Set(ids)].map(id => findSecurityGroup(world, id)) : usual ? [usual] : [];
  if (groups.length > GROUP_QUOTA) {
    throw new Fault('SecurityGroupsPerInterfaceLimitExceeded', 'The maximum number of security groups per interface has been reached.');
  }
  if (groups.some(({ VpcId }) => VpcId !== subnet.VpcId)) {
    throw invalidParameter('You have specified two resources that belong to different networks.');
  }
  return groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
}

const macAddress = (): string => `02:${(randomBytes(5).toString('hex').match(/../g) ?? []).join(':')}`;

/** Makes a network interface in a subnet, with an address that no other there has. */
export function createNetworkInterface(world: World, wanted: WantedInterface): CreatedInterface {
  const state = world.state.ec2;
  const subnet = findSubnet(world, wanted.subnetId);
  const Groups = groupsOf(world, subnet, wanted.securityGroupIds);
  const privateIp = freeAddress(state, subnet);
  const created: CreatedInterface = {
    networkInterfaceId: newId('eni'),
    attachmentId: newId('eni-attach'),
    subnetId: subnet.SubnetId,
    vpcId: subnet.VpcId,
    availabilityZone: subnet.AvailabilityZone,
    privateIp,
    privateDnsName: privateDnsName(world.region, privateIp),
    publicIp: wanted.publicIp ? freePublicAddress(state) : undefined,
    macAddress: macAddress(),
    securityGroupIds: Groups.map(({ GroupId }) => GroupId),
  };
  state.networkInterfaces[created.networkInterfaceId] = {
    ...describedBy(world, created, wanted),
    Groups,
    Tags: [],
    publicIp: created.publicIp,
  };
  return created;
}

const privateDnsName = (region: string, address: string): string =>
  `ip-${address.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`;

function describedBy(world: World, created: CreatedInterface, { description, requesterId }: WantedInterface) {
  const { privateIp, publicIp, privateDnsName: PrivateDnsName } = created;
  const association = publicIp === undefined ? {} : { Association: { IpOwnerId: 'amazon', PublicDnsName: '', PublicIp: publicIp } };
  return {
    ...association,
    Attachment: {
      AttachTime: world.clock.now(),
      AttachmentId: created.attachmentId,
      DeleteOnTermination: false,
      DeviceIndex: 1,
      InstanceOwnerId: requesterId ?? world.account,
      Status: 'attached' as const,
    },
    AvailabilityZone: created.availabilityZone,
    Description: description,
    InterfaceType: 'interface' as const,
    Ipv6Addresses: [],
    MacAddress: created.macAddress,
    NetworkInterfaceId: created.networkInterfaceId,
    OwnerId: world.account,
    PrivateDnsName,
    PrivateIpAddress: privateIp,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: privateIp, PrivateDnsName, ...association }],
    ...(requesterId !== undefined && { RequesterId: requesterId }),
    RequesterManaged: requesterId !== undefined,
    SourceDestCheck: true,
    Status: 'in-use' as const,
    SubnetId: created.subnetId,
    VpcId: created.vpcId,
  };
}

/** Takes a network interface away; one that is gone is gone. */
export function deleteNetworkInterface(world: World, networkInterfaceId: string): void {
  delete world.state.ec2.networkInterfaces[networkInterfaceId];
}
