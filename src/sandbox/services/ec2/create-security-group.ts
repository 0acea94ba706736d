import { CreateSecurityGroup$, type CreateSecurityGroupRequest, type CreateSecurityGroupResult } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { randomId } from './default-vpc.ts';
import { invalidParameter } from './faults.ts';
import { find, VPC } from './kinds.ts';
import { addSecurityGroup } from './security-group.ts';
import type { VpcRecord } from './state.ts';
import { specifiedTags } from './tag-specifications.ts';

const ALLOWED = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/;
const NOT_ASCII = /[^\u0020-\u007e]/;

function checkText(parameter: string, noun: string, value: string): void {
  if (NOT_ASCII.test(value)) {
    throw invalidParameter(`Value (${value}) for parameter ${parameter} is invalid. Character sets beyond ASCII are not supported.`);
  }
  if (value.length > 255 || !ALLOWED.test(value)) {
    throw invalidParameter(
      `Invalid security group ${noun}. Valid ${noun}s are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
    );
  }
}

function checkName(name: string): void {
  checkText('GroupName', 'name', name);
  if (/^sg-/i.test(name)) throw invalidParameter(`Value (${name}) for parameter GroupName is invalid. Group names may not start with sg-.`);
  if (name.toLowerCase() === 'default') throw new Fault('InvalidGroup.Reserved', `The security group '${name}' is reserved`);
}

function chosenVpc(world: World, id: string | undefined): VpcRecord {
  const usual = Object.values(world.state.ec2.vpcs).find(({ IsDefault }) => IsDefault);
  if (id === undefined && !usual) throw new Fault('VPCIdNotSpecified', 'No default VPC for this user');
  return find(VPC, world, id ?? usual?.VpcId, 'vpcId');
}

function run(world: World, input: CreateSecurityGroupRequest): CreateSecurityGroupResult {
  const { GroupName = '', Description = '' } = input;
  checkName(GroupName);
  checkText('GroupDescription', 'description', Description);
  const tags = specifiedTags(input.TagSpecifications, 'security-group');
  const vpc = chosenVpc(world, input.VpcId);
  const state = world.state.ec2;
  if (Object.values(state.securityGroups).some(group => group.VpcId === vpc.VpcId && group.GroupName === GroupName)) {
    throw new Fault('InvalidGroup.Duplicate', `The security group '${GroupName}' already exists for VPC '${vpc.VpcId}'`);
  }
  const group = addSecurityGroup(state, world, vpc, { name: GroupName, description: Description, tags }, randomId);
  return { GroupId: group.GroupId, SecurityGroupArn: group.SecurityGroupArn, ...(tags.length > 0 && { Tags: tags }) };
}

export const createSecurityGroup = operation(CreateSecurityGroup$, run);
