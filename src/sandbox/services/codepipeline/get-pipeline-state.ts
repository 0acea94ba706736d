import {
  GetPipelineState$,
  type ActionDeclaration,
  type ActionExecution,
  type ActionState,
  type GetPipelineStateInput,
  type GetPipelineStateOutput,
  type StageDeclaration,
  type StageExecution,
  type StageState,
  type TransitionState,
} from '@aws-sdk/client-codepipeline';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { findPipeline } from './pipeline.ts';
import type { ActionRecord, ExecutionRecord, PipelineRecord } from './state.ts';

function latestRecord(pipeline: PipelineRecord, stageName: string, actionName: string): ActionRecord | undefined {
  return pipeline.executions
    .flatMap(({ actions }) => actions)
    .filter(record => record.stageName === stageName && record.actionName === actionName)
    .sort((a, b) => a.startTime.getTime() - b.startTime.getTime())
    .at(-1);
}

const describeAction = (record: ActionRecord): ActionExecution => ({
  actionExecutionId: record.id,
  status: record.status,
  summary: record.summary,
  lastStatusChange: record.updateTime,
  lastUpdatedBy: record.updatedBy,
  token: record.status === 'InProgress' ? record.token : undefined,
  externalExecutionId: record.externalExecutionId,
  externalExecutionUrl: record.externalExecutionUrl,
  errorDetails: record.error,
});

/** Where the console shows what an action works on. */
function entityUrl(world: World, { actionTypeId, configuration = {} }: ActionDeclaration): string | undefined {
  const paths: Readonly<Record<string, string>> = {
    CodeCommit: `codesuite/codecommit/repositories/${configuration['RepositoryName']}/browse/refs/heads/${configuration['BranchName']}/--/`,
    ECR: `ecr/repositories/private/${world.account}/${configuration['RepositoryName']}`,
    CodeDeployToECS: `codesuite/codedeploy/applications/${configuration['ApplicationName']}/deployment-groups/${configuration['DeploymentGroupName']}`,
  };
  const path = paths[actionTypeId?.provider ?? ''];
  return path && `https://${world.region}.console.aws.amazon.com/${path}?region=${world.region}`;
}

function actionState(world: World, pipeline: PipelineRecord, stageName: string, action: ActionDeclaration): ActionState {
  const actionName = action.name ?? '';
  const record = latestRecord(pipeline, stageName, actionName);
  const execution = pipeline.executions.find(({ actions }) => record !== undefined && actions.includes(record));
  const revision = execution?.revisions.find(candidate => candidate.actionName === actionName);
  return {
    actionName,
    entityUrl: entityUrl(world, action),
    revisionUrl: revision?.revisionUrl,
    ...(record && { latestExecution: describeAction(record) }),
    ...(revision && {
      currentRevision: {
        revisionId: revision.revisionId,
        revisionChangeId: revision.revisionChangeIdentifier,
        created: revision.created,
      },
    }),
  };
}

function transition(pipeline: PipelineRecord, stageName: string): TransitionState {
  const disabled = pipeline.disabled[stageName];
  if (disabled === undefined) return { enabled: true };
  return { enabled: false, lastChangedBy: disabled.changedBy, lastChangedAt: disabled.changedAt, disabledReason: disabled.reason };
}

const stageExecution = (execution: ExecutionRecord, status: StageExecution['status']): StageExecution => ({
  pipelineExecutionId: execution.id,
  status,
  type: 'STANDARD',
});

/** A stage that no execution has reached has no latest execution. */
function stageState(world: World, pipeline: PipelineRecord, stage: StageDeclaration, index: number): StageState {
  const stageName = stage.name ?? '';
  const waiting = pipeline.executions.filter(
    ({ status, waiting: waits, stageIndex }) => status === 'InProgress' && waits && stageIndex === index,
  );
  const inbound = waiting.map(execution => stageExecution(execution, 'InProgress'));
  const latest = pipeline.executions.filter(({ stages }) => stages[stageName] !== undefined).at(-1);
  return {
    stageName,
    inboundTransitionState: transition(pipeline, stageName),
    actionStates: (stage.actions ?? []).map(action => actionState(world, pipeline, stageName, action)),
    ...(inbound.length > 0 && { inboundExecution: inbound.at(-1), inboundExecutions: inbound }),
    ...(latest && { latestExecution: stageExecution(latest, latest.stages[stageName]) }),
  };
}

export const getPipelineState = operation(GetPipelineState$, (world, input: GetPipelineStateInput): GetPipelineStateOutput => {
  const pipeline = findPipeline(world, input.name);
  return {
    pipelineName: pipeline.name,
    pipelineVersion: pipeline.declaration.version,
    stageStates: (pipeline.declaration.stages ?? []).map((stage, index) => stageState(world, pipeline, stage, index)),
    created: pipeline.created,
    updated: pipeline.updated,
  };
});
