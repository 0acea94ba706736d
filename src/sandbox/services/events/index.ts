import type { SandboxService } from '../../operation.ts';
import { EVENT_TIMER, type BusEvent } from '../../world.ts';
import { callTarget } from './call-target.ts';
import { deleteRule } from './delete-rule.ts';
import { deliver, TARGET_TIMER } from './deliver.ts';
import { describeEventBus } from './describe-event-bus.ts';
import { describeRule, listRules } from './describe-rule.ts';
import { disableRule, enableRule } from './enable-rule.ts';
import { listRuleNamesByTarget, listTargetsByRule } from './list-targets-by-rule.ts';
import { permissions } from './permissions.ts';
import { putEvents } from './put-events.ts';
import { putRule } from './put-rule.ts';
import { putTargets } from './put-targets.ts';
import { removeTargets } from './remove-targets.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { testEventPattern } from './test-event-pattern.ts';

/** Amazon EventBridge: rules on the default bus that start pipelines. */
export const events: SandboxService = {
  name: 'events',
  protocol: 'json',
  target: 'AWSEvents',
  validationCode: 'ValidationException',
  operations: [
    deleteRule,
    describeEventBus,
    describeRule,
    disableRule,
    enableRule,
    listRuleNamesByTarget,
    listRules,
    listTagsForResource,
    listTargetsByRule,
    putEvents,
    putRule,
    putTargets,
    removeTargets,
    tagResource,
    testEventPattern,
    untagResource,
  ],
  permissions,
  timers: {
    [EVENT_TIMER]: (world, event: BusEvent) => {
      deliver(world, event);
    },
    [TARGET_TIMER]: callTarget,
  },
};
