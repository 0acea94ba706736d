import {
  ActionNotFoundException$,
  ApprovalAlreadyCompletedException$,
  InvalidApprovalTokenException$,
  PutApprovalResult$,
  type PutApprovalResultInput,
  type PutApprovalResultOutput,
} from '@aws-sdk/client-codepipeline';
import { actionEnded } from '../../behaviours/pipeline/stages.ts';
import { fault } from '../../fault.ts';
import { operation } from '../../operation.ts';
import { findPipeline, findStage } from './pipeline.ts';

/** Answers a manual approval; the token comes from GetPipelineState. */
export const putApprovalResult = operation(PutApprovalResult$, (world, input: PutApprovalResultInput): PutApprovalResultOutput => {
  const pipeline = findPipeline(world, input.pipelineName);
  const stage = findStage(pipeline, input.stageName);
  if (stage.actions?.some(({ name }) => name === input.actionName) !== true) {
    throw fault(ActionNotFoundException$, `The action ${input.actionName} does not exist in the stage ${input.stageName}.`);
  }
  const found = pipeline.executions
    .flatMap(execution => execution.actions.map(record => ({ execution, record })))
    .find(({ record }) => record.actionName === input.actionName && record.stageName === input.stageName && record.token === input.token);
  if (found === undefined) throw fault(InvalidApprovalTokenException$, 'The approval token is not valid.');
  const { execution, record } = found;
  if (record.status !== 'InProgress')
    throw fault(ApprovalAlreadyCompletedException$, 'The approval action has already been approved or rejected.');
  const approvedAt = world.clock.now();
  record.updateTime = approvedAt;
  record.summary = input.result?.summary ?? '';
  if (input.result?.status === 'Approved') record.status = 'Succeeded';
  else {
    record.status = 'Failed';
    record.error = { code: 'JobFailed', message: `Approval was rejected: ${record.summary}` };
  }
  actionEnded(world, pipeline, execution);
  return { approvedAt };
});
