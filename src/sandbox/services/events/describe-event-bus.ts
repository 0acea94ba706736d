import { DescribeEventBus$, type DescribeEventBusRequest, type DescribeEventBusResponse } from '@aws-sdk/client-eventbridge';
import { operation } from '../../operation.ts';
import { arn } from '../../world.ts';
import { checkBus } from './rule.ts';

export const describeEventBus = operation(DescribeEventBus$, (world, input: DescribeEventBusRequest): DescribeEventBusResponse => {
  checkBus(world, input.Name);
  return { Name: 'default', Arn: arn(world, 'events', 'event-bus/default') };
});
