import {
  DuplicatedStopRequestException$,
  PipelineExecutionNotStoppableException$,
  StopPipelineExecution$,
  type StopPipelineExecutionInput,
  type StopPipelineExecutionOutput,
} from '@aws-sdk/client-codepipeline';
import { notifyExecution } from '../../behaviours/pipeline/notify.ts';
import { stageOf } from '../../behaviours/pipeline/run-actions.ts';
import { settleStop } from '../../behaviours/pipeline/stages.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findExecution, findPipeline } from './pipeline.ts';

/** Waits for the actions that run, or abandons them: what they started elsewhere, such as a deployment, goes on. */
export const stopPipelineExecution = operation(
  StopPipelineExecution$,
  (world, input: StopPipelineExecutionInput): StopPipelineExecutionOutput => {
    const pipeline = findPipeline(world, input.pipelineName);
    const execution = findExecution(pipeline, input.pipelineExecutionId);
    if (execution.status === 'Stopping' && input.abandon !== true) {
      throw fault(DuplicatedStopRequestException$, `The pipeline execution ${execution.id} is already stopping.`);
    }
    if (execution.status !== 'InProgress' && execution.status !== 'Stopping') {
      throw fault(
        PipelineExecutionNotStoppableException$,
        `The pipeline execution ${execution.id} cannot be stopped: its status is ${execution.status}.`,
      );
    }
    const now = world.clock.now();
    execution.status = 'Stopping';
    execution.updateTime = now;
    if (input.reason !== undefined) execution.stopReason = input.reason;
    if (!execution.waiting) execution.stages[stageOf(execution)?.name ?? ''] = 'Stopping';
    notifyExecution(world, pipeline, execution, 'STOPPING');
    for (const action of execution.actions) {
      if (input.abandon !== true || action.status !== 'InProgress') continue;
      action.status = 'Abandoned';
      action.updateTime = now;
    }
    settleStop(world, pipeline, execution);
    return { pipelineExecutionId: execution.id };
  },
);
