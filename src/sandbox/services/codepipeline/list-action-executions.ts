import {
  ListActionExecutions$,
  type ActionExecutionDetail,
  type ListActionExecutionsInput,
  type ListActionExecutionsOutput,
} from '@aws-sdk/client-codepipeline';
import { operation } from '../../operation.ts';
import { page } from '../../page.ts';
import type { World } from '../../world.ts';
import { badToken, findExecution, findPipeline } from './pipeline.ts';
import type { ActionRecord, ExecutionRecord } from './state.ts';

function describe(world: World, execution: ExecutionRecord, record: ActionRecord): ActionExecutionDetail {
  const stage = execution.declaration.stages?.find(({ name }) => name === record.stageName);
  const action = stage?.actions?.find(({ name }) => name === record.actionName);
  return {
    pipelineExecutionId: execution.id,
    actionExecutionId: record.id,
    pipelineVersion: execution.declaration.version,
    stageName: record.stageName,
    actionName: record.actionName,
    startTime: record.startTime,
    lastUpdateTime: record.updateTime,
    updatedBy: record.updatedBy,
    status: record.status,
    input: {
      actionTypeId: action?.actionTypeId,
      configuration: record.configuration,
      resolvedConfiguration: record.resolvedConfiguration,
      roleArn: action?.roleArn,
      region: action?.region ?? world.region,
      inputArtifacts: record.inputArtifacts,
      namespace: action?.namespace,
    },
    output: {
      outputArtifacts: record.outputArtifacts,
      outputVariables: record.outputVariables,
      executionResult: {
        externalExecutionId: record.externalExecutionId,
        externalExecutionUrl: record.externalExecutionUrl,
        externalExecutionSummary: record.summary,
        errorDetails: record.error,
      },
    },
  };
}

/** Newest first. */
export const listActionExecutions = operation(
  ListActionExecutions$,
  (world, input: ListActionExecutionsInput): ListActionExecutionsOutput => {
    const pipeline = findPipeline(world, input.pipelineName);
    const wanted = input.filter?.pipelineExecutionId ?? input.filter?.latestInPipelineExecution?.pipelineExecutionId;
    const executions = wanted === undefined ? pipeline.executions : [findExecution(pipeline, wanted)];
    const all = executions
      .flatMap(execution => execution.actions.map(record => ({ execution, record })))
      .sort((a, b) => b.record.startTime.getTime() - a.record.startTime.getTime());
    const { items, next } = page(all, input.nextToken, input.maxResults, badToken);
    return { actionExecutionDetails: items.map(({ execution, record }) => describe(world, execution, record)), nextToken: next };
  },
);
