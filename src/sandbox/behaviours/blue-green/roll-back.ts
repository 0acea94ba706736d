import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';
import { succeed } from './finish.ts';
import { setEvent } from './lifecycle.ts';
import { notify } from './notify.ts';
import { schedule } from './steps.ts';
import { deleteTaskSetOf, makePrimary, refreshTaskSets, taskSetIsGone } from './task-sets.ts';
import { routeProduction, routeTest } from './traffic.ts';

const POLL_SECONDS = 5;

/** Leads traffic back and removes the replacement task set. */
export function rollBack(world: World, deployment: DeploymentRecord): void {
  deployment.status = 'InProgress';
  deployment.startTime = world.clock.now();
  notify(world, deployment, 'START');
  for (const index of deployment.events.keys()) setEvent(world, deployment, index, 'InProgress');
  if (deployment.blue !== undefined && deployment.green !== undefined) {
    routeTest(world, deployment, deployment.blue.targetGroup);
    routeProduction(world, deployment, 0);
    makePrimary(world, deployment, deployment.blue);
    refreshTaskSets(world, deployment);
    deleteTaskSetOf(world, deployment, deployment.green);
  }
  schedule(world, deployment, 'green-gone-poll', POLL_SECONDS);
}

/** The rollback is over when the replacement task set has drained. */
export function awaitGreenGone(world: World, deployment: DeploymentRecord): void {
  refreshTaskSets(world, deployment);
  if (deployment.green !== undefined && !taskSetIsGone(world, deployment, deployment.green)) {
    schedule(world, deployment, 'green-gone-poll', POLL_SECONDS);
    return;
  }
  for (const index of deployment.events.keys()) setEvent(world, deployment, index, 'Succeeded');
  succeed(world, deployment);
}
