import {
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import { randomUUID } from 'node:crypto';
import type { Aws } from '../aws/aws.ts';
import { nameIs, whenMissing } from '../aws/errors.ts';
import { refusalOf } from '../aws/explain.ts';
import { pause, type Stopping } from '../aws/pause.ts';
import { REMOVAL } from '../aws/removal.ts';
import { retryTransient } from '../aws/retry.ts';

/** How the reason begins for which we stop an execution that would only repeat another. */
const TWIN = 'Same files and image as execution';

/** The newest executions of a pipeline, newest first; not those that were stopped because another one does the same. */
export async function recentExecutions(aws: Aws, pipeline: string): Promise<readonly PipelineExecutionSummary[]> {
  const listed = await aws.codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName: pipeline, maxResults: 20 }));
  return (listed.pipelineExecutionSummaries ?? []).filter(({ stopTrigger }) => stopTrigger?.reason?.startsWith(TWIN) !== true);
}

/** Whether a pipeline is gone, or has stopped this execution because it is being removed. */
export async function isBeingRemoved(aws: Aws, pipeline: string, executionId: string): Promise<boolean> {
  const executions = await whenMissing(recentExecutions(aws, pipeline), 'PipelineNotFoundException');
  const stopped = executions?.find(({ pipelineExecutionId }) => pipelineExecutionId === executionId);
  return executions === undefined || stopped?.stopTrigger?.reason === REMOVAL;
}

/** How long EventBridge may take, in seconds on AWS, before the pipeline is started by hand. Its events are best effort. */
export const TRIGGER_SECONDS = 90;

/** Seconds between two looks. */
const EVERY_SECONDS = 2;

export interface CausedBy extends Stopping {
  readonly pipeline: string;
  /** Ids of the executions that were there before. */
  readonly before: ReadonlySet<string>;
  /** What was pushed: an image digest, a commit id. The execution must carry all of them. */
  readonly revisions: readonly string[];
  /** Told when the second execution may not be stopped: which, and what was refused. */
  readonly twinLeft?: ((executionId: string, action: string) => void) | undefined;
}

/**
 * The execution that a push caused: a new one whose sources are what was pushed. EventBridge starts one for each event, so when
 * files and image were pushed together the first that holds both is meant, and the other is stopped. Undefined when none came in time.
 */
export async function executionCausedBy(aws: Aws, options: CausedBy): Promise<string | undefined> {
  const found = await carrier(aws, options, TRIGGER_SECONDS);
  if (found === undefined || options.revisions.length < 2) return found?.id;
  const twin = await carrier(aws, options, TWIN_SECONDS, found.id);
  if (twin === undefined) return found.id;
  // Where both have waited for a stage, the newer one has pushed the other aside, and is the only one left.
  if (twin.supersedes) return twin.id;
  await stopTwin(aws, options, found.id, twin.id);
  return found.id;
}

interface Carrier {
  readonly id: string;
  /** It has pushed aside the one that was found before. */
  readonly supersedes: boolean;
}

/** The oldest new execution that carries everything, but for one. */
async function carrier(aws: Aws, options: CausedBy, seconds: number, butFor?: string): Promise<Carrier | undefined> {
  const { pipeline, before, revisions } = options;
  for (let waited = 0; waited <= seconds; waited += EVERY_SECONDS) {
    const executions = await recentExecutions(aws, pipeline);
    const match = executions.findLast(execution => {
      const { pipelineExecutionId: id = '' } = execution;
      return id !== butFor && !before.has(id) && revisions.every(revision => carries(execution, revision));
    });
    const other = executions.find(({ pipelineExecutionId }) => pipelineExecutionId === butFor);
    if (match?.pipelineExecutionId) return { id: match.pipelineExecutionId, supersedes: other?.status === 'Superseded' };
    await pause(aws, EVERY_SECONDS, options);
  }
  return undefined;
}

/** How long the second of two executions may take to have its sources, in seconds on AWS: it takes them after the first. */
const TWIN_SECONDS = 60;

/** It waits for the first to end and then deploys the same again: a second deployment, for which everybody would have to wait. */
async function stopTwin(aws: Aws, { pipeline: pipelineName, twinLeft }: CausedBy, executionId: string, twin: string): Promise<void> {
  const reason = `${TWIN} ${executionId}`;
  try {
    await aws.codepipeline.send(new StopPipelineExecutionCommand({ pipelineName, pipelineExecutionId: twin, reason }));
  } catch (error) {
    if (nameIs(error, 'PipelineExecutionNotStoppableException', 'DuplicatedStopRequestException')) return;
    twinLeft?.(twin, refusalOf(error));
  }
}

const carries = (execution: PipelineExecutionSummary, revision: string): boolean =>
  (execution.sourceRevisions ?? []).some(source => source.revisionId === revision);

/** How long AWS may take to start a pipeline that was just made, in seconds. */
const FIRST_SECONDS = 60;

/** The newest execution of a pipeline. AWS starts a new pipeline once by itself: where there is none yet, that one is waited for. */
export async function newestExecution(aws: Aws, pipeline: string, stopping: Stopping = {}): Promise<PipelineExecutionSummary | undefined> {
  for (let waited = 0; waited <= FIRST_SECONDS; waited += EVERY_SECONDS) {
    const [newest] = await recentExecutions(aws, pipeline);
    if (newest !== undefined) return newest;
    await pause(aws, EVERY_SECONDS, stopping);
  }
  return undefined;
}

/** Starts the pipeline, as the console's "Release change" does. Returns the execution's id. */
export async function startExecution(aws: Aws, pipeline: string): Promise<string> {
  const start = new StartPipelineExecutionCommand({ name: pipeline, clientRequestToken: randomUUID() });
  const started = await retryTransient(aws, {}, () => aws.codepipeline.send(start));
  return started.pipelineExecutionId ?? '';
}
