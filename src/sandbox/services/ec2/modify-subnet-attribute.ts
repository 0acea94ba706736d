import { ModifySubnetAttribute$, type ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2';
import { operation } from '../../operation.ts';
import { findSubnet } from './find-subnet.ts';

export const modifySubnetAttribute = operation(ModifySubnetAttribute$, (world, input: ModifySubnetAttributeRequest): void => {
  const subnet = findSubnet(world, input.SubnetId);
  subnet.MapPublicIpOnLaunch = input.MapPublicIpOnLaunch?.Value ?? subnet.MapPublicIpOnLaunch;
  subnet.AssignIpv6AddressOnCreation = input.AssignIpv6AddressOnCreation?.Value ?? subnet.AssignIpv6AddressOnCreation;
  subnet.EnableDns64 = input.EnableDns64?.Value ?? subnet.EnableDns64;
  subnet.PrivateDnsNameOptionsOnLaunch = {
    ...subnet.PrivateDnsNameOptionsOnLaunch,
    ...(input.PrivateDnsHostnameTypeOnLaunch && { HostnameType: input.PrivateDnsHostnameTypeOnLaunch }),
    ...(input.EnableResourceNameDnsARecordOnLaunch && { EnableResourceNameDnsARecord: input.EnableResourceNameDnsARecordOnLaunch.Value }),
  };
});
