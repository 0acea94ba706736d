import { ListPipelineExecutionsCommand, StartPipelineExecutionCommand, type PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Aws } from '../aws/aws.ts';

/** The newest executions of a pipeline, newest first. */
export async function recentExecutions(aws: Aws, pipeline: string): Promise<readonly PipelineExecutionSummary[]> {
  const listed = await aws.codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName: pipeline, maxResults: 20 }));
  return listed.pipelineExecutionSummaries ?? [];
}

export interface CausedBy {
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
export async function executionCausedBy(aws: Aws, { pipeline, before, revisions, seconds }: CausedBy): Promise<string | undefined> {
  const every = 2;
  for (let waited = 0; waited <= seconds; waited += every) {
    const fresh = (await recentExecutions(aws, pipeline)).filter(execution => !before.has(execution.pipelineExecutionId ?? ''));
    const match = fresh.find(execution => revisions.every(revision => carries(execution, revision)));
    if (match?.pipelineExecutionId) return match.pipelineExecutionId;
    await sleep(every * 1000 * aws.pace);
  }
  return undefined;
}

const carries = (execution: PipelineExecutionSummary, revision: string): boolean =>
  (execution.sourceRevisions ?? []).some(source => source.revisionId === revision);

/** The execution that AWS starts by itself when a pipeline is made. */
export async function firstExecution(aws: Aws, pipeline: string): Promise<PipelineExecutionSummary | undefined> {
  return (await recentExecutions(aws, pipeline)).at(-1);
}

/** Starts the pipeline, as the console's "Release change" does. Returns the execution's id. */
export async function startExecution(aws: Aws, pipeline: string): Promise<string> {
  const started = await aws.codepipeline.send(new StartPipelineExecutionCommand({ name: pipeline, clientRequestToken: randomUUID() }));
  return started.pipelineExecutionId ?? '';
}
