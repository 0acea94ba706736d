import {
  DescribeScalingActivities$,
  type DescribeScalingActivitiesRequest,
  type DescribeScalingActivitiesResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken } from './target.ts';

/** Newest first. */
export const describeScalingActivities = operation(
  DescribeScalingActivities$,
  (world, input: DescribeScalingActivitiesRequest): DescribeScalingActivitiesResponse => {
    const activities = world.state.applicationAutoScaling.activities.filter(
      ({ ServiceNamespace, ResourceId }) =>
        ServiceNamespace === input.ServiceNamespace && (input.ResourceId === undefined || ResourceId === input.ResourceId),
    );
    const { items, next } = page(activities.toReversed(), input.NextToken, input.MaxResults ?? 50, badToken);
    return { ScalingActivities: items, NextToken: next };
  },
);
