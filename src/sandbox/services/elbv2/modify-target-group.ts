import { ModifyTargetGroup$, type ModifyTargetGroupInput, type ModifyTargetGroupOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { restartHealthChecks } from '../../behaviours/health-check.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { targetGroupOf } from './find.ts';
import { checkHealthCheck, healthCheckOf } from './health-check-settings.ts';
import { toTargetGroup } from './view.ts';

export const modifyTargetGroup = operation(ModifyTargetGroup$, (world: World, input: ModifyTargetGroupInput): ModifyTargetGroupOutput => {
  const group = targetGroupOf(world, input.TargetGroupArn);
  const wanted = healthCheckOf(input, group.healthCheck);
  checkHealthCheck(wanted);
  group.healthCheck = wanted;
  restartHealthChecks(world, group);
  return { TargetGroups: [toTargetGroup(world, group)] };
});
