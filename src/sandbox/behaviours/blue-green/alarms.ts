import { activeAlarms, alarmArn } from '../../services/cloudwatch/alarm.ts';
import type { DeploymentRecord } from '../../services/codedeploy/state.ts';
import type { World } from '../../world.ts';
import { DeploymentError } from './deployment-error.ts';
import { rollsBackOn, stop } from './finish.ts';
import { assertRoleAllows } from './role.ts';
import { cancelSteps, schedule } from './steps.ts';
import { originalServes } from './task-sets.ts';

const POLL_SECONDS = 10;

/** Names of the alarms that may stop a deployment. */
const alarmsOf = ({ group: { alarmConfiguration } }: DeploymentRecord): string[] =>
  alarmConfiguration?.enabled === true ? (alarmConfiguration.alarms ?? []).map(({ name = '' }) => name) : [];

/** From now on alarms are asked about, until the deployment is over. */
export function watchAlarms(world: World, deployment: DeploymentRecord): void {
  if (alarmsOf(deployment).length > 0) schedule(world, deployment, 'alarm-poll', POLL_SECONDS);
}

/** Asks CloudWatch as the service role; fails where it does not tell the state of all alarms. */
function askAlarms(world: World, deployment: DeploymentRecord, names: readonly string[]): string[] {
  assertRoleAllows(world, deployment, 'cloudwatch:DescribeAlarms', alarmArn(world, '*'));
  const missing = names.find(name => world.state.cloudwatch.alarms[name] === undefined);
  if (missing !== undefined) {
    throw new DeploymentError(
      'CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND',
      `The state of the Amazon CloudWatch alarm ${missing} could not be retrieved: the alarm does not exist.`,
    );
  }
  return activeAlarms(world, names);
}

function pollAlarms(world: World, deployment: DeploymentRecord, names: readonly string[]): string[] {
  try {
    return askAlarms(world, deployment, names);
  } catch (error) {
    if (deployment.group.alarmConfiguration?.ignorePollAlarmFailure === true && error instanceof DeploymentError) return [];
    throw error;
  }
}

/** An alarm stops the deployment, as long as there is an original task set to go back to. */
export function checkAlarms(world: World, deployment: DeploymentRecord): void {
  const active = pollAlarms(world, deployment, alarmsOf(deployment));
  if (active.length === 0 || !originalServes(world, deployment)) {
    watchAlarms(world, deployment);
    return;
  }
  const message = `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: ${active.map(name => `<${name}>`).join(' ')}`;
  stop(world, deployment, rollsBackOn(deployment, 'DEPLOYMENT_STOP_ON_ALARM'), message, 'ALARM_ACTIVE');
}

/** An alarm has gone off: deployments under way that it may stop ask at once, so that one which lasts a moment is not missed. */
export function alarmActive(world: World, { alarmName }: { readonly alarmName: string }): void {
  for (const deployment of Object.values(world.state.codedeploy.deployments)) {
    const isUnderWay = deployment.startTime !== undefined && deployment.completeTime === undefined && deployment.creator === 'user';
    if (!isUnderWay || !alarmsOf(deployment).includes(alarmName)) continue;
    cancelSteps(world, deployment, 'alarm-poll');
    schedule(world, deployment, 'alarm-poll', 0);
  }
}
