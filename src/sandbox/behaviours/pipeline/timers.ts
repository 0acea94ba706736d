import type { PipelineRecord } from '../../services/codepipeline/state.ts';
import type { World } from '../../world.ts';

/** Executions that wait in front of a stage enter it if they can. */
export const ENTRY_TIMER = 'codepipeline.enter';
/** An action does its work. */
export const ACTION_TIMER = 'codepipeline.act';
/** An action that waits for something looks at it again. */
export const FOLLOW_TIMER = 'codepipeline.follow';
/** Source actions that poll look for changes. */
export const POLL_TIMER = 'codepipeline.poll';

export interface PipelineTimer {
  readonly pipelineName: string;
}

export interface ActionTimer extends PipelineTimer {
  readonly executionId: string;
  readonly actionExecutionId: string;
}

export function scheduleEntry(world: World, pipeline: PipelineRecord, seconds: number): void {
  const data: PipelineTimer = { pipelineName: pipeline.name };
  world.clock.after(seconds, ENTRY_TIMER, data);
}
