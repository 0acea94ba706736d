import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Plan } from './engine/types.ts';
import { UserError } from './errors.ts';
import { inspectImage } from './image/inspect-image.ts';
import type { Prepared } from './prepare.ts';
import { runningDeployment } from './release/running.ts';
import type { Session } from './session.ts';
import { imageSource } from './sources/ecr.ts';
import { tellOwnReleases } from './tell-own-releases.ts';
import { tellPort } from './tell-port.ts';
import { tellServing } from './tell-serving.ts';
import { tellStrays } from './tell-strays.ts';

/** An image that is to be put into the repository must be there and fit: found out before anything is made. */
async function checkImage(session: Session, { aws, config, setup }: Prepared, plan: Plan): Promise<void> {
  const isMade = plan.changes.some(({ id, action }) => id === 'image' && action === 'create');
  if (isMade) tellPort(session, await inspectImage(aws, imageSource(config), setup.app.architecture), setup.app.port);
}

/** CodeDeploy takes the name of an alarm that does not exist, and lets the next release fail at it. */
async function checkAlarms({ aws, config }: Prepared, { changes }: Plan): Promise<void> {
  const { alarms } = config.codedeploy;
  const isGiven = changes.some(({ id, action }) => id === 'deployment-group' && action !== 'keep');
  if (alarms.length === 0 || !isGiven) return;
  const { MetricAlarms = [] } = await aws.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [...alarms] }));
  const missing = alarms.filter(name => MetricAlarms.every(({ AlarmName }) => AlarmName !== name));
  if (missing.length > 0) throw new UserError('alarmsUnknown', { alarms: missing.join(', '), region: aws.region });
}

/** What the user names must be there and fit: found out before anything is made, all of it at once. */
export async function checkNamed(session: Session, prepared: Prepared, plan: Plan): Promise<void> {
  tellOwnReleases(session, prepared, plan);
  const results = await Promise.allSettled([
    checkImage(session, prepared, plan),
    checkAlarms(prepared, plan),
    tellServing(session, prepared, plan),
    tellStrays(session, prepared, plan),
  ]);
  const problems = results.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (problems.length > 0) throw new AggregateError(problems);
}

/** What must not go wrong half-way is looked at before anything is made: what is named is there, and no deployment is moving traffic. */
export async function preflight(session: Session, prepared: Prepared, plan: Plan): Promise<void> {
  await checkNamed(session, prepared, plan);
  const isChanged = plan.changes.some(({ action }) => action === 'update' || action === 'replace' || action === 'delete');
  if (!isChanged || prepared.state.entries['deployment-group']?.outputs === undefined) return;
  await refuseWhileShifting(prepared);
}

/**
 * CodeDeploy takes one deployment at a time. One that only keeps the old version for a while is no hindrance: the pipeline waits for it. Nor is
 * with `butRollbacks` one that clears up after a deployment that failed: it is waited for.
 */
export async function refuseWhileShifting(
  { aws, config }: Pick<Prepared, 'aws' | 'config'>,
  { butRollbacks = false }: { readonly butRollbacks?: boolean } = {},
): Promise<void> {
  const running = await runningDeployment(aws, config.codedeploy.application, config.codedeploy.group);
  if (running === undefined || running.shifted || (butRollbacks && running.isRollback)) return;
  throw new UserError('deploymentRunning', { deployment: running.deploymentId });
}
