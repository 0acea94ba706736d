import { paginateDescribeSubnets, paginateDescribeVpcs, type Subnet, type Vpc } from '@aws-sdk/client-ec2';
import type { Aws } from './aws/aws.ts';
import { detection, type Detection } from './detect/detection.ts';
import type { AccountChoices } from './ui/ask.ts';

/** What the account has to choose from. */
export interface NetworkChoices {
  readonly defaultVpc: boolean;
  /** Where there is one VPC only, and it is not the default one, it is meant. */
  readonly detections: readonly Detection[];
  readonly choices: AccountChoices;
}

/** The VPCs of the region, and the subnets of one, as answers to the questions about the network. */
export async function networkChoices(aws: Aws, words: { readonly defaultVpc: string }): Promise<NetworkChoices> {
  const client = await aws.ec2.reader();
  const vpcs: Vpc[] = [];
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client }, {})) vpcs.push(...Vpcs);
  const usual = vpcs.find(vpc => vpc.IsDefault === true);
  const [only] = vpcs;
  return {
    defaultVpc: usual !== undefined,
    detections:
      usual === undefined && vpcs.length === 1
        ? [detection('alb.vpc', { value: only?.VpcId ?? '', source: 'aws ec2 describe-vpcs' }, { unsure: true })]
        : [],
    async choices(key, config) {
      // The default VPC is what an empty answer means.
      if (key === 'alb.vpc')
        return vpcs.map(vpc =>
          vpc === usual ? { value: '', name: `${words.defaultVpc}  ${vpcName(vpc)}` } : { value: vpc.VpcId ?? '', name: vpcName(vpc) },
        );
      const vpcId = config.alb.vpc || usual?.VpcId;
      if (key !== 'alb.subnets' || vpcId === undefined) return undefined;
      const subnets: Subnet[] = [];
      for await (const page of paginateDescribeSubnets({ client }, { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }))
        subnets.push(...(page.Subnets ?? []));
      return subnets.map(subnet => ({ value: subnet.SubnetId ?? '', name: subnetName(subnet) }));
    },
  };
}

const nameTag = (tags: Vpc['Tags']): string => tags?.find(tag => tag.Key === 'Name')?.Value ?? '';
const vpcName = ({ VpcId, CidrBlock, Tags }: Vpc): string => [VpcId, nameTag(Tags), CidrBlock].filter(Boolean).join('  ');
const subnetName = ({ SubnetId, AvailabilityZone, CidrBlock, Tags }: Subnet): string =>
  [SubnetId, AvailabilityZone, CidrBlock, nameTag(Tags)].filter(Boolean).join('  ');
