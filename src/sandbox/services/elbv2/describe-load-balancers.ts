import {
  DescribeLoadBalancers$,
  LoadBalancerNotFoundException$,
  type DescribeLoadBalancersInput,
  type DescribeLoadBalancersOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { requireArn } from './find.ts';
import { page } from './page.ts';
import type { LoadBalancerRecord } from './state.ts';
import { toLoadBalancer } from './view.ts';

export const describeLoadBalancers = operation(
  DescribeLoadBalancers$,
  (world: World, input: DescribeLoadBalancersInput): DescribeLoadBalancersOutput => {
    for (const arn of input.LoadBalancerArns ?? []) requireArn(world, 'load balancer', arn);
    const all = Object.values(world.state.elbv2.loadBalancers);
    const found = named(all, input.LoadBalancerArns, record => record.arn) ?? named(all, input.Names, record => record.name) ?? all;
    const { items, next } = page(found, input.Marker, input.PageSize);
    return { LoadBalancers: items.map(toLoadBalancer), ...(next && { NextMarker: next }) };
  },
);

function named(all: readonly LoadBalancerRecord[], wanted: readonly string[] | undefined, key: (record: LoadBalancerRecord) => string) {
  if (!wanted?.length) return undefined;
  const missing = wanted.filter(name => !all.some(record => key(record) === name));
  if (missing.length > 0) throw fault(LoadBalancerNotFoundException$, `Load balancers '[${missing.join(', ')}]' not found`);
  return all.filter(record => wanted.includes(key(record)));
}
