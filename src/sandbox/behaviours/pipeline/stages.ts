import type { ExecutionRecord, PipelineRecord } from '../../services/codepipeline/state.ts';
import type { World } from '../../world.ts';
import { notifyExecution } from './notify.ts';
import { stageOf, startNextActions } from './run-actions.ts';
import { scheduleEntry } from './timers.ts';

/** From the end of a stage to the start of the next. */
const TRANSITION_SECONDS = 1;

const isActive = ({ status }: ExecutionRecord): boolean => status === 'InProgress' || status === 'Stopping';

/** A stage is locked while an execution is in it. */
const isLocked = (pipeline: PipelineRecord, stageIndex: number): boolean =>
  pipeline.executions.some(execution => isActive(execution) && !execution.waiting && execution.stageIndex === stageIndex);

function supersede(world: World, pipeline: PipelineRecord, older: ExecutionRecord, newer: ExecutionRecord): void {
  older.status = 'Superseded';
  older.statusSummary = `Superseded by ${newer.id}`;
  older.updateTime = world.clock.now();
  notifyExecution(world, pipeline, older, 'SUPERSEDED');
}

function enter(world: World, pipeline: PipelineRecord, execution: ExecutionRecord): void {
  execution.waiting = false;
  execution.updateTime = world.clock.now();
  execution.keptFrom = execution.actions.length;
  execution.retriedFrom = execution.actions.length;
  execution.stages[stageOf(execution)?.name ?? ''] = 'InProgress';
  startNextActions(world, pipeline, execution);
}

/** Lets executions into the stage they wait for, one at a time; in SUPERSEDED mode the newest one pushes those that wait with it aside. */
function enterStage(world: World, pipeline: PipelineRecord, stageIndex: number): void {
  const mode = pipeline.declaration.executionMode ?? 'SUPERSEDED';
  const waiting = pipeline.executions.filter(
    execution => execution.waiting && execution.status === 'InProgress' && execution.stageIndex === stageIndex,
  );
  const newest = waiting.at(-1);
  if (newest === undefined) return;
  if (mode === 'SUPERSEDED') {
    for (const older of waiting.slice(0, -1)) supersede(world, pipeline, older, newest);
  }
  const candidates = mode === 'PARALLEL' ? waiting : [mode === 'QUEUED' ? (waiting[0] ?? newest) : newest];
  for (const execution of candidates) {
    const closed = pipeline.disabled[stageOf(execution)?.name ?? ''] !== undefined;
    if (!closed && (mode === 'PARALLEL' || !isLocked(pipeline, stageIndex))) enter(world, pipeline, execution);
  }
}

/** Lets all waiting executions of a pipeline on, those furthest along first. */
export function enterStages(world: World, pipeline: PipelineRecord): void {
  const last = Math.max(0, ...pipeline.executions.map(execution => execution.stageIndex));
  for (let stageIndex = last; stageIndex >= 0; stageIndex -= 1) enterStage(world, pipeline, stageIndex);
}

function end(world: World, pipeline: PipelineRecord, execution: ExecutionRecord, status: 'Succeeded' | 'Failed' | 'Stopped'): void {
  const stageName = stageOf(execution)?.name ?? '';
  if (execution.stages[stageName] !== undefined) execution.stages[stageName] = status;
  execution.status = status;
  execution.updateTime = world.clock.now();
  notifyExecution(world, pipeline, execution, status === 'Succeeded' ? 'SUCCEEDED' : status === 'Failed' ? 'FAILED' : 'STOPPED');
  scheduleEntry(world, pipeline, TRANSITION_SECONDS);
}

/** Ends an execution that is being stopped, once none of its actions runs. */
export function settleStop(world: World, pipeline: PipelineRecord, execution: ExecutionRecord): void {
  if (!execution.actions.some(({ status }) => status === 'InProgress')) end(world, pipeline, execution, 'Stopped');
}

/** An action of the current stage is over: the next ones start, or the stage ends. */
export function actionEnded(world: World, pipeline: PipelineRecord, execution: ExecutionRecord): void {
  execution.updateTime = world.clock.now();
  if (execution.status === 'Stopping') {
    settleStop(world, pipeline, execution);
    return;
  }
  if (execution.status !== 'InProgress' || execution.actions.some(({ status }) => status === 'InProgress')) return;
  if (execution.actions.slice(execution.retriedFrom).some(({ status }) => status === 'Failed')) {
    end(world, pipeline, execution, 'Failed');
    return;
  }
  if (startNextActions(world, pipeline, execution)) return;
  const stages = execution.declaration.stages ?? [];
  if (execution.stageIndex === stages.length - 1) {
    end(world, pipeline, execution, 'Succeeded');
    return;
  }
  execution.stages[stageOf(execution)?.name ?? ''] = 'Succeeded';
  execution.stageIndex += 1;
  execution.waiting = true;
  scheduleEntry(world, pipeline, TRANSITION_SECONDS);
}
