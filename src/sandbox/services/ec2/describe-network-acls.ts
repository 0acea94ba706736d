import { DescribeNetworkAcls$, type DescribeNetworkAclsRequest, type DescribeNetworkAclsResult } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { NETWORK_ACL } from './kinds.ts';
import type { NetworkAclRecord } from './state.ts';

const FILTERS: FilterTable<NetworkAclRecord> = {
  'association.association-id': ({ Associations }) => Associations.map(association => association.NetworkAclAssociationId),
  'association.network-acl-id': ({ Associations }) => Associations.map(association => association.NetworkAclId),
  'association.subnet-id': ({ Associations }) => Associations.map(association => association.SubnetId),
  default: acl => acl.IsDefault,
  'network-acl-id': acl => acl.NetworkAclId,
  'owner-id': acl => acl.OwnerId,
  'vpc-id': acl => acl.VpcId,
};

export const describeNetworkAcls = operation(
  DescribeNetworkAcls$,
  (world, input: DescribeNetworkAclsRequest): DescribeNetworkAclsResult => {
    const { found, paging } = describe(NETWORK_ACL, world, input, { parameter: 'networkAclIds', values: input.NetworkAclIds }, FILTERS);
    return { NetworkAcls: [...found], ...paging };
  },
);
