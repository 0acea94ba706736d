import { ListPipelineExecutionsCommand, StartPipelineExecutionCommand, type PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { randomUUID } from 'node:crypto';
import type { Aws } from '../aws/aws.ts';
import { pause, type Stopping } from '../aws/pause.ts';

/** The newest executions of a pipeline, newest first. */
export async function recentExecutions(aws: Aws, pipeline: string): Promise<readonly PipelineExecutionSummary[]> {
  const listed = await aws.codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName: pipeline, maxResults: 20 }));
  return listed.pipelineExecutionSummaries ?? [];
}

/** Seconds between two looks. */
const EVERY_SECONDS = 2;

export interface CausedBy extends Stopping {
  readonly pipeline: string;
  /** Ids of the executions that were there before. */
  readonly before: ReadonlySet<string>;
  /** What was pushed: an image digest, a commit id. The execution must carry all of them. */
  readonly revisions: readonly string[];
  /** How long to wait, in seconds on AWS; events are delivered within seconds, but best effort. */
  readonly seconds: number;
}

/**
 * The execution that a push caused: a new one whose sources are what was pushed. EventBridge starts one for each event, so when
 * files and image were pushed together the one that holds both is meant. Undefined when none came in time.
 */
export async function executionCausedBy(aws: Aws, options: CausedBy): Promise<string | undefined> {
  const { pipeline, before, revisions, seconds } = options;
  for (let waited = 0; waited <= seconds; waited += EVERY_SECONDS) {
    const fresh = (await recentExecutions(aws, pipeline)).filter(execution => !before.has(execution.pipelineExecutionId ?? ''));
    const match = fresh.find(execution => revisions.every(revision => carries(execution, revision)));
    if (match?.pipelineExecutionId) return match.pipelineExecutionId;
    await pause(aws, EVERY_SECONDS, options);
  }
  return undefined;
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
  const started = await aws.codepipeline.send(new StartPipelineExecutionCommand({ name: pipeline, clientRequestToken: randomUUID() }));
  return started.pipelineExecutionId ?? '';
}
