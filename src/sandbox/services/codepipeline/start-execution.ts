import { randomUUID } from 'node:crypto';
import {
  ConcurrentPipelineExecutionsLimitExceededException$,
  StartPipelineExecution$,
  ValidationException$,
  type ExecutionTrigger,
  type PipelineVariable,
  type SourceRevisionOverride,
  type StartPipelineExecutionInput,
  type StartPipelineExecutionOutput,
} from '@aws-sdk/client-codepipeline';
import { emptyRecord } from '../../empty-record.ts';
import { notifyExecution } from '../../behaviours/pipeline/notify.ts';
import { scheduleEntry } from '../../behaviours/pipeline/timers.ts';
import { fault } from '../../fault.ts';
import { keepLatest } from '../../keep-latest.ts';
import { operation } from '../../operation.ts';
import type { World } from '../../world.ts';
import { findPipeline } from './pipeline.ts';
import type { ExecutionRecord, PipelineRecord } from './state.ts';

export interface StartOptions {
  readonly trigger: ExecutionTrigger;
  readonly sourceRevisions?: readonly SourceRevisionOverride[];
  readonly clientRequestToken?: string | undefined;
  readonly variables?: readonly PipelineVariable[];
}

const START_SECONDS = 1;
const MOST_WAITING = 50;

const isSource = (pipeline: PipelineRecord, actionName: string | undefined): boolean =>
  pipeline.declaration.stages?.[0]?.actions?.some(action => action.name === actionName) === true;

/** AWS keeps executions for 12 months: https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MOST_KEPT = 200;

/** Begins an execution of a pipeline. */
export function startExecution(world: World, pipeline: PipelineRecord, options: StartOptions): ExecutionRecord {
  const defaults = (pipeline.declaration.variables ?? []).map(({ name = '', defaultValue = '' }) => [name, defaultValue] as const);
  const given = (options.variables ?? []).map(({ name = '', value = '' }) => [name, value] as const);
  const now = world.clock.now();
  const execution: ExecutionRecord = {
    id: randomUUID(),
    declaration: pipeline.declaration,
    trigger: options.trigger,
    startTime: now,
    updateTime: now,
    sourceRevisions: (options.sourceRevisions ?? []).filter(revision => isSource(pipeline, revision.actionName)),
    clientRequestToken: options.clientRequestToken,
    variables: Object.fromEntries([...defaults, ...given]),
    status: 'InProgress',
    stageIndex: 0,
    waiting: true,
    stages: emptyRecord(),
    artifacts: emptyRecord(),
    revisions: [],
    outputVariables: emptyRecord(),
    actions: [],
    retriedFrom: 0,
    keptFrom: 0,
  };
  pipeline.executions.push(execution);
  keepLatest(pipeline.executions, MOST_KEPT, ({ status }) => status !== 'InProgress' && status !== 'Stopping');
  notifyExecution(world, pipeline, execution, 'STARTED');
  scheduleEntry(world, pipeline, START_SECONDS);
  return execution;
}

export const startPipelineExecution = operation(
  StartPipelineExecution$,
  (world, input: StartPipelineExecutionInput, call): StartPipelineExecutionOutput => {
    const pipeline = findPipeline(world, input.name);
    const token = input.clientRequestToken;
    const same = token === undefined ? undefined : pipeline.executions.find(execution => execution.clientRequestToken === token);
    if (same !== undefined) return { pipelineExecutionId: same.id };
    const unknownAction = input.sourceRevisions?.find(revision => !isSource(pipeline, revision.actionName));
    if (unknownAction !== undefined)
      throw fault(ValidationException$, `The source action ${unknownAction.actionName} does not exist in the pipeline ${pipeline.name}`);
    const unknownVariable = input.variables?.find(
      ({ name }) => pipeline.declaration.variables?.some(declared => declared.name === name) !== true,
    );
    if (unknownVariable !== undefined)
      throw fault(ValidationException$, `The variable ${unknownVariable.name} is not declared in the pipeline ${pipeline.name}`);
    if (pipeline.executions.filter(execution => execution.status === 'InProgress').length >= MOST_WAITING) {
      throw fault(
        ConcurrentPipelineExecutionsLimitExceededException$,
        `The pipeline ${pipeline.name} has reached the limit for concurrent pipeline executions`,
      );
    }
    const execution = startExecution(world, pipeline, {
      trigger: { triggerType: 'StartPipelineExecution', triggerDetail: call.caller },
      sourceRevisions: input.sourceRevisions ?? [],
      clientRequestToken: token,
      variables: input.variables ?? [],
    });
    return { pipelineExecutionId: execution.id };
  },
);
