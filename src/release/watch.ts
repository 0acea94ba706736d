import { GetDeploymentCommand, GetDeploymentTargetCommand, ListDeploymentTargetsCommand, type ECSTarget } from '@aws-sdk/client-codedeploy';
import {
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  type ActionExecutionDetail,
  type PipelineExecutionStatus,
} from '@aws-sdk/client-codepipeline';
import { isTransient, nameIs } from '../aws/errors.ts';
import type { Aws } from '../aws/aws.ts';
import { pause, type Stopping } from '../aws/pause.ts';
import { Stopped } from '../engine/stopped.ts';

/** What happens while a release is under way; the same records are the `--json` events. */
export type ReleaseEvent =
  | { readonly type: 'execution'; readonly executionId: string; readonly status: string }
  | {
      readonly type: 'action';
      readonly stage: string;
      readonly action: string;
      readonly status: string;
      readonly message?: string | undefined;
    }
  | { readonly type: 'deployment'; readonly deploymentId: string; readonly status: string; readonly message?: string | undefined }
  | { readonly type: 'lifecycle'; readonly event: string; readonly status: string; readonly seconds?: number | undefined }
  | { readonly type: 'traffic'; readonly taskSets: readonly TaskSetTraffic[] }
  | { readonly type: 'kept'; readonly minutes: number };

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

/** How a release ended. */
export interface Outcome {
  /** `live`: the new version serves all traffic. `superseded`: a newer execution took over. */
  readonly status: 'live' | 'failed' | 'superseded';
  readonly executionId: string;
  readonly deploymentId?: string | undefined;
  /** What AWS says about the failure, in order: pipeline action, deployment. */
  readonly reasons: readonly string[];
}

/** Stopping it ends the watch, soon, without harming the deployment. */
export interface WatchOptions extends Stopping {
  readonly pipeline: string;
  readonly executionId: string;
  /** `traffic`: until the new version serves everything. `complete`: until the old one is gone too. */
  readonly until: 'traffic' | 'complete';
}

/** Seconds between two looks on AWS. */
const EVERY_SECONDS = 5;
const ENDED: readonly PipelineExecutionStatus[] = ['Succeeded', 'Failed', 'Stopped', 'Cancelled', 'Superseded'];

/** How many looks in a row may fail for want of a connection before the watch gives up. */
const FAILED_LOOKS = 24;

/** Follows one pipeline execution and the deployment that it makes, tells each change once, and returns how it ended; undefined when it was told to stop. */
export async function watchExecution(aws: Aws, options: WatchOptions, report: (event: ReleaseEvent) => void): Promise<Outcome | undefined> {
  const tell = onlyChanges(report);
  const lookAgain = patiently(() => lookAt(aws, options));
  try {
    for (;;) {
      const look = await lookAgain();
      tell(look?.events ?? []);
      if (look?.outcome) return look.outcome;
      await pause(aws, EVERY_SECONDS, options);
    }
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    throw error;
  }
}

/** A lost connection or throttling does not end a watch of many minutes: that look is left out. */
function patiently<T>(look: () => Promise<T>): () => Promise<T | undefined> {
  let failed = 0;
  return async () => {
    try {
      const seen = await look();
      failed = 0;
      return seen;
    } catch (error) {
      failed += 1;
      if (!isTransient(error) || failed > FAILED_LOOKS) throw error;
      return undefined;
    }
  };
}

interface Look {
  readonly events: readonly ReleaseEvent[];
  readonly outcome?: Outcome | undefined;
}

/** The whole is read before its parts, so that the last change of a part is told before the end of the whole. */
async function lookAt(aws: Aws, { pipeline, executionId, until }: WatchOptions): Promise<Look> {
  const execution = await aws.codepipeline.send(
    new GetPipelineExecutionCommand({ pipelineName: pipeline, pipelineExecutionId: executionId }),
  );
  const listed = await aws.codepipeline.send(
    new ListActionExecutionsCommand({ pipelineName: pipeline, filter: { pipelineExecutionId: executionId }, maxResults: 100 }),
  );
  const status = execution.pipelineExecution?.status ?? 'InProgress';
  const actions = [...(listed.actionExecutionDetails ?? [])].reverse();
  const deploymentId = actions.map(deploymentOf).find(id => id !== undefined);
  const deployment = deploymentId === undefined ? undefined : await lookAtDeployment(aws, deploymentId);
  const events: ReleaseEvent[] = [{ type: 'execution', executionId, status }, ...actions.map(actionEvent), ...(deployment?.events ?? [])];
  const reasons = [
    ...actions.flatMap(action => action.output?.executionResult?.errorDetails?.message ?? []),
    ...(deployment?.reasons ?? []),
  ];
  const outcome = (ended: Outcome['status']): Look => ({ events, outcome: { status: ended, executionId, deploymentId, reasons } });

  if (status === 'Superseded') return outcome('superseded');
  if (status === 'Succeeded') return outcome('live');
  if (ENDED.includes(status)) return outcome('failed');
  if (until === 'traffic' && deployment?.shifted) return outcome('live');
  return { events };
}

/** CodeDeployToECS names the deployment as its external execution, from the moment that it has made it. */
const deploymentOf = (action: ActionExecutionDetail): string | undefined => {
  const id = action.output?.executionResult?.externalExecutionId;
  return id !== undefined && /^d-[A-Z0-9]+$/.test(id) ? id : undefined;
};

const actionEvent = (action: ActionExecutionDetail): ReleaseEvent => ({
  type: 'action',
  stage: action.stageName ?? '',
  action: action.actionName ?? '',
  status: action.status ?? '',
  message: action.output?.executionResult?.errorDetails?.message,
});

interface DeploymentLook {
  readonly events: readonly ReleaseEvent[];
  readonly reasons: readonly string[];
  /** The new version serves all production traffic. */
  readonly shifted: boolean;
}

async function lookAtDeployment(aws: Aws, deploymentId: string): Promise<DeploymentLook> {
  const { deploymentInfo } = await aws.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
  const target = await readTarget(aws, deploymentId);
  const status = deploymentInfo?.status ?? 'Created';
  const message = deploymentInfo?.errorInformation?.message;
  const kept = deploymentInfo?.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes;
  const shifted = deploymentInfo?.instanceTerminationWaitTimeStarted === true || status === 'Succeeded';
  return {
    events: [
      { type: 'deployment', deploymentId, status, message },
      ...(target ? targetEvents(target) : []),
      ...(shifted && status !== 'Succeeded' && kept !== undefined ? [{ type: 'kept', minutes: kept } as const] : []),
    ],
    reasons: [message, deploymentInfo?.rollbackInfo?.rollbackMessage].filter(reason => reason !== undefined),
    shifted,
  };
}

/** The one target of an ECS deployment; there is none until the deployment has started. */
async function readTarget(aws: Aws, deploymentId: string): Promise<ECSTarget | undefined> {
  try {
    const { targetIds } = await aws.codedeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
    const targetId = targetIds?.[0];
    if (targetId === undefined) return undefined;
    const { deploymentTarget } = await aws.codedeploy.send(new GetDeploymentTargetCommand({ deploymentId, targetId }));
    return deploymentTarget?.ecsTarget;
  } catch (error) {
    if (nameIs(error, 'DeploymentNotStartedException', 'DeploymentTargetDoesNotExistException')) return undefined;
    throw error;
  }
}

function targetEvents(target: ECSTarget): readonly ReleaseEvent[] {
  const lifecycle = (target.lifecycleEvents ?? [])
    .filter(event => event.status !== 'Pending')
    .map((event): ReleaseEvent => ({
      type: 'lifecycle',
      event: event.lifecycleEventName ?? '',
      status: event.status ?? '',
      seconds: event.startTime && event.endTime ? Math.round((event.endTime.getTime() - event.startTime.getTime()) / 100) / 10 : undefined,
    }));
  const taskSets = (target.taskSetsInfo ?? []).map((taskSet): TaskSetTraffic => ({
    label: taskSet.taskSetLabel ?? '',
    targetGroup: taskSet.targetGroup?.name ?? '',
    percent: taskSet.trafficWeight ?? 0,
    desired: taskSet.desiredCount ?? 0,
    pending: taskSet.pendingCount ?? 0,
    running: taskSet.runningCount ?? 0,
  }));
  return taskSets.length > 0 ? [...lifecycle, { type: 'traffic', taskSets }] : lifecycle;
}

/** Passes on only what differs from the last time the same thing was told. */
function onlyChanges(report: (event: ReleaseEvent) => void): (events: readonly ReleaseEvent[]) => void {
  const told = new Map<string, string>();
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

function subjectOf(event: ReleaseEvent): string {
  if (event.type === 'action') return `action ${event.stage} ${event.action}`;
  if (event.type === 'lifecycle') return `lifecycle ${event.event}`;
  return event.type;
}
