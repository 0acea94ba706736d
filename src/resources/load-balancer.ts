import {
  AddTagsCommand,
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  ModifyLoadBalancerAttributesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { ownerTagList } from '../aws/tags.ts';
import { waitFor } from '../aws/wait.ts';
import type { Kind, Live } from '../engine/types.ts';
import { UserError } from '../errors.ts';
import { HOURS_A_MONTH } from '../prices.ts';
import { loadBalancingMark } from './load-balancing-mark.ts';
import { makeOnce } from './make-once.ts';
import { required } from './required.ts';
import { asWantedSet, partOf, sameSet } from './same.ts';

export interface LoadBalancerSpec {
  readonly name: string;
  readonly scheme: 'internet-facing' | 'internal';
  /** At least two, in different availability zones. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export type LoadBalancerOutputs = {
  readonly arn: string;
  readonly dnsName: string;
  /** The ARN once it is active, some minutes after it was made. */
  readonly activeArn?: string;
};

/** The application load balancer in front of both colours. */
export const loadBalancer: Kind<LoadBalancerSpec, LoadBalancerOutputs, Aws> = {
  type: 'elbv2.load-balancer',
  outputs: ['arn', 'dnsName', 'activeArn'],
  late: ['activeArn'],
  identity: ['name'],
  replaceOn: ['scheme'],
  irreplaceable: true,
  arnPattern: /^arn:[^:]+:elasticloadbalancing:[^:]+:\d+:loadbalancer\/app\/(?<name>[^/]+)\/\w+$/,
  permissions: {
    read: ['elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags'],
    write: [
      'elasticloadbalancing:CreateLoadBalancer',
      'elasticloadbalancing:AddTags',
      'elasticloadbalancing:ModifyLoadBalancerAttributes',
      'elasticloadbalancing:SetSubnets',
      'elasticloadbalancing:SetSecurityGroups',
      'elasticloadbalancing:DeleteLoadBalancer',
      // Elastic Load Balancing makes its role with the account's first load balancer, in the name of the caller.
      'iam:CreateServiceLinkedRole',
    ],
  },
  cost: ({ scheme, subnetIds }) => [
    { price: 'alb-hour', units: HOURS_A_MONTH },
    // One public address in each zone.
    ...(scheme === 'internet-facing' ? [{ price: 'public-ipv4-hour', units: HOURS_A_MONTH * subnetIds.length }] : []),
  ],

  async read(aws, spec, known) {
    const found = (known && (await find(aws, { LoadBalancerArns: [known.arn] }))) ?? (await find(aws, { Names: [spec.name] }));
    if (found === undefined) return undefined;
    const outputs = outputsOf(found);
    const mark = await loadBalancingMark(aws, outputs.arn);
    const isTheirs = mark.owner !== aws.owner || mark.adopted === true;
    const zones = (found.AvailabilityZones ?? []).map(({ SubnetId }) => required(SubnetId, 'SubnetId'));
    const groups = found.SecurityGroups ?? [];
    return {
      outputs,
      actual: {
        name: required(found.LoadBalancerName, 'LoadBalancerName'),
        scheme: required(found.Scheme, 'Scheme'),
        // The tasks that serve behind one that was there before let in its own groups, and stand in its own subnets.
        ...(!isTheirs && { subnetIds: asWantedSet(spec.subnetIds, zones) }),
        securityGroupIds: (isTheirs ? partOf : asWantedSet)(spec.securityGroupIds, groups),
      },
      ...mark,
    };
  },

  async ensure(aws, spec, live, intent) {
    const there =
      live ??
      (await makeOnce(aws, intent, { kind: loadBalancer, spec, name: spec.name, exists: ['DuplicateLoadBalancerNameException'] }, () =>
        create(aws, spec),
      ));
    const LoadBalancerArn = there.outputs.arn;
    if (there.owner !== aws.owner) {
      await aws.elbv2.send(new AddTagsCommand({ ResourceArns: [LoadBalancerArn], Tags: ownerTagList(aws) }));
    }
    if (there.actual.subnetIds !== undefined && !sameSet(there.actual.subnetIds, spec.subnetIds)) {
      await aws.elbv2.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: [...spec.subnetIds] }));
    }
    if (!sameSet(there.actual.securityGroupIds, spec.securityGroupIds)) {
      const kept = aws.adopting === true ? await securityGroups(aws, LoadBalancerArn) : [];
      const SecurityGroups = [...new Set([...kept, ...spec.securityGroupIds])];
      await aws.elbv2.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups }));
    }
    return there.outputs;
  },

  async settle(aws, spec, out, intent) {
    await aws.elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: out.arn, Attributes: ATTRIBUTES }));
    return waitFor<LoadBalancerOutputs>(aws, intent, { what: `load balancer ${spec.name}`, seconds: 15 * 60, every: 10 }, async () => {
      const found = await find(aws, { LoadBalancerArns: [out.arn] });
      // For a moment after it was made; the SDK's waiter goes on as well.
      if (found === undefined) return { waiting: 'LoadBalancerNotFound' };
      const { Code = '', Reason = '' } = found.State ?? {};
      if (Code === 'failed') throw new UserError('loadBalancerFailed', { name: spec.name, reason: Reason });
      return Code === 'provisioning' ? { waiting: Code } : outputsOf(found);
    });
  },

  async remove(aws, known, intent) {
    // Its listeners go with it. Deleting one that is gone succeeds.
    await aws.elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: known.arn }));
    await waitFor(aws, intent, { what: `load balancer ${known.dnsName}`, seconds: 10 * 60 }, async () => {
      const found = await find(aws, { LoadBalancerArns: [known.arn] });
      return found && { waiting: found.State?.Code ?? 'deleting' };
    });
  },
};

/** Requests whose headers no server agrees on are dropped (control ELB.4). */
const ATTRIBUTES = [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }];

const find = async (aws: Aws, query: { LoadBalancerArns: string[] } | { Names: string[] }): Promise<LoadBalancer | undefined> => {
  const found = await whenMissing(aws.elbv2.send(new DescribeLoadBalancersCommand(query)), 'LoadBalancerNotFoundException');
  return found?.LoadBalancers?.[0];
};

const securityGroups = async (aws: Aws, arn: string): Promise<readonly string[]> =>
  (await find(aws, { LoadBalancerArns: [arn] }))?.SecurityGroups ?? [];

const outputsOf = (found: LoadBalancer): LoadBalancerOutputs => {
  const arn = required(found.LoadBalancerArn, 'LoadBalancerArn');
  const isUsable = found.State?.Code === 'active' || found.State?.Code === 'active_impaired';
  return { arn, dnsName: required(found.DNSName, 'DNSName'), ...(isUsable && { activeArn: arn }) };
};

async function create(aws: Aws, spec: LoadBalancerSpec): Promise<Live<LoadBalancerSpec, LoadBalancerOutputs>> {
  const { LoadBalancers } = await aws.elbv2.send(
    new CreateLoadBalancerCommand({
      Name: spec.name,
      Type: 'application',
      Scheme: spec.scheme,
      IpAddressType: 'ipv4',
      Subnets: [...spec.subnetIds],
      SecurityGroups: [...spec.securityGroupIds],
      Tags: ownerTagList(aws),
    }),
  );
  return { outputs: outputsOf(required(LoadBalancers?.[0], 'LoadBalancers')), actual: spec, owner: aws.owner };
}
