import {
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  StopPipelineExecutionCommand,
  type ActionState,
} from '@aws-sdk/client-codepipeline';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import { REMOVAL } from '../aws/removal.ts';
import type { Intent } from '../engine/types.ts';
import { stopDeployment } from './stop-deployment.ts';

/** Ends what runs in a pipeline that is to be deleted: its executions, and the CodeDeploy deployments that they have started. */
export async function stopPipeline(aws: Aws, pipelineName: string, intent: Intent): Promise<void> {
  const { stageStates = [] } = await aws.codepipeline.send(new GetPipelineStateCommand({ name: pipelineName }));
  const { pipelineExecutionSummaries = [] } = await aws.codepipeline.send(new ListPipelineExecutionsCommand({ pipelineName }));
  for (const { pipelineExecutionId, status } of pipelineExecutionSummaries) {
    if (status !== 'InProgress') continue;
    // Abandoning ends the execution at once but leaves the deployment running.
    const stop = new StopPipelineExecutionCommand({
      pipelineName,
      pipelineExecutionId,
      abandon: true,
      reason: REMOVAL,
    });
    await whenMissing(aws.codepipeline.send(stop), 'PipelineExecutionNotStoppableException', 'DuplicatedStopRequestException');
  }
  const actions = stageStates.flatMap(({ actionStates = [] }) => actionStates);
  for (const id of actions.flatMap(runningDeployment)) await stopDeployment(aws, id, intent);
}

const runningDeployment = ({ latestExecution }: ActionState): string[] => {
  const { status, externalExecutionId = '' } = latestExecution ?? {};
  return status === 'InProgress' && externalExecutionId.startsWith('d-') ? [externalExecutionId] : [];
};
