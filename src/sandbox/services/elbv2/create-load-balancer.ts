import {
  CreateLoadBalancer$,
  DuplicateLoadBalancerNameException$,
  type CreateLoadBalancerInput,
  type CreateLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { arn, type World } from '../../world.ts';
import { ensureServiceLinkedRole } from '../iam/service-linked-role.ts';
import { loadBalancerDefaults } from './attributes.ts';
import { checkName, dnsName, newId } from './names.ts';
import { attachNetworkInterfaces, checkSecurityGroups, defaultSecurityGroup, placeIn } from './network.ts';
import { notEmulated } from './refusal.ts';
import type { LoadBalancerRecord } from './state.ts';
import { checkTags, tagNew } from './tags.ts';
import { toLoadBalancer } from './view.ts';

/** What AWS takes to bring a load balancer up: 2 m 15 s to 3 m in public logs. */
const PROVISIONING_SECONDS = 150;

export const createLoadBalancer = operation(
  CreateLoadBalancer$,
  (world: World, input: CreateLoadBalancerInput): CreateLoadBalancerOutput => {
    const wanted = loadBalancerFrom(world, input);
    const present = Object.values(world.state.elbv2.loadBalancers).find(other => other.name === wanted.name);
    if (present && !sameSettings(present, wanted)) {
      throw fault(
        DuplicateLoadBalancerNameException$,
        `A load balancer with the same name '${wanted.name}' exists, but with different settings`,
      );
    }
    if (present) return { LoadBalancers: [toLoadBalancer(present)] };
    ensureServiceLinkedRole(world, 'elasticloadbalancing.amazonaws.com');
    wanted.networkInterfaces = attachNetworkInterfaces(world, wanted, wanted.zones);
    world.state.elbv2.loadBalancers[wanted.arn] = wanted;
    tagNew(world, wanted.arn, input.Tags);
    world.clock.after(PROVISIONING_SECONDS, 'elbv2.load-balancer-active', { arn: wanted.arn });
    return { LoadBalancers: [toLoadBalancer(wanted)] };
  },
);

function loadBalancerFrom(world: World, input: CreateLoadBalancerInput): LoadBalancerRecord {
  const { Name: name = '', Scheme: scheme = 'internet-facing', Type: type = 'application', IpAddressType: ipAddressType = 'ipv4' } = input;
  if (type !== 'application') throw notEmulated(`load balancers of type ${type}`);
  checkName('load balancer', name);
  checkTags(input.Tags);
  const { vpcId, zones } = placeIn(world, input.Subnets ?? input.SubnetMappings?.map(mapping => mapping.SubnetId ?? ''), scheme);
  if (input.SecurityGroups) checkSecurityGroups(world, vpcId, input.SecurityGroups);
  return {
    arn: arn(world, 'elasticloadbalancing', `loadbalancer/app/${name}/${newId()}`),
    name,
    dnsName: dnsName(name, scheme, world.region),
    scheme,
    vpcId,
    createdTime: world.clock.now(),
    attributes: loadBalancerDefaults(),
    state: 'provisioning',
    ipAddressType,
    zones,
    securityGroups: input.SecurityGroups?.length ? [...input.SecurityGroups] : defaultSecurityGroup(world, vpcId),
    networkInterfaces: [],
  };
}

const sameMembers = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every(item => b.includes(item));

const sameSettings = (a: LoadBalancerRecord, b: LoadBalancerRecord): boolean =>
  a.scheme === b.scheme &&
  a.ipAddressType === b.ipAddressType &&
  sameMembers(a.securityGroups, b.securityGroups) &&
  sameMembers(
    a.zones.map(zone => zone.subnetId),
    b.zones.map(zone => zone.subnetId),
  );
