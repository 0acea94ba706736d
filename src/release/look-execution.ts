import { GetPipelineExecutionCommand, ListActionExecutionsCommand, type ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { Aws } from '../aws/aws.ts';

/** An execution of a pipeline at one moment. */
export interface ExecutionLook {
  readonly id: string;
  /** `InProgress`, `Succeeded`, `Failed`, `Stopping`, `Stopped`, `Superseded`, `Cancelled`. */
  readonly status: string;
  readonly summary: string | undefined;
  /** In the order in which they began. */
  readonly actions: readonly ActionLook[];
}

export interface ActionLook {
  readonly stage: string;
  readonly action: string;
  readonly status: string;
  /** What AWS says about a failure. */
  readonly message: string | undefined;
  /** What it started elsewhere: the id of a deployment. */
  readonly externalId: string | undefined;
  readonly seconds: number | undefined;
}

/** Reads an execution and its actions. The whole is read before its parts, so that the last change of a part is seen before the end of the whole. */
export async function lookAtExecution(aws: Aws, pipelineName: string, pipelineExecutionId: string): Promise<ExecutionLook> {
  const { pipelineExecution } = await aws.codepipeline.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }));
  const filter = { pipelineExecutionId };
  const listed = await aws.codepipeline.send(new ListActionExecutionsCommand({ pipelineName, filter, maxResults: 100 }));
  return {
    id: pipelineExecutionId,
    status: pipelineExecution?.status ?? 'InProgress',
    summary: pipelineExecution?.statusSummary,
    actions: (listed.actionExecutionDetails ?? []).map(actionLook).reverse(),
  };
}

function actionLook({ stageName, actionName, status, output, startTime, lastUpdateTime }: ActionExecutionDetail): ActionLook {
  const isOver = status !== 'InProgress' && startTime !== undefined && lastUpdateTime !== undefined;
  return {
    stage: stageName ?? '',
    action: actionName ?? '',
    status: status ?? '',
    message: output?.executionResult?.errorDetails?.message,
    externalId: output?.executionResult?.externalExecutionId,
    seconds: isOver ? secondsBetween(startTime, lastUpdateTime) : undefined,
  };
}

/** With one decimal. */
export const secondsBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 100) / 10;

/** CodeDeployToECS names the deployment as its external execution, from the moment that it has made it. */
export const deploymentOf = ({ actions }: ExecutionLook): string | undefined =>
  actions.map(({ externalId }) => externalId).find(id => id !== undefined && /^d-[A-Z0-9]+$/.test(id));
