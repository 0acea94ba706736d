import { DescribeRegistry$, type DescribeRegistryRequest, type DescribeRegistryResponse } from '@aws-sdk/client-ecr';
import { operation } from '../../operation.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRegistry.html */
export const describeRegistry = operation(DescribeRegistry$, (world, _input: DescribeRegistryRequest): DescribeRegistryResponse => ({
  registryId: world.account,
  replicationConfiguration: { rules: [] },
}));
