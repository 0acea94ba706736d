import { GetPipelineStateCommand, StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import { vi } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';

/** Brings the pipeline `other` into the middle of a deployment. Its first run may have met the deployment of the one before it. */
export const startDeployment = ({ codepipeline }: Aws): Promise<void> =>
  vi.waitFor(
    async () => {
      const { stageStates } = await codepipeline.send(new GetPipelineStateCommand({ name: 'other' }));
      const { status, externalExecutionId, summary } = stageStates?.[1]?.actionStates?.[0]?.latestExecution ?? {};
      if (status === 'InProgress' && externalExecutionId !== undefined) return;
      if (status === 'Failed') await codepipeline.send(new StartPipelineExecutionCommand({ name: 'other' }));
      throw new Error(`The deployment does not run: ${status} ${summary}`);
    },
    { timeout: 30_000, interval: 50 },
  );
