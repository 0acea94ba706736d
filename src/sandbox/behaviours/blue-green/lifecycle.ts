import type { LifecycleEvent, LifecycleEventStatus } from '@aws-sdk/client-codedeploy';
import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';

/** The lifecycle of a deployment to ECS, in its order; those of test traffic exist only with a test listener. */
export const LIFECYCLE = [
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'AllowTestTraffic',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AllowTraffic',
  'AfterAllowTraffic',
] as const;

export type LifecycleEventName = (typeof LIFECYCLE)[number];

const TEST_TRAFFIC: readonly LifecycleEventName[] = ['AllowTestTraffic', 'AfterAllowTestTraffic'];

/** The lifecycle events of a new deployment, none begun. */
export const pendingEvents = (withTestListener: boolean): LifecycleEvent[] =>
  LIFECYCLE.filter(name => withTestListener || !TEST_TRAFFIC.includes(name)).map(lifecycleEventName => ({
    lifecycleEventName,
    status: 'Pending',
  }));

/** Moves a lifecycle event on. */
export function setEvent(world: World, deployment: DeploymentRecord, index: number, status: LifecycleEventStatus, message = ''): void {
  const event = deployment.events[index];
  if (event === undefined) return;
  const now = world.clock.now();
  event.status = status;
  if (status === 'InProgress') event.startTime = now;
  else if (event.startTime !== undefined) event.endTime = now;
  if (status === 'Succeeded') event.diagnostics = { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' };
  if (status === 'Failed') event.diagnostics = { errorCode: 'UnknownError', scriptName: '', message, logTail: '' };
  deployment.updatedTime = now;
}

/** After a failure or a stop: what was under way failed, what had not begun is skipped. */
export function endEvents(world: World, deployment: DeploymentRecord, message: string): void {
  for (const [index, event] of deployment.events.entries()) {
    if (event.status === 'InProgress') setEvent(world, deployment, index, 'Failed', message);
    else if (event.status === 'Pending') setEvent(world, deployment, index, 'Skipped');
  }
}
