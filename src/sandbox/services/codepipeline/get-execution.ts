import {
  GetPipelineExecution$,
  ListPipelineExecutions$,
  type GetPipelineExecutionInput,
  type GetPipelineExecutionOutput,
  type ListPipelineExecutionsInput,
  type ListPipelineExecutionsOutput,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import { badToken, findExecution, findPipeline } from './pipeline.ts';
import type { ExecutionRecord } from './state.ts';

const common = (execution: ExecutionRecord) => ({
  pipelineExecutionId: execution.id,
  status: execution.status,
  statusSummary: execution.statusSummary,
  trigger: execution.trigger,
  executionMode: execution.declaration.executionMode,
  executionType: 'STANDARD' as const,
});

export const getPipelineExecution = operation(
  GetPipelineExecution$,
  (world, input: GetPipelineExecutionInput): GetPipelineExecutionOutput => {
    const pipeline = findPipeline(world, input.pipelineName);
    const execution = findExecution(pipeline, input.pipelineExecutionId);
    return {
      pipelineExecution: {
        ...common(execution),
        pipelineName: pipeline.name,
        pipelineVersion: execution.declaration.version,
        artifactRevisions: execution.revisions.map(({ actionName: _actionName, ...revision }) => revision),
        variables: Object.entries(execution.variables).map(([name, resolvedValue]) => ({ name, resolvedValue })),
      },
    };
  },
);

const summarize = (execution: ExecutionRecord): PipelineExecutionSummary => ({
  ...common(execution),
  startTime: execution.startTime,
  lastUpdateTime: execution.updateTime,
  sourceRevisions: execution.revisions.map(({ actionName, revisionId, revisionSummary, revisionUrl }) => ({
    actionName,
    revisionId,
    // A commit may have no message, but no summary is empty.
    revisionSummary: revisionSummary || undefined,
    revisionUrl,
  })),
  ...(execution.stopReason !== undefined && { stopTrigger: { reason: execution.stopReason } }),
});

/** Newest first. */
export const listPipelineExecutions = operation(
  ListPipelineExecutions$,
  (world, input: ListPipelineExecutionsInput): ListPipelineExecutionsOutput => {
    const succeededIn = input.filter?.succeededInStage?.stageName;
    const executions = findPipeline(world, input.pipelineName).executions.filter(
      ({ stages }) => succeededIn === undefined || stages[succeededIn] === 'Succeeded',
    );
    const { items, next } = page([...executions].reverse(), input.nextToken, input.maxResults, badToken);
    return { pipelineExecutionSummaries: items.map(summarize), nextToken: next };
  },
);
