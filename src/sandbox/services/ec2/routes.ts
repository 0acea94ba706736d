import { CreateRoute$, DeleteRoute$, type CreateRouteRequest, type CreateRouteResult, type DeleteRouteRequest } from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { formatBlock, parseBlock } from './cidr.ts';
import { invalidParameter, missingParameter } from './faults.ts';
import { find, INTERNET_GATEWAY, ROUTE_TABLE } from './kinds.ts';

function destination(text: string | undefined): string {
  if (text === undefined) throw missingParameter('destinationCidrBlock');
  const block = parseBlock(text);
  if (!block) throw invalidParameter(`Value (${text}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`);
  return formatBlock(block);
}

function create(world: World, input: CreateRouteRequest): CreateRouteResult {
  const table = find(ROUTE_TABLE, world, input.RouteTableId, 'routeTableId');
  const DestinationCidrBlock = destination(input.DestinationCidrBlock);
  const gateway = find(INTERNET_GATEWAY, world, input.GatewayId, 'gatewayId');
  if (gateway.Attachments[0]?.VpcId !== table.VpcId) {
    throw invalidParameter(
      `route table ${table.RouteTableId} and network gateway ${gateway.InternetGatewayId} belong to different networks`,
    );
  }
  if (table.Routes.some(route => route.DestinationCidrBlock === DestinationCidrBlock)) {
    throw new Fault('RouteAlreadyExists', `The route identified by ${DestinationCidrBlock} already exists.`);
  }
  table.Routes.push({ DestinationCidrBlock, GatewayId: gateway.InternetGatewayId, Origin: 'CreateRoute', State: 'active' });
  return { Return: true };
}

/** The sandbox has one sort of target: internet gateways. */
export const createRoute = operation(CreateRoute$, create);

export const deleteRoute = operation(DeleteRoute$, (world, input: DeleteRouteRequest): void => {
  const table = find(ROUTE_TABLE, world, input.RouteTableId, 'routeTableId');
  const wanted = destination(input.DestinationCidrBlock);
  const route = table.Routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === wanted);
  if (!route) {
    throw new Fault('InvalidRoute.NotFound', `no route with destination-cidr-block ${wanted} in route table ${table.RouteTableId}`);
  }
  if (route.GatewayId === 'local') throw invalidParameter(`cannot remove local route ${wanted} in route table ${table.RouteTableId}`);
  table.Routes = table.Routes.filter(candidate => candidate !== route);
});
