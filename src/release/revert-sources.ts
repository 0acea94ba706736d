import { GetFileCommand } from '@aws-sdk/client-codecommit';
import type { Aws } from '../aws/aws.ts';
import { whenMissing } from '../aws/errors.ts';
import type { Stopping } from '../aws/pause.ts';
import { executionCausedBy, recentExecutions, startExecution } from './execution.ts';
import { changedFiles, commitFiles, type SourceBranch, type SourceFile } from './files.ts';
import { moveTag } from './move-tag.ts';
import { triggerDigest } from './trigger-digest.ts';

/** What the pipeline takes its releases from. */
export interface Sources extends SourceBranch {
  readonly pipeline: string;
  readonly imageRepository: string;
  /** The tag that the pipeline watches; undefined where the image is named in the files. */
  readonly imageTag: string | undefined;
  readonly paths: readonly string[];
}

/** How the sources differ from a version. */
export interface SourceDifference {
  /** Files as they were in that version, of those that are other now; undefined where it is not known which commit it was. */
  readonly files: readonly SourceFile[] | undefined;
  /** The digest to which the watched tag must go back; undefined where it is there, or not to be moved. */
  readonly digest: string | undefined;
}

/** Compares what the next run of the pipeline would release with a version. */
export async function compareSources(
  aws: Aws,
  sources: Sources,
  version: { readonly commit: string | undefined; readonly digest: string | undefined },
): Promise<SourceDifference> {
  const [then, now] = await Promise.all([
    version.commit === undefined ? undefined : filesAt(aws, sources, version.commit),
    sources.imageTag === undefined ? undefined : triggerDigest(aws, sources.imageRepository, sources.imageTag),
  ]);
  return {
    files: then && (await changedFiles(aws, sources, then)),
    digest: sources.imageTag === undefined || version.digest === now ? undefined : version.digest,
  };
}

async function filesAt(aws: Aws, { repository, paths }: Sources, commit: string): Promise<readonly SourceFile[] | undefined> {
  const read = async (path: string): Promise<SourceFile[]> => {
    const file = await whenMissing(
      aws.codecommit.send(new GetFileCommand({ repositoryName: repository, commitSpecifier: commit, filePath: path })),
      'FileDoesNotExistException',
      'CommitDoesNotExistException',
    );
    return file?.fileContent === undefined ? [] : [{ path, content: Buffer.from(file.fileContent).toString('utf8') }];
  };
  const files = (await Promise.all(paths.map(read))).flat();
  return files.length === 0 ? undefined : files;
}

/**
 * Moves the watched tag back and commits the files of before. Either of them starts the pipeline, so the execution that carries both is
 * found and returned, to be followed. The tag goes first: each execution takes the image of its own start, and the last one has both.
 */
export async function revertSources(
  aws: Aws,
  sources: Sources,
  { files = [], digest }: SourceDifference,
  { message, stopped }: Stopping & { readonly message: string },
): Promise<string> {
  const before = new Set((await recentExecutions(aws, sources.pipeline)).map(({ pipelineExecutionId }) => pipelineExecutionId ?? ''));
  const { imageRepository, imageTag } = sources;
  if (digest !== undefined && imageTag !== undefined) await moveTag(aws, imageRepository, { digest, tag: imageTag }, { stopped });
  const commit = files.length === 0 ? undefined : await commitFiles(aws, sources, files, message);
  const revisions = [digest, commit].filter(revision => revision !== undefined);
  const found = await executionCausedBy(aws, { pipeline: sources.pipeline, before, revisions, stopped });
  return found ?? startExecution(aws, sources.pipeline);
}

/** An execution under way that takes exactly these: one that was started by a run that did not come to its end. */
export async function executionUnderWay(aws: Aws, pipeline: string, revisions: readonly string[]): Promise<string | undefined> {
  const executions = await recentExecutions(aws, pipeline);
  const carries = (id: string, sources: readonly { readonly revisionId?: string | undefined }[] = []): boolean =>
    sources.some(({ revisionId }) => revisionId === id);
  return executions.find(({ status, sourceRevisions }) => status === 'InProgress' && revisions.every(id => carries(id, sourceRevisions)))
    ?.pipelineExecutionId;
}
