import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { recentExecutions } from '../release/execution.ts';
import type { Setup } from '../setup.ts';

/** The newest execution that is over or under way. */
export interface LastRelease {
  readonly id: string;
  readonly executionId: string | undefined;
  readonly status: string;
  readonly failed: boolean;
  readonly underWay: boolean;
}

/** The last release; undefined when there has been none. One that a newer execution has overtaken did not fail. */
export async function lastRelease(aws: Aws, { config }: Setup): Promise<LastRelease | undefined> {
  const executions = (await whenMissing(recentExecutions(aws, config.pipeline.name), 'PipelineNotFoundException')) ?? [];
  const last = executions.find(({ status }) => status !== 'Superseded');
  if (last === undefined) return undefined;
  const id = last.pipelineExecutionId ?? '';
  const status = last.status ?? '';
  return {
    id,
    executionId: id,
    status,
    failed: status === 'Failed' || status === 'Stopped',
    underWay: status === 'InProgress' || status === 'Stopping',
  };
}
