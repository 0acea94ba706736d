import {
  AttachInternetGateway$,
  CreateInternetGateway$,
  DeleteInternetGateway$,
  DetachInternetGateway$,
  type AttachInternetGatewayRequest,
  type CreateInternetGatewayRequest,
  type CreateInternetGatewayResult,
  type DeleteInternetGatewayRequest,
  type DetachInternetGatewayRequest,
} from '@aws-sdk/client-ec2';
import { Fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { dependencyViolation, invalidParameter } from './faults.ts';
import { newId } from './ids.ts';
import { find, INTERNET_GATEWAY, VPC } from './kinds.ts';
import { specifiedTags } from './tag-specifications.ts';

export const createInternetGateway = operation(
  CreateInternetGateway$,
  (world, input: CreateInternetGatewayRequest): CreateInternetGatewayResult => {
    const Tags = specifiedTags(input.TagSpecifications, 'internet-gateway');
    const InternetGatewayId = newId('igw');
    world.state.ec2.internetGateways[InternetGatewayId] = { InternetGatewayId, OwnerId: world.account, Attachments: [], Tags };
    return { InternetGateway: { InternetGatewayId, OwnerId: world.account, Attachments: [], Tags } };
  },
);

export const attachInternetGateway = operation(AttachInternetGateway$, (world, input: AttachInternetGatewayRequest): void => {
  const gateway = find(INTERNET_GATEWAY, world, input.InternetGatewayId, 'internetGatewayId');
  const { VpcId } = find(VPC, world, input.VpcId, 'vpcId');
  const attachedTo = gateway.Attachments[0]?.VpcId;
  if (attachedTo !== undefined) {
    throw new Fault('Resource.AlreadyAssociated', `resource ${gateway.InternetGatewayId} is already attached to network ${attachedTo}`);
  }
  if (Object.values(world.state.ec2.internetGateways).some(({ Attachments }) => Attachments[0]?.VpcId === VpcId)) {
    throw invalidParameter(`Network ${VpcId} already has an internet gateway attached`);
  }
  gateway.Attachments = [{ State: 'available', VpcId }];
});

export const detachInternetGateway = operation(DetachInternetGateway$, (world, input: DetachInternetGatewayRequest): void => {
  const gateway = find(INTERNET_GATEWAY, world, input.InternetGatewayId, 'internetGatewayId');
  const { VpcId } = find(VPC, world, input.VpcId, 'vpcId');
  if (gateway.Attachments[0]?.VpcId !== VpcId) {
    throw new Fault('Gateway.NotAttached', `resource ${gateway.InternetGatewayId} is not attached to network ${VpcId}`);
  }
  if (Object.values(world.state.ec2.networkInterfaces).some(eni => eni.VpcId === VpcId && eni.publicIp !== undefined)) {
    throw dependencyViolation(
      `Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
  }
  gateway.Attachments = [];
  for (const table of Object.values(world.state.ec2.routeTables)) {
    table.Routes = table.Routes.map(route => (route.GatewayId === gateway.InternetGatewayId ? { ...route, State: 'blackhole' } : route));
  }
});

export const deleteInternetGateway = operation(DeleteInternetGateway$, (world, input: DeleteInternetGatewayRequest): void => {
  const { InternetGatewayId, Attachments } = find(INTERNET_GATEWAY, world, input.InternetGatewayId, 'internetGatewayId');
  if (Attachments.length > 0) {
    throw dependencyViolation(`The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`);
  }
  delete world.state.ec2.internetGateways[InternetGatewayId];
});
