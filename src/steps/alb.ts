import { node } from '../engine/refs.ts';
import { albQuestions } from '../questions/alb.ts';
import { listener } from '../resources/listener.ts';
import { loadBalancer as loadBalancerKind } from '../resources/load-balancer.ts';
import { network as networkKind } from '../resources/network.ts';
import { ALL_EGRESS, securityGroup } from '../resources/security-group.ts';
import { targetGroup } from '../resources/target-group.ts';
import type { Setup } from '../setup.ts';
import type { Step } from './step.ts';

/** The VPC and subnets that load balancer and tasks live in. */
export const network = ({ config: { alb } }: Setup) =>
  node('alb', 'network', networkKind, {
    scheme: alb.scheme,
    ...(alb.vpc === '' ? {} : { vpc: alb.vpc }),
    ...(alb.subnets.length === 0 ? {} : { subnets: alb.subnets }),
  });

const loadBalancerSecurityGroup = (setup: Setup) => {
  const { productionPort, testPort, cidr, testCidr } = setup.config.alb;
  return node('alb', 'load-balancer-security-group', securityGroup, {
    name: setup.names.loadBalancerSecurityGroup,
    vpcId: network(setup).out.vpcId,
    description: `Load balancer of ${setup.names.prefix}`,
    ingress: [
      { port: productionPort, cidr, description: 'Production traffic' },
      { port: testPort, cidr: testCidr, description: 'Test traffic' },
    ],
    egress: ALL_EGRESS,
  });
};

/** Lets only the load balancer in, only on the port of the container. */
export const taskSecurityGroup = (setup: Setup) =>
  node('alb', 'task-security-group', securityGroup, {
    name: setup.names.taskSecurityGroup,
    vpcId: network(setup).out.vpcId,
    description: `Tasks of ${setup.names.prefix}`,
    ingress: [{ port: setup.app.port, sourceGroupId: loadBalancerSecurityGroup(setup).out.id, description: 'From the load balancer' }],
    egress: ALL_EGRESS,
  });

export const loadBalancer = (setup: Setup) =>
  node(
    'alb',
    'load-balancer',
    loadBalancerKind,
    {
      name: setup.config.alb.name,
      scheme: setup.config.alb.scheme,
      subnetIds: network(setup).out.subnetIds,
      securityGroupIds: [loadBalancerSecurityGroup(setup).out.id],
    },
    { name: 'alb.name', scheme: 'alb.scheme' },
  );

// Looked at often and trusted soon: each deployment waits for it.
const HEALTH_CHECK = { healthCheckIntervalSeconds: 15, healthyThreshold: 2, unhealthyThreshold: 2, matcher: '200-399' } as const;

const colour = (setup: Setup, id: string, key: 'blueTargetGroup' | 'greenTargetGroup') =>
  node(
    'alb',
    id,
    targetGroup,
    {
      name: setup.config.alb[key],
      vpcId: network(setup).out.vpcId,
      port: setup.app.port,
      healthCheckPath: setup.config.alb.healthCheckPath,
      ...HEALTH_CHECK,
      deregistrationDelaySeconds: 30,
    },
    { name: `alb.${key}`, vpcId: 'alb.vpc', port: 'taskdef.port' },
  );

/** Serves at first; with each deployment the two change their parts. */
export const blue = (setup: Setup) => colour(setup, 'target-group-blue', 'blueTargetGroup');
export const green = (setup: Setup) => colour(setup, 'target-group-green', 'greenTargetGroup');

type Colour = typeof blue;

const listenerOf = (setup: Setup, id: string, key: 'productionPort' | 'testPort', [first, other]: readonly [Colour, Colour]) =>
  node(
    'alb',
    id,
    listener,
    {
      loadBalancerArn: loadBalancer(setup).out.arn,
      port: setup.config.alb[key],
      targetGroupArn: first(setup).out.arn,
      otherTargetGroupArn: other(setup).out.arn,
    },
    { port: `alb.${key}` },
  );

export const productionListener = (setup: Setup) => listenerOf(setup, 'production-listener', 'productionPort', [blue, green]);
export const testListener = (setup: Setup) => listenerOf(setup, 'test-listener', 'testPort', [green, blue]);

/** The way in: security groups, load balancer, blue and green, production and test. */
export const alb: Step = {
  name: 'alb',
  questions: albQuestions,
  resources: setup => [
    network(setup),
    loadBalancerSecurityGroup(setup),
    taskSecurityGroup(setup),
    loadBalancer(setup),
    blue(setup),
    green(setup),
    productionListener(setup),
    testListener(setup),
  ],
};
