import {
  DescribeCapacityReservation$,
  type DescribeCapacityReservationInput,
  type DescribeCapacityReservationOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { loadBalancerOf } from './find.ts';

/** No load balancer here reserves capacity: AWS then tells nothing of it. */
export const describeCapacityReservation = operation(
  DescribeCapacityReservation$,
  (world: World, input: DescribeCapacityReservationInput): DescribeCapacityReservationOutput => {
    loadBalancerOf(world, input.LoadBalancerArn);
    return {};
  },
);
