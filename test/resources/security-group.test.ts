import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { expect, it } from 'vitest';
import { securityGroup } from '../../src/resources/security-group.ts';
import { startTestSandbox } from '../helpers/sandbox.ts';
import { connectTo, QUIET_INTENT } from './stage.ts';

it.each([
  { kind: 'throttling', times: 3 },
  { kind: 'server-error', times: 3 },
  { kind: 'server-error', effect: true },
  { kind: 'drop', times: 3 },
  { kind: 'drop', effect: true },
] as const)('lets in once what is to be let in, whatever happens to the call: %o', async fault => {
  const sandbox = await startTestSandbox();
  const aws = await connectTo(sandbox);
  const armed = sandbox.faults.arm({ ...fault, service: 'ec2', operation: 'AuthorizeSecurityGroupIngress' });
  const ingress = [
    { port: 80, cidr: '0.0.0.0/0', description: 'HTTP' },
    { port: 80, cidr: '::/0', description: 'HTTP' },
  ];
  const [vpcId = ''] = Object.keys(sandbox.world().state.ec2.vpcs);
  const spec = { name: 'web', vpcId, description: 'web', ingress };
  const { id } = await securityGroup.ensure(aws, spec, undefined, QUIET_INTENT);
  const { SecurityGroups } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
  expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([{ IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }]);
  expect(armed.fired).toBe('times' in fault ? fault.times : 1);
});
