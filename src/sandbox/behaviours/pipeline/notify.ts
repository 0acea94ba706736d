import type { ExecutionRecord, PipelineRecord } from '../../services/codepipeline/state.ts';
import type { World } from '../../world.ts';

export type NotifiedState = 'STARTED' | 'RESUMED' | 'STOPPING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED' | 'SUPERSEDED';

/** Tells the event bus how an execution fares. */
export function notifyExecution(world: World, pipeline: PipelineRecord, execution: ExecutionRecord, state: NotifiedState): void {
  world.emit({
    source: 'aws.codepipeline',
    detailType: 'CodePipeline Pipeline Execution State Change',
    resources: [pipeline.arn],
    detail: { pipeline: pipeline.name, 'execution-id': execution.id, state, version: execution.declaration.version ?? 1 },
  });
}
