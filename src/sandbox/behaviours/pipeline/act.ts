import type { ActionRecord, ExecutionRecord, PipelineRecord } from '../../services/codepipeline/state.ts';
import type { World } from '../../world.ts';
import { ActionFailure, type ActionContext, type Outcome } from './action.ts';
import { findProvider } from './providers.ts';
import { assertAssumable } from './role.ts';
import { actionEnded } from './stages.ts';
import { FOLLOW_TIMER, type ActionTimer } from './timers.ts';

/** How often an action looks at what it started. */
const FOLLOW_SECONDS = 5;

interface Running {
  readonly pipeline: PipelineRecord;
  readonly execution: ExecutionRecord;
  readonly record: ActionRecord;
}

/** The action that a timer is for, while it still runs. */
function findRunning(world: World, timer: ActionTimer): Running | undefined {
  const pipeline = world.state.codepipeline.pipelines[timer.pipelineName];
  const execution = pipeline?.executions.find(({ id }) => id === timer.executionId);
  const record = execution?.actions.find(({ id }) => id === timer.actionExecutionId);
  if (pipeline === undefined || execution === undefined || record?.status !== 'InProgress') return undefined;
  return { pipeline, execution, record };
}

function contextOf(world: World, { pipeline, execution, record }: Running): ActionContext {
  const stage = execution.declaration.stages?.find(({ name }) => name === record.stageName);
  const declaration = stage?.actions?.find(({ name }) => name === record.actionName);
  if (declaration === undefined) throw new Error(`The pipeline ${pipeline.name} lacks the action ${record.actionName}.`);
  return { world, pipeline, execution, record, declaration, roleArn: declaration.roleArn ?? execution.declaration.roleArn ?? '' };
}

function apply(context: ActionContext, outcome: Outcome, timer: ActionTimer): void {
  const { world, execution, record, declaration, pipeline } = context;
  record.updateTime = world.clock.now();
  if (outcome.summary !== undefined) record.summary = outcome.summary;
  if (outcome.status === 'InProgress') {
    if (outcome.token !== undefined) record.token = outcome.token;
    if (outcome.externalExecutionId !== undefined) record.externalExecutionId = outcome.externalExecutionId;
    if (outcome.externalExecutionUrl !== undefined) record.externalExecutionUrl = outcome.externalExecutionUrl;
    if (outcome.waitsForAnswer !== true) world.clock.after(FOLLOW_SECONDS, FOLLOW_TIMER, timer);
    return;
  }
  record.status = 'Succeeded';
  record.outputVariables = { ...outcome.variables };
  if (declaration.namespace !== undefined) execution.outputVariables[declaration.namespace] = record.outputVariables;
  actionEnded(world, pipeline, execution);
}

async function attempt(world: World, timer: ActionTimer, work: (context: ActionContext) => Outcome | Promise<Outcome>): Promise<void> {
  const running = findRunning(world, timer);
  if (running === undefined) return;
  try {
    const context = contextOf(world, running);
    const outcome = await work(context);
    if (running.record.status === 'InProgress') apply(context, outcome, timer);
  } catch (error) {
    if (!(error instanceof ActionFailure)) throw error;
    const { record, pipeline, execution } = running;
    if (record.status !== 'InProgress') return;
    record.status = 'Failed';
    record.error = { code: error.code, message: error.message };
    record.summary = error.message;
    record.updateTime = world.clock.now();
    actionEnded(world, pipeline, execution);
  }
}

/** An action does its work. */
export const act = (world: World, timer: ActionTimer): Promise<void> =>
  attempt(world, timer, context => {
    assertAssumable(context);
    return findProvider(context.declaration.actionTypeId).run(context);
  });

/** An action looks at what it started. */
export const followUp = (world: World, timer: ActionTimer): Promise<void> =>
  attempt(world, timer, context => findProvider(context.declaration.actionTypeId).follow?.(context) ?? { status: 'Succeeded' });
