import { cause } from '../cause.ts';
import { said, type Evidence } from '../evidence.ts';

const failedEvent = ({ deployment }: Evidence): string => deployment?.lifecycle.find(({ status }) => status === 'Failed')?.event ?? '?';

/** What CodeDeploy says plainly. https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html */
export const deploymentCauses = [
  cause('alarmRang', evidence => {
    const { error } = evidence.deployment ?? {};
    const ringing = evidence.alarms
      .filter(({ state }) => state === 'ALARM')
      .map(({ name, reason }) => (reason === undefined ? name : `${name}: ${reason}`));
    // Whoever watches a release stops it by hand when an alarm rings.
    const isStopped = error?.code === 'ALARM_ACTIVE' || (error?.code === 'MANUAL_STOP' && ringing.length > 0);
    if (!isStopped) return undefined;
    return { alarms: ringing.join('; ') || (/Activated alarms: <(.+?)>/.exec(error.message)?.[1] ?? error.message) };
  }),
  cause('alarmMissing', evidence => {
    const match = said(evidence, /alarm (\S+) could not be retrieved/);
    return match && { alarm: match[1] ?? '' };
  }),
  cause('approvalMissing', evidence => {
    const match = said(evidence, /timed out while waiting for a notification to continue/);
    return match && { deployment: evidence.deployment?.id ?? '' };
  }),
  cause('hookSilent', evidence => {
    const match = said(evidence, /waiting for a status callback|status callback .* within one hour/);
    return match && { event: failedEvent(evidence) };
  }),
  cause('hookFailed', evidence => {
    if (said(evidence, /lifecycle event validation functions failed/) === undefined) return undefined;
    const failed = evidence.deployment?.lifecycle.find(({ status }) => status === 'Failed');
    return { event: failed?.event ?? '?', detail: failed?.message ?? 'Failed' };
  }),
  cause('listenerMoved', evidence => {
    const match = said(evidence, /Primary taskset target group must be behind listener/);
    const { arn = 'ARN', servingGroup = '?', servingGroupArn = 'ARN' } = evidence.listener ?? {};
    return match && { listener: arn, targetGroup: servingGroup, targetGroupArn: servingGroupArn };
  }),
  cause('loadBalancerBroken', evidence => {
    const { error } = evidence.deployment ?? {};
    return error?.code === 'ELASTIC_LOAD_BALANCING_INVALID' ? { reason: error.message.replace(/^.*following error: /, '') } : undefined;
  }),
  cause('serviceGone', evidence => {
    const match = said(
      evidence,
      /The ECS service (\S+) in cluster (\S+) could not be found|ServiceNotActiveException|ServiceNotFoundException/,
    );
    const { cluster, name } = evidence.setup.config.service;
    return match && { service: match[1] ?? name, cluster: match[2] ?? cluster };
  }),
];

/** What remains when nothing below the deployment explains it. */
export const lastCauses = [
  cause('serviceUnsteady', evidence => {
    const match = said(evidence, /The ECS service (\S+) in cluster \S+ is not in a steady state/);
    return match && { service: match[1] ?? '' };
  }),
  cause('forgotten', evidence => {
    const match = said(
      evidence,
      /timed out while waiting for the replacement task set|is unable to consistently start tasks|unable to place a task/,
    );
    const line = evidence.logs.flatMap(({ lines }) => lines).findLast(one => /error|exception|fatal|panic|fail/i.test(one));
    return match && evidence.stopped.length === 0 ? { line: line ?? evidence.logs.at(-1)?.lines.at(-1) ?? '' } : undefined;
  }),
  cause('stoppedByHand', evidence => {
    const { error, id = '' } = evidence.deployment ?? {};
    return error?.code === 'MANUAL_STOP' ? { deployment: id } : undefined;
  }),
];
