import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';

/** A stage that somebody has closed: what comes to it waits there without end, until it is opened or something newer takes its place. */
export interface ClosedStage {
  readonly pipeline: string;
  readonly stage: string;
  /** What whoever closed it gave as the reason; `-` where there is none. */
  readonly reason: string;
}

/** The first stage of a pipeline whose inbound transition is disabled; undefined where there is none, or no such pipeline. */
export async function readClosedStage(aws: Aws, pipeline: string): Promise<ClosedStage | undefined> {
  const state = await whenMissing(aws.codepipeline.send(new GetPipelineStateCommand({ name: pipeline })), 'PipelineNotFoundException');
  const closed = state?.stageStates?.find(({ inboundTransitionState }) => inboundTransitionState?.enabled === false);
  return closed && { pipeline, stage: closed.stageName ?? '', reason: closed.inboundTransitionState?.disabledReason ?? '-' };
}
