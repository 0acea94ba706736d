import {
  DescribeTargetGroupAttributes$,
  ModifyTargetGroupAttributes$,
  type DescribeTargetGroupAttributesInput,
  type ModifyTargetGroupAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { changeAttributes, listAttributes } from './attributes.ts';
import { targetGroupOf } from './find.ts';

export const describeTargetGroupAttributes = operation(
  DescribeTargetGroupAttributes$,
  (world: World, input: DescribeTargetGroupAttributesInput) => ({
    Attributes: listAttributes(targetGroupOf(world, input.TargetGroupArn).attributes),
  }),
);

export const modifyTargetGroupAttributes = operation(
  ModifyTargetGroupAttributes$,
  (world: World, input: ModifyTargetGroupAttributesInput) => {
    const group = targetGroupOf(world, input.TargetGroupArn);
    changeAttributes(group.attributes, input.Attributes);
    return { Attributes: listAttributes(group.attributes) };
  },
);
