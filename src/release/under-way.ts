import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { recentExecutions } from './execution.ts';
import { runningDeployment, type RunningDeployment } from './running.ts';

/** Where releases run; what is not there is left out. */
interface Place {
  readonly pipeline: string | undefined;
  readonly group: { readonly application: string; readonly name: string } | undefined;
}

/** What has not ended yet. */
export interface UnderWay {
  /** Newest first. */
  readonly executionIds: readonly string[];
  readonly deployment: RunningDeployment | undefined;
}

/** The releases that are under way; undefined when none is. */
export async function readUnderWay(aws: Aws, { pipeline, group }: Place): Promise<UnderWay | undefined> {
  const [executions, deployment] = await Promise.all([
    pipeline === undefined ? undefined : whenMissing(recentExecutions(aws, pipeline), 'PipelineNotFoundException'),
    group && runningDeployment(aws, group.application, group.name),
  ]);
  const executionIds = (executions ?? [])
    .filter(({ status }) => status === 'InProgress')
    .flatMap(({ pipelineExecutionId }) => pipelineExecutionId ?? []);
  return executionIds.length === 0 && deployment === undefined ? undefined : { executionIds, deployment };
}
