import {
  DescribeAccountLimits$,
  type DescribeAccountLimitsInput,
  type DescribeAccountLimitsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { page } from './page.ts';

/** AWS's default quotas of a region. */
const LIMITS: Readonly<Record<string, string>> = {
  'application-load-balancers': '50',
  'condition-values-per-alb-rule': '5',
  'condition-wildcards-per-alb-rule': '6',
  'listeners-per-application-load-balancer': '50',
  'rules-per-application-load-balancer': '100',
  'target-groups': '3000',
  'target-groups-per-action-on-application-load-balancer': '5',
  'target-groups-per-application-load-balancer': '100',
  'targets-per-application-load-balancer': '1000',
  'targets-per-target-group': '1000',
};

export const describeAccountLimits = operation(
  DescribeAccountLimits$,
  (_world: World, input: DescribeAccountLimitsInput): DescribeAccountLimitsOutput => {
    const all = Object.entries(LIMITS).map(([Name, Max]) => ({ Name, Max }));
    const { items, next } = page(all, input.Marker, input.PageSize);
    return { Limits: items, ...(next && { NextMarker: next }) };
  },
);
