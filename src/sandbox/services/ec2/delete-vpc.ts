import { DeleteVpc$, type DeleteVpcRequest } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { removeGroup } from './delete-security-group.ts';
import { dependencyViolation } from './faults.ts';
import { find, VPC } from './kinds.ts';
import type { Ec2State } from './state.ts';

/** All but what AWS itself puts into each VPC must be gone. */
function hasDependants(state: Ec2State, vpcId: string): boolean {
  const inVpc = ({ VpcId }: { readonly VpcId: string }) => VpcId === vpcId;
  return (
    Object.values(state.subnets).some(inVpc) ||
    Object.values(state.networkInterfaces).some(inVpc) ||
    Object.values(state.internetGateways).some(({ Attachments }) => Attachments.some(inVpc)) ||
    Object.values(state.securityGroups).some(group => inVpc(group) && group.GroupName !== 'default') ||
    Object.values(state.routeTables).some(table => inVpc(table) && !table.Associations.some(({ Main }) => Main))
  );
}

export const deleteVpc = operation(DeleteVpc$, (world, input: DeleteVpcRequest): void => {
  const state = world.state.ec2;
  const { VpcId } = find(VPC, world, input.VpcId, 'vpcId');
  if (hasDependants(state, VpcId)) throw dependencyViolation(`The vpc '${VpcId}' has dependencies and cannot be deleted.`);
  for (const group of Object.values(state.securityGroups)) if (group.VpcId === VpcId) removeGroup(state, group.GroupId);
  for (const table of Object.values(state.routeTables)) if (table.VpcId === VpcId) delete state.routeTables[table.RouteTableId];
  for (const acl of Object.values(state.networkAcls)) if (acl.VpcId === VpcId) delete state.networkAcls[acl.NetworkAclId];
  delete state.vpcs[VpcId];
});
