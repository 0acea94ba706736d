import {
  DescribeListenerAttributes$,
  ModifyListenerAttributes$,
  type DescribeListenerAttributesInput,
  type ModifyListenerAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { changedAttributes, listAttributes } from './attributes.ts';
import { listenerOf } from './find.ts';

export const describeListenerAttributes = operation(
  DescribeListenerAttributes$,
  (world: World, input: DescribeListenerAttributesInput) => ({
    Attributes: listAttributes(listenerOf(world, input.ListenerArn).attributes),
  }),
);

export const modifyListenerAttributes = operation(ModifyListenerAttributes$, (world: World, input: ModifyListenerAttributesInput) => {
  const listener = listenerOf(world, input.ListenerArn);
  Object.assign(listener.attributes, changedAttributes('Listener', listener.attributes, input.Attributes));
  return { Attributes: listAttributes(listener.attributes) };
});
