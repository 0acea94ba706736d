import {
  DescribeLoadBalancerAttributes$,
  ModifyLoadBalancerAttributes$,
  type DescribeLoadBalancerAttributesInput,
  type ModifyLoadBalancerAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { reopenListener } from '../../load-balancer.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { changedAttributes, listAttributes } from './attributes.ts';
import { listenersOf, loadBalancerOf } from './find.ts';

export const describeLoadBalancerAttributes = operation(
  DescribeLoadBalancerAttributes$,
  (world: World, input: DescribeLoadBalancerAttributesInput) => ({
    Attributes: listAttributes(loadBalancerOf(world, input.LoadBalancerArn).attributes),
  }),
);

export const modifyLoadBalancerAttributes = operation(
  ModifyLoadBalancerAttributes$,
  async (world: World, input: ModifyLoadBalancerAttributesInput) => {
    const loadBalancer = loadBalancerOf(world, input.LoadBalancerArn);
    const attributes = changedAttributes('Load balancer', loadBalancer.attributes, input.Attributes);
    const speaksAnew = attributes['routing.http2.enabled'] !== loadBalancer.attributes['routing.http2.enabled'];
    Object.assign(loadBalancer.attributes, attributes);
    if (speaksAnew) await Promise.all(listenersOf(world, loadBalancer.arn).map(listener => reopenListener(world, listener)));
    return { Attributes: listAttributes(loadBalancer.attributes) };
  },
);
