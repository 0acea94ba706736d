import {
  DisableStageTransition$,
  EnableStageTransition$,
  StageNotFoundException$,
  type DisableStageTransitionInput,
  type EnableStageTransitionInput,
} from '@aws-sdk/client-codepipeline';
import { scheduleEntry } from '../../behaviours/pipeline/timers.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findPipeline, findStage } from './pipeline.ts';
import type { PipelineRecord } from './state.ts';

/** The stage whose entrance is meant: the way out of one stage is the way into the next. */
function stageEntered(pipeline: PipelineRecord, input: EnableStageTransitionInput): string {
  const { name = '' } = findStage(pipeline, input.stageName);
  if (input.transitionType !== 'Outbound') return name;
  const stages = pipeline.declaration.stages ?? [];
  const next = stages[stages.findIndex(stage => stage.name === name) + 1]?.name;
  if (next === undefined) throw fault(StageNotFoundException$, `No stage follows the stage ${name} of the pipeline ${pipeline.name}.`);
  return next;
}

export const disableStageTransition = operation(DisableStageTransition$, (world, input: DisableStageTransitionInput, call): void => {
  const pipeline = findPipeline(world, input.pipelineName);
  pipeline.disabled[stageEntered(pipeline, input)] = {
    reason: input.reason ?? '',
    changedBy: call.caller,
    changedAt: world.clock.now(),
  };
});

export const enableStageTransition = operation(EnableStageTransition$, (world, input: EnableStageTransitionInput): void => {
  const pipeline = findPipeline(world, input.pipelineName);
  delete pipeline.disabled[stageEntered(pipeline, input)];
  scheduleEntry(world, pipeline, 0);
});
