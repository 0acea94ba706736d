import type { Look, TaskSetLook } from './look.ts';
import type { DeploymentLook } from './look-deployment.ts';

/**
 * What happens while a release is under way, each change once; with `--json` these records are lines of stdout, and stay as they are:
 * fields may come, none goes.
 *
 * - `execution`: status of the pipeline's execution (`InProgress`, `Succeeded`, `Failed`, `Stopped`, `Superseded`, …)
 * - `action`: an action of the pipeline began or ended; `message` is AWS's reason for a failure
 * - `deployment`: status of CodeDeploy's deployment; `message` is AWS's reason for a failure
 * - `lifecycle`: a lifecycle event began (`since`) or ended (`seconds`)
 * - `traffic`: the share of the production traffic and the number of tasks of both task sets
 * - `health`: how many targets of a target group are in which state, and why those that are not healthy are not
 * - `service-event`: a new event of the ECS service, in AWS's words
 * - `stopped`: tasks of the new version stopped; alike ones are counted together
 * - `alarm`: the state of an alarm of the deployment group
 * - `kept`: all traffic has gone to the new version; the old one is kept until then
 * - `watching-alarms`: the new version serves, and its alarms are watched for some minutes more
 * - `failing`: the new version will not come up (fail fast)
 * - `rolling-back`, `rolled-back`: traffic is led back, and has been, to the old version
 */
export type ReleaseEvent =
  | { readonly type: 'execution'; readonly executionId: string; readonly status: string }
  | {
      readonly type: 'action';
      readonly stage: string;
      readonly action: string;
      readonly status: string;
      readonly seconds?: number | undefined;
      readonly message?: string | undefined;
    }
  | { readonly type: 'deployment'; readonly deploymentId: string; readonly status: string; readonly message?: string | undefined }
  | {
      readonly type: 'lifecycle';
      readonly event: string;
      readonly status: string;
      readonly since?: string | undefined;
      readonly seconds?: number | undefined;
    }
  | { readonly type: 'traffic'; readonly taskSets: readonly TaskSetTraffic[] }
  | {
      readonly type: 'health';
      readonly targetGroup: string;
      readonly states: Readonly<Record<string, number>>;
      readonly reasons: readonly string[];
    }
  | { readonly type: 'service-event'; readonly id: string; readonly at: string | undefined; readonly message: string }
  | { readonly type: 'stopped'; readonly count: number; readonly stopCode: string; readonly reason: string }
  | { readonly type: 'alarm'; readonly name: string; readonly state: string; readonly reason: string | undefined }
  /** `minutes` is AWS's time, `seconds` how long that takes here: less in the sandbox, where time passes faster. */
  | { readonly type: 'kept'; readonly minutes: number; readonly seconds: number; readonly until?: string | undefined }
  | { readonly type: 'watching-alarms'; readonly alarms: readonly string[]; readonly minutes: number; readonly seconds: number }
  | {
      readonly type: 'failing';
      readonly code: 'tasks' | 'placement' | 'unhealthy';
      readonly count: number;
      readonly reason: string;
    }
  | { readonly type: 'rolling-back'; readonly deploymentId: string }
  | { readonly type: 'rolled-back'; readonly deploymentId: string; readonly seconds: number };

/** One of the two task sets of a deployment. */
export interface TaskSetTraffic {
  /** `Blue` (served before) or `Green` (comes now), as CodeDeploy labels them. */
  readonly label: string;
  readonly targetGroup: string;
  readonly percent: number;
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
}

/** The task set that the deployment under way has made. */
export const greenOf = ({ deployment }: Pick<Look, 'deployment'>): string | undefined =>
  deployment?.taskSets.find(({ label }) => label === 'Green')?.id;

/** All that can be told of a release at one moment. `pace` is how fast AWS's time goes, see `Aws`. */
export function eventsOf(look: Look, pace: number): readonly ReleaseEvent[] {
  const { execution, deployment } = look;
  return [
    ...(execution ? [{ type: 'execution', executionId: execution.id, status: execution.status } as const] : []),
    ...(execution?.actions ?? []).map(({ stage, action, status, seconds, message }): ReleaseEvent => ({
      type: 'action',
      stage,
      action,
      status,
      seconds,
      message,
    })),
    ...(deployment ? deploymentEvents(look, deployment, pace) : []),
  ];
}

function deploymentEvents(look: Look, deployment: DeploymentLook, pace: number): readonly ReleaseEvent[] {
  const { id: deploymentId, status, error, lifecycle, keptMinutes, createdAt } = deployment;
  const keptUntil = keptUntilOf(deployment, pace);
  const isNew = ({ at }: { readonly at: Date | undefined }): boolean => at === undefined || createdAt === undefined || at >= createdAt;
  return [
    { type: 'deployment', deploymentId, status, message: error?.message },
    ...lifecycle
      .filter(event => event.status !== 'Pending')
      .map((event): ReleaseEvent => ({
        type: 'lifecycle',
        event: event.event,
        status: event.status,
        ...(event.status === 'InProgress' ? { since: event.startedAt?.toISOString() } : { seconds: event.seconds }),
      })),
    ...look.events
      .filter(isNew)
      .map(({ id, at, message }): ReleaseEvent => ({ type: 'service-event', id, at: at?.toISOString(), message }))
      .reverse(),
    ...look.stopped
      .filter(({ taskSet, stopCode, reason }) => taskSet === greenOf(look) && !isScaling(stopCode, reason))
      .map(({ count, stopCode, reason, containers }): ReleaseEvent => ({
        type: 'stopped',
        count,
        stopCode,
        reason: why({ reason, containers }),
      })),
    ...(deployment.taskSets.length > 0 ? [{ type: 'traffic', taskSets: trafficOf(look.taskSets, deployment) } as const] : []),
    ...Object.entries(look.targets).map(([targetGroup, targets]): ReleaseEvent => ({
      type: 'health',
      targetGroup,
      states: countsOf(targets.map(({ state }) => state)),
      reasons: [...new Set(targets.flatMap(({ state, description }) => (state === 'unhealthy' ? (description ?? []) : [])))],
    })),
    ...look.alarms.map(({ name, state, reason }): ReleaseEvent => ({
      type: 'alarm',
      name,
      state: state ?? '?',
      reason: state === 'ALARM' ? reason : undefined,
    })),
    ...(keptUntil
      ? [{ type: 'kept', minutes: keptMinutes, seconds: keptMinutes * 60 * pace, until: keptUntil.toISOString() } as const]
      : []),
  ];
}

/** When the old version goes; undefined before the shift, and once it is gone. */
export const keptUntilOf = ({ keptSince, keptMinutes }: DeploymentLook, pace: number): Date | undefined =>
  keptSince && new Date(keptSince.getTime() + keptMinutes * 60_000 * pace);

/** Tasks that are stopped because fewer are wanted, or their task set goes. */
export const isScaling = (stopCode: string, reason: string): boolean =>
  stopCode === 'ServiceSchedulerInitiated' && !/failed|unhealthy/i.test(reason);

/** `Essential container in task exited (web: exit code 1)` */
export const why = ({
  reason,
  containers,
}: {
  readonly reason: string;
  readonly containers: readonly { readonly name: string; readonly exitCode: number | undefined; readonly reason: string | undefined }[];
}): string => {
  const details = containers.flatMap(({ name, exitCode, reason: detail }) =>
    detail === undefined && (exitCode ?? 0) === 0
      ? []
      : [`${name}: ${[detail, exitCode === undefined ? undefined : `exit code ${exitCode}`].filter(Boolean).join(', ')}`],
  );
  return details.length === 0 ? reason : `${reason} (${details.join('; ')})`;
};

/** ECS knows the numbers of tasks better, CodeDeploy what is gone. */
function trafficOf(taskSets: readonly TaskSetLook[], deployment: DeploymentLook): readonly TaskSetTraffic[] {
  return deployment.taskSets.map(({ id, label = '', percent, targetGroup, ...counts }) => {
    const { desired, pending, running } = taskSets.find(taskSet => taskSet.id === id) ?? counts;
    return { label, targetGroup, percent, desired, pending, running };
  });
}

function countsOf(states: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** What was told last of each thing. */
export type Told = Map<string, string>;

/** Passes on only what differs from the last time the same thing was told. */
export function onlyChanges(report: (event: ReleaseEvent) => void, told: Told = new Map()): (events: readonly ReleaseEvent[]) => void {
  return events => {
    for (const event of events) {
      const subject = subjectOf(event);
      const content = JSON.stringify(event);
      if (told.get(subject) === content) continue;
      told.set(subject, content);
      report(event);
    }
  };
}

/** What an event is about, where there are several things of its type. */
function subjectOf(event: ReleaseEvent): string {
  if (event.type === 'action') return `action ${event.stage} ${event.action}`;
  if (event.type === 'lifecycle') return `lifecycle ${event.event}`;
  if (event.type === 'health') return `health ${event.targetGroup}`;
  if (event.type === 'service-event') return `service-event ${event.id}`;
  if (event.type === 'stopped') return `stopped ${event.stopCode} ${event.reason}`;
  return event.type === 'alarm' ? `alarm ${event.name}` : event.type;
}
