import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';
import { checkAlarms } from './alarms.ts';
import { DeploymentError } from './deployment-error.ts';
import { beginEvent, endEvent, giveUpOnReady, shift } from './events.ts';
import { fail } from './finish.ts';
import { awaitGreen, begin, giveUpOnGreen, giveUpOnService } from './install.ts';
import { awaitGreenGone, rollBack } from './roll-back.ts';
import { schedule, type StepData, type StepName } from './steps.ts';
import { awaitBlueGone, terminate } from './terminate.ts';

const STEPS: Readonly<Record<StepName, (world: World, deployment: DeploymentRecord, index: number) => void>> = {
  begin,
  'alarm-poll': checkAlarms,
  'service-timeout': giveUpOnService,
  'event-begin': beginEvent,
  'event-end': endEvent,
  'green-poll': awaitGreen,
  'green-timeout': giveUpOnGreen,
  shift,
  'ready-timeout': giveUpOnReady,
  terminate,
  'blue-poll': awaitBlueGone,
  'roll-back': rollBack,
  'green-gone-poll': awaitGreenGone,
};

/** Steps that lead from one lifecycle event to the next, and traffic to green. */
const HELD: ReadonlySet<StepName> = new Set(['begin', 'event-begin', 'event-end', 'shift', 'green-poll']);
/** How often it is seen whether what holds a deployment back is gone. */
const HELD_SECONDS = 5;

/** Whether a fault holds a deployment back in the lifecycle event that it is in, if the fault names one. */
function isHeld(world: World, { id, events, group }: DeploymentRecord): boolean {
  const event = events.find(({ status }) => status === 'InProgress')?.lifecycleEventName ?? '';
  return world.faults.holds('stuck-deployment', world, `${group.deploymentGroupName ?? ''} ${id}`, event) !== undefined;
}

/** Takes the next step of a deployment; what goes wrong ends it. */
export function takeStep(world: World, { deploymentId, step, index }: StepData): void {
  const deployment = world.state.codedeploy.deployments[deploymentId];
  if (deployment === undefined || deployment.completeTime !== undefined) return;
  if (HELD.has(step) && isHeld(world, deployment)) {
    schedule(world, deployment, step, HELD_SECONDS, index);
    return;
  }
  try {
    STEPS[step](world, deployment, index);
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error;
    fail(world, deployment, error.code, error.message, error.detail);
  }
}
