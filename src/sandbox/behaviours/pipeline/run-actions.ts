import { randomUUID } from 'node:crypto';
import type { ActionDeclaration, StageDeclaration } from '@aws-sdk/client-codepipeline';
import type { ActionRecord, ExecutionRecord, PipelineRecord } from '../../services/codepipeline/state.ts';
import type { World } from '../../world.ts';
import { findProvider } from './providers.ts';
import { ACTION_TIMER, type ActionTimer } from './timers.ts';

const VARIABLE = /#\{([A-Za-z0-9@\-_]+)\.([A-Za-z0-9_-]+)\}/g;

/** Fills `#{namespace.variable}` in the values of a configuration. */
function resolve(
  execution: ExecutionRecord,
  pipeline: PipelineRecord,
  configuration: Readonly<Record<string, string>>,
): Record<string, string> {
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...execution.outputVariables,
    variables: execution.variables,
    codepipeline: { PipelineExecutionId: execution.id, PipelineArn: pipeline.arn },
  };
  return Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [
      key,
      value.replaceAll(VARIABLE, (whole: string, namespace: string, name: string) => known[namespace]?.[name] ?? whole),
    ]),
  );
}

function newRecord(
  world: World,
  pipeline: PipelineRecord,
  execution: ExecutionRecord,
  stageName: string,
  action: ActionDeclaration,
): ActionRecord {
  const now = world.clock.now();
  const configuration = action.configuration ?? {};
  return {
    id: randomUUID(),
    stageName,
    actionName: action.name ?? '',
    startTime: now,
    updateTime: now,
    updatedBy: undefined,
    configuration,
    resolvedConfiguration: resolve(execution, pipeline, configuration),
    inputArtifacts: (action.inputArtifacts ?? []).map(({ name = '' }) => execution.artifacts[name] ?? { name }),
    status: 'InProgress',
    outputArtifacts: [],
    outputVariables: {},
  };
}

/** The stage that an execution is in or waits for. */
export const stageOf = (execution: ExecutionRecord): StageDeclaration | undefined => execution.declaration.stages?.[execution.stageIndex];

/** How an action of the current stage stands in this attempt at the stage; undefined before it ran. */
export function standing(execution: ExecutionRecord, actionName: string | undefined): ActionRecord | undefined {
  const stageName = stageOf(execution)?.name;
  return execution.actions
    .filter((record, index) => {
      const counts = record.status === 'Succeeded' ? index >= execution.keptFrom : index >= execution.retriedFrom;
      return counts && record.stageName === stageName && record.actionName === actionName;
    })
    .at(-1);
}

/** Starts the actions whose turn it is: those of the lowest run order that are not done. False when all are done. */
export function startNextActions(world: World, pipeline: PipelineRecord, execution: ExecutionRecord): boolean {
  const stage = stageOf(execution);
  const open = (stage?.actions ?? []).filter(action => standing(execution, action.name)?.status !== 'Succeeded');
  const order = Math.min(...open.map(action => action.runOrder ?? 1));
  const due = open.filter(action => (action.runOrder ?? 1) === order && standing(execution, action.name) === undefined);
  for (const action of due) {
    const record = newRecord(world, pipeline, execution, stage?.name ?? '', action);
    execution.actions.push(record);
    const data: ActionTimer = { pipelineName: pipeline.name, executionId: execution.id, actionExecutionId: record.id };
    world.clock.after(findProvider(action.actionTypeId).seconds, ACTION_TIMER, data);
  }
  return open.length > 0;
}
