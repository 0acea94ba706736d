import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';

/** Type of the timers that drive deployments. */
export const STEP_TIMER = 'codedeploy.step';

/** What happens next in a deployment. */
export type StepName =
  | 'begin'
  | 'alarm-poll'
  | 'service-timeout'
  | 'event-begin'
  | 'event-end'
  | 'green-poll'
  | 'green-timeout'
  | 'shift'
  | 'ready-timeout'
  | 'terminate'
  | 'blue-poll'
  | 'roll-back'
  | 'green-gone-poll';

export interface StepData {
  readonly deploymentId: string;
  readonly step: StepName;
  /** Which lifecycle event or which traffic step. */
  readonly index: number;
}

/** Sets the next step of a deployment, in seconds of AWS time. */
export function schedule(world: World, deployment: DeploymentRecord, step: StepName, seconds: number, index = 0): void {
  const data: StepData = { deploymentId: deployment.id, step, index };
  world.clock.after(seconds, STEP_TIMER, data);
}

const isStepData = (data: unknown): data is StepData =>
  typeof data === 'object' && data !== null && 'deploymentId' in data && 'step' in data;

/** Drops waiting steps of a deployment: all of them, or those of one name. False when there were none. */
export function cancelSteps(world: World, deployment: DeploymentRecord, step?: StepName): boolean {
  let hasWaited = false;
  world.clock.cancel(({ type, data }) => {
    const isMeant =
      type === STEP_TIMER && isStepData(data) && data.deploymentId === deployment.id && (step === undefined || data.step === step);
    hasWaited ||= isMeant;
    return isMeant;
  });
  return hasWaited;
}
