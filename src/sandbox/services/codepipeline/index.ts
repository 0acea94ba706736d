import { act, followUp } from '../../behaviours/pipeline/act.ts';
import { poll } from '../../behaviours/pipeline/poll.ts';
import { enterStages } from '../../behaviours/pipeline/stages.ts';
import { ACTION_TIMER, ENTRY_TIMER, FOLLOW_TIMER, POLL_TIMER, type PipelineTimer } from '../../behaviours/pipeline/timers.ts';
import type { SandboxService } from '../../operation.ts';
import { createPipeline } from './create-pipeline.ts';
import { deletePipeline } from './delete-pipeline.ts';
import { getPipelineExecution, listPipelineExecutions } from './get-execution.ts';
import { getPipelineState } from './get-pipeline-state.ts';
import { getPipeline, listPipelines } from './get-pipeline.ts';
import { listActionExecutions } from './list-action-executions.ts';
import { permissions } from './permissions.ts';
import { putApprovalResult } from './put-approval-result.ts';
import { retryStageExecution } from './retry-stage.ts';
import { disableStageTransition, enableStageTransition } from './stage-transition.ts';
import { startPipelineExecution } from './start-execution.ts';
import { stopPipelineExecution } from './stop-execution.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { updatePipeline } from './update-pipeline.ts';

/** AWS CodePipeline: from a source to a blue/green deployment. */
export const codepipeline: SandboxService = {
  name: 'codepipeline',
  protocol: 'json',
  target: 'CodePipeline_20150709',
  validationCode: 'ValidationException',
  operations: [
    createPipeline,
    deletePipeline,
    disableStageTransition,
    enableStageTransition,
    getPipeline,
    getPipelineExecution,
    getPipelineState,
    listActionExecutions,
    listPipelineExecutions,
    listPipelines,
    listTagsForResource,
    putApprovalResult,
    retryStageExecution,
    startPipelineExecution,
    stopPipelineExecution,
    tagResource,
    untagResource,
    updatePipeline,
  ],
  permissions,
  timers: {
    [ENTRY_TIMER]: (world, { pipelineName }: PipelineTimer) => {
      const pipeline = world.state.codepipeline.pipelines[pipelineName];
      if (pipeline !== undefined) enterStages(world, pipeline);
    },
    [ACTION_TIMER]: act,
    [FOLLOW_TIMER]: followUp,
    [POLL_TIMER]: poll,
  },
};
