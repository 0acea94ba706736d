import { DescribeInternetGateways$, type DescribeInternetGatewaysRequest } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { INTERNET_GATEWAY } from './kinds.ts';
import type { InternetGatewayRecord } from './state.ts';

const FILTERS: FilterTable<InternetGatewayRecord> = {
  'attachment.state': ({ Attachments }) => Attachments.map(({ State }) => State),
  'attachment.vpc-id': ({ Attachments }) => Attachments.map(({ VpcId }) => VpcId),
  'internet-gateway-id': gateway => gateway.InternetGatewayId,
  'owner-id': gateway => gateway.OwnerId,
};

export const describeInternetGateways = operation(DescribeInternetGateways$, (world, input: DescribeInternetGatewaysRequest) => {
  const ids = { parameter: 'internetGatewayIds', values: input.InternetGatewayIds };
  const { found, paging } = describe(INTERNET_GATEWAY, world, input, ids, FILTERS);
  return { InternetGateways: found, ...paging };
});
