import {
  ConflictException$,
  NotLatestPipelineExecutionException$,
  RetryStageExecution$,
  StageNotRetryableException$,
  type RetryStageExecutionInput,
  type RetryStageExecutionOutput,
} from '@aws-sdk/client-codepipeline';
import { notifyExecution } from '../../behaviours/pipeline/notify.ts';
import { startNextActions, stageOf } from '../../behaviours/pipeline/run-actions.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findExecution, findPipeline, findStage } from './pipeline.ts';

/** Runs the failed actions of a stage again, or all of them, on the same artifacts. */
export const retryStageExecution = operation(RetryStageExecution$, (world, input: RetryStageExecutionInput): RetryStageExecutionOutput => {
  const pipeline = findPipeline(world, input.pipelineName);
  const { name: stageName = '' } = findStage(pipeline, input.stageName);
  const execution = findExecution(pipeline, input.pipelineExecutionId);
  const latest = pipeline.executions.filter(({ stages }) => stages[stageName] !== undefined).at(-1);
  if (latest !== execution) {
    throw fault(
      NotLatestPipelineExecutionException$,
      `The pipeline execution ${execution.id} is not the latest execution of the stage ${stageName}.`,
    );
  }
  const status = execution.stages[stageName];
  const isCurrent = stageOf(execution)?.name === stageName;
  if (!isCurrent || (status !== 'Failed' && status !== 'Stopped') || execution.declaration.version !== pipeline.declaration.version) {
    throw fault(
      StageNotRetryableException$,
      `The stage ${stageName} of the pipeline execution ${execution.id} cannot be retried: it has not failed, or the pipeline has changed since.`,
    );
  }
  const inStage = pipeline.executions.some(other => other.stages[stageName] === 'InProgress' || other.stages[stageName] === 'Stopping');
  if (inStage) throw fault(ConflictException$, `Another execution is in the stage ${stageName}.`);
  execution.retriedFrom = execution.actions.length;
  if (input.retryMode === 'ALL_ACTIONS') execution.keptFrom = execution.actions.length;
  execution.stages[stageName] = 'InProgress';
  execution.status = 'InProgress';
  execution.updateTime = world.clock.now();
  notifyExecution(world, pipeline, execution, 'RESUMED');
  startNextActions(world, pipeline, execution);
  return { pipelineExecutionId: execution.id };
});
