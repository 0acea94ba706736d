import { CodeCommitClient, GetFileCommand } from '@aws-sdk/client-codecommit';
import { CodeDeployClient, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient, CreatePipelineCommand, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { expect, test } from 'vitest';
import { steppedTime } from '../../../../src/sandbox/clock-stepped.ts';
import { createGroup, pipelineOf, preparePipeline, startRelease, taskTemplate } from '../../../helpers/release.ts';
import { clientConfig, startTestSandbox, temporaryFolder } from '../../../helpers/sandbox.ts';

test('a release goes on where it was when the sandbox is started again', async () => {
  const folder = await temporaryFolder();
  const release = await startRelease({ folder });
  await createGroup(release);
  const roleArn = await preparePipeline(release);
  await release.codepipeline.send(new CreatePipelineCommand({ pipeline: pipelineOf(roleArn) }));
  const { pipelines } = release.sandbox.world().state.codepipeline;
  const deploymentOf = (): string | undefined => pipelines['web']?.executions[0]?.actions.at(-1)?.externalExecutionId;
  await release.time.advanceUntil(() => deploymentOf() !== undefined, 60);
  await release.time.advance(20);
  const deploymentId = deploymentOf();
  const port = release.sandbox.port;
  await release.sandbox.close();

  const time = steppedTime(release.time.now());
  const sandbox = await startTestSandbox({ folder, clock: time, port });
  const config = clientConfig(sandbox);
  const { state } = sandbox.world();
  expect(state.codedeploy.deployments[deploymentId ?? '']?.completeTime).toBeUndefined();
  await time.advanceUntil(() => state.codepipeline.pipelines['web']?.executions[0]?.status !== 'InProgress', 1800);
  const { deploymentInfo } = await new CodeDeployClient(config).send(new GetDeploymentCommand({ deploymentId }));
  expect(deploymentInfo?.status).toBe('Succeeded');
  const listed = await new CodePipelineClient(config).send(new ListPipelineExecutionsCommand({ pipelineName: 'web' }));
  expect(listed.pipelineExecutionSummaries).toMatchObject([{ status: 'Succeeded' }]);
  const file = await new CodeCommitClient(config).send(new GetFileCommand({ repositoryName: 'web', filePath: 'taskdef.json' }));
  expect(Buffer.from(file.fileContent ?? []).toString()).toBe(taskTemplate(release));
});
