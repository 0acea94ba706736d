import {
  AssociateRouteTable$,
  CreateRouteTable$,
  DeleteRouteTable$,
  DisassociateRouteTable$,
  type AssociateRouteTableRequest,
  type AssociateRouteTableResult,
  type CreateRouteTableRequest,
  type CreateRouteTableResult,
  type DeleteRouteTableRequest,
  type DisassociateRouteTableRequest,
} from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { randomId } from './default-vpc.ts';
import { dependencyViolation, invalidParameter } from './faults.ts';
import { newId } from './ids.ts';
import { find, ROUTE_TABLE, SUBNET, VPC } from './kinds.ts';
import { specifiedTags } from './tag-specifications.ts';
import { addRouteTable } from './vpc.ts';

export const createRouteTable = operation(CreateRouteTable$, (world, input: CreateRouteTableRequest): CreateRouteTableResult => {
  const vpc = find(VPC, world, input.VpcId, 'vpcId');
  const tags = specifiedTags(input.TagSpecifications, 'route-table');
  const table = addRouteTable(world.state.ec2, vpc, randomId);
  table.Tags = tags;
  return { RouteTable: { ...table, PropagatingVgws: [] } };
});

function associate(world: World, input: AssociateRouteTableRequest): AssociateRouteTableResult {
  const table = find(ROUTE_TABLE, world, input.RouteTableId, 'routeTableId');
  const subnet = find(SUBNET, world, input.SubnetId, 'subnetId');
  if (subnet.VpcId !== table.VpcId) {
    throw invalidParameter(`route table ${table.RouteTableId} and subnet ${subnet.SubnetId} belong to different networks`);
  }
  const present = Object.values(world.state.ec2.routeTables)
    .flatMap(({ Associations }) => Associations)
    .find(({ SubnetId }) => SubnetId === subnet.SubnetId);
  if (present && present.RouteTableId !== table.RouteTableId) {
    throw new Fault(
      'Resource.AlreadyAssociated',
      `the specified association for route table ${table.RouteTableId} conflicts with an existing association`,
    );
  }
  const association = present ?? {
    Main: false,
    RouteTableAssociationId: newId('rtbassoc'),
    RouteTableId: table.RouteTableId,
    SubnetId: subnet.SubnetId,
    AssociationState: { State: 'associated' as const },
  };
  if (!present) table.Associations.push(association);
  return { AssociationId: association.RouteTableAssociationId, AssociationState: { State: 'associated' } };
}

export const associateRouteTable = operation(AssociateRouteTable$, associate);

export const disassociateRouteTable = operation(DisassociateRouteTable$, (world, input: DisassociateRouteTableRequest): void => {
  const { AssociationId = '' } = input;
  const tables = Object.values(world.state.ec2.routeTables);
  const table = tables.find(({ Associations }) => Associations.some(association => association.RouteTableAssociationId === AssociationId));
  const association = table?.Associations.find(({ RouteTableAssociationId }) => RouteTableAssociationId === AssociationId);
  if (!table || !association) {
    throw new Fault('InvalidAssociationID.NotFound', `The association ID '${AssociationId}' does not exist`);
  }
  if (association.Main) throw invalidParameter(`cannot disassociate the main route table association ${AssociationId}`);
  table.Associations = table.Associations.filter(candidate => candidate !== association);
});

export const deleteRouteTable = operation(DeleteRouteTable$, (world, input: DeleteRouteTableRequest): void => {
  const { RouteTableId, Associations } = find(ROUTE_TABLE, world, input.RouteTableId, 'routeTableId');
  if (Associations.length > 0) throw dependencyViolation(`The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`);
  delete world.state.ec2.routeTables[RouteTableId];
});
