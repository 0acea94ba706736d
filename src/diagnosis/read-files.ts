import { GetFileCommand } from '@aws-sdk/client-codecommit';
import { GetPipelineExecutionCommand, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import type { Setup } from '../setup.ts';
import { filesSource } from '../sources/index.ts';
import type { FilesEvidence } from './evidence.ts';
import type { Eyes } from './seen.ts';

/** The two files at the commit of an execution, and how large the artifact is that they lie in. */
export async function readFiles(aws: Aws, setup: Setup, executionId: string, eyes: Eyes): Promise<FilesEvidence | undefined> {
  const source = filesSource(setup).action(setup);
  const revision = await eyes.see('codepipeline:GetPipelineExecution', () => revisionOf(aws, setup, executionId, source.artifact));
  if (revision === undefined) return undefined;
  const { repository } = setup.config.source;
  const file = (path: string): Promise<string | undefined> => fileAt(aws, repository, revision, path);
  const [files, bytes] = await Promise.all([
    eyes.see('codecommit:GetFile', () => Promise.all([file('taskdef.json'), file('appspec.yaml')])),
    eyes.see('s3:GetObject', () => sizeOf(aws, setup, executionId, source.artifact)),
  ]);
  return files && { taskdef: files[0], appspec: files[1], bytes };
}

async function revisionOf(aws: Aws, { config }: Setup, pipelineExecutionId: string, artifact: string): Promise<string | undefined> {
  const { pipelineExecution } = await aws.codepipeline.send(
    new GetPipelineExecutionCommand({ pipelineName: config.pipeline.name, pipelineExecutionId }),
  );
  return pipelineExecution?.artifactRevisions?.find(({ name }) => name === artifact)?.revisionId;
}

async function fileAt(aws: Aws, repositoryName: string, commitSpecifier: string, filePath: string): Promise<string | undefined> {
  const found = await whenMissing(
    aws.codecommit.send(new GetFileCommand({ repositoryName, commitSpecifier, filePath })),
    'FileDoesNotExistException',
    'FolderDoesNotExistException',
  );
  return found?.fileContent && Buffer.from(found.fileContent).toString('utf8');
}

async function sizeOf(aws: Aws, { config }: Setup, pipelineExecutionId: string, artifact: string): Promise<number | undefined> {
  const { actionExecutionDetails = [] } = await aws.codepipeline.send(
    new ListActionExecutionsCommand({ pipelineName: config.pipeline.name, filter: { pipelineExecutionId }, maxResults: 100 }),
  );
  const made = actionExecutionDetails.flatMap(({ output }) => output?.outputArtifacts ?? []).find(({ name }) => name === artifact);
  const { bucket, key } = made?.s3location ?? {};
  return bucket && key ? (await aws.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength : undefined;
}
