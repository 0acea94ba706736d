import type { SandboxService } from '../../operation.ts';
import { authorizeSecurityGroupEgress, authorizeSecurityGroupIngress } from './authorize-security-group.ts';
import { createDefaultSubnet, createDefaultVpc } from './create-default-vpc.ts';
import { createSecurityGroup } from './create-security-group.ts';
import { createSubnet } from './create-subnet.ts';
import { createVpc } from './create-vpc.ts';
import { deleteSecurityGroup } from './delete-security-group.ts';
import { deleteSubnet } from './delete-subnet.ts';
import { deleteVpc } from './delete-vpc.ts';
import { describeAccountAttributes } from './describe-account-attributes.ts';
import { describeAvailabilityZones } from './describe-availability-zones.ts';
import { describeInternetGateways } from './describe-internet-gateways.ts';
import { describeNetworkAcls } from './describe-network-acls.ts';
import { describeNetworkInterfaces } from './describe-network-interfaces.ts';
import { describeRouteTables } from './describe-route-tables.ts';
import { describeSecurityGroupRules } from './describe-security-group-rules.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';
import { describeSubnets } from './describe-subnets.ts';
import { describeVpcs } from './describe-vpcs.ts';
import { attachInternetGateway, createInternetGateway, deleteInternetGateway, detachInternetGateway } from './internet-gateways.ts';
import { modifySubnetAttribute } from './modify-subnet-attribute.ts';
import { permissions } from './permissions.ts';
import { revokeSecurityGroupEgress, revokeSecurityGroupIngress } from './revoke-security-group.ts';
import { associateRouteTable, createRouteTable, deleteRouteTable, disassociateRouteTable } from './route-tables.ts';
import { createRoute, deleteRoute } from './routes.ts';
import { createTags, deleteTags, describeTags } from './tags.ts';
import { describeVpcAttribute, modifyVpcAttribute } from './vpc-attributes.ts';

/** The network part of Amazon EC2. */
export const ec2: SandboxService = {
  name: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  validationCode: 'InvalidParameterValue',
  operations: [
    associateRouteTable,
    attachInternetGateway,
    authorizeSecurityGroupEgress,
    authorizeSecurityGroupIngress,
    createDefaultSubnet,
    createDefaultVpc,
    createInternetGateway,
    createRoute,
    createRouteTable,
    createSecurityGroup,
    createSubnet,
    createTags,
    createVpc,
    deleteInternetGateway,
    deleteRoute,
    deleteRouteTable,
    deleteSecurityGroup,
    deleteSubnet,
    deleteTags,
    deleteVpc,
    describeAccountAttributes,
    describeAvailabilityZones,
    describeInternetGateways,
    describeNetworkAcls,
    describeNetworkInterfaces,
    describeRouteTables,
    describeSecurityGroupRules,
    describeSecurityGroups,
    describeSubnets,
    describeTags,
    describeVpcAttribute,
    describeVpcs,
    detachInternetGateway,
    disassociateRouteTable,
    modifySubnetAttribute,
    modifyVpcAttribute,
    revokeSecurityGroupEgress,
    revokeSecurityGroupIngress,
  ],
  permissions,
};
