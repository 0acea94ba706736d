import { DescribeListeners$, type DescribeListenersInput, type DescribeListenersOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { listenerOf, listenersOf, loadBalancerOf } from './find.ts';
import { page } from './page.ts';
import { validationError } from './refusal.ts';
import { toListener } from './view.ts';

export const describeListeners = operation(DescribeListeners$, (world: World, input: DescribeListenersInput): DescribeListenersOutput => {
  if (!input.ListenerArns?.length && !input.LoadBalancerArn)
    throw validationError('You must specify either listener ARNs or a load balancer ARN');
  const found = input.ListenerArns?.length
    ? input.ListenerArns.map(arn => listenerOf(world, arn))
    : listenersOf(world, loadBalancerOf(world, input.LoadBalancerArn).arn);
  const { items, next } = page(found, input.Marker, input.PageSize);
  return { Listeners: items.map(toListener), ...(next && { NextMarker: next }) };
});
