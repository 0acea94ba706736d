import {
  DescribeNetworkInterfaces$,
  type DescribeNetworkInterfacesRequest,
  type DescribeNetworkInterfacesResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { NETWORK_INTERFACE } from './kinds.ts';
import type { NetworkInterfaceRecord } from './state.ts';

const FILTERS: FilterTable<NetworkInterfaceRecord> = {
  'addresses.private-ip-address': eni => eni.PrivateIpAddress,
  'association.public-ip': eni => eni.publicIp,
  'attachment.status': eni => eni.Attachment?.Status,
  'attachment.attachment-id': eni => eni.Attachment?.AttachmentId,
  'attachment.instance-id': eni => eni.Attachment?.InstanceId,
  'attachment.instance-owner-id': eni => eni.Attachment?.InstanceOwnerId,
  'availability-zone': eni => eni.AvailabilityZone,
  description: eni => eni.Description,
  'group-id': ({ Groups }) => Groups.map(({ GroupId }) => GroupId),
  'group-name': ({ Groups }) => Groups.map(({ GroupName }) => GroupName),
  'interface-type': eni => eni.InterfaceType,
  'mac-address': eni => eni.MacAddress,
  'network-interface-id': eni => eni.NetworkInterfaceId,
  'owner-id': eni => eni.OwnerId,
  'private-dns-name': eni => eni.PrivateDnsName,
  'private-ip-address': eni => eni.PrivateIpAddress,
  'requester-id': eni => eni.RequesterId,
  'requester-managed': eni => eni.RequesterManaged,
  status: eni => eni.Status,
  'subnet-id': eni => eni.SubnetId,
  'vpc-id': eni => eni.VpcId,
};

export const describeNetworkInterfaces = operation(
  DescribeNetworkInterfaces$,
  (world, input: DescribeNetworkInterfacesRequest): DescribeNetworkInterfacesResult => {
    const ids = { parameter: 'networkInterfaceIds', values: input.NetworkInterfaceIds };
    const { found, paging } = describe(NETWORK_INTERFACE, world, input, ids, FILTERS);
    return { NetworkInterfaces: found.map(eni => ({ ...eni, TagSet: eni.Tags })), ...paging };
  },
);
