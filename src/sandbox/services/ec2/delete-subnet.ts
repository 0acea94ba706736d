import { DeleteSubnet$, type DeleteSubnetRequest } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { dependencyViolation } from './faults.ts';
import { findSubnet } from './find-subnet.ts';

export const deleteSubnet = operation(DeleteSubnet$, (world, input: DeleteSubnetRequest): void => {
  const state = world.state.ec2;
  const { SubnetId } = findSubnet(world, input.SubnetId);
  if (Object.values(state.networkInterfaces).some(eni => eni.SubnetId === SubnetId)) {
    throw dependencyViolation(`The subnet '${SubnetId}' has dependencies and cannot be deleted.`);
  }
  delete state.subnets[SubnetId];
  for (const table of Object.values(state.routeTables)) {
    table.Associations = table.Associations.filter(association => association.SubnetId !== SubnetId);
  }
  for (const acl of Object.values(state.networkAcls)) {
    acl.Associations = acl.Associations.filter(association => association.SubnetId !== SubnetId);
  }
});
