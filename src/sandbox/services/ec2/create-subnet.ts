import { CreateSubnet$, type CreateSubnetRequest, type CreateSubnetResult } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { containsBlock, formatBlock, overlaps, parseBlock, type Block } from './cidr.ts';
import { randomId } from './default-vpc.ts';
import { invalidParameter, missingParameter } from './faults.ts';
import { find, VPC } from './kinds.ts';
import type { VpcRecord } from './state.ts';
import { addSubnet, freeAddresses } from './subnet.ts';
import { specifiedTags } from './tag-specifications.ts';
import { zonesOf, type Zone } from './zones.ts';

/** The zone that a call names; AWS picks one where none is named. */
export function refuseUnknownZone(world: World, name: string | undefined, id: string | undefined): Zone {
  const zones = zonesOf(world.region);
  const zone = name === undefined && id === undefined ? zones[0] : zones.find(candidate => candidate.name === name || candidate.id === id);
  if (zone) return zone;
  const [wanted, parameter] = name === undefined ? [id, 'availabilityZoneId'] : [name, 'availabilityZone'];
  throw invalidParameter(
    `Value (${wanted ?? ''}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${zones.map(candidate => candidate.name).join(', ')}.`,
  );
}

function checkBlock(world: World, vpc: VpcRecord, text: string): Block {
  const block = parseBlock(text);
  const around = parseBlock(vpc.CidrBlock);
  if (!block || !around || block.prefix < 16 || block.prefix > 28 || !containsBlock(around, block)) {
    throw new Fault('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
  }
  const neighbours = Object.values(world.state.ec2.subnets).filter(({ VpcId }) => VpcId === vpc.VpcId);
  const taken = neighbours.map(({ CidrBlock }) => parseBlock(CidrBlock)).some(other => other && overlaps(other, block));
  if (taken) throw new Fault('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`);
  return block;
}

function run(world: World, input: CreateSubnetRequest): CreateSubnetResult {
  const vpc = find(VPC, world, input.VpcId, 'vpcId');
  if (input.CidrBlock === undefined) throw missingParameter('cidrBlock');
  const tags = specifiedTags(input.TagSpecifications, 'subnet');
  const zone = refuseUnknownZone(world, input.AvailabilityZone, input.AvailabilityZoneId);
  const cidrBlock = formatBlock(checkBlock(world, vpc, input.CidrBlock));
  const subnet = addSubnet(world.state.ec2, world, vpc, { cidrBlock, zoneName: zone.name, isDefault: false }, randomId);
  subnet.Tags = tags;
  return { Subnet: { ...subnet, AvailableIpAddressCount: freeAddresses(world.state.ec2, subnet) } };
}

export const createSubnet = operation(CreateSubnet$, run);
