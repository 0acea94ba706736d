import {
  AuthorizeSecurityGroupEgressCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { expect, it } from 'vitest';
import { ALL_EGRESS, securityGroup } from '../../src/resources/security-group.ts';
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
  const spec = { name: 'web', vpcId, description: 'web', ingress, egress: ALL_EGRESS };
  const { id } = await securityGroup.ensure(aws, spec, undefined, QUIET_INTENT);
  const { SecurityGroups } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
  expect(SecurityGroups?.[0]?.IpPermissions).toMatchObject([{ IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }]);
  expect(armed.fired).toBe('times' in fault ? fault.times : 1);
});

const EVERYWHERE: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const IPV6_EVERYWHERE: IpPermission = { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
const HTTPS: IpPermission = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };

/** A group whose ways out were changed by hand: what is seen of it, and the calls that put it right. */
async function mended(added: readonly IpPermission[], revoked: readonly IpPermission[]) {
  const sandbox = await startTestSandbox();
  const aws = await connectTo(sandbox);
  const [vpcId = ''] = Object.keys(sandbox.world().state.ec2.vpcs);
  const spec = { name: 'web', vpcId, description: 'web', ingress: [], egress: ALL_EGRESS };
  const known = await securityGroup.ensure(aws, spec, undefined, QUIET_INTENT);
  for (const permission of added) {
    await aws.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: known.id, IpPermissions: [permission] }));
  }
  for (const permission of revoked) {
    await aws.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: known.id, IpPermissions: [permission] }));
  }
  const live = await securityGroup.read(aws, spec, known);
  const before = sandbox.calls().length;
  await securityGroup.ensure(aws, spec, live, QUIET_INTENT);
  const calls = sandbox
    .calls()
    .slice(before)
    .map(({ operation }) => operation);
  expect((await securityGroup.read(aws, spec, known))?.actual.egress).toEqual(ALL_EGRESS);
  return { egress: live?.actual.egress, calls };
}

it.each([
  {
    title: 'lets out again what somebody has shut in',
    added: [],
    revoked: [EVERYWHERE],
    egress: [],
    calls: ['AuthorizeSecurityGroupEgress'],
  },
  {
    title: 'takes away a way out that somebody has added',
    added: [HTTPS],
    revoked: [],
    egress: [...ALL_EGRESS, { protocol: 'tcp', fromPort: 443, toPort: 443, to: '10.0.0.0/8' }],
    calls: ['RevokeSecurityGroupEgress'],
  },
  {
    title: 'opens what is wanted before it shuts what is not',
    added: [HTTPS],
    revoked: [EVERYWHERE],
    egress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, to: '10.0.0.0/8' }],
    calls: ['AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress'],
  },
  { title: 'leaves alone what a VPC with IPv6 brings along', added: [IPV6_EVERYWHERE], revoked: [], egress: ALL_EGRESS, calls: [] },
])('$title', async ({ added, revoked, egress, calls }) => {
  expect(await mended(added, revoked)).toEqual({ egress, calls });
});
