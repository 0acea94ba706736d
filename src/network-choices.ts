import { DescribeSubnetsCommand, DescribeVpcsCommand, type Subnet, type Vpc } from '@aws-sdk/client-ec2';
import type { Aws } from './aws/aws.ts';
import type { Config, ConfigKey } from './config.ts';
import type { Choice } from './ui/prompter.ts';

/** What the account has to choose from. */
export interface NetworkChoices {
  readonly defaultVpc: boolean;
  readonly choices: (key: ConfigKey, config: Config) => Promise<readonly Choice[] | undefined>;
}

/** The VPCs of the region, and the subnets of one, as answers to the questions about the network. */
export async function networkChoices(aws: Aws): Promise<NetworkChoices> {
  const { Vpcs: vpcs = [] } = await aws.ec2.send(new DescribeVpcsCommand({}));
  return {
    defaultVpc: vpcs.some(vpc => vpc.IsDefault === true),
    async choices(key, config) {
      if (key === 'alb.vpc') return vpcs.map(vpc => ({ value: vpc.VpcId ?? '', name: vpcName(vpc) }));
      if (key !== 'alb.subnets' || config.alb.vpc === '') return undefined;
      const { Subnets: subnets = [] } = await aws.ec2.send(
        new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [config.alb.vpc] }] }),
      );
      return subnets.map(subnet => ({ value: subnet.SubnetId ?? '', name: subnetName(subnet) }));
    },
  };
}

const nameTag = (tags: Vpc['Tags']): string => tags?.find(tag => tag.Key === 'Name')?.Value ?? '';
const vpcName = ({ VpcId, CidrBlock, Tags }: Vpc): string => [VpcId, nameTag(Tags), CidrBlock].filter(Boolean).join('  ');
const subnetName = ({ SubnetId, AvailabilityZone, CidrBlock, Tags }: Subnet): string =>
  [SubnetId, AvailabilityZone, CidrBlock, nameTag(Tags)].filter(Boolean).join('  ');
