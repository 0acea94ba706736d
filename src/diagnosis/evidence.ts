import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { Setup } from '../setup.ts';
import type { DeploymentLook } from '../release/look-deployment.ts';
import type { ActionLook, ExecutionLook } from '../release/look-execution.ts';
import type { TargetLook } from '../release/look-targets.ts';
import type { StoppedTasks } from '../release/look-tasks.ts';
import type { AlarmLook } from '../release/look.ts';
import type { Route } from '../resources/network-facts.ts';

/** All that is known about a release that failed; what was not looked at, since something else told enough, is absent. */
export interface Evidence {
  readonly setup: Setup;
  readonly execution?: ExecutionLook | undefined;
  /** The action that failed, if one did. */
  readonly action?: ActionLook | undefined;
  readonly files?: FilesEvidence | undefined;
  readonly deployment?: DeploymentLook | undefined;
  /** Tasks of the new version that stopped, the most frequent kind first. */
  readonly stopped: readonly StoppedTasks[];
  readonly targets: readonly TargetLook[];
  /** What ECS says about the service since the release began, newest first. */
  readonly events: readonly string[];
  /** The task definition of the new version. */
  readonly definition?: TaskDefinition | undefined;
  readonly logs: readonly LogEvidence[];
  readonly alarms: readonly AlarmLook[];
  readonly network?: NetworkEvidence | undefined;
  readonly listener?: ListenerEvidence | undefined;
  /** What could not be read, and why. */
  readonly unseen: readonly { readonly part: string; readonly why: string }[];
}

/** The two files of the release, as they were committed. */
export interface FilesEvidence {
  /** Undefined when there is no such file. */
  readonly taskdef: string | undefined;
  readonly appspec: string | undefined;
  /** Size of the artifact that holds them. */
  readonly bytes: number | undefined;
}

/** The newest lines of a container. */
export interface LogEvidence {
  readonly container: string;
  readonly group: string;
  readonly lines: readonly string[];
}

/** The way of the tasks out, and of the load balancer to them. */
export interface NetworkEvidence {
  readonly publicIp: boolean;
  readonly routes: Readonly<Record<string, Route>>;
  /** The security groups of the tasks, and whether they let the load balancer in on the port; undefined where that cannot be told. */
  readonly groups: readonly string[];
  readonly letsIn: boolean | undefined;
}

/** Where the production listener points, and where it should. */
export interface ListenerEvidence {
  readonly arn: string;
  readonly servingGroup: string;
  readonly servingGroupArn: string;
}

/** Everything that AWS says in words, from the pipeline to the tasks: the causes look for their phrases here. */
export const textsOf = ({ action, deployment, stopped, events }: Evidence): readonly string[] =>
  [
    action?.message,
    deployment?.error?.message,
    ...(deployment?.lifecycle ?? []).map(({ message }) => message),
    ...stopped.flatMap(({ reason, containers }) => [reason, ...containers.map(container => container.reason)]),
    ...events,
  ].filter((text): text is string => text !== undefined && text !== '');

/** The first match of a pattern in all that AWS says. */
export function said(evidence: Evidence, pattern: RegExp): RegExpExecArray | undefined {
  for (const text of textsOf(evidence)) {
    const match = pattern.exec(text);
    if (match !== null) return match;
  }
  return undefined;
}
