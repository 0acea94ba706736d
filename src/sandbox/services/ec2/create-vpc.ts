import { CreateVpc$, type CreateVpcRequest, type CreateVpcResult } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { formatBlock, parseBlock } from './cidr.ts';
import { randomId } from './default-vpc.ts';
import { missingParameter } from './faults.ts';
import { specifiedTags } from './tag-specifications.ts';
import { addVpc } from './vpc.ts';

const VPC_QUOTA = 5;

function run(world: World, input: CreateVpcRequest): CreateVpcResult {
  if (input.CidrBlock === undefined) throw missingParameter('cidrBlock');
  const block = parseBlock(input.CidrBlock);
  if (!block || block.prefix < 16 || block.prefix > 28) throw new Fault('InvalidVpc.Range', `The CIDR '${input.CidrBlock}' is invalid.`);
  const tags = specifiedTags(input.TagSpecifications, 'vpc');
  if (Object.keys(world.state.ec2.vpcs).length >= VPC_QUOTA) {
    throw new Fault('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
  }
  const { vpc } = addVpc(world.state.ec2, world, { cidrBlock: formatBlock(block), isDefault: false }, randomId);
  vpc.Tags = tags;
  return { Vpc: vpc };
}

export const createVpc = operation(CreateVpc$, run);
