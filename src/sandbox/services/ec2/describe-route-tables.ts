import { DescribeRouteTables$, type DescribeRouteTablesRequest, type DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { describe } from './describe.ts';
import type { FilterTable } from './filters.ts';
import { ROUTE_TABLE } from './kinds.ts';
import type { RouteTableRecord } from './state.ts';

const FILTERS: FilterTable<RouteTableRecord> = {
  'association.main': ({ Associations }) => Associations.map(({ Main }) => Main),
  'association.route-table-association-id': ({ Associations }) => Associations.map(association => association.RouteTableAssociationId),
  'association.route-table-id': ({ Associations }) => Associations.map(association => association.RouteTableId),
  'association.subnet-id': ({ Associations }) => Associations.map(association => association.SubnetId),
  'owner-id': table => table.OwnerId,
  'route-table-id': table => table.RouteTableId,
  'route.destination-cidr-block': ({ Routes }) => Routes.map(route => route.DestinationCidrBlock),
  'route.gateway-id': ({ Routes }) => Routes.map(route => route.GatewayId),
  'route.nat-gateway-id': ({ Routes }) => Routes.map(route => route.NatGatewayId),
  'route.origin': ({ Routes }) => Routes.map(route => route.Origin),
  'route.state': ({ Routes }) => Routes.map(route => route.State),
  'vpc-id': table => table.VpcId,
};

export const describeRouteTables = operation(
  DescribeRouteTables$,
  (world, input: DescribeRouteTablesRequest): DescribeRouteTablesResult => {
    const { found, paging } = describe(ROUTE_TABLE, world, input, { parameter: 'routeTableIds', values: input.RouteTableIds }, FILTERS);
    return { RouteTables: found.map(table => ({ ...table, PropagatingVgws: [] })), ...paging };
  },
);
