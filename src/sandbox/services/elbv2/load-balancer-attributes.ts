import {
  DescribeLoadBalancerAttributes$,
  ModifyLoadBalancerAttributes$,
  type DescribeLoadBalancerAttributesInput,
  type ModifyLoadBalancerAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { changeAttributes, listAttributes } from './attributes.ts';
import { loadBalancerOf } from './find.ts';

export const describeLoadBalancerAttributes = operation(
  DescribeLoadBalancerAttributes$,
  (world: World, input: DescribeLoadBalancerAttributesInput) => ({
    Attributes: listAttributes(loadBalancerOf(world, input.LoadBalancerArn).attributes),
  }),
);

export const modifyLoadBalancerAttributes = operation(
  ModifyLoadBalancerAttributes$,
  (world: World, input: ModifyLoadBalancerAttributesInput) => {
    const loadBalancer = loadBalancerOf(world, input.LoadBalancerArn);
    changeAttributes(loadBalancer.attributes, input.Attributes);
    return { Attributes: listAttributes(loadBalancer.attributes) };
  },
);
