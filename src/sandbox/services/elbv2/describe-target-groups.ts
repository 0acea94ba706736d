import {
  DescribeTargetGroups$,
  TargetGroupNotFoundException$,
  type DescribeTargetGroupsInput,
  type DescribeTargetGroupsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { targetGroupsOf } from './association.ts';
import { findTargetGroupByName, listenersOf, loadBalancerOf, targetGroupOf } from './find.ts';
import { page } from './page.ts';
import type { TargetGroupRecord } from './state.ts';
import { toTargetGroup } from './view.ts';

export const describeTargetGroups = operation(
  DescribeTargetGroups$,
  (world: World, input: DescribeTargetGroupsInput): DescribeTargetGroupsOutput => {
    const { items, next } = page(wanted(world, input), input.Marker, input.PageSize);
    return { TargetGroups: items.map(group => toTargetGroup(world, group)), ...(next && { NextMarker: next }) };
  },
);

function wanted(world: World, input: DescribeTargetGroupsInput): TargetGroupRecord[] {
  if (input.TargetGroupArns?.length) return input.TargetGroupArns.map(arn => targetGroupOf(world, arn));
  if (input.Names?.length) {
    return input.Names.map(name => {
      const found = findTargetGroupByName(world, name);
      if (!found) throw fault(TargetGroupNotFoundException$, 'One or more target groups not found');
      return found;
    });
  }
  const all = Object.values(world.state.elbv2.targetGroups);
  if (!input.LoadBalancerArn) return all;
  loadBalancerOf(world, input.LoadBalancerArn);
  const behind = new Set(listenersOf(world, input.LoadBalancerArn).flatMap(listener => [...targetGroupsOf(world, listener)]));
  return all.filter(group => behind.has(group.arn));
}
